import { describe, expect, test } from 'vitest'
import { expectedReceived } from '#app/alarms/expected-received.rules.ts'
import { calendarOf, CYCLES_KEPT, dueDayOf, historiesOf, isDueDay, type CountedImport, type WatchedSource } from '#app/alarms/watching.rules.ts'
import { aSupplier, CALENDAR } from './a-history.ts'

const watched = (more: Partial<WatchedSource> = {}): WatchedSource => ({
  id: 'w', organisationCode: 'Y90001', source: 'Y90001', supplier: 'systmone', cycle: 'monthly', holds: 'everyone', listSize: 8000, entersReplies: false, watchedFrom: '2026-01-15', ...more,
})
const calendar = calendarOf('monthly', '2026-06-15')
const brought = (cameOn: string, received: number, carried: number, more: Partial<CountedImport> = {}, source = 'Y90001'): CountedImport => ({
  organisationCode: null, cameOn, digest: cameOn, counts: [{ source, code: 'T1_DISSENT', received, carried }], ...more,
})
const histories = (imports: readonly CountedImport[], more: Partial<WatchedSource> = {}, declared = [] as Parameters<typeof historiesOf>[1]['declared']) =>
  historiesOf(watched(more), { imports, declared, calendar })

describe('the calendar of extracts', () => {
  test.each([['monthly', '2026-06-15', '2026-06-01', '2024-05-01'], ['monthly', '2026-06-01', '2026-06-01', '2024-05-01'], ['weekly', '2026-06-15', '2026-06-15', '2025-12-22'], ['weekly', '2026-06-14', '2026-06-08', '2025-12-15']] as const)(
    'of a %s extract on %s ends on %s and begins on %s', (cycle, today, last, first) => {
      const days = calendarOf(cycle, today)
      expect([days.length, days[0], days.at(-1)]).toEqual([CYCLES_KEPT, first, last])
      expect(days.every((day) => isDueDay(cycle, day))).toBe(true)
    })

  test.each([['2026-06-01', '2026-06-01'], ['2026-05-28', '2026-06-01'], ['2026-05-27', '2026-05-01'], ['2026-06-30', '2026-06-01'], ['2020-01-01', null]] as const)(
    'counts a monthly extract that came on %s for %s', (came, due) => {
      expect(dueDayOf('monthly', came, calendar)).toBe(due)
    })
})

describe('the histories of a source', () => {
  test('hold what its extracts brought, cycle by cycle, and what one extract held is what stands', () => {
    const [type1] = histories([brought('2026-05-02', 6, 6), brought('2026-06-02', 1, 7)])
    expect(type1).toMatchObject({ source: 'Y90001', code: 'T1_DISSENT', settledOn: null })
    expect(type1?.cycles).toMatchObject([{ due: '2026-05-01', received: 6, standing: 6, listSize: 8000 }, { due: '2026-06-01', received: 1, standing: 7 }])
  })

  test('add up what stands where an extract holds only what is new, from before the calendar on', () => {
    const withdrawn: CountedImport = { organisationCode: null, cameOn: '2026-06-02', digest: 'd', counts: [{ source: 'Y90001', code: 'T1_WITHDRAW', received: 2, carried: 2 }] }
    const [type1, taken] = histories([brought('2020-05-02', 10, 10), brought('2026-05-02', 6, 6), withdrawn], { holds: 'only-new' })
    expect(type1?.cycles.map(({ received, standing }) => [received, standing])).toEqual([[6, 16], [0, 14]])
    expect(taken).toMatchObject({ code: 'T1_WITHDRAW', cycles: [{ received: 0 }, { received: 2 }] })
  })

  test('leave out what someone else imported of another organisation, and count what the watcher imported itself', () => {
    const council = { organisationCode: 'Y9C' }
    expect(histories([brought('2026-05-02', 6, 6)], council)[0]?.cycles).toEqual([])
    expect(histories([brought('2026-05-02', 6, 6, { organisationCode: 'Y9C' })], council)[0]?.cycles).toHaveLength(1)
    expect(histories([brought('2026-05-02', 6, 6, {}, 'Y90002')])[0]?.cycles).toEqual([])
  })

  test('count an import of the source itself as come, though it brought nothing', () => {
    expect(histories([{ organisationCode: 'Y90001', cameOn: '2026-06-03', digest: 'd', counts: [] }])[0]?.cycles).toMatchObject([{ due: '2026-06-01', received: 0, standing: 0 }])
  })

  test('miss extracts only from the day it was first watched, where none ever came', () => {
    expect(histories([])).toMatchObject([{ code: 'T1_DISSENT', cycles: [], settledOn: '2026-01-14' }])
  })

  test('hold the practice’s own count beside what came for the same day', () => {
    const [type1] = histories([brought('2026-06-02', 2, 2)], {}, [{ code: 'T1_DISSENT', due: '2026-06-01', declaredNew: 8 }, { code: 'T1_DISSENT', due: '2026-05-01', declaredNew: 9 }])
    expect(type1?.cycles[0]?.checks).toEqual([{ kind: 'declared', expected: 8, missing: 6 }])
  })
})

describe('expected against received', () => {
  test('is not known before there are enough extracts, and then is what the source brings', () => {
    expect(expectedReceived(histories([brought('2026-06-02', 2, 2)]), calendar)).toMatchObject([{ due: '2026-06-01', received: 2, expected: null }])
    const [line] = expectedReceived(aSupplier('north', 1), CALENDAR)
    expect(line?.received).toBe(10)
    expect(line?.expected).toBeGreaterThan(9)
    expect(line?.expected).toBeLessThan(11)
  })

  test('says so where nothing has come', () => {
    expect(expectedReceived(histories([]), calendar)).toEqual([{ source: 'Y90001', code: 'T1_DISSENT', due: null, received: 0, standing: 0, expected: null }])
  })
})
