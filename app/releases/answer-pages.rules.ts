/**
 * What the numbers of a register are told, in pages of 65,536 stems. A page with few people lists them; one with many has a
 * bit for each stem that is included in the usual way, and lists the others. Numbers are spread thinly over all that could
 * be issued, so that most pages of a county are lists and those of a nation are not.
 */

/** Said of a stem that the register does not have. */
export const UNKNOWN = -1

/** From so many people who are told the same, a page has bits for them. */
const DENSE_FROM = 512
const STEMS = 65_536
const PART_BITS = 10
const NO_BITS = new Uint32Array(0)

export class AnswerPage {
  constructor(
    /** A bit a stem: known, and told what `usual` says. Empty in a page that lists everyone. */
    readonly bits: Uint32Array,
    readonly usual: number,
    /** Everyone else who is known: offsets in the page, in order, and their places. */
    readonly offsets: Uint16Array,
    readonly places: Uint16Array,
    /** For each sixty-fourth of the page, where its offsets begin in that list; and last, where they all end. */
    readonly starts: Uint32Array,
    /** Whether any of those is included all the same. */
    readonly listsIncluded: boolean,
    readonly size: number,
  ) {}

  get bytes(): number {
    return 500 + this.bits.byteLength + this.offsets.byteLength + this.places.byteLength
  }

  isIncluded(offset: number, included: Uint8Array): boolean {
    if (this.bits.length > 0 && (((this.bits[offset >>> 5] as number) >>> (offset & 31)) & 1) === 1) return true
    if (!this.listsIncluded) return false
    const place = this.listedAt(offset)
    return place !== UNKNOWN && included[place] === 1
  }

  placeAt(offset: number): number {
    if (this.bits.length > 0 && (((this.bits[offset >>> 5] as number) >>> (offset & 31)) & 1) === 1) return this.usual
    return this.listedAt(offset)
  }

  private listedAt(offset: number): number {
    const { offsets } = this
    const part = offset >>> PART_BITS
    const end = this.starts[part + 1] as number
    for (let i = this.starts[part] as number; i < end; i += 1) {
      const found = offsets[i] as number
      if (found >= offset) return found === offset ? (this.places[i] as number) : UNKNOWN
    }
    return UNKNOWN
  }
}

/** A page of these entries: offset and place packed into 32 bits, in order, no offset twice. None makes no page. */
export function pageOf(entries: Uint32Array, included: Uint8Array): AnswerPage | undefined {
  const size = entries.length
  if (size === 0) return undefined
  const usual = size < DENSE_FROM ? UNKNOWN : usualPlace(entries, included)
  const others = usual === UNKNOWN ? entries : entries.filter((entry) => (entry & 0xffff) !== usual)
  // Bits that spare little more than they take are not worth having.
  if (size - others.length < DENSE_FROM) return listed(NO_BITS, UNKNOWN, entries, size, included)
  const bits = new Uint32Array(STEMS / 32)
  for (const entry of entries) {
    if ((entry & 0xffff) !== usual) continue
    const word = entry >>> 21
    bits[word] = (bits[word] as number) | (1 << ((entry >>> 16) & 31))
  }
  return listed(bits, usual, others, size, included)
}

function listed(bits: Uint32Array, usual: number, entries: Uint32Array, size: number, included: Uint8Array): AnswerPage {
  const offsets = new Uint16Array(entries.length)
  const places = new Uint16Array(entries.length)
  const starts = new Uint32Array((STEMS >>> PART_BITS) + 1)
  let listsIncluded = false
  for (let i = 0; i < entries.length; i += 1) {
    const entry = entries[i] as number
    offsets[i] = entry >>> 16
    places[i] = entry & 0xffff
    listsIncluded ||= included[entry & 0xffff] === 1
    const part = (entry >>> (16 + PART_BITS)) + 1
    starts[part] = (starts[part] as number) + 1
  }
  for (let part = 1; part < starts.length; part += 1) starts[part] = (starts[part] as number) + (starts[part - 1] as number)
  return new AnswerPage(bits, usual, offsets, places, starts, listsIncluded, size)
}

