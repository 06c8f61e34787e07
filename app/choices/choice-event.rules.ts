import { ok, refuse } from '#app/kernel/result.ts'
import type { Refusal, Result } from '#app/kernel/result.ts'
import { ageOn, londonDay } from '#app/kernel/uk-date.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { OWN_CHOICE_AGE } from '#app/people/person.rules.ts'
import { CHOICE_ROLES } from './choice-codes.rules.ts'
import type { ChoiceRole, ChoiceStream } from './choice-codes.rules.ts'
import type { OnWhoseWord } from './choice.rules.ts'

/** When something happened: an instant (`ms` since 1970) with its Europe/London day, or that whole day (`ms` null). */
export interface EventTime {
  readonly day: Day
  readonly ms: number | null
}

/** An instant to judge by, with its Europe/London day worked out once. */
export interface Moment {
  readonly day: Day
  readonly ms: number
}

export function momentOf(instant: Date): Moment {
  return { day: londonDay(instant), ms: instant.getTime() }
}

/** One entry in a record about one person's choice. Nothing about it changes afterwards except being marked as an error. */
export interface ChoiceEvent {
  /** The register's own name for the entry, where it is in one. */
  readonly id?: string
  /** The number the entry was made under; it stays when the number is superseded. */
  readonly nhsNumber: string
  readonly role: ChoiceRole
  /** The project the choice names; null for the kinds that name none. */
  readonly project: string | null
  /** From when the person's choice holds. */
  readonly effective: EventTime | null
  /** When the source wrote it down. */
  readonly recorded: EventTime | null
  /** ODS code of the organisation whose record it is. */
  readonly source: string
  /** The source's own row number. */
  readonly sequence: number | null
  /** On whose word it was made, where that is known. */
  readonly word?: OnWhoseWord | null
  /** Which of the people with parental responsibility spoke, as an opaque text that is the same for the same person; null where that is not known. */
  readonly holder?: string | null
  readonly enteredInError: boolean
  /** When it was marked as an error, where known: answers as known before then still count it. */
  readonly enteredInErrorAt?: number | null
  /** When a row by which the source said so was itself taken back: from then on it says nothing. */
  readonly markTakenBackAt?: number | null
  /** When this register took it in, where known: answers as known before then do not see it. */
  readonly receivedAt?: number | null
}

export const CHOICE_FLAGS = ['FUTURE_DATED', 'NO_EFFECTIVE_DATE', 'ORDER_UNKNOWN', 'AMBIGUOUS_TIE', 'PARENTS_DISAGREE'] as const
/** Something staff should look at. A flag never makes a decision more permissive. */
export type ChoiceFlag = (typeof CHOICE_FLAGS)[number]

export interface ChoiceState {
  /** NONE_RECORDED is exactly that; it is never consent. */
  readonly standing: 'NONE_RECORDED' | 'DENIED' | 'PERMITTED'
  readonly flags: readonly ChoiceFlag[]
  /** The events it rests on, in an order that does not depend on arrival. */
  readonly restsOn: readonly ChoiceEvent[]
}

export const NONE_RECORDED: ChoiceState = { standing: 'NONE_RECORDED', flags: [], restsOn: [] }

export function streamOf(event: ChoiceEvent): ChoiceStream {
  return CHOICE_ROLES[event.role].stream
}

const saysNo = (event: ChoiceEvent): boolean => CHOICE_ROLES[event.role].says === 'no'

/** True when `time` has come by `by`. A whole day has come once it begins. */
export function hasCome(time: EventTime, by: Moment): boolean {
  return time.ms === null ? time.day <= by.day : time.ms <= by.ms
}

/** Positive when `a` is surely later, negative when surely earlier, 0 when the two cannot be told apart. */
function compareTimes(a: EventTime, b: EventTime): number {
  if (a.day !== b.day) return a.day > b.day ? 1 : -1
  return a.ms === null || b.ms === null ? 0 : a.ms - b.ms
}

function isKnown(event: ChoiceEvent, known: Moment | null): boolean {
  if (event.markTakenBackAt != null && (known === null || event.markTakenBackAt <= known.ms)) return false
  if (known === null) return true
  if (event.receivedAt != null && event.receivedAt > known.ms) return false
  return event.recorded === null || hasCome(event.recorded, known)
}

/** The entry's identity within its source's record, or null when nothing marks the row out. */
function rowKey(event: ChoiceEvent): string | null {
  if (event.sequence === null && (event.recorded === null || event.recorded.ms === null)) return null
  const { nhsNumber, source, role, project, effective, recorded, sequence } = event
  return [nhsNumber, source, role, project, effective?.day, effective?.ms, recorded?.day, recorded?.ms, sequence].join(' ')
}

