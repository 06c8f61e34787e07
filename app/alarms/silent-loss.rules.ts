import { addDays, type Day } from '#app/kernel/uk-date.ts'
import {
  ALARM_LIMITS, chanceOfAtLeast, chanceOfNone, chartLimit, countChartLimit, countEvidence, cusum, missingEvidence, type AlarmLimits,
} from './control-limits.rules.ts'
import {
  baselinePlaces, cycleDays, driftAt, expectedAt, fitDispersion, groundWithout, layGround, layTracks, sum,
  type Ground, type SourceCycle, type SourceHistory, type Track,
} from './expected-counts.rules.ts'
import { CHECK_KINDS, type CheckKind } from './reconciliation.rules.ts'

export const ALARM_KINDS = ['below-expected', 'no-change', 'code-vanished', 'sudden-jump', 'source-missing'] as const
export type AlarmKind = (typeof ALARM_KINDS)[number]

/** What a chart of below-expected looks at: the counts themselves, one of the checks, or all of them together. */
export const CHART_KINDS = ['received', ...CHECK_KINDS, 'together'] as const
export type ChartKind = (typeof CHART_KINDS)[number]

export interface Chart {
  readonly kind: ChartKind
  /** Evidence gathered so far, and the evidence at which it alarms (natural log-likelihood ratios). */
  readonly evidence: number
  readonly limit: number
  /** In the cycles since the chart was last at nought: what had to come, and how much of it did not. */
  readonly expected: number
  readonly missing: number
}

export interface Watched {
  readonly level: 'source' | 'supplier'
  /** The practice's ODS code, or the supplier's name. */
  readonly name: string
  readonly supplier: string
  readonly code: string
}

export type Alarm = { readonly watched: Watched; readonly due: Day } & (
  | { readonly kind: 'below-expected'; readonly charts: readonly Chart[] }
  /** `cycles` in a row without a new event, which happens by chance once in 1/`chance`; or the very same file again (chance null). */
  | { readonly kind: 'no-change'; readonly cycles: number; readonly chance: number | null }
  | { readonly kind: 'code-vanished'; readonly stood: number; readonly lastSeen: Day }
  | { readonly kind: 'sudden-jump'; readonly direction: 'more-new' | 'fewer-standing'; readonly count: number; readonly expected: number }
  | { readonly kind: 'source-missing'; readonly lastCame: Day | null; readonly missed: number }
)

export interface SilentLossInput {
  /** Every source of every supplier that can be compared, not only those the reader may see. */
  readonly histories: readonly SourceHistory[]
  /** The day each cycle's extract was due, oldest first, the latest included. */
  readonly calendar: readonly Day[]
  readonly today: Day
  /** By `supplier code`: the day up to which someone has settled that supplier's charts. */
  readonly suppliersSettledOn?: Readonly<Record<string, Day>>
}

export interface SilentLossReport {
  readonly alarms: readonly Alarm[]
  /** Each supplier's charts as they stand, alarm or none. */
  readonly suppliers: readonly { readonly watched: Watched; readonly charts: readonly Chart[] }[]
  /** Sources whose counts have too short a history to say anything; checks and due days still watch them. */
  readonly notWatched: readonly Watched[]
}

interface Step {
  readonly evidence: number
  readonly expected: number
  readonly missing: number
  /** Of a count: the spread of its evidence when all is well. */
  readonly d?: number
}
const NOTHING: Step = { evidence: 0, expected: 0, missing: 0 }

interface Scene {
  readonly calendar: readonly Day[]
  readonly days: readonly number[]
  readonly last: number
  readonly limits: AlarmLimits
}

/** Every alarm that stands on a day, and how near the others are. The same input always gives the same answer. */
export function silentLoss(input: SilentLossInput, limits: AlarmLimits = ALARM_LIMITS): SilentLossReport {
  const calendar = input.calendar.filter((due) => due <= input.today)
  const scene: Scene = { calendar, days: cycleDays(calendar), last: calendar.length - 1, limits }
  const alarms: Alarm[] = []
  const suppliers: { watched: Watched; charts: Chart[] }[] = []
  const notWatched: Watched[] = []
  for (const code of unique(input.histories.map((history) => history.code))) {
    const tracks = layTracks(input.histories.filter((history) => history.code === code), calendar)
    const ground = layGround(tracks, tracks.length <= limits.leastPeerSources, scene.days, limits)
    const dispersion = fitDispersion(tracks, scene.last, ground)
    for (const track of tracks) {
      const found = watchSource(track, groundWithout(track, ground), dispersion, input.today, scene)
      alarms.push(...found.alarms)
      if (!found.isWatched) notWatched.push(watchedSource(track))
    }
    for (const supplier of unique(tracks.map((track) => track.history.supplier))) {
      const watched: Watched = { level: 'supplier', name: supplier, supplier, code }
      const own = tracks.filter((track) => track.history.supplier === supplier)
      const peers = tracks.filter((track) => track.history.supplier !== supplier)
      const charts = supplierCharts(own, peers, dispersion, input.suppliersSettledOn?.[`${supplier} ${code}`] ?? null, scene)
      suppliers.push({ watched, charts })
      const raised = charts.filter(({ evidence, limit }) => evidence >= limit)
      if (raised.length > 0) alarms.push({ watched, due: calendar[scene.last] as Day, kind: 'below-expected', charts: raised })
    }
  }
  return { alarms, suppliers, notWatched }
}

