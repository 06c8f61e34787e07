/**
 * Rows as nearly every list has them, read many at a time: straight bytes, a right number, a line end. Whatever is not
 * exactly so is left to the careful reading of `row-scanner`, which is what says how a row is read; a test holds the two
 * to the same rows.
 */

/** How many rows are read at a time. */
export const BLOCK_ROWS = 4096

/** A longer row is a fault of the file, such as a file without line ends. In bytes, its line end included. */
export const ROW_LIMIT = 64 * 1024

const LF = 10
const CR = 13
const QUOTE = 34
const COMMA = 44
/** What stands before the number, and after it, as words of four bytes; the last of the head has three of those before it. */
const JSON_HEAD = '{"nhs_number":"'
const [HEAD_0, HEAD_4, HEAD_8, HEAD_11] = [wordOf(JSON_HEAD, 0), wordOf(JSON_HEAD, 4), wordOf(JSON_HEAD, 8), wordOf(JSON_HEAD, 11)]
const SPACED_11 = wordOf('{"nhs_number": "', 11)
const JSON_END = wordOf('0"}\n', 0) >>> 8
/** With a space, and CRLF at its end. */
const LONGEST_JSON = JSON_HEAD.length + 1 + 10 + 4
const CLOSING_BRACE = 125

/** Rows that follow one another in `bytes`, each with a right number. Lent for the length of one call. */
export class RowBlock {
  bytes: Uint8Array = new Uint8Array(0)
  /** Of the same bytes. */
  view = new DataView(this.bytes.buffer)
  /** Where the first of them begins. */
  start = 0
  count = 0
  /** Where each of them ends, its line end included: the place where the next begins. */
  readonly ends = new Int32Array(BLOCK_ROWS)
  /** The first nine digits of each number. */
  readonly stems = new Int32Array(BLOCK_ROWS)
  /** Where the ten digits of each number begin. */
  readonly numbers = new Int32Array(BLOCK_ROWS)
}

/** Fills the block with the rows at `from`, as many as are ordinary and whole, and fit. Gives the place after the last of them. */
export type OrdinaryRows = (block: RowBlock, bytes: Uint8Array, from: number) => number

/** A number a line, with or without a comma after it. */
export const ordinaryTextRows: OrdinaryRows = (block, bytes, from) => {
  const { ends, stems, numbers, view } = begin(block, bytes, from)
  const last = bytes.length - 13
  let at = from
  let count = 0
  while (count < BLOCK_ROWS && at <= last) {
    const stem = stemAt(view, at)
    if (stem < 0) break
    let end = at + 10
    if (bytes[end] === COMMA) end += 1
    if (bytes[end] === CR) end += 1
    if (bytes[end] !== LF) break
    stems[count] = stem
    numbers[count] = at
    at = ends[count] = end + 1
    count += 1
  }
  block.count = count
  return at
}

/** `{"nhs_number":"…"}` a line, with or without a space after the colon. */
export const ordinaryJsonRows: OrdinaryRows = (block, bytes, from) => {
  const { ends, stems, numbers, view } = begin(block, bytes, from)
  const last = bytes.length - LONGEST_JSON
  let at = from
  let count = 0
  while (count < BLOCK_ROWS && at <= last && hasJsonHead(view, at)) {
    let number = at + JSON_HEAD.length
    if (view.getInt32(number - 4, true) !== HEAD_11) {
      if (view.getInt32(number - 4, true) !== SPACED_11 || bytes[number] !== QUOTE) break
      number += 1
    }
    const stem = stemAt(view, number)
    if (stem < 0) break
    let end = number + 10
    if (view.getInt32(end - 1, true) >>> 8 === JSON_END) end += 3
    else if (bytes[end] === QUOTE && bytes[end + 1] === CLOSING_BRACE && bytes[end + 2] === CR && bytes[end + 3] === LF) end += 4
    else break
    stems[count] = stem
    numbers[count] = number
    at = ends[count] = end
    count += 1
  }
  block.count = count
  return at
}

function hasJsonHead(view: DataView, at: number): boolean {
  return view.getInt32(at, true) === HEAD_0 && view.getInt32(at + 4, true) === HEAD_4 && view.getInt32(at + 8, true) === HEAD_8
}

