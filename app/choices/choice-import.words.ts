import type { Refusal } from '#app/kernel/result.ts'
import { IMPORT_FILE_BYTES_MAX, IMPORT_ROW_MAX, type ImportState, type RejectColumn } from './choice-import.rules.ts'

type Details = NonNullable<Refusal['details']>
const figure = (count: number): string => count.toLocaleString('en-GB')

/** What is wrong with a row as a whole, and what to do. Nothing here quotes the row. */
export const IMPORT_ROW_WORDS = {
  tooFewCells: (has: number, wants: number) => `The row has ${has} cells and the heading row has ${wants}. Check for a missing comma`,
  tooManyCells: (has: number, wants: number) => `The row has ${has} cells and the heading row has ${wants}. Check for a comma too many`,
  quoteNotClosed: 'A quotation mark is opened and not closed in this row',
  tooLong: `The row is longer than ${figure(IMPORT_ROW_MAX)} characters, so it cannot be one entry`,
  yearOutOfReach: 'Check the year',
  anothersRecord: (code: string) => `An import for ${code} may hold entries of its own record alone: give ${code}, or leave the row out`,
} as const

export const IMPORT_REFUSALS = [
  'not-allowed', 'file-missing', 'file-empty', 'file-too-large', 'file-not-text', 'headings-missing', 'headings-twice', 'organisation-unknown',
  'not-there', 'undone-already', 'still-being-read', 'reference-differs',
] as const
export type ImportRefusal = (typeof IMPORT_REFUSALS)[number]

export const IMPORT_REFUSAL_WORDS = {
  'not-allowed': () => 'Only a practice manager of a GP surgery may import choices or undo an import.',
  'file-missing': () => 'Choose the CSV file with the coded choices',
  'file-empty': () => 'The file is empty. Check that it was saved, then choose it again.',
  'file-too-large': () => `The file is larger than ${IMPORT_FILE_BYTES_MAX / 1024 / 1024} MB. Send it in parts, or ask whoever runs the portal to import it.`,
  'file-not-text': () => 'The file is not text in UTF-8. Save it as "CSV UTF-8 (comma delimited)".',
  'headings-missing': ({ columns }) => `The heading row lacks ${String(columns)}. Add what is missing, in lower case, and send the file again.`,
  'headings-twice': ({ columns }) => `The heading ${String(columns)} comes twice. Remove one of the two, and send the file again.`,
  'organisation-unknown': ({ code }) => `There is no organisation ${String(code)} in this installation.`,
  'not-there': () => 'There is no import with that reference.',
  'undone-already': () => 'This import has been undone already.',
  'still-being-read': () => 'This import is still being read. Wait until it has ended, then undo it.',
  'reference-differs': ({ reference }) => `Type ${String(reference)} to undo this import`,
} as const satisfies Record<ImportRefusal, (details: Details) => string>

export function importRefusalSentence(refusal: Refusal<ImportRefusal>): string {
  return IMPORT_REFUSAL_WORDS[refusal.kind](refusal.details ?? {})
}

export const IMPORT_STATE_WORDS = {
  received: 'Waiting',
  reading: 'Being read',
  done: 'Read',
} as const satisfies Record<ImportState, string>

export const IMPORT_UNDONE_WORDS = 'Undone'

/** What is wrong with rejected rows, by the column. */
export const REJECT_COLUMN_WORDS = {
  nhs_number: 'NHS number is not a real one',
  code_system: 'Code system is not known',
  code: 'Code is not on the list, or mistyped',
  effective: 'Effective date or time cannot be read',
  recorded: 'Recorded date or time cannot be read',
  source: 'Source is not an ODS code, or not the importing practice',
  sequence: 'Sequence is not a number',
  end_reason: 'End reason is neither blank nor entered-in-error',
  row: 'Cells cannot be told apart',
} as const satisfies Record<RejectColumn, string>

export const IMPORT_DONE_WORDS = {
  undone: 'The import has been undone.',
} as const

export const IMPORT_NOTE_WORDS = {
  unlisted: (count: number) => `${figure(count)} kept for a number that is on nobody’s list here. They count as soon as a list has the number.`,
  unknownSource: (count: number) => `${figure(count)} kept from an organisation that is not in this installation.`,
  unknownProject: (count: number) => `${figure(count)} kept about a project that is not in this installation. Check the reference.`,
  enteredInError: (count: number) => `${figure(count)} kept as entries that their source says were made in error. They do not count.`,
} as const
