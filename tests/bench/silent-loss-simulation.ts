import { type SourceCycle, type SourceHistory } from '#app/alarms/expected-counts.rules.ts'
import { type Check, type CheckKind } from '#app/alarms/reconciliation.rules.ts'
import { CHART_KINDS, silentLoss, type Alarm, type AlarmKind, type ChartKind } from '#app/alarms/silent-loss.rules.ts'
import { addDays, addMonths, type Day } from '#app/kernel/uk-date.ts'
import { seededChance, type Chance } from './seeded-chance.ts'

/**
 * Months of type 1 opt-outs at a supplier's practices and its peers', well and then losing. What is not measured
 * anywhere is taken from `domain` figures or worse: rates of 0.3 to 3 per 1,000 a month, practices that stray by 40%
 * from month to month, a season of 15%, a common month-to-month swing of 15%, a news surge of 6 to 15 times every
 * three years or so, local campaigns, and count statements that are late, wrong, or never given.
 */
export interface SimulationTerms {
  readonly runs: number
  readonly seed: number
  readonly practices: number
  readonly peerPractices: number
  /** New events per 1,000 registered people a month at the middle practice. */
  readonly ratePerThousand: number
  /** The share of new events lost once the loss begins; 0 to see how often an alarm comes by itself. */
  readonly loss: number
  /** `at-random`: each event. `whole-practices`: every event of that share of practices. `one-run`: each event, but there again in the next extract. */
  readonly lossPattern: 'at-random' | 'whole-practices' | 'one-run'
  /** Shares of practices that send count statements, and that have a canary. */
  readonly declaring: number
  readonly withCanary: number
  /** The share of events that the portal also knows, from replies that were recorded here. */
  readonly otherRoute: number
  readonly overlaps: boolean
  /** How far a practice strays from its mean from month to month beyond chance, as variance over mean squared. */
  readonly stray: number
  /** Cycles without loss over which false alarms are counted, after 14 of history. */
  readonly wellCycles: number
  /** Cycles with loss that are looked at. */
  readonly lossCycles: number
}

export const DEFAULT_TERMS: SimulationTerms = {
  runs: 100, seed: 20260301, practices: 80, peerPractices: 80, ratePerThousand: 1, loss: 0.1, lossPattern: 'at-random',
  declaring: 0.5, withCanary: 0.25, otherRoute: 0, overlaps: false, stray: 0.16, wellCycles: 24, lossCycles: 2,
}

/** No practice sends statements and none has a canary: counts are all there is. */
export const COUNTS_ALONE = { declaring: 0, withCanary: 0, otherRoute: 0, overlaps: false } as const satisfies Partial<SimulationTerms>

export interface SimulationResult {
  readonly runs: number
  readonly detectedWithinOneCycle: number
  /** Runs in which the supplier's own alarm rose at the first or second extract that the loss touched. */
  readonly detectedWithinTwoCycles: number
  /** The same within all the cycles with loss that were looked at. */
  readonly detectedAtAll: number
  /** Of the practices that lost everything (`whole-practices`), the share with an alarm of their own by the end; otherwise null. */
  readonly darkPracticesFlagged: number | null
  /** The same, by each chart alone. */
  readonly detectedBy: Readonly<Record<ChartKind, number>>
  /** A supplier's false alarm is counted once for every practice it has, since each of them sees it. */
  readonly falseAlarmsPerPracticeYear: number
  readonly falseAlarmsByKind: Readonly<Record<AlarmKind | 'supplier', number>>
  readonly supplierFalseAlarmsPerYear: number
  readonly practiceYears: number
  readonly newEventsPerCycle: number
}

const HISTORY = 14
const SWING = 0.15
const FAULT = { slippedStatement: 0.01, wrongStatement: 0.01, forgottenCanary: 0.005, unrecordedSlip: 0.03, lateRow: 0.005 }
/** Of the replies looked for in an extract, those that were keyed in so soon that the extract before it had to bring them: half of 14 days in 30. */
const KEYED_SOON = 0.23

interface Practice {
  readonly source: string
  readonly supplier: 'watched' | 'peer'
  readonly rate: number
  readonly declares: boolean
  readonly hasCanary: boolean
  listSize: number
  standing: number
  lostLastCycle: number
  shareLastCycle: number
  settledOn: Day | null
  readonly cycles: SourceCycle[]
}

