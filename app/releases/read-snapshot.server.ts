import { readCanaryNumbers } from '#app/alarms/read-canaries.server.ts'
import { readAuditHead } from '#app/audit/read-audit.server.ts'
import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { decider, type Decision, type Person as PersonToDecide } from '#app/choices/decision.rules.ts'
import { eachChoiceForFlow } from '#app/choices/read-choices.server.ts'
import { flowInForce, type FlowInForce } from '#app/documents/agreement.rules.ts'
import { readAgreementForFlow } from '#app/documents/read-agreement.server.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { readNotification, type Notification, type OnePersonAsKnown } from '#app/letters/read-notification.server.ts'
import { readPeopleAnswered, readUsableAnswers, type UsableAnswers } from '#app/national-check/read-national-answers.server.ts'
import { countRegister, eachPersonOfRegister, readListRegistrations } from '#app/people/read-register.server.ts'
import type { Queryable, Transaction } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { AnswerTable } from './answer-table.rules.ts'
import { mayAskAboutPeople, nationalCheckRefusal, type CheckRefusal } from './check.rules.ts'
import { personAsKnown, termsOfFlow } from './flow-terms.rules.ts'

/** What a check answers from: one state of the database, and the answers it gives. */
export interface Snapshot {
  readonly inForce: FlowInForce
  /** The newest audit entry of that state: every choice acknowledged by then is in the answers. */
  readonly auditSeq: number
  readonly asAt: Date
  /** When the oldest answer of the national check that is used was asked for; null where none is. */
  readonly nationalCheckAskedAt: Date | null
  readonly answers: AnswerTable
}

/** Everything recorded is taken in, even when the clock of the machine that recorded it is ahead of ours. */
const ALL_THAT_IS_RECORDED = new Date('9999-01-01T00:00:00Z')

/**
 * Whether a flow may run at an instant and, if so, the answer for everyone on the discloser's register. Read in one
 * transaction that sees one state, begun now: whatever was acknowledged before the call is in it.
 */
export async function readSnapshot(runtime: Runtime, flowRef: string, now: Date): Promise<Result<Snapshot, Refusal<CheckRefusal>>> {
  return runtime.db.transaction((tx) => snapshot(tx, runtime, flowRef, now), { isolationLevel: 'repeatable read', accessMode: 'read only' })
}

/**
 * A flow that may be checked now, with what the campaign knows of who was told, null where nobody need be; and the answers
 * of the national check that may be used, null where the flow's terms set the national opt-out aside.
 */
export interface OpenFlow {
  readonly inForce: FlowInForce
  readonly projectRef: string
  readonly telling: Notification | null
  readonly national: UsableAnswers | null
}

/** Whether a flow may be checked at an instant: in force, its people listed, told, given the time they were promised, and asked about where the national opt-out applies. `only` reads what was told to one person alone. */
export async function readOpenFlow(runtime: Runtime, db: Queryable, flowRef: string, now: Date, only?: OnePersonAsKnown): Promise<Result<OpenFlow, Refusal<CheckRefusal>>> {
  const agreement = await readAgreementForFlow(db, flowRef)
  if (!agreement) return refuse('protocol-not-drafted')
  const standing = flowInForce(agreement, flowRef, now)
  if (!standing.ok) return standing
  const { flow } = standing.value
  const telling = flow.projectOptOut ? await readNotification(db, agreement.projectId, flow.fromCode, only) : null
  const may = mayAskAboutPeople(
    { mustBeTold: flow.projectOptOut, people: await countRegister(db, flow.fromCode) },
    telling && { window: telling.window(now), closingDate: telling.closingDate },
  )
  if (!may.ok) return may
  const national = await readUsableAnswers(runtime, db, flow, now)
  return national.ok
    ? ok({ inForce: standing.value, projectRef: agreement.projectRef, telling, national: national.value })
    : nationalCheckRefusal(national.refusal)
}

async function snapshot(tx: Transaction, runtime: Runtime, flowRef: string, now: Date): Promise<Result<Snapshot, Refusal<CheckRefusal>>> {
  const { seq } = await readAuditHead(tx)
  const open = await readOpenFlow(runtime, tx, flowRef, now)
  if (!open.ok) return open
  const { inForce, projectRef, telling, national } = open.value
  const { flow } = inForce
  const { choices, newest } = await choicesByPerson(tx, { discloser: flow.fromCode, projectRef })
  const asAt = new Date(Math.max(now.getTime(), newest))
  const decide = deciderOf(open.value, runtime.allowTestNumbers, asAt)
  // Canaries have test numbers. That a live installation lets none of those through must not hide a lost opt-out.
  const decideCanary = deciderOf(open.value, true, asAt)
  const canaries = await readCanaryNumbers(tx, runtime.secrets, flow)
  const asked = national && (await readPeopleAnswered(tx, national))
  const registrations = await readListRegistrations(tx, flow.fromCode)
  const answers = new AnswerTable((nhsNumber) => decide({ nhsNumber, onRegister: false, registrations: [] }, []))
  for await (const person of eachPersonOfRegister(tx, runtime.secrets, flow.fromCode)) {
    const asKnown = personAsKnown(person, telling?.told.get(person.id), asked?.byPerson.get(person.id), registrations)
    const events = choices.get(person.id) ?? []
    if (canaries.has(person.nhsNumber) && decideCanary(asKnown, events).decision === 'INCLUDE') return refuse('canary-would-be-released')
    answers.place(person.nhsNumber, decide(asKnown, events))
  }
  return ok({ inForce, auditSeq: seq, asAt, nationalCheckAskedAt: asked?.oldestAskedAt ?? null, answers })
}

/** What an open flow answers about a person, at an instant; `known` leaves out what was recorded later. */
export function deciderOf({ inForce: { flow }, projectRef, national }: OpenFlow, allowTestNumbers: boolean, at: Date, known?: Date): (person: PersonToDecide, events: readonly ChoiceEvent[]) => Decision {
  return decider({ ...termsOfFlow(flow, projectRef, allowTestNumbers), nationalCheckMaxAgeDays: national?.maxAgeDays }, at, known)
}

/** The choices that bear on a flow, by person; of one person where they are named. `newest` is when the last of them was recorded. */
export async function choicesByPerson(
  tx: Transaction, flow: { readonly discloser: string; readonly projectRef: string; readonly personId?: string }, knownBy: Date = ALL_THAT_IS_RECORDED,
): Promise<{ choices: Map<string, ChoiceEvent[]>; newest: number }> {
  const choices = new Map<string, ChoiceEvent[]>()
  let newest = 0
  for await (const { personId, event } of eachChoiceForFlow(tx, flow, knownBy)) {
    newest = Math.max(newest, event.receivedAt ?? 0)
    const known = choices.get(personId)
    if (known) known.push(event)
    else choices.set(personId, [event])
  }
  return { choices, newest }
}