/** The pooled counts of one supplier against its peers, and its sources' checks added up. */
function supplierCharts(own: readonly Track[], peers: readonly Track[], dispersion: number, settledOn: Day | null, scene: Scene): Chart[] {
  const { limits, days } = scene
  const isAlone = peers.length < limits.leastPeerSources
  const ground = layGround(isAlone ? own : peers, isAlone, days, limits)
  const steps = chartPlaces(settledOn, scene).map((at) => {
    const received = pooledStep(own, isAlone ? [] : peers, at, dispersion, ground)
    const checks = CHECK_KINDS.map((kind) => own.reduce((total, track) => {
      const step = checkStep(track.cycles[at] ?? null, kind, limits)
      return add(total, { ...step, evidence: Math.min(step.evidence, limits.mostFromOneSource) })
    }, NOTHING))
    return [received, ...checks, [received, ...checks].reduce(add, NOTHING)]
  })
  // Only charts that have something to go by share out the false alarms; with one alone, all together is the same one.
  const used = CHART_KINDS.slice(0, -1).filter((_, i) => steps.some((step) => (step[i] as Step).expected > 0)).length
  const shares = Math.max(1, used === 1 ? 1 : used + 1)
  const spread = steps.at(-1)?.[0]?.d ?? 0
  const limit = chartLimit(limits.supplierCyclesBetweenFalseAlarms, shares)
  const countLimit = countChartLimit(limits.supplierCyclesBetweenFalseAlarms, shares, spread)
  return CHART_KINDS.map((kind, i) => chart(kind, steps.map((step) => step[i] as Step), kind === 'received' ? countLimit : limit))
}

/**
 * Practices are weighted by what each can tell: one that strays counts for less the more it brings. The weighted count then
 * varies like a Poisson count of the weighted expectation, and what is unsure of the expectation itself comes on top.
 */
function pooledStep(own: readonly Track[], peers: readonly Track[], at: number, dispersion: number, ground: Ground): Step {
  const { limits, isAlone } = ground
  const places = baselinePlaces(at, ground)
  const mine = pooled(own, at, places, dispersion, ground)
  const theirs = pooled(peers, at, places, dispersion, ground)
  if (mine.weighted <= 0) return NOTHING
  // What the peers brought against their own past says the level of this cycle better than their plain sum does.
  const level = theirs.weighted > 0 ? theirs.weightedReceived / theirs.weighted : 1
  const again = 1 + 1 / places.length
  const spread = 1 / (mine.weighted * places.length) + (theirs.weighted > 0 ? again / theirs.weighted : 0) + driftAt(at, places, ground) ** 2
  const loss = isAlone ? limits.sourceLoss : limits.supplierLoss
  const due = mine.weighted * level
  return {
    evidence: countEvidence(mine.weightedReceived, due, spread, loss), expected: mine.expected * level, missing: mine.expected * level - mine.received,
    d: -Math.log(1 - loss) / Math.sqrt(1 / due + spread),
  }
}

interface Pooled { readonly received: number; readonly expected: number; readonly weightedReceived: number; readonly weighted: number }

function pooled(tracks: readonly Track[], at: number, places: readonly number[], dispersion: number, ground: Ground): Pooled {
  let [received, expected, weightedReceived, weighted] = [0, 0, 0, 0]
  for (const track of tracks) {
    const due = expectedAt(track, at, places, ground)
    if (due === null) continue
    const count = (track.cycles[at] as SourceCycle).received
    const weight = 1 / (1 + dispersion * due.expected)
    received += count
    expected += due.expected
    weightedReceived += weight * count
    weighted += weight * due.expected
  }
  return { received, expected, weightedReceived, weighted }
}

function checkStep(cycle: SourceCycle | null, kind: CheckKind, limits: AlarmLimits): Step {
  return (cycle?.checks ?? []).filter((check) => check.kind === kind).reduce((total, { expected, missing }) => add(total, {
    evidence: missingEvidence(missing, expected, limits.background[kind], limits.supplierLoss), expected, missing,
  }), NOTHING)
}

