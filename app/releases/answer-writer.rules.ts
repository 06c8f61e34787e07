import type { Outcome } from './answer-table.rules.ts'
import type { Detail, ListFormat } from './check-formats.rules.ts'
import { NUMBER_HEADING } from './list-identifier.rules.ts'
import { writeNumber } from './number-stem.rules.ts'
import type { RowBlock } from './ordinary-rows.rules.ts'
import type { Row } from './row-scanner.rules.ts'

/** The first piece is small, because most answers are. */
const FIRST_PIECE = 16 * 1024
const PIECE = 256 * 1024
const ENCODER = new TextEncoder()
const ROW_HEAD = ENCODER.encode('{"row":')
const NUMBER_HEAD = ENCODER.encode(`,"${NUMBER_HEADING}":`)
const QUOTE = 34
const LF = 10
const DIGIT_0 = 48

/** Lines that differ in nothing but their row and their number are laid down so many at a time. */
const LINES_AT_ONCE = 64
/** What is shorter is copied faster byte by byte. */
const SHORT = 40

/**
 * Makes an answer, piece by piece, in the format that was asked for. ndjson: a line for each row, and a summary at the end.
 * CSV and text: the included rows alone, byte for byte as they came when they came in that format, otherwise their numbers.
 */
export class AnswerWriter {
  private readonly pieces: Uint8Array[] = []
  private piece: Uint8Array = new Uint8Array(FIRST_PIECE)
  private view: DataView = new DataView(this.piece.buffer)
  private used = 0
  private rowNumber = 0
  private readonly counter = new DigitCounter()
  private readonly tails: Uint8Array[] = []
  /** By place, then by how many digits the row has: that many lines, all but their row and their number. */
  private readonly lineForms: (Uint8Array | undefined)[][] = []
  private readonly isIncluded: boolean[] = []

  /** Whether the list names people by their numbers. Otherwise what was given is given back, and no number is ever written. */
  private readonly isOfNumbers: boolean
  private readonly givenHead: Uint8Array

  constructor(
    private readonly asked: ListFormat, private readonly given: ListFormat, private readonly detail: Detail, heading = NUMBER_HEADING,
    /** Gives memory for a piece, in which anything may stand. */
    private readonly newPiece = (): Uint8Array => new Uint8Array(PIECE),
  ) {
    this.isOfNumbers = heading === NUMBER_HEADING
    this.givenHead = this.isOfNumbers ? NUMBER_HEAD : ENCODER.encode(`,"${heading}":`)
    if (asked === 'csv' && given !== 'csv') this.write(ENCODER.encode(`${heading}\n`))
  }

  header(bytes: Uint8Array): void {
    if (this.asked === 'csv') this.write(bytes)
  }

  /** `place` is the outcome's number in the check's list. */
  row(row: Row, outcome: Outcome, place: number): void {
    if (this.asked === 'ndjson') return this.line(row, outcome, place)
    if (outcome.decision !== 'INCLUDE') return
    if (this.asked === this.given) return this.write(row.bytes.subarray(row.start, row.end))
    if (!this.isOfNumbers) return this.write(ENCODER.encode(`${row.given() ?? ''}\n`))
    if (row.stem < 0) return
    this.room(11)
    writeNumber(row.stem, this.piece, this.used)
    this.piece[this.used + 10] = LF
    this.used += 11
  }

  /** The rows of a block, each with the place of its outcome in the check's list of them. The same as `row` for each. */
  rows(block: RowBlock, places: Uint16Array, outcomes: readonly Outcome[]): void {
    if (this.asked === 'ndjson') return this.lines(block, places, outcomes)
    for (let place = this.isIncluded.length; place < outcomes.length; place += 1) this.isIncluded.push(outcomes[place]?.decision === 'INCLUDE')
    if (this.asked === this.given) this.keptRows(block, places)
    else this.keptNumbers(block, places)
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
    this.begin(new Uint8Array(FIRST_PIECE))
    return whole
  }

  private keptRows(block: RowBlock, places: Uint16Array): void {
    const { bytes, ends, count } = block
    let at = block.start
    let keptFrom = -1
    for (let i = 0; i < count; i += 1) {
      if (this.isIncluded[places[i] as number]) {
        if (keptFrom < 0) keptFrom = at
      } else if (keptFrom >= 0) {
        this.writeFrom(bytes, keptFrom, at)
        keptFrom = -1
      }
      at = ends[i] as number
    }
    if (keptFrom >= 0) this.writeFrom(bytes, keptFrom, at)
  }

  private keptNumbers(block: RowBlock, places: Uint16Array): void {
    const { bytes, numbers, count } = block
    for (let i = 0; i < count; i += 1) {
      if (!this.isIncluded[places[i] as number]) continue
      this.room(11)
      copy(bytes, numbers[i] as number, this.piece, this.used, 10)
      this.piece[this.used + 10] = LF
      this.used += 11
    }
  }

  private line(row: Row, outcome: Outcome, place: number): void {
    this.rowNumber += 1
    this.write(ROW_HEAD)
    this.write(ENCODER.encode(String(this.rowNumber)))
    this.write(this.givenHead)
    if (row.stem >= 0 && this.isOfNumbers) {
      this.room(12)
      this.piece[this.used] = QUOTE
      writeNumber(row.stem, this.piece, this.used + 1)
      this.piece[this.used + 11] = QUOTE
      this.used += 12
    } else this.write(ENCODER.encode(JSON.stringify(row.given())))
    this.write((this.tails[place] ??= ENCODER.encode(tail(outcome, this.detail))))
  }

