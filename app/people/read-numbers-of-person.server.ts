import type { StaffActor } from '#app/identity/actor.rules.ts'
import { formatNhsNumber } from '#app/kernel/nhs-number.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { listEntryDetails, listNumberEvents } from './number-events.store.server.ts'
import { doubtsOf, foldNumbers, liveEvents, type NumberDoubt, type NumberEvent, type NumberEventKind, type NumberEventTime, type NumberId, type NumberSource } from './number-standing.rules.ts'
import { factsKnownBy } from './person-history.rules.ts'
import { listEarlierNumbers, listFactsOf } from './person-facts.store.server.ts'
import type { Person } from './person.rules.ts'
import { findNumberIds } from './nhs-numbers.server.ts'
import { findPerson, findSealedNumbers, whichAreHeldElsewhere } from './people.store.server.ts'

/** One entry about a number of a person. Of what another organisation recorded, only that it did. */
export interface NumberEntry {
  readonly id: string
  readonly kind: NumberEventKind
  readonly isOurs: boolean
  /** The other number as people read it; null where there is none, or where it is not the reader's to know. */
  readonly other: string | null
  /** Whether the entry is about the number that is shown, and not the other one. */
  readonly isFirst: boolean
  readonly effective: NumberEventTime
  readonly recordedAt: string
  readonly source: NumberSource | null
  readonly evidence: string
  readonly recordedBy: string | null
  readonly takenBackAt: string | null
}

export interface NumbersOfPerson {
  /** As people read it; null where the practice knows none. */
  readonly number: string | null
  /** Other numbers that are confirmed to be the same person's. */
  readonly others: readonly string[]
  /** Numbers that the practice's own record had before. */
  readonly earlier: readonly string[]
  readonly doubts: readonly NumberDoubt[]
  readonly entries: readonly NumberEntry[]
  readonly hasForeign: boolean
}

/** What a person's page shows of their numbers: now, or as known at a past instant. Null when they are not of the actor's practice. The caller has recorded the look. */
export async function readNumbersOfPerson({ runtime, actor }: Context<StaffActor>, personId: string, known: Date | null = null): Promise<NumbersOfPerson | null> {
  const { db, secrets } = runtime
  const person = await findPerson(db, secrets, actor.organisationCode, personId)
  if (!person) return null
  const [events, numberId] = await Promise.all([listNumberEvents(db, known), numberAsKnown(db, person, known)])
  const earlier = (await listEarlierNumbers(db, actor.organisationCode, known, { personIds: [personId] })).get(personId) ?? []
  const standing = numberId === null ? null : foldNumbers(events, { organisationCode: actor.organisationCode, known }).standingOf(numberId, earlier)
  const numbers = await numbersOfRecord(db, actor.organisationCode, { ...person, numberId }, events, known)
  const details = new Map((await listEntryDetails(db, actor.organisationCode, [...numbers])).map((each) => [each.id, each]))
  const open = (sealed: Buffer | null | undefined): string | null => (sealed ? formatNhsNumber(secrets.open('nhs-number', sealed)) : null)
  const sealed = await findSealedNumbers(db, [...numbers])
  const shown = (ids: readonly NumberId[]): readonly string[] => ids.flatMap((id) => open(sealed.get(id)) ?? [])

  const live = new Set(liveEvents(events, null).map(({ id }) => id))
  const takenBack = new Map(events.flatMap((event) => (event.takesBack === null ? [] : [[event.takesBack, event] as const])))
  const ours = events.filter((event) => event.organisationCode === actor.organisationCode && event.kind !== 'taken-back' && names(event, numbers))
  const foreign = numberId === null ? [] : events.filter((event) =>
    event.organisationCode !== actor.organisationCode && live.has(event.id) && LEAVES_OUT.includes(event.kind) && names(event, new Set([numberId])))
  const entries = ours.map((event): NumberEntry => {
    const detail = details.get(event.id)
    const isFirst = event.number === numberId || (event.other !== numberId && numbers.has(event.number))
    const back = live.has(event.id) ? undefined : takenBack.get(event.id)
    return {
      id: event.id, kind: event.kind, isOurs: true, other: event.other === null ? null : open(detail?.sealed[isFirst ? 1 : 0]), isFirst, effective: event.effective,
      recordedAt: new Date(event.recordedAt).toISOString(), source: event.source, evidence: detail?.evidence ?? '', recordedBy: detail?.recordedBy ?? null,
      takenBackAt: back ? new Date(back.recordedAt).toISOString() : null,
    }
  })
  const theirs = foreign.map((event): NumberEntry => ({
    id: event.id, kind: event.kind, isOurs: false, other: null, isFirst: event.number === numberId, effective: event.effective, recordedAt: new Date(event.recordedAt).toISOString(),
    source: null, evidence: '', recordedBy: null, takenBackAt: null,
  }))
  return {
    number: numberId === null ? null : shown([numberId])[0] ?? null,
    others: shown(standing?.numbers.filter((each) => each !== numberId) ?? []),
    earlier: shown([...new Set(earlier.map(({ number }) => number))].filter((each) => each !== numberId)),
    doubts: standing ? doubtsOf(standing) : [],
    entries: [...entries, ...theirs].sort((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1)),
    hasForeign: theirs.length > 0,
  }
}

/**
 * Those of a few numbers, as people read them, that a record of another organisation has or had: what was answered under one may
 * be about that record too. Whose record it is, is not said.
 */
export async function readNumbersHeldElsewhere({ runtime: { db, secrets }, actor }: Context<StaffActor>, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = await findNumberIds(db, secrets, numbers.map((number) => number.replaceAll(' ', '')))
  const held = await whichAreHeldElsewhere(db, actor.organisationCode, [...ids.values()])
  return new Set(numbers.filter((number) => held.has(ids.get(number.replaceAll(' ', '')) ?? 0)))
}

/** What another organisation can record that bears on the people of this one. */
const LEAVES_OUT: readonly NumberEventKind[] = ['superseded', 'merged', 'split', 'invalidated']

const names = ({ number, other }: NumberEvent, numbers: ReadonlySet<NumberId>): boolean => numbers.has(number) || (other !== null && numbers.has(other))

/** The numbers that a practice's record of a person has or had, and those that the practice's own entries tie to them. */
export async function numbersOfRecord(db: Queryable, organisationCode: string, person: Pick<Person, 'id' | 'numberId'>, events: readonly NumberEvent[], known: Date | null = null): Promise<ReadonlySet<NumberId>> {
  const earlier = (await listEarlierNumbers(db, organisationCode, known, { personIds: [person.id] })).get(person.id) ?? []
  const numbers = new Set([...(person.numberId === null ? [] : [person.numberId]), ...earlier.map(({ number }) => number)])
  const ours = events.filter((event) => event.organisationCode === organisationCode && event.other !== null)
  for (const number of numbers) {
    for (const event of ours) {
      if (event.number === number) numbers.add(event.other as NumberId)
      else if (event.other === number) numbers.add(event.number)
    }
  }
  return numbers
}

async function numberAsKnown(db: Queryable, person: Person, known: Date | null): Promise<NumberId | null> {
  return known === null ? person.numberId : factsKnownBy(await listFactsOf(db, person.organisationCode, person.id), known)?.numberId ?? null
}