export function simulateSilentLoss(given: Partial<SimulationTerms> = {}): SimulationResult {
  const terms = { ...DEFAULT_TERMS, ...given }
  const byKind = Object.fromEntries(['below-expected', 'no-change', 'code-vanished', 'sudden-jump', 'source-missing', 'supplier'].map((kind) => [kind, 0])) as Record<AlarmKind | 'supplier', number>
  const detectedBy = Object.fromEntries(CHART_KINDS.map((kind) => [kind, 0])) as Record<ChartKind, number>
  const tally: Tally = { one: 0, two: 0, ever: 0, events: 0, supplierAlarms: 0, false: 0, dark: 0, darkFlagged: 0 }
  for (let run = 0; run < terms.runs; run += 1) simulateRun(terms, seededChance(terms.seed + run * 7919), tally, byKind, detectedBy)
  const years = (terms.runs * terms.wellCycles) / 12
  const practiceYears = years * (terms.practices + terms.peerPractices)
  return {
    runs: terms.runs, detectedWithinOneCycle: tally.one, detectedWithinTwoCycles: tally.two, detectedAtAll: tally.ever, detectedBy,
    darkPracticesFlagged: tally.dark > 0 ? tally.darkFlagged / tally.dark : null,
    falseAlarmsPerPracticeYear: tally.false / practiceYears,
    falseAlarmsByKind: Object.fromEntries(Object.entries(byKind).map(([kind, n]) => [kind, n / practiceYears])) as Record<AlarmKind | 'supplier', number>,
    supplierFalseAlarmsPerYear: tally.supplierAlarms / (years * (terms.peerPractices > 0 ? 2 : 1)),
    practiceYears, newEventsPerCycle: Math.round(tally.events / (terms.runs * (HISTORY + terms.wellCycles))),
  }
}

type Tally = Record<'one' | 'two' | 'ever' | 'events' | 'supplierAlarms' | 'false' | 'dark' | 'darkFlagged', number>

function simulateRun(
  terms: SimulationTerms, chance: Chance, tally: Tally,
  byKind: Record<AlarmKind | 'supplier', number>, detectedBy: Record<ChartKind, number>,
) {
  const practices = [...Array(terms.practices + terms.peerPractices).keys()].map((n) => makePractice(n, terms, chance))
  const first = addMonths('2023-01-05', Math.floor(chance.even() * 12))
  const calendar: Day[] = []
  const suppliersSettledOn: Record<string, Day> = {}
  let standing = new Set<string>()
  let surge = 1
  const wellUntil = HISTORY + terms.wellCycles
  const seenBy = new Set<ChartKind>()
  const flagged = new Set<string>()
  let detectedAt: number | null = null
  for (let at = 0; at < wellUntil + terms.lossCycles; at += 1) {
    const due = addMonths(first, at)
    calendar.push(due)
    surge = surge > 1 ? (surge > 4 && chance.even() < 0.5 ? surge / 3 : 1) : chance.even() < 1 / 36 ? 6 + 9 * chance.even() : 1
    const month = Number(due.slice(5, 7))
    const common = surge * (1 + 0.15 * Math.cos((2 * Math.PI * month) / 12)) * Math.exp(SWING * chance.normal())
    const drift = surge > 1 ? 0.05 : 0.02
    const bySupplier = { watched: common * Math.exp(drift * chance.normal()), peer: common * Math.exp(drift * chance.normal()) }
    for (const practice of practices) {
      const loses = at >= wellUntil && practice.supplier === 'watched'
      tally.events += liveCycle(practice, due, bySupplier[practice.supplier], loses, terms, chance)
    }
    if (at < HISTORY) continue
    const histories = practices.map((practice): SourceHistory => ({ source: practice.source, supplier: practice.supplier, code: 'T1_DISSENT', cycles: practice.cycles, settledOn: practice.settledOn }))
    const report = silentLoss({ histories, calendar, today: addDays(due, 10), suppliersSettledOn })
    if (at < wellUntil) {
      const now = new Set(report.alarms.map(nameOf))
      for (const alarm of report.alarms) {
        if (standing.has(nameOf(alarm))) continue
        const weight = alarm.watched.level === 'source' ? 1 : alarm.watched.name === 'watched' ? terms.practices : terms.peerPractices
        if (alarm.watched.level === 'supplier') tally.supplierAlarms += 1
        tally.false += weight
        byKind[alarm.watched.level === 'supplier' ? 'supplier' : alarm.kind] += weight
      }
      standing = now
      for (const { watched } of report.alarms) {
        if (watched.level === 'supplier') suppliersSettledOn[`${watched.name} ${watched.code}`] = due
        else (practices.find(({ source }) => source === watched.name) as Practice).settledOn = due
      }
      continue
    }
    for (const { watched } of report.alarms) if (watched.level === 'source') flagged.add(watched.name)
    const found = report.alarms.find(({ watched, kind }) => watched.level === 'supplier' && watched.name === 'watched' && kind === 'below-expected')
    if (found?.kind === 'below-expected') {
      detectedAt ??= at
      for (const { kind } of found.charts) seenBy.add(kind)
    }
  }
  if (detectedAt === wellUntil) tally.one += 1
  if (detectedAt !== null && detectedAt <= wellUntil + 1) tally.two += 1
  if (detectedAt !== null) tally.ever += 1
  for (const { source } of practices.filter((practice) => isDark(practice, terms))) {
    tally.dark += 1
    if (flagged.has(source)) tally.darkFlagged += 1
  }
  for (const kind of seenBy) detectedBy[kind] += 1
}

