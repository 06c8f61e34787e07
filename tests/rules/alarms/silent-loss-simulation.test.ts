import { expect, test } from 'vitest'
import { COUNTS_ALONE, simulateSilentLoss } from '#tests/bench/silent-loss-simulation.ts'

const SUPPLIER = { practices: 40, peerPractices: 40, wellCycles: 12 }

test('a supplier losing one in ten new opt-outs is flagged within two cycles in 99 of 100 runs, with under one false alarm a practice-year', () => {
  const result = simulateSilentLoss({ ...SUPPLIER, runs: 100 })
  expect(result.runs).toBe(100)
  expect(result.detectedWithinTwoCycles).toBeGreaterThanOrEqual(99)
  expect(result.falseAlarmsPerPracticeYear).toBeLessThan(1)
  expect(result.practiceYears).toBe(8000)
}, 120_000)

test('the same by what the portal has of itself: the counts, and the replies recorded here that have to come back', () => {
  const result = simulateSilentLoss({ ...COUNTS_ALONE, practices: 200, peerPractices: 200, otherRoute: 0.2, wellCycles: 2, runs: 100 })
  expect(result.detectedWithinTwoCycles).toBeGreaterThanOrEqual(99)
  expect(result.falseAlarmsPerPracticeYear).toBeLessThan(1)
}, 120_000)

test('counts alone find most such losses of a supplier of 200 practices, not nearly all, and keep to their false alarms', () => {
  const result = simulateSilentLoss({ ...COUNTS_ALONE, practices: 200, peerPractices: 200, wellCycles: 6, runs: 30 })
  expect(result.detectedWithinTwoCycles).toBeGreaterThanOrEqual(15)
  expect(result.detectedWithinTwoCycles).toBeLessThan(30)
  expect(result.falseAlarmsPerPracticeYear).toBeLessThan(1)
}, 120_000)

test('a supplier that loses nothing is seldom flagged', () => {
  expect(simulateSilentLoss({ ...SUPPLIER, runs: 30, loss: 0, wellCycles: 6 }).detectedWithinTwoCycles).toBeLessThanOrEqual(4)
}, 60_000)

test('one practice by itself, with no peers, still has under one false alarm a year', () => {
  const result = simulateSilentLoss({ practices: 1, peerPractices: 0, declaring: 1, runs: 60, wellCycles: 24, loss: 0 })
  expect(result.falseAlarmsPerPracticeYear).toBeLessThan(1)
})

test('the same seed gives the same figures', () => {
  const few = { practices: 8, peerPractices: 8, runs: 2, wellCycles: 3 }
  expect(simulateSilentLoss(few)).toEqual(simulateSilentLoss(few))
})
