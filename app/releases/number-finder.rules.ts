import { type AnswerPage, packed, UNKNOWN } from './answer-pages.rules.ts'

/**
 * Where everyone of a register stands, in little more than a byte a person: so little that a county stays in the processor's
 * own cache, where the pages of answers do not. Nothing that is done hangs on what was read, or nearly, so that the memory of
 * many rows is waited for at once and not in turn.
 *
 * A page of stems is cut into buckets of a few people each. For each bucket it says where its people begin and end; of each
 * person it has a byte: in its lower bits what their stem is beyond the bucket's first, and in those above which common answer
 * they have, or that it is none of them. The place of that byte is the person's spot. Those who have another answer stand in
 * lists of their own.
 */
export class NumberFinder {
  /** A spot is below this, and above nought. */
  readonly end: number
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private readonly begins = new Int32Array(PAGES)
  private readonly shifts = new Uint8Array(PAGES).fill(WIDEST)
  /** Four for each page: by code, the answer that is meant. */
  private readonly said = new Uint16Array(PAGES * 4)
  /** Whoever is not told by a code, packed and in order, and where each page's begin. */
  private readonly others: Uint32Array
  private readonly otherBegins = new Int32Array(PAGES + 1)

  constructor(pages: readonly (AnswerPage | undefined)[]) {
    const pieces = pages.map((page) => page && pieceOf(page))
    let [at, other] = [EMPTY, 0]
    for (const piece of pieces) if (piece) [at, other] = [at + piece.bytes.length, other + piece.others.length]
    this.end = at
    this.bytes = new Uint8Array(at)
    this.view = new DataView(this.bytes.buffer)
    this.others = new Uint32Array(other)
    ;[at, other] = [EMPTY, 0]
    for (let page = 0; page < PAGES; page += 1) {
      const piece = pieces[page]
      this.otherBegins[page + 1] = other + (piece?.others.length ?? 0)
      if (!piece) continue
      this.others.set(piece.others, other)
      other += piece.others.length
      this.bytes.set(piece.bytes, at)
      this.said.set(piece.said, page * 4)
      this.begins[page] = at
      this.shifts[page] = piece.shift
      at += piece.bytes.length
    }
  }

  /** Of memory, with what it was made of. */
  get bytesHeld(): number {
    return 2 * (this.bytes.byteLength + this.others.byteLength)
  }

  /** The spot of a stem; nought for one that is not found. Who is on the register may not be found: it is never the other way about. */
  spotOf(stem: number): number {
    ONE[0] = stem
    this.find(ONE, 1, SPOT, CODE)
    return SPOT[0] as number
  }

  /** The same for the first `count`, and which common answer each has by its code; nought for none. */
  find(stems: Int32Array, count: number, spots: Int32Array, codes: Uint8Array): void {
    for (let from = 0; from < count; from += ASKED_AT_ONCE) this.findSome(stems, from, Math.min(from + ASKED_AT_ONCE, count), spots, codes)
  }

  /**
   * Goes over them twice: first it looks at each one's bucket and nothing else, so that the processor has as many of them on
   * their way from memory at once as it can; by the second time they are in the cache that is its own.
   */
  private findSome(stems: Int32Array, first: number, end: number, spots: Int32Array, codes: Uint8Array): void {
    const { bytes, view, begins, shifts } = this
    for (let i = first; i < end; i += 1) {
      const stem = stems[i] as number
      const shift = shifts[stem >>> 16] as number
      spots[i] = view.getInt32((begins[stem >>> 16] as number) + (((stem & 0xffff) >>> shift) << 1), true)
    }
    for (let i = first; i < end; i += 1) {
      const stem = stems[i] as number
      const begin = begins[stem >>> 16] as number
      const shift = shifts[stem >>> 16] as number
      const ends = spots[i] as number
      const from = begin + (2 * STEMS >>> shift) + 2 + (ends & 0xffff)
      const people = (ends >>> 16) - (ends & 0xffff)
      const mask = (1 << shift) - 1
      const lower = Math.imul(mask, 0x01010101)
      const sought = Math.imul(stem & mask, 0x01010101)
      const four = isNought((view.getInt32(from, true) & lower) ^ sought) & (FIRST_FOUR[people] as number)
      const more = isNought((view.getInt32(from + 4, true) & lower) ^ sought) & (NEXT_FOUR[people] as number)
      // No two of a bucket are the same, so at most one bit is left: eight times the place, and four more in the second four.
      const found = (four >>> 7) | (more >>> 3)
      const bit = 31 - Math.clz32(found)
      const spot = found === 0 ? 0 : from + (bit >>> 3) + (bit & 4)
      spots[i] = spot
      codes[i] = (bytes[spot] as number) >>> shift
    }
  }

  /** Answers those who have a common answer. The others are put into `open`, by their place among the rows; how many they are. */
  tell(stems: Int32Array, codes: Uint8Array, count: number, places: Uint16Array, open: Int32Array): number {
    const { said } = this
    let left = 0
    for (let i = 0; i < count; i += 1) {
      const code = codes[i] as number
      places[i] = said[(((stems[i] as number) >>> 16) << 2) + code] as number
      open[left] = i
      left += (code - 1) >>> 31
    }
    return left
  }