/** The events known by then, without those entered in error (nor the same row as first sent, before it was marked). */
export function eventsKnownBy(events: readonly ChoiceEvent[], known: Moment | null): readonly ChoiceEvent[] {
  if (events.length === 0) return events
  const seen = events.filter((event) => isKnown(event, known))
  const inError = seen.filter(
    (event) => event.enteredInError && (event.enteredInErrorAt == null || known === null || event.enteredInErrorAt <= known.ms),
  )
  if (inError.length === 0) return seen
  const dropped = new Set(inError)
  // What this register took back itself stays apart from its row: the same row may have come again since, rightly.
  const keys = new Set(inError.filter((event) => event.enteredInErrorAt == null).map(rowKey))
  keys.delete(null)
  return seen.filter((event) => !dropped.has(event) && !keys.has(rowKey(event)))
}

interface Placed {
  readonly event: ChoiceEvent
  readonly time: EventTime
}

/**
 * Where an entry stands in time. A no dated after it was written down counts from the writing, so that a mistyped
 * year cannot block for ever; an entry without an effective date stands where it was written down.
 */
function placeOf(event: ChoiceEvent): EventTime | null {
  const { effective, recorded } = event
  if (effective === null) return recorded
  return recorded !== null && saysNo(event) && compareTimes(effective, recorded) > 0 ? recorded : effective
}

/** Positive when `a` surely came after `b`; 0 when the order cannot be shown. */
function compareEvents(a: Placed, b: Placed): number {
  const byTime = compareTimes(a.time, b.time)
  if (byTime !== 0 || a.event.source !== b.event.source) return byTime
  if (a.event.recorded !== null && b.event.recorded !== null) {
    const byRecord = compareTimes(a.event.recorded, b.event.recorded)
    if (byRecord !== 0) return byRecord
  }
  return a.event.sequence === null || b.event.sequence === null ? 0 : a.event.sequence - b.event.sequence
}

/**
 * The entries that may be the latest. On one day, times, record order and source can point in a circle; then every
 * entry of the circle stays, because none can be shown to be last.
 */
function latestOf(placed: readonly Placed[]): readonly Placed[] {
  const lastDay = placed.reduce((day, { time }) => (time.day > day ? time.day : day), '')
  const group = placed.filter(({ time }) => time.day === lastDay)
  if (group.length === 1 || group.every(({ event }) => saysNo(event) === saysNo((group[0] as Placed).event))) return group
  const laterThan = group.map((a) => group.flatMap((b, index) => (compareEvents(b, a) > 0 ? [index] : [])))
  const reachable = laterThan.map((_, start) => {
    const reached = new Set<number>()
    const open = [start]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const later of laterThan[next] as number[]) {
        if (reached.has(later)) continue
        reached.add(later)
        open.push(later)
      }
    }
    return reached
  })
  return group.filter((_, index) => [...(reachable[index] as Set<number>)].every((later) => (reachable[later] as Set<number>).has(index)))
}

/**
 * What stands at `at`, for one kind of choice (of one project), out of `events` that are already known and not in error
 * (`eventsKnownBy`): the latest wins, except that the no of one person with parental responsibility is lifted by nobody
 * but that person, or by the young person's own word, and theirs by no parent. Independent of the order they are given in.
 */
export function standingAt(events: readonly ChoiceEvent[], at: Moment): ChoiceState {
  const latest = latestWins(events, at)
  return events.some(({ word }) => word === 'parent') ? withEveryParent(events, at, latest) : latest
}

/** Whoever is or acts for the person, and so may answer what a parent once said. They are asked only from the age at which they may. */
const speaksForThemselves = ({ word }: ChoiceEvent): boolean => word === 'self' || word === 'attorney' || word === 'deputy'

/** What each person with parental responsibility said. An entry that does not tell which of them spoke stands alone. */
export function parentsIn(events: readonly ChoiceEvent[]): readonly (readonly ChoiceEvent[])[] {
  const voices = new Map<string | ChoiceEvent, ChoiceEvent[]>()
  for (const event of events) {
    if (event.word !== 'parent') continue
    const voice = event.holder ?? event
    voices.set(voice, [...(voices.get(voice) ?? []), event])
  }
  return [...voices.values()]
}

