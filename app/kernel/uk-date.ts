import { Temporal } from 'temporal-polyfill'

/** A calendar day, `YYYY-MM-DD`. A whole day here always means a day in Europe/London. */
export type Day = string

export const LONDON = 'Europe/London'

/** Reads `YYYY-MM-DD`; null when it is not a real day. */
export function readDay(text: string): Day | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString()
  } catch {
    return null
  }
}

/** The Europe/London day on which an instant falls. */
export function londonDay(at: Date): Day {
  const hour = Math.floor(at.getTime() / HOUR_MS)
  const known = DAYS_BY_HOUR.get(hour)
  if (known !== undefined) return known
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(LONDON).toPlainDate().toString()
  if (hour >= WHOLE_HOURS_FROM) {
    if (DAYS_BY_HOUR.size > 100_000) DAYS_BY_HOUR.clear()
    DAYS_BY_HOUR.set(hour, day)
  }
  return day
}

/** Working a day out takes a while, and a register asks for the same ones over and over. */
const DAYS_BY_HOUR = new Map<number, Day>()
const HOUR_MS = 3_600_000
/** 1972: since then London has been whole hours from UTC and has changed its clocks on the hour, so that an hour of UTC has one day. */
const WHOLE_HOURS_FROM = Math.floor(Date.UTC(1972, 0, 1) / HOUR_MS)

/** The instant at which a Europe/London day begins. */
export function startOfLondonDay(day: Day): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(LONDON).epochMilliseconds)
}

/** A wall-clock time in Europe/London as an instant. A time that comes twice (clocks going back) means the first. */
export function londonTime(day: Day, time: string): Date {
  return new Date(
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(LONDON, { disambiguation: 'earlier' })
      .epochMilliseconds,
  )
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

export function addMonths(day: Day, months: number): Day {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days
}

/** Whole years of age on a day. Someone born on 29 February comes of age on 1 March in a common year. */
export function ageOn(born: Day, on: Day): number {
  const birth = Temporal.PlainDate.from(born)
  const day = Temporal.PlainDate.from(on)
  const hadBirthday = day.month > birth.month || (day.month === birth.month && day.day >= birth.day)
  return day.year - birth.year - (hadBirthday ? 0 : 1)
}

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
] as const

/** 5 March 2026 */
export function formatDay(day: Day): string {
  const { year, month, day: dayOfMonth } = Temporal.PlainDate.from(day)
  return `${dayOfMonth} ${MONTHS[month - 1]} ${year}`
}

/** 5 March 2026, 2:05pm */
export function formatInstant(at: Date): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(LONDON)
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12
  const minute = local.minute === 0 ? '' : `:${String(local.minute).padStart(2, '0')}`
  return `${formatDay(local.toPlainDate().toString())}, ${hour}${minute}${local.hour < 12 ? 'am' : 'pm'}`
}
