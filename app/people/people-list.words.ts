import { formatDay } from '#app/kernel/uk-date.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { LIST_BYTES_MAX, LIST_ROW_MAX, type Ambiguity, type ListFaultKind, type PeopleListColumn } from './people-list.rules.ts'
import type { UploadState } from './person.rules.ts'

const MEGABYTES = LIST_BYTES_MAX / 1024 / 1024

type Details = NonNullable<Refusal['details']>

/** Why a file as a whole could not be used, and what to do. */
export const LIST_FAULT_WORDS = {
  'file-empty': () => 'The file is empty. Check that the list was saved, then choose it again.',
  'file-too-large': () => `The file is larger than ${MEGABYTES} MB. Check that it is the people list. A long list can be sent in parts.`,
  'file-is-spreadsheet': () => 'The file is a spreadsheet workbook. Open it, save it as "CSV UTF-8 (comma delimited)", and send that file.',
  'file-is-pdf': () => 'The file is a PDF. Save the list from your practice system as CSV, and send that file.',
  'file-is-utf-16': () => 'The file is saved as UTF-16 ("Unicode text"). Save it as "CSV UTF-8 (comma delimited)", and send that file.',
  'file-is-binary': () => 'The file is not text, so it is not a CSV file. Save the list as CSV, and send that file.',
  'wrong-separator': (details) => `The columns of the file are separated by ${details.separator ?? 'something else'}, not by commas. Save it as "CSV UTF-8 (comma delimited)", and send that file.`,
  'line-too-long': (details) => `Row ${details.row ?? ''} is longer than ${LIST_ROW_MAX.toLocaleString('en-GB')} characters, so it cannot be one person. Check that each person has a line of their own, and that every quotation mark that is opened is closed. Nothing of this file was kept.`,
  'quote-not-closed': (details) => `From row ${details.row ?? ''} a quotation mark is opened and never closed, so the rest cannot be read. Mend that row and send the file again. Nothing of this file was kept.`,
  'no-heading-row': () => 'The first row holds a person, not the headings of the columns. Add a first row with the headings, and send the file again.',
  'heading-twice': (details) => `The heading ${details.headings ?? ''} comes twice. Rename or remove one of the columns, and send the file again.`,
  'columns-missing': (details) => `The file has no column for: ${details.columns ?? ''}. Say below which of your columns holds it, or add the column and send the file again.`,
  'no-rows': () => 'The file has headings and no rows. Check that the list was saved, then choose it again.',
} as const satisfies Record<ListFaultKind, (details: Details) => string>

export function listFaultSentence(fault: { readonly kind: string; readonly details?: Details }): string {
  const words = (LIST_FAULT_WORDS as Record<string, ((details: Details) => string) | undefined>)[fault.kind]
  return words ? words(fault.details ?? {}) : 'The file could not be used.'
}

export const UPLOAD_STATE_WORDS = {
  received: 'Waiting',
  reading: 'Being read',
  done: 'Read',
  failed: 'Not used',
} as const satisfies Record<UploadState, string>

export const COLUMN_WORDS = {
  nhs_number: 'NHS number',
  local_id: 'Number in your practice system',
  given_name: 'Given name',
  family_name: 'Family name',
  date_of_birth: 'Date of birth',
  gender: 'Gender',
  address_line_1: 'Address line 1',
  address_line_2: 'Address line 2',
  address_line_3: 'Address line 3',
  address_line_4: 'Address line 4',
  address_line_5: 'Address line 5',
  postcode: 'Postcode',
  language: 'Language',
  format: 'Letter format',
  deceased: 'Deceased',
  restricted: 'Restricted',
  date_of_death: 'Date of death',
  registration_kind: 'Kind of registration',
} as const satisfies Record<PeopleListColumn, string>

