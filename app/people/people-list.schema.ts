import { NHS_NUMBER_FAULT_WORDS, readTypedNhsNumber } from '#app/kernel/nhs-number.ts'
import type { Problem } from '#app/kernel/result.ts'
import { addMonths, readDay, type Day } from '#app/kernel/uk-date.ts'
import {
  ADDRESS_COLUMNS, ADDRESS_LINE_MAX, LOCAL_ID_MAX, looksLikeFormula, NAME_MAX, OLDEST_YEARS, type PeopleListColumn,
} from './people-list.rules.ts'
import { COLUMN_WORDS, olderThanWords } from './people-list.words.ts'
import { REGISTRATION_KINDS, type RegistrationKind } from './person-history.rules.ts'
import { GENDERS, LETTER_FORMATS, type Gender, type LetterFormat } from './person.rules.ts'

/** A row of a people list, read. No message quotes what a cell holds: the cells are people's details. */
export interface ListedPerson {
  /** Null where the cell is blank: the practice knows none. */
  readonly nhsNumber: string | null
  readonly localId: string
  readonly givenName: string
  readonly familyName: string
  readonly dateOfBirth: Day
  readonly gender: Gender
  readonly addressLines: readonly string[]
  readonly postcode: string
  readonly language: string
  readonly format: LetterFormat
  readonly isDeceased: boolean
  readonly isRestricted: boolean
  /** Null where the list does not say. */
  readonly diedOn: Day | null
  readonly registrationKind: RegistrationKind | null
}

export type RowReading = { readonly ok: true; readonly value: ListedPerson } | { readonly ok: false; readonly problems: readonly Problem[] }

type Cells = Readonly<Partial<Record<PeopleListColumn, string>>>
type Complain = (field: PeopleListColumn, message: string) => void

export interface RowRules {
  /** Against which dates of birth are judged: the day the list was sent. */
  readonly today: Day
  readonly allowTestNumbers: boolean
}

/** Every problem of a row, or the person it names. A restricted person's address is not read at all. */
export function readPeopleListRow(cells: Cells, rules: RowRules): RowReading {
  const problems: Problem[] = []
  const complain: Complain = (field, message) => problems.push({ field, message })
  const cell = (column: PeopleListColumn) => tidyCell(cells[column] ?? '')
  const isRestricted = yesOrBlank('restricted', cell('restricted'), complain)
  const person: ListedPerson = {
    nhsNumber: nhsNumber(cell('nhs_number'), rules, complain),
    localId: plainText('local_id', cell('local_id'), LOCAL_ID_MAX, complain, true),
    givenName: name('given_name', cell('given_name'), complain),
    familyName: name('family_name', cell('family_name'), complain),
    dateOfBirth: pastDay('date_of_birth', cell('date_of_birth'), rules.today, complain),
    gender: gender(cell('gender'), complain),
    addressLines: isRestricted
      ? []
      : ADDRESS_COLUMNS.map((column) => plainText(column, cell(column), ADDRESS_LINE_MAX, complain)).filter((line) => line !== ''),
    postcode: isRestricted ? '' : postcode(cell('postcode'), complain),
    language: language(cell('language'), complain),
    format: format(cell('format'), complain),
    isDeceased: yesOrBlank('deceased', cell('deceased'), complain),
    isRestricted,
    diedOn: cell('date_of_death') === '' ? null : pastDay('date_of_death', cell('date_of_death'), rules.today, complain) || null,
    registrationKind: registrationKind(cell('registration_kind'), complain),
  }
  if (person.diedOn !== null && person.diedOn < person.dateOfBirth) complain('date_of_death', 'Date of death is before the date of birth. Check both.')
  // A day of death says that someone has died, whatever the other column says.
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { ...person, isDeceased: person.isDeceased || person.diedOn !== null } }
}

/** White space of every kind, and what cannot be seen, becomes single spaces. */
export function tidyCell(text: string): string {
  return text.replace(/[\u200b\u2060\ufeff]/g, '').replace(/[\s\u00a0]+/g, ' ').trim().normalize('NFC')
}

