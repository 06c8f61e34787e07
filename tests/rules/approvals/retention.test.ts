import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockDays, countsFromClock, destroyedBy, type KnownOfRetention } from '#app/approvals/retention.rules.ts'
import { destroyedByWords } from '#app/approvals/retention.words.ts'
import { addDays, addMonths } from '#app/kernel/uk-date.ts'
import { furtherFacts } from '#tests/factories/facts.ts'

const LINKED = 'the day on which the records are linked'
const facts = (retentionFrom: string, clockFrom: string | null = LINKED, retentionMonths = 20) => {
  const base = furtherFacts()
  return { safeguards: { ...base.safeguards!, retentionMonths, retentionFrom }, linkage: clockFrom === null ? null : { ...base.linkage!, clockMonths: 3, clockFrom } }
}
const clock = (begunOn: string | null, how: 'met' | 'lifted' | null = null): KnownOfRetention['clocks'][number] =>
  ({ kind: 'de-personalisation', begunOn, ended: how && { how, proof: 'A letter', at: new Date('2027-01-01T00:00:00Z') } })

describe('what is kept is destroyed', () => {
  test.each([
    ['counted from linking where its day is recorded', LINKED, [clock('2026-11-02')], '2028-09-15', [['2028-07-02', 'linking', '2026-11-02']]],
    ['however the same words are set', ` The day on  which the records are linked. `, [clock('2026-11-02')], '2028-09-15', [['2028-07-02', 'linking', '2026-11-02']]],
    ['at the end of a shorter month', LINKED, [clock('2026-06-30')], null, [['2028-02-29', 'linking', '2026-06-30']]],
    ['after each day of linking, first to last', LINKED, [clock('2026-12-01'), clock('2026-11-02', 'met')], '2028-09-15', [['2028-07-02', 'linking', '2026-11-02'], ['2028-08-01', 'linking', '2026-12-01']]],
    ['not counted from a clock begun by mistake, once another is begun', LINKED, [clock('2026-11-02', 'lifted'), clock('2026-12-01')], '2028-09-15', [['2028-08-01', 'linking', '2026-12-01']]],
    ['counted from a clock that was let go where no other was begun', LINKED, [clock('2026-11-02', 'lifted')], '2028-09-15', [['2028-07-02', 'linking', '2026-11-02']]],
    ['on the latest day possible where linking is not recorded', LINKED, [], '2028-09-15', [['2030-05-15', 'last-day-for-linking', '2028-09-15']]],
    ['on the latest day possible where a clock says no day', LINKED, [clock(null)], '2028-09-15', [['2030-05-15', 'last-day-for-linking', '2028-09-15']]],
    ['counted from the last day where the facts count from something else', 'the day a row arrives', [clock('2026-11-02')], '2028-09-15', [['2030-05-15', 'last-day', '2028-09-15']]],
    ['on no day that can be told where nothing to count from is known', LINKED, [], null, []],
  ] as const)('%s', (_, from, clocks, lastDay, expected) => {
    expect(destroyedBy(facts(from), { clocks, lastDay }).map(({ day, from: kind, countedFrom }) => [day, kind, countedFrom])).toEqual(expected)
  })

  test('on no day where the facts do not say for how long it is kept', () => {
    expect(destroyedBy({ ...facts(LINKED), safeguards: null }, { clocks: [clock('2026-11-02')], lastDay: '2028-09-15' })).toEqual([])
  })

  test('from a certificate or a letter no day of linking is read', () => {
    expect(clockDays([{ ...clock('2026-11-02'), kind: 'destruction' }, { ...clock('2026-11-03'), kind: 'condition' }])).toEqual([])
  })

  test('from a clock only where the facts name the same event for both', () => {
    expect([countsFromClock(facts(LINKED)), countsFromClock(facts('the last day')), countsFromClock(facts(LINKED, null)), countsFromClock(facts('', ''))]).toEqual([true, false, false, false])
  })

  test('never later than the latest day possible, once linking is recorded', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 120 }), (after, more, months) => {
      const linked = addDays('2026-01-31', after)
      const given = facts(LINKED, LINKED, months)
      const [known] = destroyedBy(given, { clocks: [clock(linked)], lastDay: addDays(linked, more) })
      const [latest] = destroyedBy(given, { clocks: [], lastDay: addDays(linked, more) })
      expect(known!.day).toBe(addMonths(linked, months))
      expect(known!.day <= latest!.day).toBe(true)
    }))
  })

  test('in words that say what the day was counted from', () => {
    const words = (clocks: KnownOfRetention['clocks'], from = LINKED) => destroyedByWords(destroyedBy(facts(from), { clocks, lastDay: '2028-09-15' })[0]!, facts(from).safeguards)
    expect(words([clock('2026-11-02')])).toEqual({ what: 'What is kept is destroyed by this day', detail: '20 months from the day on which the records are linked, which was 2 November 2026' })
    expect(words([])).toMatchObject({ what: 'What is kept is destroyed by this day at the latest', detail: expect.stringContaining('is not recorded yet') })
    expect(words([], 'the day a row arrives').detail).toContain('counted from the last day of the project, 15 September 2028')
  })
})
