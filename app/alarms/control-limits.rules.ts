/**
 * The arithmetic of the alarms: how surprising a count is, and how evidence of a loss adds up from cycle to cycle.
 *
 * Evidence is kept as natural log-likelihood ratios of "a share of what is new is being lost" against "all is well",
 * summed in a chart that never falls below nought (CUSUM; Page 1954; Lucas 1985 for counts). Such a chart with limit h
 * runs, when all is well and the model holds, at least e^h cycles on average before it alarms (Lorden 1971).
 */

/** Every limit the alarms use. A count here is of cycles, a share is of 1, a chance is for one source in one cycle. */
export const ALARM_LIMITS = {
  /** The loss a supplier's chart is tuned to: one in ten. A larger one is found sooner. */
  supplierLoss: 0.1,
  /** The loss that one practice's counts are tuned to. Its few events a month cannot show a tenth. */
  sourceLoss: 0.5,
  /** Cycles between false alarms, on average, over all the charts of one supplier and code: two years of months. */
  supplierCyclesBetweenFalseAlarms: 24,
  /** The same for one source and code. */
  sourceCyclesBetweenFalseAlarms: 600,
  /** What is expected comes from this many cycles … */
  baselineCycles: 12,
  /** … of which at least this many must have arrived; otherwise the source is reported as not watched. */
  leastBaselineCycles: 6,
  /** … ending this many cycles before the one being judged, so that a fresh loss does not lower what is expected. */
  guardCycles: 2,
  /** How far back a chart gathers evidence. Histories need baseline + guard + chart cycles, 26 in all, and no more. */
  chartCycles: 12,
  /** A cycle whose common level is over this many times the usual is a surge and is left out of baselines. */
  surgeRatio: 3,
  /** Fewer other suppliers' sources than this cannot set the common level. */
  leastPeerSources: 5,
  /** How far a practice strays from its mean beyond chance, as variance over mean squared: fitted, within these. */
  leastDispersion: 0.02,
  mostDispersion: 1,
  /** How far two suppliers' trends part in an ordinary cycle, as a share, and more for each e-fold of a surge. */
  drift: 0.03,
  driftPerFold: 0.03,
  /** The same when no peer shows the season and the news: one cycle against its own year. Charts then look for half, not a tenth. */
  driftAlone: 0.25,
  /** The chance under which a count counts as a jump, a quiet spell as no change, a fall as sudden. */
  jumpChance: 0.0002,
  quietChance: 0.0002,
  fallChance: 0.0002,
  /** A jump is at least this many events above what was expected. */
  leastJump: 8,
  /** The share of standing opt-outs that moves away, dies or is taken back in 30 days. */
  departuresPerMonth: 0.02,
  /** A code vanishes when this many or more stood and none does. */
  leastStandingToVanish: 5,
  /** Days after the due day before a source counts as missing. */
  graceDays: 7,
  /** One source adds at most this much evidence to its supplier's chart in a cycle, so one slip of the pen cannot raise it. */
  mostFromOneSource: 3,
  /** The share of each check's items that goes missing when all is well. */
  background: { declared: 0.02, canary: 0.005, 'other-route': 0.05, 're-extract': 0.01 },
} as const

export type AlarmLimits = typeof ALARM_LIMITS

/** The limit of one of several charts that together alarm falsely no more often than once in so many cycles. */
export function chartLimit(cyclesBetweenFalseAlarms: number, charts: number): number {
  return Math.log(cyclesBetweenFalseAlarms * charts)
}

/**
 * The limit of a chart of counts, whose steps are near to normal with mean −d²/2 and variance d² when all is well, so that
 * it runs so many cycles on average before it alarms falsely (Siegmund 1985, the corrected diffusion approximation). Never
 * above what Lorden's bound asks, and the nearer to it the less one cycle can tell.
 */
export function countChartLimit(cyclesBetweenFalseAlarms: number, charts: number, d: number): number {
  const most = chartLimit(cyclesBetweenFalseAlarms, charts)
  if (d <= 0) return most
  const wanted = cyclesBetweenFalseAlarms * charts
  const run = (limit: number) => {
    const reach = limit + 1.166 * d
    return (2 * (Math.exp(reach) - reach - 1)) / (d * d)
  }
  let [low, high] = [Math.min(LEAST_LIMIT, most), most]
  for (let i = 0; i < 40; i += 1) {
    const middle = (low + high) / 2
    if (run(middle) < wanted) low = middle
    else high = middle
  }
  return high
}

/** However much one cycle tells, and however little, evidence under e to 1 is none. */
const LEAST_LIMIT = 1

/** Where a chart stands after each step: evidence adds up and never falls below nought. */
export function cusum(steps: readonly number[]): number[] {
  let standing = 0
  return steps.map((step) => (standing = Math.max(0, standing + step)))
}

/**
 * Evidence from a count that `lost` of what was due is gone. The count is negative binomial with mean `expected` and
 * variance expected + dispersion × expected²; dispersion 0 is Poisson.
 */
export function countEvidence(count: number, expected: number, dispersion: number, lost: number): number {
  if (expected <= 0) return 0
  const left = expected * (1 - lost)
  if (dispersion < 1e-9) return count * Math.log(1 - lost) + (expected - left)
  const size = 1 / dispersion
  return count * Math.log(1 - lost) + (size + count) * Math.log((size + expected) / (size + left))
}

/** Evidence from so many missing of so many that had to be there, when a `background` share goes missing anyway. */
export function missingEvidence(missing: number, expected: number, background: number, lost: number): number {
  const share = background + (1 - background) * lost
  return missing * Math.log(share / background) + (expected - missing) * Math.log((1 - share) / (1 - background))
}

/** The chance of `count` or more. */
export function chanceOfAtLeast(count: number, expected: number, dispersion: number): number {
  if (count <= 0) return 1
  if (expected <= 0) return 0
  let term = Math.exp(logChance(count, expected, dispersion))
  let sum = term
  const size = dispersion < 1e-9 ? Infinity : 1 / dispersion
  for (let n = count; term > sum * 1e-12 || n < expected; n += 1) {
    const ratio = size === Infinity ? expected / (n + 1) : ((n + size) / (n + 1)) * (expected / (expected + size))
    term *= ratio
    sum += term
    if (n - count > 100_000) break
  }
  return Math.min(1, sum)
}

/** The chance of none at all. */
export function chanceOfNone(expected: number, dispersion: number): number {
  return Math.exp(logChance(0, expected, dispersion))
}

function logChance(count: number, expected: number, dispersion: number): number {
  if (dispersion < 1e-9) return count * Math.log(expected) - expected - logGamma(count + 1)
  const size = 1 / dispersion
  return logGamma(count + size) - logGamma(size) - logGamma(count + 1)
    + size * Math.log(size / (size + expected)) + (count === 0 ? 0 : count * Math.log(expected / (size + expected)))
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
] as const

/** ln Γ(x) for x > 0, to about 14 figures. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const y = x - 1
  const series = LANCZOS.reduce((sum, c, i) => sum + c / (y + i + 1), 0.9999999999998099)
  const t = y + 7.5
  return 0.9189385332046727 + (y + 0.5) * Math.log(t) - t + Math.log(series)
}
