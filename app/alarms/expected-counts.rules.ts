import { addDays, daysBetween, type Day } from '#app/kernel/uk-date.ts'
import type { AlarmLimits } from './control-limits.rules.ts'
import type { Check } from './reconciliation.rules.ts'

/** What one cycle's extract brought for one code. */
export interface SourceCycle {
  /** The day of the calendar that the extract was due. One that came is listed even when it brought nothing. */
  readonly due: Day
  /** Distinct new events, transfers of an event already held not counted. */
  readonly received: number
  /** People for whom the code stands after this cycle. */
  readonly standing: number
  /** Registered people. */
  readonly listSize: number
  /** A digest of the extract's rows, without its run stamp; the same twice means the same file was sent again. */
  readonly digest?: string | null
  readonly checks?: readonly Check[]
}

export interface SourceHistory {
  /** ODS code of the practice. */
  readonly source: string
  /** Who runs the system that the extract comes from. */
  readonly supplier: string
  /** A role such as T1_DISSENT, or one code of one code system where those are watched apart. */
  readonly code: string
  /** Oldest first, at most one a due day. */
  readonly cycles: readonly SourceCycle[]
  /** Someone looked and settled what stood until this day: its charts start again after it. */
  readonly settledOn?: Day | null
}

/** One source's cycles laid along the calendar. */
export interface Track {
  readonly history: SourceHistory
  /** By place in the calendar; null where nothing came. */
  readonly cycles: readonly (SourceCycle | null)[]
  /** First place in the calendar whose days the cycle covers: more than one where extracts before it did not come. */
  readonly coversFrom: readonly number[]
}

export function layTracks(histories: readonly SourceHistory[], calendar: readonly Day[]): Track[] {
  const place = new Map(calendar.map((due, index) => [due, index]))
  return histories.map((history) => {
    const cycles: (SourceCycle | null)[] = calendar.map(() => null)
    for (const cycle of history.cycles) {
      const index = place.get(cycle.due)
      if (index !== undefined) cycles[index] = cycle
    }
    let next = cycles.findIndex((cycle) => cycle !== null)
    const coversFrom = cycles.map((cycle, index) => {
      if (cycle === null) return index
      const from = next
      next = index + 1
      return from
    })
    return { history, cycles, coversFrom }
  })
}

/** Days in each cycle of the calendar, the first as long as the second. */
export function cycleDays(calendar: readonly Day[]): number[] {
  const days = calendar.map((due, index) => (index === 0 ? 0 : daysBetween(calendar[index - 1] as Day, due)))
  if (days.length > 0) days[0] = days[1] ?? daysBetween(addDays(calendar[0] as Day, -30), calendar[0] as Day)
  return days
}

interface Totals { readonly events: number; readonly personDays: number }

function broughtAt(track: Track, at: number, days: readonly number[]): Totals {
  const cycle = track.cycles[at]
  if (!cycle) return { events: 0, personDays: 0 }
  return { events: cycle.received, personDays: cycle.listSize * sum(days.slice(track.coversFrom[at], at + 1)) }
}

const levelOf = ({ events, personDays }: Totals) => (personDays > 0 && events > 0 ? events / personDays : null)

/**
 * What sources are measured against. `observed` is the level seen; `common` the one that a source is expected to follow:
 * the same where peers show it, and 1 in every cycle where there are too few, when a source has only its own past.
 */
export interface Ground {
  readonly totals: readonly Totals[]
  readonly observed: readonly (number | null)[]
  readonly common: readonly (number | null)[]
  readonly isAlone: boolean
  readonly days: readonly number[]
  readonly limits: AlarmLimits
}

/** The level is of new events per registered person and day over the tracks given: season, news and all. */
export function layGround(tracks: readonly Track[], isAlone: boolean, days: readonly number[], limits: AlarmLimits): Ground {
  const totals = days.map((_, at) => {
    const brought = tracks.map((track) => broughtAt(track, at, days))
    return { events: sum(brought.map(({ events }) => events)), personDays: sum(brought.map(({ personDays }) => personDays)) }
  })
  const observed = totals.map(levelOf)
  return { totals, observed, common: isAlone ? observed.map(() => 1) : observed, isAlone, days, limits }
}