function withEveryParent(events: readonly ChoiceEvent[], at: Moment, latest: ChoiceState): ChoiceState {
  const own = events.filter(speaksForThemselves)
  const voices = [
    ...parentsIn(events).map((voice) => ({ voice, state: latestWins([...voice, ...own], at) })),
    { voice: own, state: latestWins(events.filter(({ word }) => word !== 'parent'), at) },
  ]
  const saying = (standing: ChoiceState['standing']) => voices.filter(({ voice, state }) => (
    state.standing === standing && state.restsOn.some((event) => voice.includes(event) && saysNo(event) === (standing === 'DENIED'))
  ))
  const denying = saying('DENIED').map(({ state }) => state)
  if (denying.length === 0) return latest
  const sure = [...denying, ...(latest.standing === 'DENIED' ? [latest] : [])].filter(({ flags }) => !flags.includes('AMBIGUOUS_TIE'))
  const flags = new Set([latest, ...denying].flatMap((state) => state.flags))
  if (sure.length > 0) flags.delete('AMBIGUOUS_TIE')
  if (latest.standing !== 'DENIED' || saying('PERMITTED').length > 0) flags.add('PARENTS_DISAGREE')
  return {
    standing: 'DENIED', flags: CHOICE_FLAGS.filter((flag) => flags.has(flag)),
    restsOn: inFixedOrder([...new Set((sure.length > 0 ? sure : denying).flatMap(({ restsOn }) => restsOn))]),
  }
}

/** Latest event wins, whoever spoke. */
function latestWins(events: readonly ChoiceEvent[], at: Moment): ChoiceState {
  if (events.length === 0) return NONE_RECORDED
  const flags = new Set<ChoiceFlag>()
  const placed: Placed[] = []
  const undatedNo: ChoiceEvent[] = []
  for (const event of events) {
    if (event.effective === null) flags.add(event.recorded === null ? 'ORDER_UNKNOWN' : 'NO_EFFECTIVE_DATE')
    const time = placeOf(event)
    if (time === null) {
      if (saysNo(event)) undatedNo.push(event)
      continue
    }
    const isAhead = event.effective !== null && !hasCome(event.effective, at)
    // A no dated ahead whose writing-down is not dated either is already in hand, so it already counts.
    const counts = hasCome(time, at) || (isAhead && saysNo(event) && event.recorded === null)
    if (isAhead && (counts || event.recorded === null || hasCome(event.recorded, at))) flags.add('FUTURE_DATED')
    if (counts) placed.push({ event, time })
  }
  const latest = placed.length === 0 ? [] : latestOf(placed).map(({ event }) => event)
  const no = latest.filter(saysNo)
  if (undatedNo.length === 0 && no.length > 0 && no.length < latest.length) flags.add('AMBIGUOUS_TIE')
  const denies = undatedNo.length > 0 || no.length > 0
  return {
    standing: denies ? 'DENIED' : latest.length > 0 ? 'PERMITTED' : 'NONE_RECORDED',
    flags: CHOICE_FLAGS.filter((flag) => flags.has(flag)),
    restsOn: inFixedOrder([...undatedNo, ...latest]),
  }
}

function inFixedOrder(events: readonly ChoiceEvent[]): readonly ChoiceEvent[] {
  if (events.length < 2) return events
  const key = (event: ChoiceEvent): string => JSON.stringify([
    event.role, event.project, event.source, event.sequence, event.effective, event.recorded, event.nhsNumber, event.word, event.holder,
  ])
  return [...events].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** The number that stands for the person now. Numbers that point at each other in a circle share one answer. */
export function survivingNumber(nhsNumber: string, supersededBy: ReadonlyMap<string, string>): string {
  const path: string[] = [nhsNumber]
  for (let next = supersededBy.get(nhsNumber); next !== undefined; next = supersededBy.get(next)) {
    if (path.includes(next)) return path.slice(path.indexOf(next)).reduce((least, each) => (each < least ? each : least))
    path.push(next)
  }
  return path[path.length - 1] as string
}

/** From this birthday an attorney or a court's deputy may act for someone who cannot decide. */
export const ADULT_AGE = 18

export const ACTOR_REFUSALS = ['AGED_13_PLUS', 'UNDER_13', 'NOT_ADULT', 'BIRTH_DATE_UNKNOWN'] as const
export type ActorRefusal = (typeof ACTOR_REFUSALS)[number]

/**
 * Who may set or change a choice on a day (a Europe/London day). It says nothing about choices already made:
 * one set by a parent stands after the thirteenth birthday until the young person changes it.
 */
export function mayMakeChoice(born: Day | null, on: Day, actor: OnWhoseWord): Result<OnWhoseWord, Refusal<ActorRefusal>> {
  if (actor === 'practice') return ok(actor)
  if (born === null) return refuse('BIRTH_DATE_UNKNOWN')
  const age = ageOn(born, on)
  if (actor === 'self') return age >= OWN_CHOICE_AGE ? ok(actor) : refuse('UNDER_13')
  if (actor === 'parent') return age < OWN_CHOICE_AGE ? ok(actor) : refuse('AGED_13_PLUS')
  return age >= ADULT_AGE ? ok(actor) : refuse('NOT_ADULT')
}