const nameOf = ({ watched, kind }: Alarm) => `${watched.level} ${watched.name} ${kind}`

/** Every tenth practice of the supplier, when the share lost is a tenth. */
function isDark({ supplier, source }: Practice, { loss, lossPattern }: SimulationTerms): boolean {
  return lossPattern === 'whole-practices' && supplier === 'watched' && loss > 0 && Number(source.slice(1)) % Math.round(1 / loss) === 0
}

function makePractice(n: number, terms: SimulationTerms, chance: Chance): Practice {
  const supplier = n < terms.practices ? 'watched' : 'peer'
  const listSize = Math.round(8000 + 4000 * chance.even())
  const rate = Math.min(3, Math.max(0.3, terms.ratePerThousand * Math.exp(0.6 * chance.normal()))) / 1000
  return {
    source: `P${String(n).padStart(4, '0')}`, supplier, rate, listSize, declares: chance.even() < terms.declaring,
    hasCanary: chance.even() < terms.withCanary, standing: Math.round(listSize * (0.02 + 0.06 * chance.even())),
    lostLastCycle: 0, shareLastCycle: 0, settledOn: null, cycles: [],
  }
}

/** One practice's month: what took place, what of it arrived, and what the checks say. Gives the number that took place. */
function liveCycle(practice: Practice, due: Day, common: number, loses: boolean, terms: SimulationTerms, chance: Chance): number {
  const campaign = chance.even() < 0.003 ? 4 : 1
  const mean = practice.listSize * practice.rate * common * campaign * chance.gammaMeanOne(terms.stray)
  const tookPlace = chance.poisson(mean)
  const share = !loses ? 0 : terms.lossPattern === 'whole-practices' ? (isDark(practice, terms) ? 1 : 0) : terms.loss
  const lost = chance.binomial(tookPlace, share)
  const back = terms.lossPattern === 'one-run' ? practice.lostLastCycle : 0
  practice.lostLastCycle = lost
  const arrived = tookPlace - lost
  const checks: Check[] = []
  const put = (kind: CheckKind, expected: number, missing: number) => { if (expected > 0) checks.push({ kind, expected, missing: Math.min(expected, Math.max(0, missing)) }) }
  if (practice.declares) {
    const slipped = chance.binomial(tookPlace, FAULT.slippedStatement)
    const wrong = chance.even() < FAULT.wrongStatement ? Math.ceil(tookPlace * chance.even() * 2) : 0
    const declared = tookPlace + slipped + wrong
    put('declared', declared, declared - arrived)
  }
  if (practice.hasCanary) put('canary', 1, chance.even() < FAULT.forgottenCanary || chance.even() < share ? 1 : 0)
  if (terms.otherRoute > 0) {
    const known = chance.binomial(tookPlace, terms.otherRoute)
    const soon = chance.binomial(known, KEYED_SOON)
    const lostOfThem = chance.binomial(soon, practice.shareLastCycle) + chance.binomial(known - soon, share)
    put('other-route', known, lostOfThem + chance.binomial(known - lostOfThem, FAULT.unrecordedSlip))
  }
  practice.shareLastCycle = share
  if (terms.overlaps) put('re-extract', tookPlace, back + chance.binomial(tookPlace, FAULT.lateRow))
  const left = chance.poisson(practice.standing * 0.009)
  practice.standing = Math.max(0, practice.standing + arrived + back - left)
  practice.listSize += Math.round(30 * chance.normal())
  practice.cycles.push({ due, received: arrived + back, standing: practice.standing, listSize: practice.listSize, checks })
  return practice.supplier === 'watched' ? tookPlace : 0
}
