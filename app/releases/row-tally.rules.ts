import { outcomeText, type Outcome } from './answer-table.rules.ts'
import type { NumberFinder } from './number-finder.rules.ts'
import { StemSet } from './number-stem.rules.ts'

/** Counts the rows of one check by what they were told, and those whose number stood in an earlier row. */
export class RowTally {
  rows = 0
  repeated = 0
  /** By place, in two parts: a count has to wait for the one before, and rows that follow one another are mostly told the same. */
  private counts: readonly [Float64Array, Float64Array] = [new Float64Array(64), new Float64Array(64)]
  private seen: Set<number> | StemSet = new Set<number>()
  private finder: NumberFinder | null = null
  /** A bit for each spot of the finder: which of the register have been seen. The others are in `seen`. */
  private seenSpots = new Uint32Array(0)

  /** One row: its stem, below zero where it has none, and the place of its outcome. */
  row(stem: number, place: number): void {
    this.rows += 1
    this.add(place)
    if (stem < 0) return
    ONE_STEM[0] = stem
    ONE_SPOT[0] = this.finder?.spotOf(stem) ?? 0
    this.see(ONE_STEM, 1, ONE_SPOT)
  }

  /** From here on, whom a finder finds is told apart by their spots, which takes a hundredth of the memory. For whoever has seen few so far. */
  goBySpots(finder: NumberFinder): void {
    const before = this.seen
    if (before instanceof StemSet) return
    this.finder = finder
    this.seen = new StemSet()
    this.seenSpots = new Uint32Array((finder.end >>> 5) + 1)
    for (const stem of before) {
      const spot = finder.spotOf(stem)
      if (spot > 0) this.wasSpotSeen(spot)
      else this.seen.add(stem)
    }
  }

  /** Many rows, each with a stem, and with its spot once it goes by spots. `highest`: none of the places is above it. */
  rowsOf(stems: Int32Array, places: Uint16Array, count: number, highest: number, spots: Int32Array): void {
    this.rows += count
    this.see(stems, count, spots)
    this.fit(highest)
    const [even, odd] = this.counts
    let i = 0
    for (; i + 1 < count; i += 2) {
      const [one, other] = [places[i] as number, places[i + 1] as number]
      even[one] = (even[one] as number) + 1
      odd[other] = (odd[other] as number) + 1
    }
    if (i < count) this.add(places[i] as number)
  }

  /** Under each outcome's text, its rows. */
  counted(outcomes: readonly Outcome[]): Record<string, number> {
    const [even, odd] = this.counts
    return Object.fromEntries(outcomes.flatMap((outcome, place) => {
      const rows = (even[place] ?? 0) + (odd[place] ?? 0)
      return rows > 0 ? [[outcomeText(outcome), rows]] : []
    }))
  }

  private see(stems: Int32Array, count: number, spots: Int32Array): void {
    if (this.finder === null) return this.seeStems(stems, count)
    for (let i = 0; i < count; i += 1) {
      const spot = spots[i] as number
      if (spot > 0) this.repeated += this.wasSpotSeen(spot)
      else if (!(this.seen as StemSet).add(stems[i] as number)) this.repeated += 1
    }
  }

  private seeStems(stems: Int32Array, count: number): void {
    if (this.seen instanceof StemSet) {
      this.repeated += this.seen.addMany(stems, count)
      return
    }
    const before = this.seen.size
    for (let i = 0; i < count; i += 1) this.seen.add(stems[i] as number)
    this.repeated += before + count - this.seen.size
    if (this.seen.size < MANY) return
    const all = new StemSet()
    for (const stem of this.seen) all.add(stem)
    this.seen = all
  }

  /** 1 where it was seen before, and 0 where it was not. */
  private wasSpotSeen(spot: number): number {
    const word = this.seenSpots[spot >>> 5] as number
    this.seenSpots[spot >>> 5] = word | (1 << (spot & 31))
    return (word >>> (spot & 31)) & 1
  }

  private add(place: number): void {
    this.fit(place)
    this.counts[0][place] = (this.counts[0][place] as number) + 1
  }

  /** Makes sure that a place can be counted. */
  private fit(place: number): void {
    if (place < this.counts[0].length) return
    const grown = (counts: Float64Array): Float64Array => {
      const larger = new Float64Array(Math.max(place + 1, counts.length * 2))
      larger.set(counts)
      return larger
    }
    this.counts = [grown(this.counts[0]), grown(this.counts[1])]
  }
}

const [ONE_STEM, ONE_SPOT] = [new Int32Array(1), new Int32Array(1)]
/** So many are kept one by one; of more, all that there can be take less. */
const MANY = 50_000