function nhsNumber(text: string, rules: RowRules, complain: Complain): string | null {
  if (text === '') return null
  if (/^\d[.,]?\d*e\+?\d+$/i.test(text)) {
    complain('nhs_number', 'A spreadsheet has shortened the NHS number and lost its last digits. Set the column to text, enter it again, then save.')
    return null
  }
  const reading = readTypedNhsNumber(text)
  if (!reading.ok) complain('nhs_number', `${NHS_NUMBER_FAULT_WORDS[reading.fault]}. Enter the number as your system has it.`)
  else if (reading.range === 'test' && !rules.allowTestNumbers) complain('nhs_number', 'The NHS number is from the range kept for tests. Enter the patient’s own number.')
  else if (reading.range === 'not-issued') complain('nhs_number', 'The NHS number is from a range that is not issued. Enter the number as your system has it.')
  else return reading.nhsNumber
  return null
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function plainText(field: PeopleListColumn, text: string, max: number, complain: Complain, isNeeded = false): string {
  const what = COLUMN_WORDS[field]
  if (text === '') {
    if (isNeeded) complain(field, `${what} is blank. Enter the ${lowerFirst(what)}.`)
  } else if (looksLikeFormula(text)) complain(field, `${what} begins with ${text.charAt(0)}, which a spreadsheet runs as a formula. Enter it as plain text.`)
  else if (/[\u0000-\u001f\u007f-\u009f\ufffd]/.test(text)) complain(field, `${what} holds a character that cannot be printed. Enter it again.`)
  else if (text.length > max) complain(field, `${what} is longer than ${max} characters. Shorten it.`)
  return text
}

function name(field: 'given_name' | 'family_name', text: string, complain: Complain): string {
  const read = plainText(field, text, NAME_MAX, complain, true)
  if (read !== '' && !looksLikeFormula(read) && !/\p{L}/u.test(read)) complain(field, `${COLUMN_WORDS[field]} has no letters. Enter the name.`)
  return read
}

function pastDay(field: 'date_of_birth' | 'date_of_death', text: string, today: Day, complain: Complain): Day {
  const what = COLUMN_WORDS[field]
  if (text === '') {
    complain(field, `${what} is blank. Enter it, such as 1962-03-27.`)
    return ''
  }
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const iso = british ? `${british[3]}-${(british[2] as string).padStart(2, '0')}-${(british[1] as string).padStart(2, '0')}` : text
  const day = readDay(iso)
  const oldest = addMonths(today, -12 * OLDEST_YEARS)
  if (!day) complain(field, `${what} is not a real date. Enter it such as 1962-03-27 or 27/03/1962.`)
  else if (day > today) complain(field, `${what} is in the future. Check the year.`)
  else if (day < oldest) complain(field, olderThanWords(what, oldest))
  return day ?? ''
}

const GENDER_LETTERS: Readonly<Record<string, Gender>> = { f: 'female', m: 'male', o: 'other', u: 'unknown', '': 'unknown' }

function gender(text: string, complain: Complain): Gender {
  const lower = text.toLowerCase()
  const read = GENDER_LETTERS[lower] ?? GENDERS.find((known) => known === lower)
  if (!read) complain('gender', `Gender must be ${GENDERS.slice(0, -1).join(', ')} or ${GENDERS[GENDERS.length - 1]}.`)
  return read ?? 'unknown'
}

/** Upper case with one space. Letters of the last two places are never C, I, K, M, O or V (Royal Mail's postcode format). */
export function readPostcode(text: string): string | null {
  const parts = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})$/.exec(text.toUpperCase().replace(/[\s.-]/g, ''))
  return parts ? `${parts[1]} ${parts[2]}` : null
}

function postcode(text: string, complain: Complain): string {
  if (text === '') return ''
  const read = readPostcode(text)
  if (!read) complain('postcode', 'Postcode is not a UK postcode. Enter it such as OL8 1AB, or leave it blank.')
  return read ?? ''
}

function language(text: string, complain: Complain): string {
  if (text === '') return 'en'
  try {
    const [tag] = Intl.getCanonicalLocales(text)
    if (tag) return tag
  } catch {
    // Not a language tag: the complaint below says so.
  }
  complain('language', 'Language must be a code such as en, ur, bn or pl. Leave it blank for English.')
  return 'en'
}

function format(text: string, complain: Complain): LetterFormat {
  if (text === '') return 'standard'
  const lower = text.toLowerCase().replace(/[\s_]/g, '-')
  const read = LETTER_FORMATS.find((known) => known === lower)
  if (!read) complain('format', `Letter format must be ${LETTER_FORMATS.slice(0, -1).join(', ')} or ${LETTER_FORMATS[LETTER_FORMATS.length - 1]}. Leave it blank for standard.`)
  return read ?? 'standard'
}

function registrationKind(text: string, complain: Complain): RegistrationKind | null {
  const read = REGISTRATION_KINDS.find((known) => known === text.toLowerCase())
  if (text !== '' && !read) complain('registration_kind', `Kind of registration must be ${REGISTRATION_KINDS.join(' or ')}. Leave it blank where you do not know.`)
  return read ?? null
}

/** Anything but a clear yes or a clear no is a problem: a wrong guess could send a letter to a safe address. */
function yesOrBlank(field: 'deceased' | 'restricted', text: string, complain: Complain): boolean {
  const lower = text.toLowerCase()
  if (lower === 'yes' || lower === 'y') return true
  if (lower !== '' && lower !== 'no' && lower !== 'n') complain(field, `${COLUMN_WORDS[field]} must be yes or blank.`)
  return false
}
