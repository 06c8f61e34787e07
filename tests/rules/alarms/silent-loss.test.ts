import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALARM_LIMITS } from '#app/alarms/control-limits.rules.ts'
import { alarmSentence } from '#app/alarms/alarm.words.ts'
import type { SourceCycle, SourceHistory } from '#app/alarms/expected-counts.rules.ts'
import { silentLoss, type SilentLossInput } from '#app/alarms/silent-loss.rules.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import { aHistory, aSupplier, CALENDAR, LAST } from './a-history.ts'

const peers = aSupplier('south', 20)
const watch = (histories: readonly SourceHistory[], given: Partial<SilentLossInput> = {}) =>
  silentLoss({ histories, calendar: CALENDAR, today: addDays(LAST, 10), ...given })
const kinds = (histories: readonly SourceHistory[], given: Partial<SilentLossInput> = {}) =>
  watch([...histories, ...peers], given).alarms.map(({ kind, watched }) => `${kind} ${watched.name}`)

describe('a source', () => {
  test('that goes on as before raises nothing', () => {
    expect(kinds([aHistory()])).toEqual([])
  })

  test('whose extract is past its days of grace is missing, and on the last of them is not yet', () => {
    const late = aHistory({ changes: [null] })
    expect(kinds([late], { today: addDays(LAST, ALARM_LIMITS.graceDays) })).toEqual([])
    const [alarm] = watch([late, ...peers], { today: addDays(LAST, ALARM_LIMITS.graceDays + 1) }).alarms
    expect(alarm).toMatchObject({ kind: 'source-missing', missed: 1, lastCame: CALENDAR.at(-2), due: LAST })
  })

  test('that has never sent anything is missing and not watched', () => {
    const report = watch([aHistory({ cycles: [] }), ...peers])
    expect(report.alarms).toMatchObject([{ kind: 'source-missing', lastCame: null, missed: 26 }])
    expect(report.notWatched).toMatchObject([{ name: 'A81001' }])
  })

  test('whose next extract covers the missed days too is not taken for a jump', () => {
    expect(kinds([aHistory({ changes: [null, null, { received: 30 }] })])).toEqual([])
  })

  test('that falls silent alarms once chance is ruled out, not at the first quiet cycle', () => {
    const quiet = { received: 0 }
    expect(kinds([aHistory({ each: 6, changes: [quiet] })])).toEqual([])
    const report = watch([aHistory({ each: 6, changes: [quiet, quiet, quiet] }), ...peers])
    expect(report.alarms).toContainEqual(expect.objectContaining({ kind: 'no-change', cycles: 3 }))
  })

  test('too small to have anything new each cycle may be quiet for some', () => {
    const quiet = { received: 0 }
    expect(kinds([aHistory({ each: 1, changes: [quiet, quiet, quiet] })])).toEqual([])
  })

  test('that sends the same file again alarms at once', () => {
    expect(kinds([aHistory({ changes: [{ digest: 'a' }, { digest: 'a' }] })])).toEqual(['no-change A81001'])
    expect(kinds([aHistory({ changes: [{ digest: 'a' }, { digest: 'b' }] })])).toEqual([])
  })

  test('whose code stood and is gone says so until it is settled', () => {
    const gone = aHistory({ changes: [{ standing: 0 }, { standing: 0 }] })
    expect(watch([gone, ...peers]).alarms).toMatchObject([{ kind: 'code-vanished', stood: 400, lastSeen: CALENDAR.at(-3) }])
    expect(kinds([{ ...gone, settledOn: CALENDAR.at(-2) }])).not.toContain('code-vanished A81001')
    expect(kinds([aHistory({ changes: [{ standing: 4 }, { standing: 0 }] })])).not.toContain('code-vanished A81001')
  })

  test('that brings far more than it should, or loses standing entries, has jumped', () => {
    expect(watch([aHistory({ changes: [{ received: 60, standing: 450 }] }), ...peers]).alarms).toMatchObject([{ kind: 'sudden-jump', direction: 'more-new', count: 60 }])
    expect(watch([aHistory({ changes: [{ standing: 350 }] }), ...peers]).alarms).toMatchObject([{ kind: 'sudden-jump', direction: 'fewer-standing', count: 60 }])
    expect(kinds([aHistory({ changes: [{ received: 14, standing: 402 }] })])).toEqual([])
  })

  test('that surges when everyone does has not jumped; one that does not surge then falls short', () => {
    const surge = aSupplier('south', 20, { changes: [{ received: 80, standing: 470 }] })
    const run = (received: number) => watch([aHistory({ changes: [{ received, standing: 390 + received }] }), ...surge]).alarms.filter(({ watched }) => watched.name === 'A81001')
    expect(run(80)).toEqual([])
    expect(run(0)).toMatchObject([{ kind: 'below-expected' }, { kind: 'no-change', cycles: 1 }])
  })

  test('that halves is found by its own chart, in time', () => {
    const half = Array<Partial<SourceCycle>>(10).fill({ received: 12 })
    expect(kinds([aHistory({ each: 30, changes: half })])).toContain('below-expected A81001')
    expect(kinds([aHistory({ each: 30, changes: half.slice(0, 1) })])).toEqual([])
  })

  test('whose own count does not match twice running is found by that chart', () => {
    const gap: Partial<SourceCycle> = { checks: [{ kind: 'declared', expected: 14, missing: 4 }] }
    const [alarm] = watch([aHistory({ changes: [gap, gap] }), ...peers]).alarms
    expect(alarm).toMatchObject({ kind: 'below-expected', charts: [{ kind: 'declared', expected: 28, missing: 8 }] })
  })

  test('with a short history is not judged by its counts, and says so', () => {
    const cycles = aHistory({ changes: [{ received: 0 }] }).cycles.slice(-5)
    const report = watch([aHistory({ cycles }), ...peers])
    expect(report.alarms).toEqual([])
    expect(report.notWatched).toMatchObject([{ name: 'A81001' }])
  })
})

