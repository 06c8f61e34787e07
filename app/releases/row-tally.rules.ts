import { outcomeText, type Outcome } from './answer-table.rules.ts'
import { StemSet } from './number-stem.rules.ts'

/** Counts the rows of one check by what they were told, and those whose number stood in an earlier row. */
export class RowTally {
  rows = 0
  repeated = 0
  private readonly counts: number[] = []
  private readonly seen = new StemSet()

  /** One row: its stem, below zero where it has none, and the place of its outcome. */
  row(stem: number, place: number): void {
    this.rows += 1
    this.add(place, 1)
    if (stem >= 0 && !this.seen.add(stem)) this.repeated += 1
  }

  /** Many rows, each with a stem. */
  rowsOf(stems: Int32Array, places: Uint16Array, count: number): void {
    this.rows += count
    this.repeated += this.seen.addMany(stems, count)
    // Rows that follow one another are mostly told the same.
    let from = 0
    for (let i = 1; i <= count; i += 1) {
      if (i < count && places[i] === places[from]) continue
      this.add(places[from] as number, i - from)
      from = i
    }
  }

  /** Under each outcome's text, its rows. */
  counted(outcomes: readonly Outcome[]): Record<string, number> {
    return Object.fromEntries(outcomes.flatMap((outcome, place) => (this.counts[place] ? [[outcomeText(outcome), this.counts[place]]] : [])))
  }

  private add(place: number, rows: number): void {
    this.counts[place] = (this.counts[place] ?? 0) + rows
  }
}
