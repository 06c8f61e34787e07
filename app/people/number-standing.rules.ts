import { londonDay, type Day } from '#app/kernel/uk-date.ts'

/**
 * What is known of NHS numbers as such: which lead to one person, which was used for two, which is no longer valid
 * (Personal Demographics Service: superseded, merged and invalidated records). Entries are added and never changed.
 */
export const NUMBER_EVENT_KINDS = ['superseded', 'merged', 'merge-confirmed', 'split', 'reconfirmed', 'invalidated', 'taken-back'] as const
export type NumberEventKind = (typeof NUMBER_EVENT_KINDS)[number]

/** How whoever recorded it knows. Only the national register can confirm that two numbers are one person's. */
export const NUMBER_SOURCES = ['pds-trace', 'practice-record', 'patient', 'other-organisation'] as const
export type NumberSource = (typeof NUMBER_SOURCES)[number]

/** A number by its id in the register, never by its digits. */
export type NumberId = number

/** An instant (`ms` since 1970) with its Europe/London day, or that whole day (`ms` null). */
export interface NumberEventTime {
  readonly day: Day
  readonly ms: number | null
}

export interface NumberEvent {
  readonly id: string
  readonly kind: NumberEventKind
  /** The number it is about. Of a supersession or a merge, the one given up. */
  readonly number: NumberId
  /** Where `number` leads; of a split, the number that the other person has now, where it is known. */
  readonly other: NumberId | null
  readonly effective: NumberEventTime
  /** When this register took it in, in milliseconds. */
  readonly recordedAt: number
  /** Whose word it is; null for the national register's own. */
  readonly organisationCode: string | null
  readonly source: NumberSource
  /** Of `taken-back`, the entry that was a mistake. */
  readonly takesBack: string | null
}

/** What the entries say of one number, for one register. */
export interface NumberStanding {
  /** This number and those that are confirmed to be the same person's, least first: a choice made under any is this person's. */
  readonly numbers: readonly NumberId[]
  /** The same, with those that are only said to be. */
  readonly claimed: readonly NumberId[]
  /** The number that stands for the person now, where it is another. */
  readonly supersededBy: NumberId | null
  readonly mergedFrom: readonly NumberId[]
  /** Of a number that was joined to another: whether every join is confirmed, and they lead to one number. */
  readonly mergeConfirmed: boolean
  /** A number of this person was used for two people, and this one has yet to confirm their choices. */
  readonly splitUnconfirmed: boolean
  readonly invalidated: boolean
}

/** A number that a record had before, and when another took its place there, in milliseconds. */
export interface EarlierNumber {
  readonly number: NumberId
  readonly until: number
}

export interface NumberFold {
  /** `earlier` are the numbers that the record itself had before this one. */
  standingOf(number: NumberId, earlier?: readonly EarlierNumber[]): NumberStanding
  /** Every number that an entry names and that therefore may stand otherwise than alone, least first. */
  readonly named: readonly NumberId[]
}

/**
 * Folds the entries known by an instant, for the register of one organisation. What keeps people apart or leaves them out
 * counts whoever recorded it; what lets them in again, a confirmation, counts only on the word of the register's own
 * organisation or of the national register itself, since each practice answers for its own record. Who is who holds for all
 * times: the day of an entry only orders it among others. Entries whose order cannot be shown, joins that lead in a circle
 * and joins that lead to two numbers leave the people out. The order in which entries are given makes no difference.
 */
