/** The people list: its columns, its limits, and what is decided about rows against each other. */
export const PEOPLE_LIST_COLUMNS = [
  'nhs_number', 'local_id', 'given_name', 'family_name', 'date_of_birth', 'gender', 'address_line_1', 'address_line_2',
  'address_line_3', 'address_line_4', 'address_line_5', 'postcode', 'language', 'format', 'deceased', 'restricted', 'date_of_death', 'registration_kind',
] as const
export type PeopleListColumn = (typeof PEOPLE_LIST_COLUMNS)[number]

/**
 * Columns a list may do without. `deceased` and `restricted` are not among them: a list that does not say who has died or
 * whose address is kept secret must not lead to letters.
 */
export const OPTIONAL_COLUMNS: readonly PeopleListColumn[] = ['address_line_2', 'address_line_3', 'address_line_4', 'address_line_5', 'language', 'format', 'date_of_death', 'registration_kind']
export const REQUIRED_COLUMNS: readonly PeopleListColumn[] = PEOPLE_LIST_COLUMNS.filter((column) => !OPTIONAL_COLUMNS.includes(column))
export const ADDRESS_COLUMNS: readonly PeopleListColumn[] = ['address_line_1', 'address_line_2', 'address_line_3', 'address_line_4', 'address_line_5']

export const LIST_BYTES_MAX = 25 * 1024 * 1024
/** Longer than any row of a real list; a quote that is never closed runs into it. */
export const LIST_ROW_MAX = 20_000
export const NAME_MAX = 100
export const LOCAL_ID_MAX = 40
export const ADDRESS_LINE_MAX = 100
export const OLDEST_YEARS = 130
/** Rows that are saved together; what is kept of them is kept even if the next are not reached. */
export const ROWS_A_BATCH = 500

/** Why a file as a whole cannot be used. */
export const LIST_FAULTS = [
  'file-empty', 'file-too-large', 'file-is-spreadsheet', 'file-is-pdf', 'file-is-utf-16', 'file-is-binary', 'wrong-separator', 'line-too-long',
  'quote-not-closed', 'no-heading-row', 'heading-twice', 'columns-missing', 'no-rows',
] as const
export type ListFaultKind = (typeof LIST_FAULTS)[number]

/** Faults that the sender can mend on the page, with the same file. */
export const MENDABLE_FAULTS: readonly ListFaultKind[] = ['columns-missing']

/** `NHS Number`, `nhs-number` and `nhs_number` are one heading. */
export function normalHeading(heading: string): string {
  return heading.trim().toLowerCase().replace(/[\s_-]+/g, '_').replace(/[^a-z0-9_]/g, '')
}

export interface ColumnPlan {
  /** Where each of our columns is in the file. */
  readonly places: ReadonlyMap<PeopleListColumn, number>
  readonly missing: readonly PeopleListColumn[]
  /** Headings of the file that stand for nothing of ours, as they are written there. */
  readonly ignored: readonly string[]
  /** Headings that come more than once and that we would need. */
  readonly twice: readonly string[]
}

/** `mapping`: the file's heading (in its normal form) to ours, as the sender said. It goes before a heading that is ours by name. */
export function planColumns(headings: readonly string[], mapping: Readonly<Record<string, string>> = {}): ColumnPlan {
  const places = new Map<PeopleListColumn, number>()
  const ignored: string[] = []
  const twice: string[] = []
  const isOurs = (name: string): name is PeopleListColumn => (PEOPLE_LIST_COLUMNS as readonly string[]).includes(name)
  const mapped = new Set(Object.values(mapping))
  headings.forEach((heading, index) => {
    const normal = normalHeading(heading)
    const given = Object.hasOwn(mapping, normal) ? (mapping[normal] as string) : undefined
    const ours = given ?? (mapped.has(normal) ? undefined : normal)
    if (ours === undefined || !isOurs(ours)) {
      if (heading.trim() !== '') ignored.push(heading.trim())
    } else if (places.has(ours)) twice.push(ours)
    else places.set(ours, index)
  })
  return { places, missing: REQUIRED_COLUMNS.filter((column) => !places.has(column)), ignored, twice }
}

/** Cells that a spreadsheet would run as a formula when it opens the file. */
export function looksLikeFormula(cell: string): boolean {
  return /^\s*[=+\-@]/.test(cell) || /^[\t\r]/.test(cell)
}

/** For a cell that is given out in a CSV: an apostrophe before what a spreadsheet would run. */
export function neutralCell(cell: string): string {
  return looksLikeFormula(cell) ? `'${cell}` : cell
}

/** The same home, whatever its spelling of spaces and commas; null where there is too little of an address to tell. */
export function householdText(addressLines: readonly string[], postcode: string): string | null {
  const lines = addressLines.map((line) => line.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')).filter(Boolean)
  return lines.length === 0 || postcode === '' ? null : `${lines.join('|')}|${postcode.replace(/\s/g, '')}`
}

/** Two rows about one person, or one practice number for two rows: nobody can say which is right, so neither is used. */
export interface Ambiguity {
  readonly field: 'nhs_number' | 'local_id'
  readonly rows: readonly number[]
}

/** What a file's rows name people by: NHS numbers, practice numbers, and those practice numbers that stand in a row without an NHS number. */
export interface Named {
  readonly nhsNumbers: ReadonlySet<string>
  readonly localIds: ReadonlySet<string>
  readonly unnumbered: ReadonlySet<string>
}

/** Notes what identifies each row and tells afterwards which rows contradict each other. Row 1 is the heading row. */
export class Contradictions {
  readonly #rowsByNhsNumber = new Map<string, number[]>()
  readonly #numbersByLocalId = new Map<string, Map<string, number[]>>()

  /** `nhsNumber` is empty where the row gives none. */
  note(row: number, nhsNumber: string, localId: string): void {
    const rows = this.#rowsByNhsNumber.get(nhsNumber)
    if (rows) rows.push(row)
    else if (nhsNumber !== '') this.#rowsByNhsNumber.set(nhsNumber, [row])
    if (localId === '') return
    const numbers = this.#numbersByLocalId.get(localId) ?? new Map<string, number[]>()
    this.#numbersByLocalId.set(localId, numbers)
    const own = numbers.get(nhsNumber)
    if (own) own.push(row)
    else numbers.set(nhsNumber, [row])
  }

  /** Whom the file names, as far as a row alone can tell. */
  named(): Named {
    const unnumbered = [...this.#numbersByLocalId].filter(([, numbers]) => numbers.has('')).map(([localId]) => localId)
    return { nhsNumbers: new Set(this.#rowsByNhsNumber.keys()), localIds: new Set(this.#numbersByLocalId.keys()), unnumbered: new Set(unnumbered) }
  }

  /** By row, what contradicts it. */
  find(): Map<number, Ambiguity[]> {
    const found = new Map<number, Ambiguity[]>()
    const add = (rows: readonly number[], field: Ambiguity['field']) => {
      for (const row of rows) found.set(row, [...(found.get(row) ?? []), { field, rows: rows.filter((other) => other !== row) }])
    }
    for (const rows of this.#rowsByNhsNumber.values()) if (rows.length > 1) add(rows, 'nhs_number')
    for (const numbers of this.#numbersByLocalId.values()) {
      if (numbers.size > 1 || (numbers.get('')?.length ?? 0) > 1) add([...numbers.values()].flat().sort((a, b) => a - b), 'local_id')
    }
    return found
  }
}
