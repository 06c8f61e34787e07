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
const JSON_HEAD = new TextEncoder().encode('{"nhs_number":')
const CLOSING_BRACE = 125
const SPACE = 32

/** Rows that follow one another in `bytes`, each with a right number. Lent for the length of one call. */
export class RowBlock {
  bytes: Uint8Array = new Uint8Array(0)
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
  const { ends, stems, numbers } = begin(block, bytes, from)
  const last = bytes.length - 13
  let at = from
  let count = 0
  while (count < BLOCK_ROWS && at <= last) {
    const stem = stemAt(bytes, at)
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
  const { ends, stems, numbers } = begin(block, bytes, from)
  const last = bytes.length - JSON_HEAD.length - 16
  let at = from
  let count = 0
  while (count < BLOCK_ROWS && at <= last && hasJsonHead(bytes, at)) {
    let number = at + JSON_HEAD.length
    if (bytes[number] === SPACE) number += 1
    if (bytes[number] !== QUOTE) break
    number += 1
    const stem = stemAt(bytes, number)
    if (stem < 0) break
    let end = number + 10
    if (bytes[end] !== QUOTE || bytes[end + 1] !== CLOSING_BRACE) break
    end += 2
    if (bytes[end] === CR) end += 1
    if (bytes[end] !== LF) break
    stems[count] = stem
    numbers[count] = number
    at = ends[count] = end + 1
    count += 1
  }
  block.count = count
  return at
}

function hasJsonHead(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < JSON_HEAD.length; i += 1) if (bytes[at + i] !== JSON_HEAD[i]) return false
  return true
}

/** Rows of `columns` cells with a number in one of them; a cell may stand in quotes where it holds none. */
export function ordinaryCsvRows(numberColumn: number, columns: number): OrdinaryRows {
  return (block, bytes, from) => {
    const { ends, stems, numbers } = begin(block, bytes, from)
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
          while (at < limit && bytes[at] !== QUOTE && bytes[at] !== 0) at += 1
          if (at >= limit || bytes[at] === 0) break rows
          cellEnd = at
          at += 1
        } else {
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
      const stem = stemAt(bytes, number)
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

function begin(block: RowBlock, bytes: Uint8Array, from: number): RowBlock {
  block.bytes = bytes
  block.start = from
  return block
}

/**
 * The first nine of ten digits at `at`, which must be within the bytes; -1 unless the ten are a right number. The weights
 * are 10 to 1, the check digit's own included, so a right number adds up to a multiple of 11.
 */
function stemAt(bytes: Uint8Array, at: number): number {
  let stem = 0
  let sum = 0
  let wrong = 0
  for (let i = 0; i < 9; i += 1) {
    const digit = (bytes[at + i] as number) - 48
    // Below zero for anything but a digit.
    wrong |= digit | (9 - digit)
    stem = (stem * 10 + digit) | 0
    sum += digit * (10 - i)
  }
  const last = (bytes[at + 9] as number) - 48
  wrong |= last | (9 - last)
  if (wrong < 0 || (sum + last) % 11 !== 0) return -1
  return stem % ALL_ONES === 0 ? -1 : stem
}

/** Ten times the same digit adds up to a multiple of 11, and is no number. */
const ALL_ONES = 111_111_111
