import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, ageOn, daysBetween, formatDay, formatInstant, londonDay, londonTime, readDay, startOfLondonDay } from '#app/kernel/uk-date.ts'

describe('days in Europe/London', () => {
  test.each([
    ['2026-01-15T23:59:59.999Z', '2026-01-15'], ['2026-01-16T00:00:00Z', '2026-01-16'],
    ['2026-07-15T22:59:59.999Z', '2026-07-15'], ['2026-07-15T23:00:00Z', '2026-07-16'],
    ['2026-03-29T00:59:59Z', '2026-03-29'], ['2026-10-25T23:59:59Z', '2026-10-25'],
  ])('%s is %s', (instant, day) => {
    expect(londonDay(new Date(instant))).toBe(day)
  })

  test.each([['2026-01-16', '2026-01-16T00:00:00.000Z'], ['2026-07-16', '2026-07-15T23:00:00.000Z'], ['2026-03-29', '2026-03-29T00:00:00.000Z'], ['2026-10-25', '2026-10-24T23:00:00.000Z']])(
    '%s begins at %s', (day, instant) => {
      expect(startOfLondonDay(day).toISOString()).toBe(instant)
    },
  )

  test('a day begins on itself, and the millisecond before is the day before', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
      const day = addDays('1970-01-01', days)
      const start = startOfLondonDay(day)
      expect(londonDay(start)).toBe(day)
      expect(londonDay(new Date(start.getTime() - 1))).toBe(addDays(day, -1))
    }))
  })

  test('a time that comes twice means the first', () => {
    expect(londonTime('2026-10-25', '01:30').toISOString()).toBe('2026-10-25T00:30:00.000Z')
  })

  test.each(['2026-02-29', '2026-13-01', '26-01-01', '2026-1-1', '', '2026-06-31'])('%s is no day', (text) => {
    expect(readDay(text)).toBeNull()
  })

  test.each([['2012-02-29', '2025-02-28', 12], ['2012-02-29', '2025-03-01', 13], ['2013-06-15', '2026-06-14', 12], ['2013-06-15', '2026-06-15', 13]])(
    'someone born on %s is on %s aged %i', (born, on, age) => {
      expect(ageOn(born, on)).toBe(age)
    },
  )

  test('counts and adds by the calendar', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
  })

  test('is written as people read it', () => {
    expect(formatDay('2026-03-05')).toBe('5 March 2026')
    expect(formatInstant(new Date('2026-07-05T13:05:00Z'))).toBe('5 July 2026, 2:05pm')
    expect(formatInstant(new Date('2026-01-05T00:00:00Z'))).toBe('5 January 2026, 12am')
  })
})
