import { UNKNOWN } from './answer-pages.rules.ts'
import { AnswerWriter } from './answer-writer.rules.ts'
import type { Detail, ListFormat } from './check-formats.rules.ts'
import { columnsAgreed } from './csv-rows.rules.ts'
import { NHS_NUMBERS, type ListIdentifier, type RowAnswers } from './list-identifier.rules.ts'
import type { NumberFinder } from './number-finder.rules.ts'
import { BLOCK_ROWS, type RowBlock } from './ordinary-rows.rules.ts'
import { RowScanner, type Row, type ScanRefusal } from './row-scanner.rules.ts'
import type { RowTally } from './row-tally.rules.ts'

export interface ListAnswerGiven {
  readonly given: ListFormat
  readonly asked: ListFormat
  readonly detail: Detail
  readonly answers: RowAnswers
  /** What a CSV may carry beside the numbers, by heading; left out, when that has been looked at before. */
  readonly agreedColumns?: ReadonlySet<string>
  readonly tally?: RowTally
  /** Called with the places of every row, in order; the array is lent for the call. */
  readonly keep?: (places: Uint16Array, count: number) => void
  /** By what the list names people; by their numbers, where it is left out. */
  readonly identifier?: ListIdentifier
  /** Reads every row by itself. Slower, and gives the same. */
  readonly isCareful?: boolean
  /** Gives memory for a piece of the answer, in which anything may stand; left out, it is new each time. */
  readonly newPiece?: () => Uint8Array
  /** From how many rows on a list is long: then many numbers are found at once, which gives the same. */
  readonly longFrom?: number
}

const LONG_FROM = 10_000

const NOT_AN_OUTCOME = 'A row was given an answer that is not among the outcomes'

/** A list and its answer without the world around them: bytes in, bytes out. */
export class ListAnswer {
  readonly writer: AnswerWriter
  private readonly scanner: RowScanner
  private readonly places = new Uint16Array(BLOCK_ROWS)
  private readonly identifier: ListIdentifier
  private finder: NumberFinder | null = null
  private blockRows = 0
  private readonly spots = new Int32Array(BLOCK_ROWS)
  private readonly codes = new Uint8Array(BLOCK_ROWS)
  private readonly open = new Int32Array(BLOCK_ROWS)

  constructor(private readonly of: ListAnswerGiven) {
    this.identifier = of.identifier ?? NHS_NUMBERS
    const { heading } = this.identifier
    this.writer = new AnswerWriter(of.asked, of.given, of.detail, heading, of.newPiece)
    this.scanner = new RowScanner(of.given, {
      header: (bytes, headings) => {
        const refusal = of.agreedColumns ? columnsAgreed(headings, of.agreedColumns, heading) : null
        if (refusal === null) this.writer.header(bytes)
        return refusal
      },
      row: (row) => this.row(row),
      ...(of.isCareful ? {} : { rows: (block: RowBlock) => this.rows(block) }),
    }, this.identifier)
  }

  /** Takes the next piece of the list; the refusal, when it cannot be read on. Nothing may be given to it after one. */
  push(piece: Uint8Array): ScanRefusal | null {
    return this.scanner.push(piece) ?? this.identifier.fault
  }

  /** The list is at its end. */
  end(): ScanRefusal | null {
    return this.scanner.end() ?? this.identifier.fault
  }

  private row(row: Row): void {
    const { answers, tally, keep } = this.of
    const place = (this.places[0] = answers.placeFor(row.stem))
    const outcome = answers.outcomes[place]
    if (!outcome) throw new Error(NOT_AN_OUTCOME)
    // Rows of one pseudonym are not told apart from others: to count those of people who are known would say who is.
    tally?.row(this.identifier === NHS_NUMBERS ? row.stem : -1, place)
    keep?.(this.places, 1)
    this.writer.row(row, outcome, place)
  }

  private rows(block: RowBlock): void {
    const { answers, tally, keep } = this.of
    const { stems, count } = block
    const { places } = this
    this.findMany(count)
    if (this.finder) this.findPlaces(this.finder, stems, count)
    else for (let i = 0; i < count; i += 1) places[i] = answers.placeFor(stems[i] as number)
    let highest = 0
    for (let i = 0; i < count; i += 1) highest = Math.max(highest, places[i] as number)
    if (highest >= answers.outcomes.length) throw new Error(NOT_AN_OUTCOME)
    tally?.rowsOf(stems, places, count, highest, this.spots)
    keep?.(places, count)
    this.writer.rows(block, places, answers.outcomes)
  }

  /** Once the list has turned out to be long. */
  private findMany(count: number): void {
    this.blockRows += count
    if (this.finder || this.blockRows < (this.of.longFrom ?? LONG_FROM) || !this.of.answers.finder) return
    this.finder = this.of.answers.finder()
    this.of.tally?.goBySpots(this.finder)
  }

  private findPlaces(finder: NumberFinder, stems: Int32Array, count: number): void {
    const { spots, codes, open, places } = this
    finder.find(stems, count, spots, codes)
    const left = finder.tell(stems, codes, count, places, open)
    for (let i = 0; i < left; i += 1) {
      const stem = stems[open[i] as number] as number
      const place = finder.otherPlaceOf(stem)
      places[open[i] as number] = place === UNKNOWN ? this.of.answers.placeFor(stem) : place
    }
  }
}
