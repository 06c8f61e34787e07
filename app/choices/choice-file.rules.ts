import { REFERENCE_MAX } from '#app/kernel/ids.ts'
import type { Problem } from '#app/kernel/result.ts'
import { CHOICE_EVENT_COLUMNS, readChoiceEventRow, type Reading } from './choice-event.schema.ts'
import { KIND_OF_ROLE, type CodeSystem } from './choice-codes.rules.ts'
import type { ChoiceEvent, EventTime } from './choice-event.rules.ts'
import { IMPORT_ROW_WORDS } from './choice-import.words.ts'

/**
 * The cells of one line of CSV, or null where a quotation mark is opened and not closed. Coded events hold no line breaks,
 * so a line is a row and one spoilt line spoils no other.
 */
export function cellsOfLine(line: string): string[] | null {
  if (!line.includes('"')) return line.split(',')
  const cells: string[] = []
  for (let at = 0; ;) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at)
      cells.push(comma < 0 ? line.slice(at) : line.slice(at, comma))
      if (comma < 0) return cells
      at = comma + 1
      continue
    }
    let cell = ''
    for (at += 1; ;) {
      const quote = line.indexOf('"', at)
      if (quote < 0) return null
      cell += line.slice(at, quote)
      at = quote + 1
      if (line[at] !== '"') break
      cell += '"'
      at += 1
    }
    const comma = line.indexOf(',', at)
    cells.push(cell + (comma < 0 ? line.slice(at) : line.slice(at, comma)))
    if (comma < 0) return cells
    at = comma + 1
  }
}

type Column = (typeof CHOICE_EVENT_COLUMNS)[number]

/** Where each of the columns is. Columns we do not know are named, and left alone. */
export interface ChoiceFilePlan {
  readonly places: Readonly<Record<Column, number>>
  readonly width: number
  readonly headings: readonly string[]
  readonly ignored: readonly string[]
}

export type HeadingsFault = { readonly missing: readonly string[]; readonly twice: readonly string[] }

export function planChoiceFile(cells: readonly string[]): { readonly ok: true; readonly plan: ChoiceFilePlan } | { readonly ok: false; readonly fault: HeadingsFault } {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const missing = CHOICE_EVENT_COLUMNS.filter((column) => !names.includes(column))
  const twice = CHOICE_EVENT_COLUMNS.filter((column) => names.indexOf(column) !== names.lastIndexOf(column))
  if (missing.length > 0 || twice.length > 0) return { ok: false, fault: { missing, twice } }
  const places = Object.fromEntries(CHOICE_EVENT_COLUMNS.map((column) => [column, names.indexOf(column)])) as Record<Column, number>
  const isOurs = (name: string) => (CHOICE_EVENT_COLUMNS as readonly string[]).includes(name)
  return { ok: true, plan: { places, width: cells.length, headings: cells, ignored: cells.filter((_cell, index) => names[index] !== '' && !isOurs(names[index] as string)) } }
}

export interface ImportRow {
  readonly event: ChoiceEvent
  readonly codeSystem: CodeSystem
  readonly code: string
}

/** Days that can be kept and compared. Anything outside is a mistyped year. */
const FIRST_DAY = '1000-01-01'
const LAST_DAY = '9998-12-31'

/** One row of a file of coded choice events. `onlySource`: the organisation that speaks for its own record alone. */
export function readImportRow(cells: readonly string[], plan: ChoiceFilePlan, onlySource: string | null): Reading<ImportRow> {
  if (cells.length < plan.width) return fault('row', IMPORT_ROW_WORDS.tooFewCells(cells.length, plan.width))
  if (cells.slice(plan.width).some((cell) => cell.trim() !== '')) return fault('row', IMPORT_ROW_WORDS.tooManyCells(cells.length, plan.width))
  const cell = (column: Column): string => cells[plan.places[column]] ?? ''
  const read = readChoiceEventRow(Object.fromEntries(CHOICE_EVENT_COLUMNS.map((column) => [column, cell(column)])))
  if (!read.ok) return read
  const event = read.value
  const problems: Problem[] = []
  for (const column of ['effective', 'recorded'] as const) {
    const time = event[column]
    if (time !== null && (time.day < FIRST_DAY || time.day > LAST_DAY)) problems.push({ field: column, message: IMPORT_ROW_WORDS.yearOutOfReach })
  }
  if (onlySource !== null && event.source !== onlySource) problems.push({ field: 'source', message: IMPORT_ROW_WORDS.anothersRecord(onlySource) })
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { event, codeSystem: cell('code_system').trim().toLowerCase() as CodeSystem, code: cell('code').trim().slice(0, REFERENCE_MAX * 2) } }
}

function fault(field: string, message: string): Reading<never> {
  return { ok: false, problems: [{ field, message }] }
}

/**
 * All that a row says, as one text: two rows that say the same are one row. Everything in it stands in the event's own columns,
 * and the number as its id, so that it says the same under any key. Only the code can hold a bar, and it stands last.
 */
export function rowIdentity({ event, codeSystem, code }: ImportRow, numberId: number | string): string {
  const time = (given: EventTime | null) => (given === null ? '' : given.ms ?? given.day)
  return [
    numberId, codeSystem, KIND_OF_ROLE[event.role], time(event.effective), time(event.recorded), event.source, event.sequence ?? '', event.enteredInError ? 1 : 0, code,
  ].join('|')
}
