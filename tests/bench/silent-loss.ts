import { COUNTS_ALONE, simulateSilentLoss, type SimulationTerms } from './silent-loss-simulation.ts'
import type { BenchRow } from './bench-row.ts'

/** A supplier of 200 practices beside 200 of others, about what two counties have. */
const TWO_COUNTIES = { practices: 200, peerPractices: 200, wellCycles: 6 } as const satisfies Partial<SimulationTerms>

/** Each way of finding a loss by itself, at the noise that `silent-loss-simulation.ts` states. */
const WAYS: readonly { readonly what: string; readonly terms: Partial<SimulationTerms> }[] = [
  { what: 'all checks as the portal has them (80 practices)', terms: { runs: 200, wellCycles: 12 } },
  { what: 'counts and 670 replies a cycle recorded here, nothing declared, no test people (200 practices)', terms: { ...COUNTS_ALONE, ...TWO_COUNTIES, otherRoute: 0.2, runs: 200 } },
  { what: 'the same with 330 replies a cycle', terms: { ...COUNTS_ALONE, ...TWO_COUNTIES, otherRoute: 0.1, runs: 100 } },
  { what: 'counts alone (200 practices)', terms: { ...COUNTS_ALONE, ...TWO_COUNTIES, runs: 100 } },
  { what: 'counts alone (80 practices)', terms: { ...COUNTS_ALONE, runs: 60, wellCycles: 12 } },
  { what: 'practices’ own counts (half of 80 practices)', terms: { ...COUNTS_ALONE, declaring: 0.5, runs: 100, wellCycles: 12 } },
  { what: '40 fresh test people a cycle (80 practices)', terms: { ...COUNTS_ALONE, withCanary: 0.5, runs: 100, wellCycles: 12 } },
  { what: 'overlapping extracts, where the next one brings what was lost (80 practices)', terms: { ...COUNTS_ALONE, overlaps: true, lossPattern: 'one-run', runs: 100, wellCycles: 12 } },
]

/** A supplier that drops one in ten new opt-outs: how often each way finds it within two cycles, and how often it alarms falsely. */
export function benchSilentLoss(): BenchRow[] {
  return WAYS.map(({ what, terms }) => {
    const { runs, detectedWithinTwoCycles, falseAlarmsPerPracticeYear } = simulateSilentLoss({ seed: 20_261_101, ...terms })
    return {
      what: `Silent loss of 1 in 10 found within two cycles: ${what}`, figure: `${detectedWithinTwoCycles} of ${runs} runs`,
      baseline: `${falseAlarmsPerPracticeYear.toFixed(2)} false alarms a practice-year`,
    }
  })
}