export function foldNumbers(events: readonly NumberEvent[], register: { readonly organisationCode: string; readonly known: Date | null }): NumberFold {
  const standing = liveEvents(events, register.known).map(placed)
  const isOurs = ({ organisationCode }: NumberEvent): boolean => organisationCode === null || organisationCode === register.organisationCode
  const reconfirmed = grouped(standing.filter((event) => event.kind === 'reconfirmed' && isOurs(event) && !event.isAhead), ({ number }) => [number])
  const isSetAside = (event: Placed): boolean => !isOurs(event) && [event.number, event.other].some((number) =>
    number !== null && (reconfirmed.get(number) ?? []).some((ours) => ours.source === 'pds-trace' && isLater(ours, event)))

  const splits = standing.filter(({ kind }) => kind === 'split')
  const splitsOfPair = grouped(splits, (split) => [pairOf(split)])
  const splitsOfNumber = grouped(splits, numbersOf)
  const joined = standing.filter((event) => isJoin(event) && !isSetAside(event) && !(splitsOfPair.get(pairOf(event)) ?? []).some((split) => isOurs(split) && isLater(split, event)))
  const pairs = new Set(joined.map(pairOf))
  const confirmed = standing.filter((event) => isConfirmation(event) && isOurs(event) && !event.isAhead && pairs.has(pairOf(event))
    && (splitsOfPair.get(pairOf(event)) ?? []).every((split) => isLater(event, split)))
  const [claimed, sure, saidToLead, leadsTo] = [neighbours(joined), neighbours(confirmed), directed(joined), directed(confirmed)]
  const invalid = new Set(standing.filter((event) => event.kind === 'invalidated' && !isSetAside(event)).map(({ number }) => number))

  const isSplitOpen = (number: NumberId, group: ReadonlySet<NumberId>): boolean =>
    [...group].some((each) => (splitsOfNumber.get(each) ?? []).some((split) => !(reconfirmed.get(number) ?? []).some((ours) => isLater(ours, split))))
  const isStrange = (number: NumberId, group: ReadonlySet<NumberId>, earlier: readonly EarlierNumber[]): boolean => earlier.some((before) =>
    !group.has(before.number) && !(reconfirmed.get(number) ?? []).some((ours) => ours.recordedAt >= before.until))

  return {
    named: leastFirst(new Set(standing.flatMap(numbersOf))),
    standingOf(number, earlier = []) {
      const group = reach(number, sure)
      const said = reach(number, claimed)
      const survivor = said.size === group.size ? survivorOf(group, leadsTo) : null
      const isAlone = said.size === 1
      return {
        numbers: leastFirst(group),
        claimed: leastFirst(said),
        ...(isAlone ? NOT_JOINED : survivor === null ? asSaid(number, said, saidToLead) : asConfirmed(number, group, survivor, leadsTo)),
        mergeConfirmed: !isAlone && survivor !== null,
        splitUnconfirmed: isSplitOpen(number, group) || isStrange(number, group, earlier),
        invalidated: invalid.has(number),
      }
    },
  }
}

const NOT_JOINED = { supersededBy: null, mergedFrom: [] } as const

/**
 * Whether a practice's list may give someone another number in place of the one they had: only where the practice itself has
 * recorded that the two are one person's, confirmed by the national register (`joined`), or that the one was used for two
 * people, of whom one has the other now (`parted`).
 */
export function mayReplace(events: readonly NumberEvent[], organisationCode: string, from: NumberId, to: NumberId): 'joined' | 'parted' | null {
  const ours = liveEvents(events, null).filter((event) => event.organisationCode === null || event.organisationCode === organisationCode)
  if (foldNumbers(ours, { organisationCode, known: null }).standingOf(from).numbers.includes(to)) return 'joined'
  return ours.some((event) => event.kind === 'split' && isSamePair(event, { number: from, other: to })) ? 'parted' : null
}

/** A number of which nothing is said. */
export function aloneStanding(number: NumberId): NumberStanding {
  return { numbers: [number], claimed: [number], supersededBy: null, mergedFrom: [], mergeConfirmed: false, splitUnconfirmed: false, invalidated: false }
}

export const NUMBER_DOUBTS = ['merge-unconfirmed', 'split-unconfirmed', 'invalidated'] as const
/** What a practice has to settle about one of its people's numbers. */
export type NumberDoubt = (typeof NUMBER_DOUBTS)[number]

export function doubtsOf(standing: NumberStanding): readonly NumberDoubt[] {
  const isMerged = standing.claimed.length > 1
  return NUMBER_DOUBTS.filter((doubt) => ({
    'merge-unconfirmed': isMerged && !standing.mergeConfirmed, 'split-unconfirmed': standing.splitUnconfirmed, invalidated: standing.invalidated,
  })[doubt])
}

/** The entries that were known by then and not taken back by then. Only whoever recorded an entry can take it back. */
export function liveEvents(events: readonly NumberEvent[], known: Date | null): readonly NumberEvent[] {
  const seen = known === null ? events : events.filter(({ recordedAt }) => recordedAt <= known.getTime())
  const takenBack = new Map(seen.flatMap((event) => (event.kind === 'taken-back' && event.takesBack !== null ? [[`${event.takesBack} ${event.organisationCode ?? ''}`, true]] : [])))
  return seen.filter((event) => event.kind !== 'taken-back' && !takenBack.has(`${event.id} ${event.organisationCode ?? ''}`))
}