function watchSource(track: Track, ground: Ground, dispersion: number, today: Day, scene: Scene) {
  const { limits, days, calendar } = scene
  const watched = watchedSource(track)
  const alarms: Alarm[] = []
  const settledOn = track.history.settledOn ?? null
  const came = calendar.map((_, at) => at).filter((at) => track.cycles[at])
  const lastCame = came.at(-1) ?? -1
  const cycleAt = (at: number) => track.cycles[at] as SourceCycle
  const isOpen = (at: number) => settledOn === null || (calendar[at] as Day) > settledOn

  const missed = calendar.filter((due, at) => at > lastCame && isOpen(at) && addDays(due, limits.graceDays) < today)
  if (missed.length > 0) {
    alarms.push({ watched, due: missed.at(-1) as Day, kind: 'source-missing', lastCame: calendar[lastCame] ?? null, missed: missed.length })
  }

  const judge = (at: number, placesFrom = at) => {
    const places = baselinePlaces(placesFrom, ground)
    const due = expectedAt(track, at, places, ground)
    if (due === null) return null
    return { expected: due.expected, spread: dispersion * (1 + 1 / places.length) + 1 / due.baseEvents + driftAt(at, places, ground) ** 2 }
  }

  const limit = chartLimit(limits.sourceCyclesBetweenFalseAlarms, CHART_KINDS.length - 1)
  const places = chartPlaces(settledOn, scene)
  const counts = places.map((at): Step => {
    const due = judge(at)
    if (due === null) return NOTHING
    const { received } = cycleAt(at)
    return { evidence: countEvidence(received, due.expected, due.spread, limits.sourceLoss), expected: due.expected, missing: due.expected - received }
  })
  const charts = [
    chart('received', counts, limit),
    ...CHECK_KINDS.map((kind) => chart(kind, places.map((at) => checkStep(track.cycles[at] ?? null, kind, limits)), limit)),
  ].filter((one) => one.evidence >= one.limit)
  if (charts.length > 0) alarms.push({ watched, due: calendar[lastCame] as Day, kind: 'below-expected', charts })

  if (lastCame >= 0 && isOpen(lastCame)) {
    const due = calendar[lastCame] as Day
    const { received, standing, digest } = cycleAt(lastCame)
    const before = came.at(-2)

    const quiet: number[] = []
    for (let i = came.length - 1; i >= 0 && isOpen(came[i] as number) && cycleAt(came[i] as number).received === 0; i -= 1) quiet.unshift(came[i] as number)
    const chance = quiet.reduce((product, at) => {
      const judged = judge(at, quiet[0])
      return judged === null ? product : product * chanceOfNone(judged.expected, judged.spread)
    }, 1)
    const isSameFile = digest != null && before !== undefined && cycleAt(before).digest === digest
    if (isSameFile) alarms.push({ watched, due, kind: 'no-change', cycles: 1, chance: null })
    else if (chance < limits.quietChance) alarms.push({ watched, due, kind: 'no-change', cycles: quiet.length, chance })

    const stood = came.filter((at) => cycleAt(at).standing > 0).at(-1)
    const emptied = came.find((at) => stood !== undefined && at > stood)
    const hasVanished = stood !== undefined && emptied !== undefined && isOpen(emptied) && cycleAt(stood).standing >= limits.leastStandingToVanish
    if (hasVanished) alarms.push({ watched, due, kind: 'code-vanished', stood: cycleAt(stood).standing, lastSeen: calendar[stood] as Day })

    const judged = judge(lastCame)
    if (judged && received >= judged.expected + limits.leastJump && chanceOfAtLeast(received, judged.expected, judged.spread) < limits.jumpChance) {
      alarms.push({ watched, due, kind: 'sudden-jump', direction: 'more-new', count: received, expected: judged.expected })
    }
    if (before !== undefined && !hasVanished) {
      const length = sum(days.slice(before + 1, lastCame + 1))
      const left = cycleAt(before).standing + received - standing
      const usual = (cycleAt(before).standing * limits.departuresPerMonth * length) / 30
      if (left >= usual + limits.leastJump && chanceOfAtLeast(left, usual, limits.leastDispersion) < limits.fallChance) {
        alarms.push({ watched, due, kind: 'sudden-jump', direction: 'fewer-standing', count: left, expected: usual })
      }
    }
  }
  return { alarms, isWatched: lastCame >= 0 && judge(lastCame) !== null }
}

function chartPlaces(settledOn: Day | null, { calendar, last, limits }: Scene): number[] {
  const places: number[] = []
  for (let at = Math.max(0, last - limits.chartCycles + 1); at <= last; at += 1) {
    if (settledOn === null || (calendar[at] as Day) > settledOn) places.push(at)
  }
  return places
}

function chart(kind: ChartKind, steps: readonly Step[], limit: number): Chart {
  const stands = cusum(steps.map(({ evidence }) => evidence))
  const since = stands.lastIndexOf(0) + 1
  const { expected, missing } = steps.slice(since).reduce(add, NOTHING)
  return { kind, evidence: stands.at(-1) ?? 0, limit, expected, missing }
}

function add(a: Step, b: Step): Step {
  return { evidence: a.evidence + b.evidence, expected: a.expected + b.expected, missing: a.missing + b.missing }
}

function watchedSource({ history: { source, supplier, code } }: Track): Watched {
  return { level: 'source', name: source, supplier, code }
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}
