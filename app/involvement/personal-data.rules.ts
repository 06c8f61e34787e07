import { readTypedNhsNumber } from '#app/kernel/nhs-number.ts'
import { holdsPersonName } from './person-names.rules.ts'

/** What a log of groups and counts must not hold about single people. */
export const PERSONAL_DATA = ['nhs-number', 'e-mail', 'phone', 'name'] as const
export type PersonalData = (typeof PERSONAL_DATA)[number]

const GAP = '\\s\\u00a0\\u2007\\u202f\\u2010-\\u2015-'
const TEN_DIGITS = new RegExp(`(?<!\\d)\\d(?:[${GAP}]?\\d){9}(?!\\d)`, 'g')
/** As NHS numbers are written, with or without gaps. */
const WRITTEN_AS_NUMBER = new RegExp(`^\\d{3}[${GAP}]?\\d{3}[${GAP}]?\\d{4}$`)
const E_MAIL = /[^\s@<>()]+@[^\s@<>()]+\.[a-z]{2,}/i
/** Numbers of the United Kingdom, from within it or with its code: 10 or 11 digits behind a nought, 9 or 10 behind 44. */
const PHONE = new RegExp(`(?<!\\d)(?:(?:\\+|00)\\s?44[${GAP}().]*(?:0[${GAP}().]*)?|\\(?0)\\d(?:[${GAP}().]{0,2}\\d){8,9}(?!\\d)`)
const TITLED = /(?<![\p{L}\d])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Revd|Reverend|Dame|Cllr|Councillor)(?:\.\s*|\s+)\p{Lu}[\p{L}’'-]*/u
/** Titles that are words of nothing else, however they are written. */
const TITLED_ANYHOW = /(?<![\p{L}\d])(?:mr|mrs|mx|cllr)(?:\.\s*|\s+)\p{L}{2,}/iu

function looksLikeNhsNumber(text: string): boolean {
  return [...text.matchAll(TEN_DIGITS)].some(([found]) => WRITTEN_AS_NUMBER.test(found) || readTypedNhsNumber(found).ok)
}

/**
 * What in a text looks like it is about one person; null where nothing does. It is not asked whose: nothing of it is given
 * back, so that no message repeats it. Of names it finds the usual shapes, and not every one.
 */
export function findPersonalData(text: string): PersonalData | null {
  if (E_MAIL.test(text)) return 'e-mail'
  if (PHONE.test(text)) return 'phone'
  if (looksLikeNhsNumber(text)) return 'nhs-number'
  return TITLED.test(text) || TITLED_ANYHOW.test(text) || holdsPersonName(text) ? 'name' : null
}

/** The same in every text of a thing, however deep. */
export function findPersonalDataIn(thing: unknown): PersonalData | null {
  if (typeof thing === 'string') return findPersonalData(thing)
  if (typeof thing !== 'object' || thing === null) return null
  for (const inner of Object.values(thing)) {
    const found = findPersonalDataIn(inner)
    if (found) return found
  }
  return null
}
