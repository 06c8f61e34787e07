import { refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { CsvRowReader } from './csv-rows.rules.ts'
import type { ListFormat } from './check-formats.rules.ts'
import { NHS_NUMBERS, type ListIdentifier } from './list-identifier.rules.ts'
import { LINE_FAULTS, LineRowReader } from './line-rows.rules.ts'
import { NOT_A_NUMBER } from './number-stem.rules.ts'
import { BLOCK_ROWS, ordinaryCsvRows, ordinaryJsonRows, ordinaryTextRows, ROW_LIMIT, RowBlock, type OrdinaryRows } from './ordinary-rows.rules.ts'

export { ROW_LIMIT }

export const SCAN_REFUSALS = ['row-too-long', 'missing-column', 'column-twice', 'columns-not-agreed', 'quote-not-closed', 'plain-hashes', ...LINE_FAULTS] as const
export type ScanRefusal = Refusal<(typeof SCAN_REFUSALS)[number]>

/** One row, lent for the length of one call: the bytes are used again for the next. */
export interface Row {
  readonly bytes: Uint8Array
  /** Where it stands in `bytes`, its line end included, where it has one. */
  readonly start: number
  readonly end: number
  /** The first nine digits of a right number, or of the one it stands for; below zero for anything else (`NOT_A_NUMBER`). */
  readonly stem: number
  /** What stood where the number should be; null when it was not a text at all. */
  given(): string | null
}

export interface RowSink {
  row(row: Row): void
  /** Many ordinary rows at once, in their order among the others. A sink that has none is given every row by itself. */
  rows?(block: RowBlock): void
  /** The heading row of a CSV, as it came, a byte-order mark included, and its headings; the refusal, where they will not do. */
  header?(bytes: Uint8Array, headings: readonly string[]): ScanRefusal | null
}

const LF = 10
const CR = 13
const COMMA = 44
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })
const STRICT_DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads rows out of bytes that come in any pieces; how they are cut makes no difference. What it keeps between pieces is
 * the begun row and nothing else. One blank line at the very end is not a row; a blank line anywhere else is one.
 */
export class RowScanner {
  private readonly hold = new Uint8Array(ROW_LIMIT)
  private held = 0
  private markLength = 0
  private isBegun = false
  private pendingBlank: Uint8Array | null = null
  private readonly csv: CsvRowReader | null
  private readonly reader: CsvRowReader | LineRowReader
  private readonly current: LentRow
  private readonly block: RowBlock | null
  /** Reads ordinary rows many at a time; null while, or where, every row is read by itself. */
  private ordinary: OrdinaryRows | null = null

  constructor(format: ListFormat, private readonly sink: RowSink, identifier = NHS_NUMBERS) {
    this.csv = format === 'csv' ? new CsvRowReader(identifier.heading) : null
    this.reader = this.csv ?? new LineRowReader()
    this.current = new LentRow(format, identifier)
    this.block = sink.rows && identifier === NHS_NUMBERS ? new RowBlock() : null
    if (this.block && format !== 'csv') this.ordinary = format === 'text' ? ordinaryTextRows : ordinaryJsonRows
  }

  /** Takes the next piece; the refusal, when the list cannot be read on. Nothing may be given to it after one. */
  push(piece: Uint8Array): ScanRefusal | null {
    let from = 0
    if (!this.isBegun) {
      while (from < piece.length && this.markLength < 3 && piece[from] === BYTE_ORDER_MARK[this.markLength]) {
        this.markLength += 1
        from += 1
      }
      if (from === piece.length && this.markLength < 3) return null
      const refusal = this.begin()
      if (refusal) return refusal
    }
    return this.scan(piece, from)
  }

  /** The list is at its end. */
  end(): ScanRefusal | null {
    if (!this.isBegun) {
      const refusal = this.begin()
      if (refusal) return refusal
    }
    if (this.held > 0) {
      if (this.csv?.isInQuotes()) return refuse('quote-not-closed').refusal
      this.reader.finish()
      if (this.reader.fault) return refuse(this.reader.fault).refusal
      const refusal = this.take(this.hold, 0, this.held)
      if (refusal) return refusal
      this.held = 0
    }
    return this.csv && !this.csv.hasHeader() ? refuse('missing-column', { found: 'nothing', heading: this.csv.heading }).refusal : null
  }

  /** A mark that turned out to be something else was the beginning of the first row. */
  private begin(): ScanRefusal | null {
    this.isBegun = true
    if (this.markLength === 3) return null
    const notAMark = Uint8Array.from(BYTE_ORDER_MARK.slice(0, this.markLength))
    this.markLength = 0
    return notAMark.length > 0 ? this.scan(notAMark, 0) : null
  }

  private scan(piece: Uint8Array, from: number): ScanRefusal | null {
    let start = from
    while (start < piece.length) {
      if (this.ordinary && this.held === 0 && this.pendingBlank === null) {
        start = this.takeOrdinary(this.ordinary, piece, start)
        if (start === piece.length) return null
      }
      const end = this.reader.rowEnd(piece, start)
      // Whichever comes first in the row is told, so that it makes no difference how the list is cut.
      if (this.reader.fault && this.reader.offset < ROW_LIMIT) return refuse(this.reader.fault).refusal
      const stop = end > 0 ? end : piece.length
      if (this.held + stop - start > ROW_LIMIT) return refuse('row-too-long', { limit: ROW_LIMIT }).refusal
      if (this.held > 0 || end <= 0) {
        this.hold.set(piece.subarray(start, stop), this.held)
        this.held += stop - start
      }
      if (end <= 0) return null
      const refusal = this.held > 0 ? this.take(this.hold, 0, this.held) : this.take(piece, start, stop)
      if (refusal) return refusal
      this.held = 0
      start = stop
    }
    return null
  }

