import { describe, expect, test } from 'vitest'
import { arrivalCheck, compareOverlap, declaredCheck, declaredStandingCheck } from '#app/alarms/reconciliation.rules.ts'

describe('count statements', () => {
  test.each([[10, 9, 1], [10, 10, 0], [10, 12, 0], [0, 3, 0], [10, 0, 10]])('%i declared, %i received: %i missing', (declared, received, missing) => {
    expect(declaredCheck(declared, received)).toEqual({ kind: 'declared', expected: declared, missing })
  })

  test('from totals: what stood, plus new, less ended, must stand', () => {
    expect(declaredStandingCheck({ stoodBefore: 400, declaredNew: 12, declaredEnded: 5, standsNow: 405 })).toEqual({ kind: 'declared', expected: 12, missing: 2 })
    expect(declaredStandingCheck({ stoodBefore: 400, declaredNew: 12, declaredEnded: 5, standsNow: 100 }).missing).toBe(12)
  })
})

test('what must arrive is counted once however often it is listed', () => {
  expect(arrivalCheck('canary', ['c1', 'c2', 'c2', 'c3'], new Set(['c1', 'x']))).toEqual({ kind: 'canary', expected: 3, missing: 2 })
})

describe('overlapping extracts', () => {
  const on = (key: string, recordedOn: string, isEnded = false) => ({ key, recordedOn, isEnded })
  test('name what came late and what vanished, over the days both cover', () => {
    const earlier = [on('kept', '2026-03-02'), on('gone', '2026-03-03'), on('ended', '2026-03-03'), on('before', '2026-02-01')]
    const later = [on('kept', '2026-03-02'), on('late', '2026-03-31'), on('new', '2026-04-01'), on('ended', '2026-04-02', true)]
    expect(compareOverlap(earlier, later, '2026-03-01', '2026-03-31')).toEqual({
      late: ['late'], vanished: ['gone'], check: { kind: 're-extract', expected: 4, missing: 2 },
    })
  })
})