  /** The answer of someone who has no code; `UNKNOWN` for whoever has one, and where nobody is known. */
  otherPlaceOf(stem: number): number {
    const { others, otherBegins } = this
    const offset = stem & 0xffff
    const end = otherBegins[(stem >>> 16) + 1] as number
    let low = otherBegins[stem >>> 16] as number
    for (let high = end; low < high; ) {
      const middle = (low + high) >>> 1
      if ((others[middle] as number) >>> 16 < offset) low = middle + 1
      else high = middle
    }
    const found = low < end ? (others[low] as number) : 0
    return low < end && found >>> 16 === offset ? found & 0xffff : UNKNOWN
  }
}

/** Has the highest bit of each byte that is nought, and no other. */
function isNought(bytes: number): number {
  return ~(((bytes & 0x7f7f7f7f) + 0x7f7f7f7f) | bytes) & HIGHEST
}

const HIGHEST = 0x80808080 | 0
const STEMS = 65_536
const PAGES = Math.ceil(1_000_000_000 / STEMS)
const [ONE, SPOT, CODE] = [new Int32Array(1), new Int32Array(1), new Uint8Array(1)]

/** So few that what they look at stays in the cache. */
const ASKED_AT_ONCE = 256

/** A bucket has two to this many stems, so that a byte has a bit left for the answer; and fewer where people are many. */
const WIDEST = 7
const NARROWEST = 4
/** So many stems leave bits for all the common answers that are told apart. */
const WIDE_ENOUGH = 6
const MOST_CODES = 3
const MOST_OF_A_BUCKET = 1 << WIDEST
/** Which of four bytes are of a bucket with so many people; and of the four after them. */
const FIRST_FOUR = Int32Array.from({ length: MOST_OF_A_BUCKET + 1 }, (_, people) => bytesUpTo(people))
const NEXT_FOUR = Int32Array.from({ length: MOST_OF_A_BUCKET + 1 }, (_, people) => bytesUpTo(people - 4))

function bytesUpTo(people: number): number {
  return people >= 4 ? HIGHEST : people <= 0 ? 0 : HIGHEST >>> (8 * (4 - people))
}

/** As many of a bucket as two words of four bytes hold. Who is beyond them is not found. */
const IN_A_BUCKET = 8
/** No more than one in so many may be beyond them before buckets are made narrower. */
const FEW = 50
/** Where a bucket begins is kept in 16 bits. A page with more people, which cannot be of right numbers, is left out. */
const MOST_OF_A_PAGE = 60_000
/** What stands where a page has nobody: buckets that are all empty, and what is read beyond the last of them. */
const EMPTY = lengthOf(0, WIDEST)

interface Piece {
  readonly bytes: Uint8Array
  readonly said: readonly number[]
  readonly shift: number
  readonly others: Uint32Array
}

function lengthOf(people: number, shift: number): number {
  return ((2 * STEMS >>> shift) + 2 + people + 8 + 3) & ~3
}

/** A page never changes, so that what is made of it serves every table that has it. */
const PIECES = new WeakMap<AnswerPage, Piece>()

/** Makes of a page what a finder needs of it, so that little is left to do when one is asked for. */
export function prepareToFind(page: AnswerPage): void {
  pieceOf(page)
}

function pieceOf(page: AnswerPage): Piece | undefined {
  const known = PIECES.get(page)
  if (known) return known
  if (page.size > MOST_OF_A_PAGE) return undefined
  const entries = packed(page)
  const places = commonest(entries)
  let shift = isTold(entries, places.slice(0, 1)) ? WIDEST : WIDE_ENOUGH
  while (shift > NARROWEST && crowded(entries, shift) > entries.length / FEW) shift -= 1
  const common = places.slice(0, shift === WIDEST ? 1 : MOST_CODES)
  const bytes = new Uint8Array(lengthOf(entries.length, shift))
  const view = new DataView(bytes.buffer)
  const buckets = STEMS >>> shift
  const others: number[] = []
  let person = 0
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const first = person
    view.setUint16(bucket * 2, person, true)
    for (; person < entries.length && (entries[person] as number) >>> (16 + shift) === bucket; person += 1) {
      const entry = entries[person] as number
      const code = common.indexOf(entry & 0xffff) + 1
      bytes[buckets * 2 + 2 + person] = ((entry >>> 16) & ((1 << shift) - 1)) | (code << shift)
      if (code === 0 || person - first >= IN_A_BUCKET) others.push(entry)
    }
  }
  view.setUint16(buckets * 2, person, true)
  const piece = { bytes, said: [0, ...common], shift, others: Uint32Array.from(others) }
  PIECES.set(page, piece)
  return piece
}

/** How many of these people are beyond what is looked at of their bucket. */
function crowded(entries: Uint32Array, shift: number): number {
  let [bucket, inBucket, beyond] = [-1, 0, 0]
  for (const entry of entries) {
    const its = entry >>> (16 + shift)
    inBucket = its === bucket ? inBucket + 1 : 1
    bucket = its
    if (inBucket > IN_A_BUCKET) beyond += 1
  }
  return beyond
}

/** The places that most of these people have, the commonest first. */
function commonest(entries: Uint32Array): number[] {
  const counts = new Map<number, number>()
  for (const entry of entries) counts.set(entry & 0xffff, (counts.get(entry & 0xffff) ?? 0) + 1)
  return [...counts].sort(([a, many], [b, few]) => few - many || a - b).slice(0, MOST_CODES).map(([place]) => place)
}

/** Whether nearly all of them have one of these places. */
function isTold(entries: Uint32Array, places: readonly number[]): boolean {
  let others = 0
  for (const entry of entries) if (!places.includes(entry & 0xffff)) others += 1
  return others * 10 < entries.length
}
