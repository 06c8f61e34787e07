import { describe, expect, test } from 'vitest'
import { chanceOfAtLeast, chanceOfNone, chartLimit, countChartLimit, countEvidence, cusum, logGamma, missingEvidence } from '#app/alarms/control-limits.rules.ts'
import { seededChance } from '#tests/bench/seeded-chance.ts'

test('ln Γ is that of the factorials', () => {
  let factorial = 1
  for (let n = 1; n <= 20; n += 1) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 9)
    factorial *= n
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 9)
})

describe('chances', () => {
  test('Poisson: 1 − e⁻³(1 + 3 + 4.5) for three or more of three', () => {
    expect(chanceOfAtLeast(3, 3, 0)).toBeCloseTo(1 - Math.exp(-3) * 8.5, 10)
    expect(chanceOfNone(3, 0)).toBeCloseTo(Math.exp(-3), 12)
  })

  test('negative binomial of size 1 is geometric', () => {
    expect(chanceOfAtLeast(4, 2, 1)).toBeCloseTo((2 / 3) ** 4, 9)
    expect(chanceOfNone(2, 1)).toBeCloseTo(1 / 3, 12)
  })

  test('small dispersion comes near Poisson; none or more is certain; far tails stay above nought', () => {
    expect(chanceOfAtLeast(15, 8, 1e-8)).toBeCloseTo(chanceOfAtLeast(15, 8, 0), 5)
    expect(chanceOfAtLeast(0, 8, 0.2)).toBe(1)
    expect(chanceOfAtLeast(1, 0, 0.2)).toBe(0)
    expect(chanceOfAtLeast(2000, 100, 0)).toBeGreaterThanOrEqual(0)
    expect(chanceOfAtLeast(10, 5000, 0.1)).toBeCloseTo(1, 6)
  })
})

describe('evidence', () => {
  test('Poisson counts: x ln(1 − loss) + expected × loss', () => {
    expect(countEvidence(90, 100, 0, 0.1)).toBeCloseTo(90 * Math.log(0.9) + 10, 10)
    expect(countEvidence(90, 100, 1e-8, 0.1)).toBeCloseTo(countEvidence(90, 100, 0, 0.1), 3)
  })

  test('is for a loss when too few came, against it when enough did, and weaker where practices stray', () => {
    expect(countEvidence(900, 1000, 0, 0.1)).toBeGreaterThan(4)
    expect(countEvidence(1000, 1000, 0, 0.1)).toBeLessThan(-4)
    expect(countEvidence(900, 1000, 0.01, 0.1)).toBeLessThan(countEvidence(900, 1000, 0, 0.1))
    expect(countEvidence(5, 0, 0.1, 0.1)).toBe(0)
  })

  test('the ratio averages to one when all is well, which is what keeps false alarms to their limit', () => {
    let mean = 0
    for (let n = 0; n <= 400; n += 1) {
      const chance = chanceOfAtLeast(n, 40, 0.1) - chanceOfAtLeast(n + 1, 40, 0.1)
      mean += chance * Math.exp(countEvidence(n, 40, 0.1, 0.1))
    }
    expect(mean).toBeCloseTo(1, 5)
    const share = 0.02
    const items = 10
    let missing = 0
    for (let m = 0; m <= items; m += 1) {
      const ways = Math.exp(logGamma(items + 1) - logGamma(m + 1) - logGamma(items - m + 1))
      missing += ways * share ** m * (1 - share) ** (items - m) * Math.exp(missingEvidence(m, items, share, 0.1))
    }
    expect(missing).toBeCloseTo(1, 8)
  })
})

test('a chart adds up and never falls below nought', () => {
  expect(cusum([1, -3, 2, 2, -1])).toEqual([1, 0, 2, 4, 3])
  expect(cusum([])).toEqual([])
  expect(chartLimit(60, 6)).toBeCloseTo(Math.log(360), 12)
})

describe('the limit of a chart of counts', () => {
  test.each([[0.5, 24], [1, 24], [1.9, 24], [1.9, 120], [3, 60]])('with steps of spread %d lets it run %i cycles on average when all is well', (d, cycles) => {
    const chance = seededChance(11)
    const limit = countChartLimit(cycles, 1, d)
    let [alarms, steps, standing] = [0, 0, 0]
    while (alarms < 2000) {
      steps += 1
      standing = Math.max(0, standing - (d * d) / 2 + d * chance.normal())
      if (standing < limit) continue
      alarms += 1
      standing = 0
    }
    // With large steps the approximation runs a little long, which errs towards quiet; it never runs much short.
    expect(steps / alarms).toBeGreaterThan(cycles * 0.85)
    expect(steps / alarms).toBeLessThan(cycles * 2)
  })

  test('is never above the bound that holds whatever the counts, and no lower than its least', () => {
    for (const d of [0, 0.01, 0.1, 1, 2, 5, 20]) {
      expect(countChartLimit(24, 3, d)).toBeLessThanOrEqual(chartLimit(24, 3))
      expect(countChartLimit(24, 3, d)).toBeGreaterThanOrEqual(1)
    }
    expect(countChartLimit(24, 1, 1.9)).toBeLessThan(countChartLimit(24, 3, 1.9))
  })
})