/** Rows of `columns` cells with a number in one of them; a cell may stand in quotes where it holds none. */
export function ordinaryCsvRows(numberColumn: number, columns: number): OrdinaryRows {
  return (block, bytes, from) => {
    const { ends, stems, numbers, view } = begin(block, bytes, from)
    let start = from
    let count = 0
    rows: while (count < BLOCK_ROWS) {
      const limit = Math.min(bytes.length, start + ROW_LIMIT)
      let number = -1
      let at = start
      for (let column = 0; ; column += 1) {
        let cell = at
        let cellEnd: number
        if (at < limit && bytes[at] === QUOTE) {
          cell = at = at + 1
          // A cell of ten digits has no end among them: that they are digits is seen to below.
          if (column === numberColumn) at += 10
          while (at < limit && bytes[at] !== QUOTE && bytes[at] !== 0) at += 1
          if (at >= limit || bytes[at] === 0) break rows
          cellEnd = at
          at += 1
        } else {
          if (column === numberColumn) at += 10
          while (at < limit && !isCellEnd(bytes[at] as number)) at += 1
          cellEnd = at
        }
        if (at >= limit) break rows
        if (column === numberColumn) {
          if (cellEnd - cell !== 10) break rows
          number = cell
        }
        let byte = bytes[at] as number
        at += 1
        if (byte === COMMA) continue
        if (byte === CR && at < limit) {
          byte = bytes[at] as number
          at += 1
        }
        if (byte !== LF || column + 1 !== columns) break rows
        break
      }
      const stem = stemAt(view, number)
      if (stem < 0) break
      stems[count] = stem
      numbers[count] = number
      start = ends[count] = at
      count += 1
    }
    block.count = count
    return start
  }
}

/** What ends a cell that does not stand in quotes, and a NUL, which is a fault. */
function isCellEnd(byte: number): boolean {
  return byte <= COMMA && (byte === COMMA || byte === LF || byte === CR || byte === 0)
}

function wordOf(text: string, at: number): number {
  return new DataView(new TextEncoder().encode(text).buffer).getInt32(at, true)
}

function begin(block: RowBlock, bytes: Uint8Array, from: number): RowBlock {
  if (block.bytes !== bytes) {
    block.bytes = bytes
    block.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }
  block.start = from
  return block
}

/**
 * The first nine of ten digits at `at`, which must be within the bytes; -1 unless the ten are a right number. Four digits are
 * worked on at once, a byte each. The weights are 10 to 1, the check digit's own included, so a right number adds up to a
 * multiple of 11; the first eight are taken as what they fall short of 11 by, which no four of them add up to more than a byte of.
 */
function stemAt(view: DataView, at: number): number {
  const a = view.getInt32(at, true) ^ NOUGHTS
  const b = view.getInt32(at + 4, true) ^ NOUGHTS
  const c = view.getUint16(at + 8, true) ^ (NOUGHTS & 0xffff)
  if (((a | (a + SIXES) | b | (b + SIXES) | c | (c + SIXES)) & ABOVE_FIFTEEN) !== 0) return -1
  const short = (Math.imul(a, 0x01020304) >>> 24) + (Math.imul(b, 0x05060708) >>> 24)
  const last = c >>> 8
  const ninth = c & 0xff
  if ((short + 33 - 2 * ninth - last) % 11 !== 0) return -1
  const stem = Math.imul(fourDigits(a), 100_000) + fourDigits(b) * 10 + ninth
  return a === b && stem % ALL_ONES === 0 ? -1 : stem
}

/** The number that four digits make, the first in the lowest byte. */
function fourDigits(digits: number): number {
  const pairs = digits * 10 + (digits >>> 8)
  return (pairs & 0xff) * 100 + ((pairs >>> 16) & 0xff)
}

/** Four digits nought in ASCII; what takes a byte above nine to sixteen or more; and the bits that are then set. */
const NOUGHTS = 0x30303030
const SIXES = 0x06060606
const ABOVE_FIFTEEN = 0xf0f0f0f0

/** Ten times the same digit adds up to a multiple of 11, and is no number. */
const ALL_ONES = 111_111_111