/** The same without one of its sources, so that what is odd about it does not change what is expected of it. */
export function groundWithout(track: Track, ground: Ground): Ground {
  if (ground.isAlone) return ground
  const observed = ground.totals.map(({ events, personDays }, at) => {
    const own = broughtAt(track, at, ground.days)
    return levelOf({ events: events - own.events, personDays: personDays - own.personDays })
  })
  return { ...ground, observed, common: observed }
}

/** Cycles of the baseline used to judge the cycle at `at`, surges left out. */
export function baselinePlaces(at: number, { observed, limits }: Ground): number[] {
  const end = at - limits.guardCycles
  const places: number[] = []
  for (let p = Math.max(0, end - limits.baselineCycles); p < end; p += 1) if (observed[p] != null) places.push(p)
  const usual = median(places.map((p) => observed[p] as number))
  return places.filter((p) => (observed[p] as number) <= usual * limits.surgeRatio)
}

/** How far two suppliers' trends, or a supplier and its own past, may part in a cycle, as a share: the more so in a surge. */
export function driftAt(at: number, places: readonly number[], { observed, isAlone, limits }: Ground): number {
  if (isAlone) return limits.driftAlone
  const usual = median(places.map((p) => observed[p] as number))
  return limits.drift + limits.driftPerFold * Math.abs(Math.log((observed[at] ?? usual) / usual))
}

export interface Expected {
  readonly expected: number
  /** Events that the baseline rests on: with few, what is expected is itself unsure. */
  readonly baseEvents: number
}

/** What one source should bring at `at`, from its own share of the common level. Null when its history is too short. */
export function expectedAt(track: Track, at: number, places: readonly number[], ground: Ground): Expected | null {
  const cycle = track.cycles[at]
  if (!cycle || ground.common[at] == null) return null
  let events = 0
  let weight = 0
  let used = 0
  for (const p of places) {
    const past = track.cycles[p]
    if (!past) continue
    used += 1
    events += past.received
    weight += exposure(track, p, past, ground)
  }
  if (used < ground.limits.leastBaselineCycles || weight <= 0) return null
  return { expected: (Math.max(events, 0.5) / weight) * exposure(track, at, cycle, ground), baseEvents: Math.max(events, 0.5) }
}

/** Person-days, each day weighted by the common level. */
function exposure(track: Track, at: number, cycle: SourceCycle, { common, days }: Ground): number {
  let sum = 0
  for (let d = track.coversFrom[at] as number; d <= at; d += 1) sum += cycle.listSize * (days[d] as number) * (common[d] ?? (common[at] as number))
  return sum
}

/**
 * How far practices stray from their means beyond chance, as variance over mean squared, by moments over every
 * source's baseline; within the limits.
 */
export function fitDispersion(tracks: readonly Track[], at: number, ground: Ground): number {
  const { limits } = ground
  const places = baselinePlaces(at, ground)
  let beyond = 0
  let squares = 0
  for (const track of tracks) {
    const used = places.filter((p) => track.cycles[p])
    if (used.length < limits.leastBaselineCycles) continue
    const weights = used.map((p) => exposure(track, p, track.cycles[p] as SourceCycle, ground))
    const counts = used.map((p) => (track.cycles[p] as SourceCycle).received)
    const rate = sum(counts) / sum(weights)
    counts.forEach((count, i) => {
      const mean = rate * (weights[i] as number)
      beyond += ((count - mean) ** 2 * used.length) / (used.length - 1) - mean
      squares += mean ** 2
    })
  }
  const fitted = squares > 0 ? beyond / squares : limits.mostDispersion
  return Math.min(limits.mostDispersion, Math.max(limits.leastDispersion, fitted))
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted.length === 0 ? 1 : (sorted[Math.floor(sorted.length / 2)] as number)
}
