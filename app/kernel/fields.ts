import { z } from 'zod'
import { readDay, type Day } from './uk-date.ts'

/** Fields that forms share. Each message says what to do, and names the thing as the page does. */

/** `what` continues "Enter …", such as "what the project is for". */
export function requiredText(what: string, max = 500) {
  return z
    .string({ error: `Enter ${what}` })
    .transform((text) => text.replace(/\r\n/g, '\n').trim())
    .pipe(z.string().min(1, `Enter ${what}`).max(max, `Shorten ${what} to ${max} characters or fewer`))
}

export function optionalText(what: string, max = 500) {
  return z
    .string()
    .optional()
    .transform((text) => (text ?? '').replace(/\r\n/g, '\n').trim())
    .pipe(z.string().max(max, `Shorten ${what} to ${max} characters or fewer`))
}

/** `what` continues "Select …". */
export function oneOfList<const L extends readonly [string, ...string[]]>(list: L, what: string) {
  return z.enum(list, { error: `Select ${what}` })
}

/** Ticked boxes: one, several or none, always a list. */
export function manyOfList<const L extends readonly [string, ...string[]]>(list: L, what: string, least = 1) {
  return z
    .union([z.array(z.string()), z.string()]).optional()
    .transform((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]))
    .pipe(z.array(z.enum(list, { error: `Select ${what} from the list` })).min(least, `Select ${what}`))
}

/** Three boxes: day, month and year. `what` begins a sentence: "The closing date". */
export function dayParts(what: string) {
  return z
    .object({ day: z.string().optional(), month: z.string().optional(), year: z.string().optional() }, { error: `${what} must have a day, a month and a year` })
    .transform((parts, issues): Day => {
      const [day, month, year] = [parts.day, parts.month, parts.year].map((part) => (part ?? '').trim())
      if (!day && !month && !year) {
        issues.addIssue({ code: 'custom', message: `Enter ${what.charAt(0).toLowerCase()}${what.slice(1)}` })
        return z.NEVER
      }
      const missing = [!day && 'a day', !month && 'a month', !year && 'a year'].filter(Boolean)
      if (missing.length > 0) {
        issues.addIssue({ code: 'custom', message: `${what} must include ${missing.join(' and ')}` })
        return z.NEVER
      }
      const read = /^\d{4}$/.test(year as string) && /^\d{1,2}$/.test(day as string) && /^\d{1,2}$/.test(month as string)
        ? readDay(`${year}-${(month as string).padStart(2, '0')}-${(day as string).padStart(2, '0')}`)
        : null
      if (!read) {
        issues.addIssue({ code: 'custom', message: `${what} must be a real date, such as 27 3 2026` })
        return z.NEVER
      }
      return read
    })
}

/** The same three boxes where they may all be left blank: then null. */
export function optionalDayParts(what: string) {
  return z.unknown().optional().transform((given, issues): Day | null => {
    const parts = typeof given === 'object' && given !== null ? given as Record<string, unknown> : {}
    if ([parts.day, parts.month, parts.year].every((part) => typeof part !== 'string' || part.trim() === '')) return null
    const read = dayParts(what).safeParse(given)
    if (read.success) return read.data
    for (const { message } of read.error.issues) issues.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

/** A day as the three boxes hold it. */
export function partsOfDay(day: Day | null | undefined): { day: string; month: string; year: string } {
  const [year, month, date] = (day ?? '').split('-')
  return { day: date ? String(Number(date)) : '', month: month ? String(Number(month)) : '', year: year ?? '' }
}