/** Whether the entry says of itself that two numbers are one person's. */
export function isJoin({ kind, number, other }: NumberEvent): boolean {
  return (kind === 'superseded' || kind === 'merged') && other !== null && other !== number
}

type Pair = Pick<NumberEvent, 'number' | 'other'>

/** Whether two entries are about the same two numbers, whichever of them comes first. */
export function isSamePair(a: Pair, b: Pair): boolean {
  return (a.number === b.number && a.other === b.other) || (a.number === b.other && a.other === b.number)
}

function isConfirmation(event: NumberEvent): boolean {
  return event.source === 'pds-trace' && (isJoin(event) || (event.kind === 'merge-confirmed' && event.other !== null && event.other !== event.number))
}

/** An entry with its place in time: one dated after it was written down stands where it was written down. */
interface Placed extends NumberEvent {
  readonly isAhead: boolean
}

function placed(event: NumberEvent): Placed {
  const written = londonDay(new Date(event.recordedAt))
  const isAhead = event.effective.ms === null ? event.effective.day > written : event.effective.ms > event.recordedAt
  return { ...event, isAhead, effective: isAhead ? { day: written, ms: event.recordedAt } : event.effective }
}

/** Whether `a` surely came after `b`. On one day without times, the one that was written down here later did. */
function isLater(a: Placed, b: Placed): boolean {
  if (a.effective.day !== b.effective.day) return a.effective.day > b.effective.day
  if (a.effective.ms !== null && b.effective.ms !== null && a.effective.ms !== b.effective.ms) return a.effective.ms > b.effective.ms
  return a.recordedAt > b.recordedAt
}

type Links = ReadonlyMap<NumberId, ReadonlySet<NumberId>>

function numbersOf({ number, other }: NumberEvent): readonly NumberId[] {
  return other === null || other === number ? [number] : [number, other]
}

function pairOf(event: NumberEvent): string {
  return leastFirst(new Set(numbersOf(event))).join(' ')
}

function grouped<K, E>(events: readonly E[], keysOf: (event: E) => readonly K[]): ReadonlyMap<K, readonly E[]> {
  const groups = new Map<K, E[]>()
  for (const event of events) {
    for (const key of keysOf(event)) {
      const group = groups.get(key)
      if (group) group.push(event)
      else groups.set(key, [event])
    }
  }
  return groups
}

function directed(events: readonly NumberEvent[]): Links {
  const links = new Map<NumberId, Set<NumberId>>()
  for (const { number, other } of events) if (other !== null) links.set(number, (links.get(number) ?? new Set()).add(other))
  return links
}

function neighbours(events: readonly NumberEvent[]): Links {
  return directed(events.flatMap((event) => (event.other === null ? [] : [event, { ...event, number: event.other, other: event.number }])))
}

function reach(from: NumberId, links: Links): ReadonlySet<NumberId> {
  const reached = new Set([from])
  for (const number of reached) for (const next of links.get(number) ?? []) reached.add(next)
  return reached
}

/** The one number that all of a group lead to; null where they lead to several, or in a circle. */
function survivorOf(group: ReadonlySet<NumberId>, leadsTo: Links): NumberId | null {
  const ends = [...group].filter((number) => (leadsTo.get(number)?.size ?? 0) === 0)
  const isCircle = [...group].some((number) => [...(leadsTo.get(number) ?? [])].some((next) => reach(next, leadsTo).has(number)))
  return ends.length === 1 && !isCircle ? (ends[0] as NumberId) : null
}

function asConfirmed(number: NumberId, group: ReadonlySet<NumberId>, survivor: NumberId, leadsTo: Links) {
  return {
    supersededBy: number === survivor ? null : survivor,
    mergedFrom: leastFirst(new Set([...group].filter((each) => each !== number && reach(each, leadsTo).has(number)))),
  }
}

/** What is said and not confirmed: enough to show, and to leave the person out by. */
function asSaid(number: NumberId, said: ReadonlySet<NumberId>, leadsTo: Links) {
  const supersededBy = leastFirst(leadsTo.get(number) ?? new Set())[0] ?? null
  return { supersededBy, mergedFrom: leastFirst(said).filter((each) => each !== number && each !== supersededBy) }
}

function leastFirst(numbers: ReadonlySet<NumberId>): readonly NumberId[] {
  return [...numbers].sort((a, b) => a - b)
}
