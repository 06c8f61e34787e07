/**
 * NHS numbers as the gate handles them: the first nine digits as a number, which says everything, since the tenth is
 * worked out from them. It fits where ten digits would not, and it is compared without making a text of every row.
 */

/** What a cell holds that is not a number; always below zero, so that it cannot be taken for a stem. */
export const NOT_A_NUMBER = { blank: -1, 'not-ten-digits': -2, 'check-digit': -3, 'all-same-digit': -4 } as const
export type NumberFault = keyof typeof NOT_A_NUMBER

/** Reads exactly ten digits in `bytes` from `start` to `end`: the stem, or below zero what is wrong (as `readNhsNumber` has it). */
export function stemOfBytes(bytes: Uint8Array, start: number, end: number): number {
  if (end - start !== 10) return isBlank(bytes, start, end) ? NOT_A_NUMBER.blank : NOT_A_NUMBER['not-ten-digits']
  let stem = 0
  let sum = 0
  let differs = 0
  const first = bytes[start] as number
  for (let i = 0; i < 9; i += 1) {
    const byte = bytes[start + i] as number
    const digit = byte - 48
    if (digit < 0 || digit > 9) return isBlank(bytes, start, end) ? NOT_A_NUMBER.blank : NOT_A_NUMBER['not-ten-digits']
    differs |= byte ^ first
    stem = stem * 10 + digit
    sum += digit * (10 - i)
  }
  const last = bytes[start + 9] as number
  if (last < 48 || last > 57) return NOT_A_NUMBER['not-ten-digits']
  if ((differs | (last ^ first)) === 0) return NOT_A_NUMBER['all-same-digit']
  return checkDigit(sum) === last - 48 ? stem : NOT_A_NUMBER['check-digit']
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) if (bytes[i] !== 32 && bytes[i] !== 9) return false
  return true
}

/** Ten stands for "there is none". */
function checkDigit(sum: number): number {
  const digit = 11 - (sum % 11)
  return digit === 11 ? 0 : digit
}

/** Where a text stands while it is read. */
const TEN = new Uint8Array(10)
const NO_DIGIT = 0x3f

export function stemOfText(text: string): number {
  if (text.length !== 10) return text.trim() === '' ? NOT_A_NUMBER.blank : NOT_A_NUMBER['not-ten-digits']
  for (let i = 0; i < 10; i += 1) {
    const code = text.charCodeAt(i)
    TEN[i] = code < 128 ? code : NO_DIGIT
  }
  const stem = stemOfBytes(TEN, 0, 10)
  return stem < 0 && text.trim() === '' ? NOT_A_NUMBER.blank : stem
}

/** Writes the ten digits of a stem at `at`. */
export function writeNumber(stem: number, into: Uint8Array, at: number): void {
  let rest = stem
  let sum = 0
  for (let i = 8; i >= 0; i -= 1) {
    const digit = rest % 10
    rest = (rest - digit) / 10
    into[at + i] = 48 + digit
    sum += digit * (10 - i)
  }
  into[at + 9] = 48 + checkDigit(sum)
}

export function numberOfStem(stem: number): string {
  const bytes = new Uint8Array(10)
  writeNumber(stem, bytes, 0)
  return String.fromCharCode(...bytes)
}

const PAGE_BITS = 16
const STEMS = 1_000_000_000
const PAGE_WORDS = 1 << (PAGE_BITS - 5)
/** What is read where no stem of a page has been added. Nothing is ever written into it. */
const NO_STEMS = new Uint32Array(PAGE_WORDS)

/** Memory for pages is taken so many pages at a time, at most: a short list takes little, and a long one does not ask often. */
const MOST_AT_ONCE = 32

/**
 * Which stems have been seen. A bit for each of the thousand million there can be, in pages made when first needed: however
 * long the list, never more than 125 MB, and little for a short one.
 */
export class StemSet {
  private readonly pages: Uint32Array[] = new Array<Uint32Array>((STEMS >>> PAGE_BITS) + 1).fill(NO_STEMS)
  private fresh = new Uint32Array(0)
  private freshAtOnce = 1

  private count = 0

  /** How many there are. */
  get size(): number {
    return this.count
  }

  has(stem: number): boolean {
    return (((this.pages[stem >>> PAGE_BITS] as Uint32Array)[(stem & ((1 << PAGE_BITS) - 1)) >>> 5] as number) & (1 << (stem & 31))) !== 0
  }

  /** Every page that has a stem, in order: its place, and a bit for each of its stems. The same set gives the same. */
  *eachPage(): Generator<{ readonly page: number; readonly bits: Uint32Array }> {
    for (const [page, bits] of this.pages.entries()) if (bits !== NO_STEMS) yield { page, bits }
  }

  /** True when the stem was not there yet. */
  add(stem: number): boolean {
    const page = this.pageFor(stem)
    const index = (stem & ((1 << PAGE_BITS) - 1)) >>> 5
    const word = page[index] as number
    const bit = 1 << (stem & 31)
    page[index] = word | bit
    if ((word & bit) !== 0) return false
    this.count += 1
    return true
  }

  /** Adds the first `count`. How many of them were there already. */
  addMany(stems: Int32Array, count: number): number {
    const { pages } = this
    let known = 0
    for (let i = 0; i < count; i += 1) {
      const stem = stems[i] as number
      let page = pages[stem >>> PAGE_BITS] as Uint32Array
      if (page === NO_STEMS) page = this.pageFor(stem)
      const index = (stem & ((1 << PAGE_BITS) - 1)) >>> 5
      const word = page[index] as number
      // Nothing here hangs on what is read, so that the memory of many stems is waited for at once.
      known += (word >>> (stem & 31)) & 1
      page[index] = word | (1 << (stem & 31))
    }
    this.count += count - known
    return known
  }

  /** The page of a stem, to write into. */
  private pageFor(stem: number): Uint32Array {
    const page = this.pages[stem >>> PAGE_BITS] as Uint32Array
    if (page !== NO_STEMS) return page
    if (this.fresh.length === 0) {
      this.fresh = new Uint32Array(PAGE_WORDS * this.freshAtOnce)
      this.freshAtOnce = Math.min(MOST_AT_ONCE, this.freshAtOnce * 2)
    }
    const made = this.fresh.subarray(0, PAGE_WORDS)
    this.fresh = this.fresh.subarray(PAGE_WORDS)
    return (this.pages[stem >>> PAGE_BITS] = made)
  }
}
