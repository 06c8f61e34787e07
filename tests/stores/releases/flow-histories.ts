import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import postgres from 'postgres'
import { endCanary, placeCanary } from '#app/alarms/place-canary.server.ts'
import { readCanaryNumbers } from '#app/alarms/read-canaries.server.ts'
import type { ChoiceKind } from '#app/choices/choice.rules.ts'
import type { Decision } from '#app/choices/decision.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import { OTHER_NUMBER, RECORDABLE_NUMBER_EVENTS } from '#app/people/number-event.schema.ts'
import type { Person } from '#app/people/person.rules.ts'
import { recordNumberEvent, takeBackNumberEvent } from '#app/people/record-number-event.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { removeChangesBefore } from '#app/releases/gate-changes.store.server.ts'
import { stemOfText } from '#app/releases/number-stem.rules.ts'
import { deciderOf, readOpenFlow } from '#app/releases/read-open-flow.server.ts'
import { readPeopleToDecide } from '#app/releases/read-people-to-decide.server.ts'
import { readSnapshot } from '#app/releases/read-snapshot.server.ts'
import { OLDHAM_PROJECT_REF } from '#db/seed/demo/oldham-facts.ts'
import { givenCoded, givenEvent, takeBackAll } from '#tests/factories/choices.ts'
import { givenNumber, givenPerson } from '#tests/factories/letters.ts'
import { givenAnswer } from '#tests/factories/national-check.ts'
import { testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import type { TestPortal } from '#tests/setup/portal.ts'

/** The numbers that a history is about: some of people on the list, some of nobody yet. */
export const NUMBERS = Array.from({ length: 10 }, (_, index) => testNumber(index))
export const ON_THE_LIST = 5

/** What is said of each number, or why nothing is. */
export type Said = Readonly<Record<string, string>> | string

const said = ({ decision, reasons }: Pick<Decision, 'decision' | 'reasons'>): string => [decision, ...reasons].join(' ')

export async function saidFromMemory(runtime: Runtime, pilot: Pilot): Promise<{ readonly said: Said; readonly asAt: Date | null }> {
  const snapshot = await readSnapshot(runtime, pilot.flowRef)
  if (!snapshot.ok) return { said: snapshot.refusal.kind, asAt: null }
  const { answers, asAt } = snapshot.value
  const all = NUMBERS.map((number) => {
    const outcome = answers.outcomes[answers.placeFor(stemOfText(number))]
    if (!outcome || answers.isIncluded(stemOfText(number)) !== (outcome.decision === 'INCLUDE')) throw new Error('The table contradicts itself')
    return [number, said(outcome)]
  })
  return { said: Object.fromEntries(all) as Said, asAt }
}

/** The same by the plainest way: everyone read, everyone decided, nothing kept. */
export async function saidAfresh(runtime: Runtime, pilot: Pilot): Promise<{ readonly said: Said; readonly asAt: Date | null }> {
  return runtime.db.transaction(async (tx) => {
    const now = runtime.clock()
    const open = await readOpenFlow(runtime, tx, pilot.flowRef, now)
    if (!open.ok) return { said: open.refusal.kind, asAt: null }
    const batches = []
    for await (const batch of readPeopleToDecide(tx, runtime, open.value)) batches.push(batch)
    const asAt = new Date(Math.max(now.getTime(), ...batches.map(({ newestChoice }) => newestChoice)))
    const decide = deciderOf(open.value, runtime.allowTestNumbers, asAt)
    const canaries = await readCanaryNumbers(tx, runtime.secrets, open.value.inForce.flow)
    const byNumber = new Map(batches.flatMap(({ people }) => people).map(({ nhsNumber, person, events }) => [nhsNumber, decide(person, events)]))
    if ([...canaries].some((number) => byNumber.get(number)?.decision === 'INCLUDE')) return { said: 'canary-would-be-released', asAt: null }
    const all = NUMBERS.map((number) => [number, said(byNumber.get(number) ?? decide({ nhsNumber: number, onRegister: false, registrations: [] }, []))])
    return { said: Object.fromEntries(all) as Said, asAt }
  }, { isolationLevel: 'repeatable read', accessMode: 'read only' })
}

const who = fc.nat({ max: NUMBERS.length - 1 })
const day = fc.integer({ min: -4, max: 3 })
const yes = fc.boolean()
const kind = fc.constantFrom('project-opt-out', 'project-opt-out-withdrawn', 'type-1-dissent', 'type-1-withdrawn') satisfies fc.Arbitrary<ChoiceKind>

/** Everything that may happen between two checks. */
export const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ what: fc.constant('choice' as const), who, kind, day }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('coded' as const), who, day, yes }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('taken-back' as const), who }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('letter' as const), who, to: fc.constantFrom('back', 'told', 'told-tomorrow', 'neither', 'gone') }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('person' as const), who, to: fc.constantFrom('left', 'here', 'died', 'alive', 'no-number'), other: yes }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('number' as const), who, becomes: who }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('joined' as const), who, other: yes }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('unnumbered' as const), who, other: yes, step: fc.constantFrom('taken', 'chose', 'given') }) },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('entry' as const), who, kind: fc.constantFrom(...RECORDABLE_NUMBER_EVENTS), about: who, day: fc.integer({ min: -2, max: 0 }), isSure: yes, other: yes }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('entry-back' as const), who }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('campaign' as const), day }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('facts' as const), to: fc.constantFrom('dead-stay', 'dead-go', 'out-of-date', 'up-to-date', 'up-to-date') }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('national' as const), who, to: fc.constantFrom('asked', 'asked', 'cleared', 'not-cleared', 'purged') }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('canary' as const), who, ends: yes }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('time' as const), minutes: fc.constantFrom(1, 60, 60 * 24, 60 * 24 * 2, 60 * 24 * 8) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('kind' as const), yes }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('forgotten' as const) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('begun' as const), who, kind, day }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('committed' as const) }) },
)
export type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never

