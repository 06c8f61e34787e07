import { refuse, type Refusal } from '#app/kernel/result.ts'
import { lineFaultAt, type LineFault } from './line-rows.rules.ts'
import { declaresHashes, NUMBER_HEADING } from './list-identifier.rules.ts'

const LF = 10
const CR = 13
const QUOTE = 34
const COMMA = 44
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

/** Where a row's number goes. `place` takes places in `bytes`; `placeText` a text that had doubled quotes in it. */
interface NumberPlace {
  readonly bytes: Uint8Array
  readonly start: number
  place(from: number, to: number): void
  placeText(text: string): void
  placeNothing(): void
}

/**
 * Comma-separated rows as RFC 4180 has them, byte by byte, remembering where it is between pieces. A quote opens only at
 * the beginning of a cell; inside quotes, commas and line ends are text and two quotes are one. Outside quotes, a carriage
 * return that no LF follows is a fault: many programs take it for the end of a row.
 */
export class CsvRowReader {
  readonly headings: string[] = []
  /** Which cell holds the number, from 0; -1 until the headings have been read. */
  numberColumn = -1
  private inQuotes = false
  private afterQuote = false
  private atCellStart = true
  private column = 0
  private afterReturn = false
  fault: LineFault | null = null
  /** How far into the row we are, in bytes; at a fault, how many bytes of the row came before the one that shows it. */
  offset = 0
  private cellFrom = 0
  private cellTo = 0
  private isQuoted = false
  private isCrooked = false
  private cells: { from: number; to: number; isQuoted: boolean; isCrooked: boolean }[] = []

  /** `heading`: what the column of the numbers, or of what stands for them, is called, exactly so. */
  constructor(readonly heading = NUMBER_HEADING) {}

  hasHeader(): boolean {
    return this.numberColumn >= 0
  }

  /** How many cells a row must have. */
  get columns(): number {
    return this.headings.length
  }

  isInQuotes(): boolean {
    return this.inQuotes && !this.afterQuote
  }

  /** The place just after the row's line end; 0 when this piece does not hold it, or when there is a `fault` before it. */
  rowEnd(piece: Uint8Array, from: number): number {
    for (let i = from; i < piece.length; i += 1) {
      const byte = piece[i] as number
      this.fault = lineFaultAt(byte, this.afterReturn)
      if (this.fault) return 0
      const isText = this.inQuotes && !this.afterQuote
      this.afterReturn = byte === CR && !isText
      if (isText) {
        if (byte === QUOTE) this.afterQuote = true
      } else if (byte === COMMA) {
        this.closeCell(this.offset)
        this.offset += 1
        this.openCell()
        continue
      } else if (byte === LF) {
        this.closeCell(this.offset)
        this.offset += 1
        return i + 1
      } else if (byte === QUOTE) {
        if (this.atCellStart) this.inQuotes = this.isQuoted = true
        else if (this.afterQuote) {
          this.afterQuote = false
          this.isCrooked = true
        }
      } else if (this.afterQuote && byte !== CR) {
        // Text after the closing quote: the cell is not what RFC 4180 allows, so it is taken as it stands.
        this.inQuotes = this.afterQuote = false
        this.isCrooked = true
      }
      this.atCellStart = false
      this.offset += 1
    }
    return 0
  }

  /** The list ended without a line end. */
  finish(): void {
    if (this.afterReturn) this.fault = 'lone-carriage-return'
    this.closeCell(this.offset)
  }

  nextRow(): void {
    this.offset = 0
    this.column = 0
    this.openCell()
  }

  private openCell(): void {
    this.cellFrom = this.offset
    this.atCellStart = true
    this.inQuotes = this.afterQuote = this.isQuoted = this.isCrooked = false
  }

  private closeCell(at: number): void {
    this.cellTo = at
    const isWanted = this.numberColumn < 0 || this.column === this.numberColumn
    if (isWanted) this.cells[this.numberColumn < 0 ? this.column : 0] = { from: this.cellFrom, to: this.cellTo, isQuoted: this.isQuoted, isCrooked: this.isCrooked }
    this.column += 1
  }

  /** Finds the column of the numbers. What is not told: headings that look like a person's data, in a list without headings. */
  readHeader(bytes: Uint8Array, start: number, end: number): Refusal<'missing-column' | 'column-twice' | 'plain-hashes'> | null {
    let contentEnd = end - start
    if (contentEnd > 0 && bytes[end - 1] === LF) contentEnd -= 1
    if (contentEnd > 0 && contentEnd < end - start && bytes[start + contentEnd - 1] === CR) contentEnd -= 1
    const names = this.cells.map((cell) => textOfCell(bytes.subarray(start + cell.from, start + Math.min(cell.to, contentEnd)), cell.isQuoted))
    this.headings.push(...names)
    const places = names.flatMap((name, index) => (name === this.heading ? [index] : []))
    if (places.length === 0 && declaresHashes(names)) return refuse('plain-hashes').refusal
    if (places.length === 0) return refuse('missing-column', { found: safeHeadings(names), heading: this.heading }).refusal
    if (places.length > 1) return refuse('column-twice', { heading: this.heading }).refusal
    this.numberColumn = places[0] as number
    this.cells = []
    this.nextRow()
    return null
  }

  /** Shows where the row's number stands. `length` is the row's without its line end. */
  placeNumber(row: NumberPlace, length: number): void {
    const cell = this.cells[0]
    if (this.column !== this.headings.length || !cell) return row.placeNothing()
    const from = row.start + cell.from
    const to = row.start + Math.min(cell.to, length)
    if (!cell.isQuoted) return row.place(from, to)
    if (cell.isCrooked || row.bytes[to - 1] !== QUOTE) return row.placeText(textOfCell(row.bytes.subarray(from, to), true))
    row.place(from + 1, to - 1)
  }
}

function textOfCell(bytes: Uint8Array, isQuoted: boolean): string {
  const text = DECODER.decode(bytes)
  return isQuoted && text.endsWith('"') && text.length > 1 ? text.slice(1, -1).replace(/""/g, '"') : text
}

function safeHeadings(names: readonly string[]): string {
  const looksLikeData = names.some((name) => /\d{4}|@/.test(name))
  if (looksLikeData) return 'what looks like data'
  return names.slice(0, 30).map((name) => name.replace(/[^\p{L}\p{N} _.-]/gu, '').slice(0, 40)).filter(Boolean).join(', ') || 'nothing'
}

/** Refuses headings for what was not agreed to go along with the numbers, naming them. Numbers never go along with pseudonyms. */
export function columnsAgreed(headings: readonly string[], agreed: ReadonlySet<string>, heading = NUMBER_HEADING): Refusal<'columns-not-agreed'> | null {
  const others = headings.filter((name) => name !== heading && (name === NUMBER_HEADING || !agreed.has(name)))
  if (others.length === 0) return null
  return refuse('columns-not-agreed', { columns: others.every((name) => name.trim() === '') ? 'a column without a heading' : safeHeadings(others) }).refusal
}