/** The commonest inclusion in a page; `UNKNOWN` where nobody is included. */
function usualPlace(entries: Uint32Array, included: Uint8Array): number {
  const counts = new Map<number, number>()
  let usual = UNKNOWN
  let most = 0
  for (const entry of entries) {
    const place = entry & 0xffff
    if (included[place] !== 1) continue
    const count = (counts.get(place) ?? 0) + 1
    counts.set(place, count)
    if (count > most) [usual, most] = [place, count]
  }
  return usual
}

/** A page's people, packed and in order. */
export function packed(page: AnswerPage): Uint32Array {
  const entries = new Uint32Array(page.size)
  let length = 0
  let next = 0
  const takeListed = (before: number): void => {
    for (; next < page.offsets.length && (page.offsets[next] as number) < before; next += 1) {
      entries[length] = (((page.offsets[next] as number) << 16) | (page.places[next] as number)) >>> 0
      length += 1
    }
  }
  for (let word = 0; word < page.bits.length; word += 1) {
    for (let rest = page.bits[word] as number; rest !== 0; ) {
      const bit = 31 - Math.clz32(rest & -rest)
      const offset = word * 32 + bit
      takeListed(offset)
      entries[length] = ((offset << 16) | page.usual) >>> 0
      length += 1
      rest &= rest - 1
    }
  }
  takeListed(STEMS)
  return entries
}

/** A page's entries with changes: offset, place, offset, place; a place of `UNKNOWN` takes the offset out. No offset twice. */
export function entriesWith(page: AnswerPage | undefined, changes: readonly number[]): Uint32Array {
  const changed = new Map<number, number>()
  for (let i = 0; i < changes.length; i += 2) changed.set(changes[i] as number, changes[i + 1] as number)
  const kept = (page ? packed(page) : new Uint32Array(0)).filter((entry) => !changed.has(entry >>> 16))
  const fresh = [...changed].filter(([, place]) => place !== UNKNOWN)
  const entries = new Uint32Array(kept.length + fresh.length)
  entries.set(kept)
  fresh.forEach(([offset, place], index) => { entries[kept.length + index] = ((offset << 16) | place) >>> 0 })
  return entries.sort()
}

/** Sorts stems with their places into pages, in order; those of a stem that comes twice are combined. */
export function* pagesOf(
  stems: Uint32Array, places: Uint16Array, length: number, combine: (a: number, b: number) => number,
): Generator<{ readonly page: number; readonly entries: Uint32Array }> {
  const ends = new Uint32Array((1_000_000_000 >>> 16) + 2)
  for (let i = 0; i < length; i += 1) ends[((stems[i] as number) >>> 16) + 1] = (ends[((stems[i] as number) >>> 16) + 1] as number) + 1
  for (let page = 1; page < ends.length; page += 1) ends[page] = (ends[page] as number) + (ends[page - 1] as number)
  const starts = ends.slice()
  const sorted = new Uint32Array(length)
  for (let i = 0; i < length; i += 1) {
    const stem = stems[i] as number
    const at = starts[stem >>> 16] as number
    sorted[at] = (((stem & 0xffff) << 16) | (places[i] as number)) >>> 0
    starts[stem >>> 16] = at + 1
  }
  for (let page = 0; page + 1 < ends.length; page += 1) {
    const [from, to] = [ends[page] as number, ends[page + 1] as number]
    if (from === to) continue
    yield { page, entries: withoutRepeats(sorted.subarray(from, to).sort(), combine) }
  }
}

function withoutRepeats(entries: Uint32Array, combine: (a: number, b: number) => number): Uint32Array {
  let length = 0
  for (let i = 0; i < entries.length; i += 1) {
    const entry = entries[i] as number
    const before = entries[length - 1] as number
    if (length > 0 && before >>> 16 === entry >>> 16) entries[length - 1] = ((entry & 0xffff0000) | combine(before & 0xffff, entry & 0xffff)) >>> 0
    else {
      entries[length] = entry
      length += 1
    }
  }
  return entries.subarray(0, length)
}
