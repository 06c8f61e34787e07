import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { findPeopleByIds } from '#app/people/find-people.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import { readNumbersHeldElsewhere, readNumbersOfPerson } from '#app/people/read-numbers-of-person.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import type { Outcome } from './answer-table.rules.ts'
import { findCheckFor, type CheckListed } from './checks.store.server.ts'
import { stemOfText } from './number-stem.rules.ts'
import { readOutcomesKept } from './read-answers-kept.server.ts'
import { isAboutOwnPeople } from './told-check.rules.ts'
import type { WhyReason } from './why.schema.ts'

export interface CheckToExplain {
  readonly project: { readonly ref: string; readonly title: string }
  readonly flowName: string
  readonly checkId: string
  readonly beganAt: string
}

/** What a check answered about one number of a person. */
export interface AnswerThen {
  /** As people read it. */
  readonly nhsNumber: string
  /** Reasons are null where they may be those of another organisation's record: of somebody whom two lists have, both count. */
  readonly outcome: { readonly decision: Outcome['decision']; readonly reasons: Outcome['reasons'] | null }
}

export interface CheckExplained {
  readonly person: { readonly name: string; readonly dateOfBirth: string }
  /** Null where what the check was answered from is not kept. */
  readonly answers: readonly AnswerThen[] | null
}

/** A complete check of the actor's own organisation's data, whoever asked for it; null for any other. */
export async function readCheckToExplain(context: Context<StaffActor>, ref: string, checkId: string): Promise<CheckToExplain | null> {
  return (await find(context, ref, checkId))?.toExplain ?? null
}

async function find(context: Context<StaffActor>, ref: string, checkId: string): Promise<{ readonly check: CheckListed; readonly toExplain: CheckToExplain } | null> {
  const { runtime, actor } = context
  const project = isId(checkId) ? await readProject(context, ref) : null
  const check = project && (await findCheckFor(runtime.db, actor.organisationCode, ref, checkId))
  if (!project || check?.state !== 'complete' || !isAboutOwnPeople(check, project.facts, actor.organisationCode)) return null
  const flowName = project.facts.flows.find((flow) => flow.ref === check.flowRef)?.name ?? check.flowRef
  return { check, toExplain: { project: { ref, title: project.title }, flowName, checkId: check.id, beganAt: check.beganAt.toISOString() } }
}

/** People of whom one is to be chosen, told apart by the surgery's own number. */
export const peopleToChoose = (people: readonly Person[]) => people.map(({ id, givenName, familyName, dateOfBirth, localId }) => ({
  id, label: `${givenName} ${familyName}, born ${formatDay(dateOfBirth)}`, hint: `The surgery’s number ${localId}`,
}))

/** The same of those that a search found before. */
export async function readPeopleToChoose({ runtime, actor }: Context<StaffActor>, personIds: readonly string[]) {
  return peopleToChoose(await findPeopleByIds(runtime.db, runtime.secrets, actor.organisationCode, personIds.filter((id) => isId(id))))
}

/**
 * What a check answered about someone of the practice's own list, out of what was kept of it: nothing is worked out again.
 * Under each number that their record has or had. Whether they were on the list that was sent is not kept. The look is
 * recorded with its reason, for the practice's own eyes. Null when there is no such check or person.
 */
export async function explainCheck(context: Context<StaffActor>, ref: string, checkId: string, { personId, reason }: { readonly personId: string; readonly reason: WhyReason }): Promise<CheckExplained | null> {
  const { runtime, actor } = context
  const found = await find(context, ref, checkId)
  const [person] = found ? await findPeopleByIds(runtime.db, runtime.secrets, actor.organisationCode, [personId]) : []
  const numbers = person && (await readNumbersOfPerson(context, personId))
  if (!found || !person || !numbers) return null
  const { check } = found
  // What many practices answered together of somebody who was not on this one's list then is another's to know.
  const wasListed = person.registeredFrom <= check.beganAt && (person.leftAt === null || person.leftAt > check.beganAt)
  if (check.discloserCode === null && !wasListed) return null
  await recordLook(context, { kind: 'check-explained', subject: `person:${personId}`, data: { check: check.id, reason } })
  const shown = [...new Set([...(numbers.number ? [numbers.number] : []), ...numbers.earlier, ...numbers.others])]
  const outcomes = check.journalId === null || check.journalChanges === null
    ? null
    : await readOutcomesKept(runtime, { journalId: check.journalId, changes: check.journalChanges }, shown.map((number) => stemOfText(number.replaceAll(' ', ''))))
  const ofMany = check.discloserCode === null ? await readNumbersHeldElsewhere(context, shown) : new Set<string>()
  return {
    person: { name: `${person.givenName} ${person.familyName}`, dateOfBirth: person.dateOfBirth },
    answers: outcomes && shown.map((nhsNumber, index) => {
      const { decision, reasons } = outcomes[index] as Outcome
      return { nhsNumber, outcome: { decision, reasons: decision === 'EXCLUDE' && ofMany.has(nhsNumber) ? null : reasons } }
    }),
  }
}