  private lines(block: RowBlock, places: Uint16Array, outcomes: readonly Outcome[]): void {
    const { view: from, numbers, count } = block
    const { counter } = this
    counter.set(this.rowNumber + 1)
    for (let i = 0; i < count; ) {
      const place = places[i] as number
      const { length: digits } = counter
      const form = this.linesOf(place, outcomes[place] as Outcome, digits)
      const length = form.length / LINES_AT_ONCE
      this.room(length)
      // As many as are told the same, as there is room for, and as have rows of so many digits.
      const most = Math.min(count - i, LINES_AT_ONCE, Math.floor((this.piece.length - this.used) / length), counter.longer - 1 - this.rowNumber)
      let same = 1
      while (same < most && places[i + same] === place) same += 1
      this.piece.set(same === LINES_AT_ONCE ? form : form.subarray(0, same * length), this.used)
      const { view } = this
      for (let at = this.used + ROW_HEAD.length, end = this.used + same * length; at < end; at += length, i += 1) {
        counter.write(this.piece, view, at)
        const [number, to] = [numbers[i] as number, at + digits + NUMBER_HEAD.length + 1]
        view.setInt32(to, from.getInt32(number, true), true)
        view.setInt32(to + 4, from.getInt32(number + 4, true), true)
        view.setInt16(to + 8, from.getInt16(number + 8, true), true)
        counter.next()
      }
      this.used += same * length
      this.rowNumber += same
    }
  }

  private linesOf(place: number, outcome: Outcome, digits: number): Uint8Array {
    const known = (this.lineForms[place] ??= [])[digits]
    if (known) return known
    const line = `{"row":${'0'.repeat(digits)},"nhs_number":"${'0'.repeat(10)}"${tail(outcome, this.detail)}`
    return ((this.lineForms[place] ??= [])[digits] = ENCODER.encode(line.repeat(LINES_AT_ONCE)))
  }

  private write(bytes: Uint8Array): void {
    this.writeFrom(bytes, 0, bytes.length)
  }

  private writeFrom(bytes: Uint8Array, start: number, end: number): void {
    for (let from = start; from < end; ) {
      if (this.used === this.piece.length) this.turn()
      const part = Math.min(this.piece.length - this.used, end - from)
      if (part < SHORT) copy(bytes, from, this.piece, this.used, part)
      else this.piece.set(part === bytes.length ? bytes : bytes.subarray(from, from + part), this.used)
      this.used += part
      from += part
    }
  }

  /** Makes sure that so many bytes fit in the piece at hand. */
  private room(bytes: number): void {
    if (this.piece.length - this.used < bytes) this.turn()
  }

  private turn(): void {
    this.pieces.push(this.piece.subarray(0, this.used))
    this.begin(this.newPiece())
  }

  private begin(piece: Uint8Array): void {
    this.piece = piece
    this.view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength)
    this.used = 0
  }
}

function tail(outcome: Outcome, detail: Detail): string {
  const reasons = detail === 'full' ? `,"reasons":${JSON.stringify(outcome.reasons)}` : ''
  return `,"decision":"${outcome.decision}","reason":"${outcome.coarse}"${reasons}}\n`
}

function copy(from: Uint8Array, at: number, into: Uint8Array, to: number, length: number): void {
  for (let i = 0; i < length; i += 1) into[to + i] = from[at + i] as number
}

/** Four digits of ASCII, for each number that four digits make. */
const FOUR_DIGITS = new Int32Array(10_000)
for (let value = 0; value < 10_000; value += 1) FOUR_DIGITS[value] = fourDigits(value)

function fourDigits(value: number): number {
  const [a, b, c, d] = [Math.floor(value / 1000), Math.floor(value / 100) % 10, Math.floor(value / 10) % 10, value % 10] as const
  return (DIGIT_0 + a) | ((DIGIT_0 + b) << 8) | ((DIGIT_0 + c) << 16) | ((DIGIT_0 + d) << 24)
}

/** A number in digits that is counted on by one, many times. */
class DigitCounter {
  length = 1
  /** The first number that has more digits. */
  longer = 10
  private value = 0
  /** What the last four digits make. */
  private last = 0
  /** The digits before the last four, and noughts after them. */
  private first = 0

  set(value: number): void {
    const digits = String(value)
    this.value = value
    this.length = digits.length
    this.longer = 10 ** digits.length
    this.last = value % 10_000
    this.first = FOUR_DIGITS[Number(digits.slice(0, -4).padEnd(4, '0').slice(0, 4))] as number
  }

  next(): void {
    this.value += 1
    this.last += 1
    if (this.last === 10_000 || this.value === this.longer) this.set(this.value)
  }

  /** Two words of four bytes, the second over the end of the first, are all the digits of nearly every list. */
  write(into: Uint8Array, view: DataView, at: number): void {
    const { length } = this
    if (length < 4 || length > 8) {
      const digits = String(this.value)
      for (let i = 0; i < length; i += 1) into[at + i] = digits.charCodeAt(i)
      return
    }
    view.setInt32(at, this.first, true)
    view.setInt32(at + length - 4, FOUR_DIGITS[this.last] as number, true)
  }
}
