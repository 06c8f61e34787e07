import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runTrack, STATIONS, type RunTimes } from '#app/national-check/run-track.rules.ts'
import { aRun, DAY, EXPORTED, HOUR, later } from './a-run.ts'

const run = (given: Partial<RunTimes> = {}): RunTimes => ({ ...aRun(), receiptedAt: null, stoppedAt: null, purgedAt: null, refusal: null, ...given })
const track = (given: Partial<RunTimes>, ms: number) => runTrack(run(given), later(ms), 7).map(({ station, state, at }) => `${station} ${state}${at ? ` ${(at.getTime() - EXPORTED.getTime()) / HOUR}` : ''}`)
const [OUT, GONE] = [7 * 24, 21 * 24]

describe('a run, drawn as a line', () => {
  test.each<[string, Partial<RunTimes>, number, string[]]>([
    ['waits for its receipt', {}, HOUR, ['written done 0', 'receipt now', 'answer next', `runs-out next ${OUT}`, `deleted next ${GONE}`]],
    ['waits for its answer', { receiptedAt: later(HOUR) }, 2 * HOUR, ['written done 0', 'receipt done 1', 'answer now', `runs-out next ${OUT}`, `deleted next ${GONE}`]],
    ['is answered', { receiptedAt: later(HOUR), answeredAt: later(2 * HOUR) }, DAY, ['written done 0', 'receipt done 1', 'answer done 2', `runs-out next ${OUT}`, `deleted next ${GONE}`]],
    ['is answered without a receipt', { answeredAt: later(2 * HOUR) }, DAY, ['written done 0', 'receipt passed-by', 'answer done 2', `runs-out next ${OUT}`, `deleted next ${GONE}`]],
    ['has run out', { answeredAt: later(2 * HOUR) }, 8 * DAY, ['written done 0', 'receipt passed-by', 'answer done 2', `runs-out done ${OUT}`, `deleted next ${GONE}`]],
    ['is deleted', { answeredAt: later(2 * HOUR), purgedAt: later(22 * DAY) }, 23 * DAY, ['written done 0', 'receipt passed-by', 'answer done 2', `runs-out done ${OUT}`, `deleted done ${22 * 24}`]],
    ['was never answered and is deleted', { purgedAt: later(22 * DAY) }, 23 * DAY, ['written done 0', 'receipt never', 'answer never', 'runs-out never', `deleted done ${22 * 24}`]],
    ['could not be sent', { stoppedAt: later(0), refusal: 'not-sent' }, HOUR, ['written stopped 0', 'receipt never', 'answer never', 'runs-out never', `deleted next ${GONE}`]],
    ['was refused with its receipt', { stoppedAt: later(HOUR), refusal: 'receipt-refused' }, DAY, ['written done 0', 'receipt stopped 1', 'answer never', 'runs-out never', `deleted next ${GONE}`]],
    ['was stopped by an error after its receipt', { receiptedAt: later(HOUR), stoppedAt: later(2 * HOUR), refusal: 'error' }, DAY, ['written done 0', 'receipt done 1', 'answer stopped 2', 'runs-out never', `deleted next ${GONE}`]],
    ['had a foreign answer', { stoppedAt: later(2 * HOUR), refusal: 'foreign-list' }, DAY, ['written done 0', 'receipt passed-by', 'answer stopped 2', 'runs-out never', `deleted next ${GONE}`]],
  ])('that %s', (_words, given, ms, expected) => {
    expect(track(given, ms)).toEqual(expected)
  })

  test('shows each station once, and waits at one at the most', () => {
    const time = fc.option(fc.integer({ min: 0, max: 30 * DAY }).map(later))
    fc.assert(fc.property(fc.record({ receiptedAt: time, answeredAt: time, stoppedAt: time, purgedAt: time, refusal: fc.constantFrom(null, 'error', 'not-sent', 'foreign-list') }), fc.integer({ min: 0, max: 40 * DAY }), (given, ms) => {
      const stations = runTrack(run(given), later(ms), 7)
      expect(stations.map(({ station }) => station)).toEqual([...STATIONS])
      expect(stations.filter(({ state }) => state === 'now').length).toBeLessThanOrEqual(1)
      expect(stations.filter(({ state }) => state === 'stopped').length).toBe(given.stoppedAt ? 1 : 0)
    }))
  })
})