/** The format, as the page explains it. */
export const COLUMN_HELP = {
  nhs_number: '10 digits. Spaces and hyphens may stand in it. Blank where the patient has none yet: they get a letter, and nothing about them can be shared.',
  local_id: 'The number your own system gives the patient, such as an EMIS number.',
  given_name: 'First name, and others if you hold them.',
  family_name: 'Surname.',
  date_of_birth: '1962-03-27 or 27/03/1962.',
  gender: 'female, male, other or unknown. Blank means unknown.',
  address_line_1: 'As it should stand on an envelope, without the postcode.',
  address_line_2: 'May be left out.',
  address_line_3: 'May be left out.',
  address_line_4: 'May be left out.',
  address_line_5: 'May be left out.',
  postcode: 'Such as OL8 1AB. Blank where there is none: that person gets no letter.',
  language: 'A code such as en, ur, bn or pl. Blank means English.',
  format: 'standard, large-print, easy-read, braille or audio. Blank means standard.',
  deceased: 'yes, or blank.',
  restricted: 'yes for a patient whose details are kept secret, or blank. Their address is not kept here.',
  date_of_death: 'Such as 2026-03-27, or blank. May be left out.',
  registration_kind: 'regular, temporary or blank. May be left out.',
} as const satisfies Record<PeopleListColumn, string>

export const PEOPLE_LIST_REFUSAL_WORDS = {
  'not-allowed': 'Only a practice manager of a GP surgery may send a people list.',
  'file-missing': 'Choose the CSV file with the people list',
  'not-mendable': 'This list no longer waits to be told about its headings. Send the file again.',
  'columns-still-missing': 'Choose a column for each',
} as const satisfies Record<string, string>

export const ROW_WORDS = {
  tooFewCells: (has: number, wants: number) => `The row has ${has} cells and the heading row has ${wants}. Check for a missing comma.`,
  tooManyCells: (has: number, wants: number) => `The row has ${has} cells and the heading row has ${wants}. Put a cell that holds a comma in quotation marks.`,
  localIdOfAnother: 'An earlier list gave this practice number to a patient with another NHS number. If the NHS number here is wrong, correct it. If the patient’s number was replaced, find the patient by the practice number, record that on their page under NHS numbers, with the national register as your source, and send the row again.',
  numberOfAnother: 'An earlier list has this practice number for a patient without an NHS number, and the NHS number for another patient. Check which practice number is right.',
  namedTwice: 'Another row names the same patient: one row by the NHS number, and one by the practice number without it. Keep the row that is right, and put both numbers in it.',
} as const

export function ambiguitySentence(ambiguity: Ambiguity): string {
  const rows = ambiguity.rows.slice(0, 5)
  const where = `${rows.length === 1 ? 'row' : 'rows'} ${rows.join(', ')}${ambiguity.rows.length > 5 ? ' and more' : ''}`
  return ambiguity.field === 'nhs_number'
    ? `The same NHS number is also in ${where}. Keep the row that is right, and remove the others.`
    : `The same practice number is also in ${where}, with another NHS number or with none. Correct the wrong one.`
}

/** Of people without an NHS number: what cannot be done about them. */
export function unnumberedSentence(count: number): string {
  return `${count.toLocaleString('en-GB')}. They get letters and may opt out. ${count === 1 ? 'Their' : 'Each'} record cannot be checked nationally or released until a list gives the number.`
}

export function leftOutcomeSentence(upload: { readonly isWholeList: boolean; readonly peopleLeft: number | null }): string {
  if (!upload.isWholeList) return 'You did not say that this is your whole list, so nobody was marked as having left.'
  if (upload.peopleLeft === null) return 'A rejected row has no NHS number that can be read, so we cannot tell who has left. Nobody was marked. Mend the row in your own list, and send the whole list again.'
  if (upload.peopleLeft === 0) return 'Nobody on the earlier list is missing from this one.'
  return `${upload.peopleLeft.toLocaleString('en-GB')} ${upload.peopleLeft === 1 ? 'person was' : 'people were'} on the earlier list and not on this one. They are marked as having left.`
}

export const ENCODING_WORDS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252 (Latin-1). Check that names with accents look right.',
}

export const RESTRICTED_ADDRESS_LEFT_OUT = 'The address is left out here, because the row says that the patient is restricted.'

export function olderThanWords(what: string, day: string): string {
  return `The ${what.charAt(0).toLowerCase()}${what.slice(1)} is before ${formatDay(day)}. Check the year.`
}
