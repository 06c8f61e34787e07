import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { readTypedNhsNumber } from '#app/kernel/nhs-number.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { LIST_BYTES_MAX, LIST_ROW_MAX, type ListFaultKind } from './people-list.rules.ts'

/** CSV files as people send them: any line ends, a byte-order mark, UTF-8 or Windows-1252. */
export type ListEncoding = 'utf-8' | 'windows-1252'

type ListFault = Refusal<ListFaultKind>

/** What can be told from the bytes alone, before anything is kept. */
export function checkListBytes(content: Uint8Array): Result<null, ListFault> {
  if (content.length > LIST_BYTES_MAX) return refuse('file-too-large')
  if (content.length === 0) return refuse('file-empty')
  const begins = (...bytes: readonly number[]) => bytes.every((byte, index) => content[index] === byte)
  if (begins(0x50, 0x4b) || begins(0xd0, 0xcf, 0x11, 0xe0)) return refuse('file-is-spreadsheet')
  if (begins(0x25, 0x50, 0x44, 0x46)) return refuse('file-is-pdf')
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff)) return refuse('file-is-utf-16')
  if (content.includes(0)) return refuse(looksLikeUtf16(content) ? 'file-is-utf-16' : 'file-is-binary')
  if (!/[^\s\ufeff]/.test(decode(content.subarray(0, 4096), 'utf-8'))) return refuse('file-empty')
  return ok(null)
}

/** Plain text in UTF-16 has a zero in every second byte. */
function looksLikeUtf16(content: Uint8Array): boolean {
  const sample = content.subarray(0, 400)
  const zeros = (from: number) => sample.filter((byte, index) => index % 2 === from && byte === 0).length
  return Math.max(zeros(0), zeros(1)) > sample.length / 4
}

/** What Windows-1252 has in the places 80 to 9F, where Latin-1 has nothing to see (WHATWG Encoding; Node's own decoder leaves them out). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decode(content: Uint8Array, encoding: ListEncoding): string {
  if (encoding === 'utf-8') return new TextDecoder().decode(content)
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1').replace(/[\u0080-\u009f]/g, (letter) => WINDOWS_1252[letter.charCodeAt(0) - 0x80] as string)
}

/** UTF-8 where the bytes are that; otherwise they are read as Windows-1252, which holds all of printable Latin-1. */
export function decodeList(content: Uint8Array): { readonly text: string; readonly encoding: ListEncoding } {
  const encoding: ListEncoding = isUtf8(content) ? 'utf-8' : 'windows-1252'
  return { text: decode(content, encoding).replace(/^\ufeff/, ''), encoding }
}

/** A fault of the file as a whole, met while it was being read. */
export class ListFaultError extends Error {
  override readonly name = 'ListFaultError'
  readonly fault: ListFault
  constructor(fault: ListFault) {
    super(fault.kind)
    this.fault = fault
  }
}

export interface ListRow {
  /** As a spreadsheet counts, when no cell holds a line break: the heading row is 1. Empty rows are counted and left out. */
  readonly number: number
  readonly cells: readonly string[]
  /** How much of the text had been handed to the reader by then, from 0 to 1. */
  readonly share: number
}

const SLICE = 64 * 1024

/** The rows of a file, the heading row first. Throws ListFaultError where the rest cannot be read. */
export async function* eachListRow(text: string): AsyncGenerator<ListRow> {
  let sent = 0
  function* slices() {
    while (sent < text.length) {
      const slice = text.slice(sent, sent + SLICE)
      sent += slice.length
      yield slice
    }
  }
  const parser = parse({
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A stray quotation mark spoils its own cell, not the file.
    relax_quotes: true,
    max_record_size: LIST_ROW_MAX,
    skip_empty_lines: false,
  })
  const source = Readable.from(slices(), { objectMode: false, highWaterMark: SLICE })
  source.pipe(parser)
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1
      if (cells.every((cell) => cell.trim() === '')) continue
      yield { number, cells, share: text.length === 0 ? 1 : sent / text.length }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // Rows that wait between the parser and this loop are lost with the fault, so the parser's own count says where it is.
    const row = ((error as { records?: number }).records ?? number) + 1
    throw new ListFaultError({ kind: error.code === 'CSV_MAX_RECORD_SIZE' ? 'line-too-long' : 'quote-not-closed', details: { row } })
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/** The headings of a file, or why its first row cannot be its headings. */
export async function readListHeadings(text: string): Promise<Result<{ readonly number: number; readonly cells: readonly string[] }, ListFault>> {
  try {
    for await (const row of eachListRow(text)) {
      const [only] = row.cells
      if (row.cells.length === 1 && only !== undefined && /[;\t|]/.test(only)) {
        return refuse('wrong-separator', { separator: only.includes(';') ? 'semicolons' : only.includes('\t') ? 'tabs' : 'upright lines' })
      }
      if (row.cells.some((cell) => readTypedNhsNumber(cell).ok)) return refuse('no-heading-row')
      return ok({ number: row.number, cells: row.cells })
    }
  } catch (error) {
    if (error instanceof ListFaultError) return { ok: false, refusal: error.fault }
    throw error
  }
  return refuse('file-empty')
}