/** Makes things happen, and holds a change that was begun and is committed later, when others have come and gone. */
export class History {
  private readonly slow: postgres.Sql
  private unnumbered: Person | null = null
  private them: StaffActor | null = null
  private begun: { readonly commit: () => void; readonly over: Promise<unknown> } | null = null

  constructor(private readonly portal: TestPortal, private readonly pilot: Pilot) {
    this.slow = postgres(portal.env.DATABASE_OWNER_URL as string, { max: 1, onnotice: () => {} })
  }

  async close(): Promise<void> {
    await this.commit()
    await this.slow.end()
  }

  async happens(what: Happening): Promise<void> {
    const { portal, pilot } = this
    const { owner } = portal
    const today = londonDay(portal.now)
    const number = 'who' in what ? (NUMBERS[what.who] as string) : ''
    const practice = 'other' in what && what.other ? OTHER_PRACTICE : PRACTICE
    switch (what.what) {
      case 'choice': {
        const person = await this.person(number)
        if (person) await givenEvent(portal, person, what.kind, addDays(today, what.day))
        return
      }
      case 'coded':
        await givenCoded(portal, [`${number},concordat,project-opt-out${what.yes ? '' : '-withdrawn'}:${OLDHAM_PROJECT_REF},${addDays(today, what.day)},${addDays(today, -1)},X${randomUUID().slice(0, 4)},,`])
        return
      case 'taken-back': {
        const person = await this.person(number)
        if (person) await takeBackAll(portal, person)
        return
      }
      case 'letter': {
        const person = await this.person(number)
        if (!person) return
        if (what.to === 'gone') await owner`delete from letters where person_id = ${person.id}`
        else await owner`update letters set returned_at = ${what.to === 'back' ? portal.now : null},
          told_at = ${what.to === 'told' ? portal.now : what.to === 'told-tomorrow' ? new Date(portal.now.getTime() + 86_400_000) : null} where person_id = ${person.id}`
        return
      }
      case 'person': {
        const person = await this.person(number, practice.code)
        if (!person) return
        if (what.to === 'no-number') await owner`update people set number_id = null where id = ${person.id}`
        else if (what.to === 'died' || what.to === 'alive') await owner`update people set is_deceased = ${what.to === 'died'} where id = ${person.id}`
        else await owner`update people set left_at = ${what.to === 'left' ? portal.now : null} where id = ${person.id}`
        return
      }
      case 'number': {
        const person = await this.person(number)
        const becomes = NUMBERS[what.becomes] as string
        if (person && !(await this.person(becomes))) await owner`update people set number_id = ${await givenNumber(portal, becomes)} where id = ${person.id}`
        return
      }
      case 'unnumbered': {
        const unnumbered = this.unnumbered && (await readPerson(portal.runtime, portal.runtime.db, this.unnumbered.organisationCode, this.unnumbered.id))
        if (what.step === 'taken') {
          const person = await this.person(number, practice.code)
          if (!person) return
          await owner`update people set number_id = null where id = ${person.id}`
          this.unnumbered = person
        } else if (what.step === 'chose' && unnumbered) await givenEvent(portal, unnumbered, 'project-opt-out', today)
        else if (what.step === 'given' && unnumbered?.numberId === null && !(await this.person(number, unnumbered.organisationCode))) {
          await owner`update people set number_id = ${await givenNumber(portal, number)} where id = ${unnumbered.id}`
        }
        return
      }
      case 'entry': {
        const person = await this.person(number, practice.code)
        const manager = what.other ? (this.them ??= await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)) : pilot.manager
        if (person) {
          await recordNumberEvent(contextOf(portal, manager), person.id, {
            formId: randomUUID(), what: what.kind, otherNumber: OTHER_NUMBER[what.kind] === 'none' ? null : (NUMBERS[what.about] as string), since: addDays(today, what.day),
            source: what.isSure ? 'pds-trace' : 'practice-record', evidence: 'seen',
          })
        }
        return
      }
      case 'entry-back': {
        const person = await this.person(number)
        const entries = await owner<{ id: string }[]>`select id from number_events where kind <> 'taken-back' order by recorded_at, number_id`
        for (const { id } of person ? entries.slice(what.who % 2, 1 + (what.who % 2)) : []) {
          await takeBackNumberEvent(contextOf(portal, pilot.manager), person?.id as string, { formId: randomUUID(), entry: id, source: 'patient', evidence: 'a mistake' })
        }
        return
      }
      case 'joined':
        if (!(await this.person(number, practice.code))) await givenPerson(portal, practice, { nhsNumber: number, localId: randomUUID(), registeredFrom: new Date(portal.now.getTime() - 86_400_000) })
        return
      case 'campaign':
        await owner`update campaigns set closing_date = ${addDays(today, what.day - 2)}`
        return
      case 'facts':
        if (what.to === 'out-of-date' || what.to === 'up-to-date') await owner`update projects set facts_version = ${what.to === 'up-to-date' ? 1 : 2}`
        else {
          const stay = what.to === 'dead-stay'
          await owner.begin((tx) => [
            tx`update document_versions set facts = jsonb_set(facts, '{flows,0,includesDeceased}', to_jsonb(${stay}::boolean))`,
            tx`update project_facts set facts = jsonb_set(facts, '{flows,0,includesDeceased}', to_jsonb(${stay}::boolean))`,
          ])
        }
        return
      case 'national': {
        if (what.to === 'asked') await givenAnswer(portal, [number]).catch(() => {})
        else if (what.to === 'purged') await owner.begin((tx) => [tx`delete from national_check_numbers`, tx`update national_check_runs set state = 'purged' where answered_at < ${new Date(portal.now.getTime() - 86_400_000)}`])
        else await owner`update national_check_numbers set cleared = ${what.to === 'cleared'} where number_id = ${await givenNumber(portal, number)}`
        return
      }
      case 'canary': {
        if (!what.ends) await placeCanary(contextOf(portal, pilot.manager), { nhsNumber: number, flowRef: pilot.flowRef })
        else for (const { id } of await owner<{ id: string }[]>`select id from canaries`) await endCanary(contextOf(portal, pilot.manager), id)
        return
      }
      case 'time':
        portal.now = new Date(portal.now.getTime() + what.minutes * 60_000)
        return
      case 'kind':
        await owner`update organisations set kind = ${what.yes ? 'gp-practice' : 'nhs-trust'} where code = ${OTHER_PRACTICE.code}`
        return
      case 'forgotten':
        await removeChangesBefore(portal.runtime.db, new Date(Date.now() + 60_000))
        return
      case 'begun':
        return this.begin(await givenNumber(portal, number), what.kind, addDays(today, what.day))
      case 'committed':
        return this.commit()
    }
  }

  private async person(nhsNumber: string, organisationCode = PRACTICE.code): Promise<Person | null> {
    const { owner, runtime } = this.portal
    const [row] = await owner<{ id: string }[]>`select id from people where organisation_code = ${organisationCode} and number_id = ${await givenNumber(this.portal, nhsNumber)}`
    return row ? readPerson(runtime, runtime.db, organisationCode, row.id) : null
  }

  /** Writes a choice, and leaves the transaction open. */
  private async begin(numberId: number, kind: ChoiceKind, effective: string): Promise<void> {
    if (this.begun) return
    const [mayCommit, commit] = signal()
    const [isWritten, written] = signal()
    const over = this.slow.begin(async (tx) => {
      await tx`insert into choice_events (id, number_id, kind, project_ref, effective_day, recorded_at, source, channel, on_whose_word, reference)
        values (${randomUUID()}, ${numberId}, ${kind}, ${kind.startsWith('type-1') ? null : OLDHAM_PROJECT_REF}, ${effective}, ${this.portal.now}, 'Y90009', 'extract', 'self', ${randomUUID()})`
      written()
      await mayCommit
    })
    await Promise.race([isWritten, over])
    this.begun = { commit, over }
  }

  private async commit(): Promise<void> {
    this.begun?.commit()
    await this.begun?.over
    this.begun = null
  }
}

function signal(): [Promise<void>, () => void] {
  let give = (): void => {}
  const given = new Promise<void>((resolve) => { give = resolve })
  return [given, give]
}
