import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flowStanding, type LimitedRun } from '#app/national-check/flow-standing.rules.ts'
import { WARNING_STEPS, warningStep } from '#app/national-check/warnings.rules.ts'

const UNTIL = new Date('2026-06-22T10:00:00Z')
const [SECOND, HOUR, DAY] = [1000, 3_600_000, 86_400_000]
const before = (ms: number) => new Date(UNTIL.getTime() - ms)

describe('a warning that answers run out', () => {
  test.each([
    [3 * DAY + SECOND, null], [3 * DAY, 'three-days'], [DAY + SECOND, 'three-days'], [DAY, 'one-day'], [SECOND, 'one-day'], [0, 'one-day'],
    [-SECOND, 'run-out'], [-3 * DAY, 'run-out'], [-3 * DAY - SECOND, null],
  ])('with %i ms left of seven days is %s', (left, step) => {
    expect(warningStep(UNTIL, 7, before(left))).toBe(step)
  })

  test.each([[21, 3 * DAY, 'three-days'], [6, 3 * DAY, 'three-days'], [5, 3 * DAY, null], [2, DAY, 'one-day'], [1, HOUR, null], [1, -HOUR, 'run-out']])(
    'where answers may be used for %i days, with %i ms left, is %s', (maxAgeDays, left, step) => {
      expect(warningStep(UNTIL, maxAgeDays, before(left))).toBe(step)
    })

  test('never goes back to a step that is behind', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 21 }), fc.integer({ min: -10 * DAY, max: 25 * DAY }), fc.integer({ min: 0, max: 10 * DAY }), (maxAgeDays, left, later) => {
      const now = warningStep(UNTIL, maxAgeDays, before(left))
      const then = warningStep(UNTIL, maxAgeDays, before(left - later))
      return now === null || then === null || WARNING_STEPS.indexOf(then) >= WARNING_STEPS.indexOf(now)
    }))
  })
})

describe('how a flow stands', () => {
  const T0 = new Date('2026-06-15T10:00:00Z')
  const at = (ms: number) => new Date(T0.getTime() + ms)
  const run = (given: Partial<LimitedRun> = {}): LimitedRun => ({
    flow: 'f', localId: 'f_0001', subject: 's', state: 'answered', draftedAt: T0, exportedAt: T0, answeredAt: at(HOUR), sent: 8, cleared: 7, maxAgeDays: 7, ...given,
  })

  test('names the moment until which its answers last, by the shorter of the two limits, and warns of it', () => {
    expect(flowStanding([run()], 'f', at(2 * DAY), 7)).toEqual({ refusal: null, lasting: { localId: 'f_0001', until: at(7 * DAY) }, isAsking: false, isOverdue: false, warning: null })
    expect(flowStanding([run()], 'f', at(5 * DAY), 7).warning).toBe('three-days')
    expect(flowStanding([run({ maxAgeDays: 5 })], 'f', at(5 * DAY), 7)).toMatchObject({ refusal: null, lasting: { until: at(5 * DAY) } })
    expect(flowStanding([run({ maxAgeDays: 5 })], 'f', at(5 * DAY + 1), 7)).toMatchObject({ refusal: 'answers-stale', warning: 'run-out' })
  })

  test('is not warned of while a later question waits, and is again when that is overdue', () => {
    const asked = run({ localId: 'f_0002', state: 'receipted', exportedAt: at(5 * DAY), answeredAt: null })
    expect(flowStanding([run(), asked], 'f', at(5.5 * DAY), 7)).toMatchObject({ refusal: null, isAsking: true, isOverdue: false, warning: null })
    expect(flowStanding([run(), asked], 'f', at(6 * DAY + 1), 7)).toMatchObject({ refusal: null, isAsking: true, isOverdue: true, warning: 'one-day' })
    expect(flowStanding([run(), asked], 'f', at(7 * DAY + 1), 7)).toMatchObject({ refusal: 'awaiting-answer', isAsking: true, isOverdue: true, warning: 'run-out' })
  })

  test('goes by its own runs alone, and by those that had begun then', () => {
    expect(flowStanding([run({ flow: 'g' })], 'f', at(DAY), 7)).toMatchObject({ refusal: 'never-asked', lasting: null, warning: null })
    expect(flowStanding([run()], 'f', at(-1), 7)).toMatchObject({ refusal: 'never-asked', lasting: null })
  })
})
