/**
 * NHS numbers: 10 digits, the last a modulus-11 check digit over weights 10 to 2
 * (NHS Data Dictionary, NHS NUMBER). Kept as a 10-character string everywhere; never padded or repaired silently.
 */

export type NhsNumberFault =
  | 'blank'
  | 'not-ten-digits'
  | 'check-digit'
  | 'all-same-digit'

export type NhsNumberReading =
  | { readonly ok: true; readonly nhsNumber: string; readonly range: NhsNumberRange }
  | { readonly ok: false; readonly fault: NhsNumberFault }

/** Who issues a number, by its first three digits. Only `england` numbers can be put to the national check. */
export type NhsNumberRange = 'scotland' | 'northern-ireland' | 'england' | 'ireland' | 'test' | 'not-issued'

const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2] as const

/** The check digit for the first nine digits, or null where none exists (the sum leaves 10). */
export function nhsCheckDigit(firstNine: string): number | null {
  let sum = 0
  for (let i = 0; i < 9; i += 1) sum += (firstNine.charCodeAt(i) - 48) * (WEIGHTS[i] as number)
  const digit = 11 - (sum % 11)
  if (digit === 11) return 0
  return digit === 10 ? null : digit
}

/** Reads exactly ten digits, with nothing before, between or after them. The strict reading that programs get. */
export function readNhsNumber(text: string): NhsNumberReading {
  if (text.trim() === '') return { ok: false, fault: 'blank' }
  if (!/^[0-9]{10}$/.test(text)) return { ok: false, fault: 'not-ten-digits' }
  if (/^(\d)\1{9}$/.test(text)) return { ok: false, fault: 'all-same-digit' }
  if (nhsCheckDigit(text.slice(0, 9)) !== text.charCodeAt(9) - 48) return { ok: false, fault: 'check-digit' }
  return { ok: true, nhsNumber: text, range: nhsNumberRange(text) }
}

/** The reading for what a person types or a spreadsheet holds: spaces, hyphens, en dashes and no-break spaces are dropped first. */
export function readTypedNhsNumber(text: string): NhsNumberReading {
  return readNhsNumber(text.replace(/[\s\u00a0\u2007\u202f\u2010-\u2015-]/g, ''))
}

/** 9990000018 as people read it: 999 000 0018. */
export function formatNhsNumber(nhsNumber: string): string {
  return `${nhsNumber.slice(0, 3)} ${nhsNumber.slice(3, 6)} ${nhsNumber.slice(6)}`
}

export function nhsNumberRange(nhsNumber: string): NhsNumberRange {
  const stem = Number(nhsNumber.slice(0, 3))
  if (stem >= 10 && stem <= 319) return 'scotland'
  if (stem >= 320 && stem <= 399) return 'northern-ireland'
  if ((stem >= 400 && stem <= 499) || (stem >= 600 && stem <= 799)) return 'england'
  if (stem >= 800 && stem <= 859) return 'ireland'
  if (stem >= 900) return 'test'
  return 'not-issued'
}

export const NHS_NUMBER_FAULT_WORDS = {
  blank: 'The NHS number is blank',
  'not-ten-digits': 'The NHS number is not 10 digits',
  'check-digit': 'The NHS number has a digit wrong: its last digit does not fit the others',
  'all-same-digit': 'The NHS number is one digit repeated, which is never a real number',
} as const satisfies Record<NhsNumberFault, string>
