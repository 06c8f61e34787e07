import fc from 'fast-check'
import { stringify } from 'csv-stringify/sync'
import { describe, expect, test } from 'vitest'
import { checkListBytes, decodeList, eachListRow, ListFaultError, readListHeadings } from '#app/people/list-file.server.ts'
import { LIST_BYTES_MAX } from '#app/people/people-list.rules.ts'

async function rowsOf(text: string): Promise<string[][]> {
  const rows: string[][] = []
  for await (const row of eachListRow(text)) rows.push([...row.cells])
  return rows
}
const faultOf = (text: string) => rowsOf(text).then(() => null, (error: unknown) => (error instanceof ListFaultError ? error.fault : error))
const kindOf = (content: Uint8Array) => {
  const checked = checkListBytes(content)
  return checked.ok ? null : checked.refusal.kind
}

describe('a file of a people list', () => {
  test.each<[string, Uint8Array, string | null]>([
    ['nothing', new Uint8Array(), 'file-empty'],
    ['only white space', Buffer.from('\ufeff \r\n\r\n'), 'file-empty'],
    ['a workbook (xlsx)', Buffer.from('PK\u0003\u0004rest'), 'file-is-spreadsheet'],
    ['an old workbook (xls)', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'file-is-spreadsheet'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'file-is-pdf'],
    ['UTF-16 with its mark', Buffer.from('\ufeffnhs_number', 'utf16le'), 'file-is-utf-16'],
    ['UTF-16 without', Buffer.from('nhs_number,local_id', 'utf16le'), 'file-is-utf-16'],
    ['something with zeros in it', Buffer.from('nhs_number\u0000abcdefghijklmnop'), 'file-is-binary'],
    ['a byte over 25 MB', Buffer.alloc(LIST_BYTES_MAX + 1, 'x'), 'file-too-large'],
    ['25 MB', Buffer.alloc(LIST_BYTES_MAX, 'x'), null],
    ['CSV', Buffer.from('nhs_number\n'), null],
  ])('that is %s is told apart by its bytes', (_what, content, kind) => expect(kindOf(content)).toBe(kind))

  test('is read as UTF-8, without its byte-order mark', () => {
    expect(decodeList(Buffer.from('\ufeffnhs_number\nŁucja'))).toEqual({ text: 'nhs_number\nŁucja', encoding: 'utf-8' })
  })

  test('is read as Windows-1252 where it is not UTF-8', () => {
    expect(decodeList(Buffer.from('Jörg O\x92Brien', 'latin1'))).toEqual({ text: 'Jörg O’Brien', encoding: 'windows-1252' })
  })

  test('may have line ends of every kind, mixed, and empty lines', async () => {
    expect(await rowsOf('a,b\r\n1,2\n3,4\r5,6\r\n\r\n7,8')).toEqual([['a', 'b'], ['1', '2'], ['3', '4'], ['5', '6'], ['7', '8']])
  })

  test('counts rows as a spreadsheet does', async () => {
    const numbers: number[] = []
    for await (const row of eachListRow('a\n\n"two\nlines"\nb')) numbers.push(row.number)
    expect(numbers).toEqual([1, 3, 4])
  })

  test('with 20 MB of one line is refused at once, and says where', async () => {
    // Counted as work of this process, which other work on the machine does not make longer.
    const began = process.cpuUsage()
    expect(await faultOf(`a,b\n1,2\n${'x'.repeat(20_000_000)}`)).toEqual({ kind: 'line-too-long', details: { row: 3 } })
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(2000)
  })

  test('with a quotation mark that is never closed is refused, and says where', async () => {
    expect(await faultOf('a,b\n1,2\n"3,4\n')).toEqual({ kind: 'quote-not-closed', details: { row: 3 } })
  })

  test('a stray quotation mark spoils nothing', async () => {
    expect(await rowsOf('a,b\nthe 5" pipe,2\n')).toEqual([['a', 'b'], ['the 5" pipe', '2']])
  })

  test.each([
    ['a;b;c\n1;2;3', { kind: 'wrong-separator', details: { separator: 'semicolons' } }],
    ['a\tb\n1\t2', { kind: 'wrong-separator', details: { separator: 'tabs' } }],
    ['999 000 0018,1001,Alex', { kind: 'no-heading-row' }],
  ])('%j has no headings that can be used', async (text, refusal) => expect(await readListHeadings(text)).toEqual({ ok: false, refusal }))

  test('gives back every cell as it was written, whatever its length and however the file is cut for reading', async () => {
    const cell = fc.oneof(fc.constantFrom('', 'x', '"', ',', 'a,b', 'line\nbreak', 'é', '\r\n'), fc.string({ maxLength: 30, unit: fc.constantFrom('a', 'b', ',', '"', '\n', ' ', 'ł') }))
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(cell, cell, fc.constant('end')), { minLength: 1, maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\r'), fc.integer({ min: 0, max: 3 }), async (rows, lineEnd, shift) => {
      const filler = Array.from({ length: 60 }, () => ['f'.repeat(1100 + shift), '', 'end'])
      const text = stringify([...filler, ...rows], { record_delimiter: lineEnd, quoted: true })
      expect(await rowsOf(text)).toEqual([...filler, ...rows])
    }), { numRuns: 40 })
  })
})
