import { COUNTS_ALONE, simulateSilentLoss } from './silent-loss-simulation.ts'
import type { BenchRow } from './bench-row.ts'

/** A supplier that drops one in ten new opt-outs: how often it is found within two cycles, and how often there is a false alarm. */
export function benchSilentLoss(): BenchRow[] {
  const words = (result: { runs: number; detectedWithinTwoCycles: number; falseAlarmsPerPracticeYear: number }) =>
    `${result.detectedWithinTwoCycles} of ${result.runs} runs, ${result.falseAlarmsPerPracticeYear.toFixed(3)} false alarms a practice-year`
  const withChecks = simulateSilentLoss({ runs: 200, seed: 20_261_101 })
  const alone = simulateSilentLoss({ ...COUNTS_ALONE, runs: 60, seed: 20_261_101 })
  return [{ what: 'Silent loss of 1 in 10, found within two cycles', figure: words(withChecks), baseline: `counts alone: ${words(alone)}` }]
}
