import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { ListFormat } from '#app/releases/check-formats.rules.ts'

/**
 * What any program must do with such a list, and nothing else: reads the file in large pieces, scans it, digests it (SHA-256) and
 * writes it again. To scan is to find each line's number where the format has it, to read it as a number, and to work out
 * whether its check digit is right, byte by byte, in straight code for well-formed lines alone. It looks nobody up, counts no
 * repeats, leaves nobody out, and would not notice a line that is not well formed.
 */
export async function barePass(format: ListFormat, from: string, to: string, rows: number): Promise<void> {
  const digest = createHash('sha256')
  const scan = new Scan(format)
  await pipeline(createReadStream(from, { highWaterMark: PIECE }), async function* (pieces) {
    for await (const piece of pieces as AsyncIterable<Buffer>) {
      scan.piece(piece)
      digest.update(piece)
      yield piece
    }
  }, createWriteStream(to, { highWaterMark: PIECE }))
  digest.digest('hex')
  if (scan.right !== rows) throw new Error('The bare pass lost lines')
}

const PIECE = 1024 * 1024
const LF = 10

class Scan {
  /** Lines whose number is right. */
  right = 0
  /** The numbers' first nine digits, added up: what is read has to be used. */
  total = 0
  private column = 0
  private digits = 0
  private sum = 0
  private stem = 0
  /** What begins the number, and how many times it comes before it in a line. */
  private readonly opens: number
  private readonly before: number

  constructor(format: ListFormat) {
    this.opens = { text: LF, csv: 44, ndjson: 34 }[format]
    this.before = { text: 0, csv: 1, ndjson: 3 }[format]
  }

  piece(bytes: Uint8Array): void {
    const { opens, before } = this
    let { column, digits, sum, stem, right, total } = this
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i] as number
      if (byte === LF) {
        if (digits === 10 && sum % 11 === 0) {
          right += 1
          total += stem
        }
        column = digits = sum = stem = 0
      } else if (byte === opens) column += 1
      else if (column === before) {
        const digit = byte - 48
        if (digit >= 0 && digit <= 9) {
          sum += digit * (10 - digits)
          if (digits < 9) stem = stem * 10 + digit
          digits += 1
        }
      }
    }
    Object.assign(this, { column, digits, sum, stem, right, total })
  }
}