describe('a supplier', () => {
  const losing = (checks: SourceCycle['checks']) => aSupplier('north', 20, { changes: [{ checks }, { checks }] })
  const alarmsOf = (histories: readonly SourceHistory[], given: Partial<SilentLossInput> = {}) =>
    watch([...histories, ...peers], given).alarms.filter(({ watched }) => watched.name === 'north')

  test('is found when a tenth of what practices counted is missing', () => {
    const [alarm] = alarmsOf(losing([{ kind: 'declared', expected: 10, missing: 1 }]))
    expect(alarm).toMatchObject({ kind: 'below-expected', due: LAST, watched: { level: 'supplier' } })
    expect(alarm?.kind === 'below-expected' && alarm.charts.find(({ kind }) => kind === 'declared')).toMatchObject({ expected: 400, missing: 40 })
  })

  test('is not accused for one practice’s slip of the pen', () => {
    const wrong: Partial<SourceCycle> = { checks: [{ kind: 'declared', expected: 100, missing: 90 }] }
    const one = aSupplier('north', 19, { changes: [{ checks: [{ kind: 'declared', expected: 10, missing: 0 }] }] })
    expect(alarmsOf([...one, aHistory({ changes: [wrong] })])).toEqual([])
  })

  test('is found by one check even when another says all is well', () => {
    const found = alarmsOf(losing([{ kind: 'declared', expected: 30, missing: 0 }, { kind: 'canary', expected: 2, missing: 1 }]))
    expect(found).toMatchObject([{ charts: [{ kind: 'canary' }] }])
  })

  test('starts again once what stood was settled', () => {
    const histories = losing([{ kind: 'declared', expected: 10, missing: 1 }])
    expect(alarmsOf(histories, { suppliersSettledOn: { 'north T1_DISSENT': LAST } })).toEqual([])
  })

  test('is found by counts alone when the loss is large and peers go on', () => {
    const changes = [{ received: 5 }, { received: 5 }, { received: 5 }]
    expect(alarmsOf(aSupplier('north', 20, { changes }))).toMatchObject([{ charts: [{ kind: 'received' }, { kind: 'together' }] }])
    expect(watch([...aSupplier('north', 20, { changes }), ...aSupplier('south', 20, { changes })]).alarms).toEqual([])
  })

  test('each code has its own charts', () => {
    const other = aSupplier('north', 20, { code: 'T1_WITHDRAW' })
    const found = alarmsOf([...losing([{ kind: 'declared', expected: 10, missing: 1 }]), ...other])
    expect(found.map(({ watched }) => watched.code)).toEqual(['T1_DISSENT'])
  })
})

test('the order in which sources are given changes nothing, and what lies after today is not looked at', () => {
  const histories = [...aSupplier('north', 6, { changes: [{ received: 0 }, null, { received: 70 }] }), ...peers]
  const sorted = (given: readonly SourceHistory[]) => watch(given).alarms.map((alarm) => JSON.stringify(alarm)).sort()
  fc.assert(fc.property(fc.shuffledSubarray(histories, { minLength: histories.length }), (shuffled) => {
    expect(sorted(shuffled)).toEqual(sorted(histories))
  }), { numRuns: 20 })
  const before = { today: CALENDAR.at(-2) as string }
  expect(watch([aHistory({ changes: [{ received: 500 }] }), ...peers], before)).toEqual(watch([aHistory(), ...peers], before))
})

test('every alarm has a sentence with its figures', () => {
  const gap: Partial<SourceCycle> = { checks: [{ kind: 'declared', expected: 14, missing: 4 }] }
  const said = (changes: readonly (Partial<SourceCycle> | null)[]) =>
    watch([aHistory({ changes }), ...peers]).alarms.filter(({ watched }) => watched.name === 'A81001').map((alarm) => alarmSentence(alarm, 'Hill Top'))
  expect(said([gap, gap])).toEqual(['Hill Top: more new opt-outs were counted at the practice end than came (8 short of 28).'])
  expect(said([null])).toEqual(['Hill Top: 1 extract due and not received. The last was due 5 January 2026.'])
  expect(said([{ received: 60, standing: 450 }])).toEqual(['Hill Top: 60 new events came in the extract due 5 February 2026; about 10 were expected.'])
  expect(said([{ standing: 0 }])).toEqual(['Hill Top: 400 entries stood on 5 January 2026 and none stands now.'])
  expect(said([{ digest: 'a' }, { digest: 'a' }])).toEqual(['Hill Top: the extract due 5 February 2026 is the same file as the one before.'])
})
