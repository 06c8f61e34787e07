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

test('a supplier that loses nothing is not flagged, and the counts alone do not find a tenth: the checks do', () => {
  expect(simulateSilentLoss({ ...SUPPLIER, runs: 30, loss: 0, wellCycles: 1 }).detectedWithinTwoCycles).toBeLessThanOrEqual(1)
  expect(simulateSilentLoss({ ...SUPPLIER, ...COUNTS_ALONE, runs: 30, wellCycles: 1 }).detectedWithinTwoCycles).toBeLessThan(15)
}, 60_000)

test('one practice by itself, with no peers, still has under one false alarm a year', () => {
  const result = simulateSilentLoss({ practices: 1, peerPractices: 0, declaring: 1, runs: 60, wellCycles: 24, loss: 0 })
  expect(result.falseAlarmsPerPracticeYear).toBeLessThan(1)
})

test('the same seed gives the same figures', () => {
  const few = { practices: 8, peerPractices: 8, runs: 2, wellCycles: 3 }
  expect(simulateSilentLoss(few)).toEqual(simulateSilentLoss(few))
})
