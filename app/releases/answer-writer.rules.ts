import { outcomeText, type Outcome } from './answer-table.rules.ts'
import { NUMBER_HEADING } from './csv-rows.rules.ts'
import type { Detail, ListFormat } from './check-formats.rules.ts'
import { writeNumber } from './number-stem.rules.ts'
import type { Row } from './row-scanner.rules.ts'

const PIECE = 64 * 1024
const ENCODER = new TextEncoder()
const ROW_HEAD = ENCODER.encode('{"row":')
const NUMBER_HEAD = ENCODER.encode(',"nhs_number":')
const QUOTE = 34
const LF = 10

/**
 * Makes an answer, piece by piece, in the format that was asked for. ndjson: a line for each row, and a summary at the end.
 * CSV and text: the included rows alone, byte for byte as they came when they came in that format, otherwise their numbers.
 */
export class AnswerWriter {
  private readonly pieces: Uint8Array[] = []
  private piece = new Uint8Array(PIECE)
  private used = 0
  private rowNumber = 0
  private readonly tails: Uint8Array[] = []

  constructor(private readonly asked: ListFormat, private readonly given: ListFormat, private readonly detail: Detail) {
    if (asked === 'csv' && given !== 'csv') this.write(ENCODER.encode(`${NUMBER_HEADING}\n`))
  }

  header(bytes: Uint8Array): void {
    if (this.asked === 'csv') this.write(bytes)
  }

  /** `place` is the outcome's number in the check's list. */
  row(row: Row, outcome: Outcome, place: number): void {
    this.rowNumber += 1
    if (this.asked === 'ndjson') return this.line(row, outcome, place)
    if (outcome.decision !== 'INCLUDE') return
    if (this.asked === this.given) return this.write(row.bytes.subarray(row.start, row.end))
    if (row.stem < 0) return
    this.room(11)
    writeNumber(row.stem, this.piece, this.used)
    this.piece[this.used + 10] = LF
    this.used += 11
  }

  /** The last line of ndjson; nothing in the other formats. */
  summary(summary: object): void {
    if (this.asked === 'ndjson') this.write(ENCODER.encode(`${JSON.stringify({ summary })}\n`))
  }

  /** What is full and may go out. */
  takeFull(): Uint8Array[] {
    return this.pieces.splice(0)
  }

  /** Everything that is left. */
  takeRest(): Uint8Array {
    const rest = [...this.pieces.splice(0), this.piece.subarray(0, this.used)]
    const whole = new Uint8Array(rest.reduce((size, piece) => size + piece.length, 0))
    let at = 0
    for (const piece of rest) {
      whole.set(piece, at)
      at += piece.length
    }
    this.piece = new Uint8Array(PIECE)
    this.used = 0
    return whole
  }

  private line(row: Row, outcome: Outcome, place: number): void {
    this.write(ROW_HEAD)
    this.writeWholeNumber(this.rowNumber)
    this.write(NUMBER_HEAD)
    if (row.stem >= 0) {
      this.room(12)
      this.piece[this.used] = QUOTE
      writeNumber(row.stem, this.piece, this.used + 1)
      this.piece[this.used + 11] = QUOTE
      this.used += 12
    } else this.write(ENCODER.encode(JSON.stringify(row.given())))
    this.write((this.tails[place] ??= ENCODER.encode(tail(outcome, this.detail))))
  }

  private writeWholeNumber(value: number): void {
    let digits = 1
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits += 1
    this.room(digits)
    let rest = value
    for (let i = digits - 1; i >= 0; i -= 1) {
      this.piece[this.used + i] = 48 + (rest % 10)
      rest = Math.floor(rest / 10)
    }
    this.used += digits
  }

  private write(bytes: Uint8Array): void {
    let from = 0
    while (from < bytes.length) {
      if (this.used === PIECE) this.turn()
      const part = Math.min(PIECE - this.used, bytes.length - from)
      this.piece.set(from === 0 && part === bytes.length ? bytes : bytes.subarray(from, from + part), this.used)
      this.used += part
      from += part
    }
  }

  /** Makes sure that so many bytes fit in the piece at hand. */
  private room(bytes: number): void {
    if (PIECE - this.used < bytes) this.turn()
  }

  private turn(): void {
    this.pieces.push(this.piece.subarray(0, this.used))
    this.piece = new Uint8Array(PIECE)
    this.used = 0
  }
}

function tail(outcome: Outcome, detail: Detail): string {
  const reasons = detail === 'full' ? `,"reasons":${JSON.stringify(outcome.reasons)}` : ''
  return `,"decision":"${outcome.decision}","reason":"${outcome.coarse}"${reasons}}\n`
}

/** Counts rows by outcome, and keeps each row's answer until it is stored. */
export class RowTally {
  rows = 0
  repeated = 0
  private readonly counts: number[] = []

  count(place: number): void {
    this.rows += 1
    this.counts[place] = (this.counts[place] ?? 0) + 1
  }

  /** Under each outcome's text, its rows. */
  counted(outcomes: readonly Outcome[]): Record<string, number> {
    return Object.fromEntries(outcomes.flatMap((outcome, place) => (this.counts[place] ? [[outcomeText(outcome), this.counts[place]]] : [])))
  }
}