  /** All the ordinary rows that there are at `from`. The place of the row that is none, at which the careful reading goes on. */
  private takeOrdinary(ordinary: OrdinaryRows, piece: Uint8Array, from: number): number {
    const block = this.block as RowBlock
    for (let at = from; ; ) {
      at = ordinary(block, piece, at)
      if (block.count > 0) this.sink.rows?.(block)
      if (block.count < BLOCK_ROWS) return at
    }
  }

  private take(bytes: Uint8Array, start: number, end: number): ScanRefusal | null {
    if (this.csv && !this.csv.hasHeader()) return this.takeHeader(bytes, start, end)
    if (this.pendingBlank) {
      const blank = this.pendingBlank
      this.pendingBlank = null
      this.emit(blank, 0, blank.length)
    }
    let contentEnd = end
    if (contentEnd > start && bytes[contentEnd - 1] === LF) {
      contentEnd -= 1
      if (contentEnd > start && bytes[contentEnd - 1] === CR) contentEnd -= 1
    }
    if (contentEnd === start) this.pendingBlank = bytes.slice(start, end)
    else this.emit(bytes, start, end, contentEnd)
    this.reader.nextRow()
    return null
  }

  private emit(bytes: Uint8Array, start: number, end: number, contentEnd = start): void {
    const row = this.current
    row.bytes = bytes
    row.start = start
    row.end = end
    if (contentEnd === start) row.place(start, start)
    else if (this.csv) this.csv.placeNumber(row, contentEnd - start)
    else row.place(start, contentEnd)
    this.sink.row(row)
  }

  private takeHeader(bytes: Uint8Array, start: number, end: number): ScanRefusal | null {
    const refusal = (this.csv as CsvRowReader).readHeader(bytes, start, end)
    if (refusal) return refusal
    const { numberColumn, columns } = this.csv as CsvRowReader
    if (this.block) this.ordinary = ordinaryCsvRows(numberColumn, columns)
    const header = new Uint8Array(this.markLength + end - start)
    header.set(BYTE_ORDER_MARK.slice(0, this.markLength))
    header.set(bytes.subarray(start, end), this.markLength)
    return this.sink.header?.(header, (this.csv as CsvRowReader).headings) ?? null
  }
}

/** The one row object of a scanner, filled again and again. */
class LentRow implements Row {
  bytes: Uint8Array = new Uint8Array(0)
  start = 0
  end = 0
  stem: number = NOT_A_NUMBER.blank
  private from = 0
  private to = 0
  private text: string | null | undefined

  constructor(private readonly format: ListFormat, private readonly identifier: ListIdentifier) {}

  /** The number stands in `bytes` from `from` to `to`; in ndjson that is the whole line. */
  place(from: number, to: number): void {
    this.from = from
    this.to = to
    this.text = undefined
    if (this.format === 'ndjson') {
      this.text = from === to ? null : numberInJson(this.bytes.subarray(from, to), this.identifier.heading)
      this.stem = this.text === null ? NOT_A_NUMBER['not-ten-digits'] : this.identifier.stemOfText(this.text)
      return
    }
    if (this.format === 'text' && to > from && this.bytes[to - 1] === COMMA) this.to = to - 1
    this.stem = this.identifier.stemOfBytes(this.bytes, from, this.to)
  }

  /** The cell had quotes within it, so its text is not the bytes between two places. */
  placeText(text: string): void {
    this.text = text
    this.stem = this.identifier.stemOfText(text)
  }

  /** There is no telling which cell holds the number: the row has more cells than headings, or fewer. */
  placeNothing(): void {
    this.text = ''
    this.stem = NOT_A_NUMBER['not-ten-digits']
  }

  given(): string | null {
    if (this.text !== undefined) return this.text
    return DECODER.decode(this.bytes.subarray(this.from, this.to))
  }
}

/**
 * A number that JSON holds as a number, not as a text, has lost its leading noughts: it is not one. Where the member stands twice,
 * programs differ on which of the two counts (RFC 8259, section 4), so that there is no telling whose row it is.
 */
function numberInJson(line: Uint8Array, member: string): string | null {
  try {
    const text = STRICT_DECODER.decode(line)
    const value: unknown = JSON.parse(text)
    if (mayStandTwice(text, member) && timesNamed(text, member) > 1) return null
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return null
    const number = (value as Record<string, unknown>)[member]
    return typeof number === 'string' ? number : null
  } catch {
    return null
  }
}

const mayStandTwice = (text: string, member: string): boolean => text.includes('\\') || text.indexOf(member) !== text.lastIndexOf(member)

/** How often a member of this name stands in the object that a text is, by its own text and not within what it holds. The text is right JSON. */
function timesNamed(text: string, member: string): number {
  let depth = 0
  let times = 0
  for (const [token, string, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (string === undefined) depth += token === '{' || token === '[' ? 1 : -1
    else if (depth === 1 && colon !== undefined && JSON.parse(string) === member) times += 1
  }
  return times
}

/** Every row of a whole list at once, for short lists. */
export function scanAll(format: ListFormat, bytes: Uint8Array, sink: RowSink): Result<null, ScanRefusal> {
  const scanner = new RowScanner(format, sink)
  const refusal = scanner.push(bytes) ?? scanner.end()
  return refusal ? { ok: false, refusal } : { ok: true, value: null }
}
