import type { ChoiceRole } from './choice-codes.rules.ts'

/** Received: kept, and waiting to be read. An import that was undone stays where it was, with the day it was undone. */
export const IMPORT_STATES = ['received', 'reading', 'done'] as const
export type ImportState = (typeof IMPORT_STATES)[number]

/** Rows that are kept together, in one transaction. */
export const IMPORT_BATCH = 1000
export const IMPORT_FILE_BYTES_MAX = 25 * 1024 * 1024
/** Longer than any row of a real file. */
export const IMPORT_ROW_MAX = 10_000

/** Why a row cannot be used, by the column that is wrong; `row` when its cells cannot be told apart. */
export const REJECT_COLUMNS = ['nhs_number', 'code_system', 'code', 'effective', 'recorded', 'source', 'sequence', 'end_reason', 'row'] as const
export type RejectColumn = (typeof REJECT_COLUMNS)[number]

/** What became of an import's rows, beside kept, repeated and rejected. Counts of rows; a rejected row counts at each column that is wrong. */
export interface ImportCounts {
  readonly roles: Readonly<Partial<Record<ChoiceRole, number>>>
  /** Kept for a number that was on nobody's list here: it counts as soon as a list has it. */
  readonly unlisted: number
  /** Kept from an organisation that is not in this installation. */
  readonly unknownSource: number
  /** Kept about a project that is not in this installation. */
  readonly unknownProject: number
  /** Kept as entries that their source says were made in error. */
  readonly enteredInError: number
  readonly rejected: Readonly<Partial<Record<RejectColumn, number>>>
}

export const NO_COUNTS: ImportCounts = { roles: {}, unlisted: 0, unknownSource: 0, unknownProject: 0, enteredInError: 0, rejected: {} }

export function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    roles: addEach(a.roles, b.roles), unlisted: a.unlisted + b.unlisted, unknownSource: a.unknownSource + b.unknownSource,
    unknownProject: a.unknownProject + b.unknownProject, enteredInError: a.enteredInError + b.enteredInError, rejected: addEach(a.rejected, b.rejected),
  }
}

function addEach<K extends string>(a: Readonly<Partial<Record<K, number>>>, b: Readonly<Partial<Record<K, number>>>): Partial<Record<K, number>> {
  const sum: Partial<Record<K, number>> = { ...a }
  for (const [key, count] of Object.entries(b) as [K, number][]) sum[key] = (sum[key] ?? 0) + count
  return sum
}
