import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readNhsNumber } from '#app/kernel/nhs-number.ts'
import type { ListFormat } from '#app/releases/check-formats.rules.ts'
import { numberOfStem, stemOfText } from '#app/releases/number-stem.rules.ts'
import { ROW_LIMIT, RowScanner, type ScanRefusal } from '#app/releases/row-scanner.rules.ts'

const ENCODER = new TextEncoder()
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true })

interface Seen { readonly stem: number; readonly given: string | null; readonly bytes: string }
interface Scan { readonly rows: Seen[]; header: string | null; refusal: ScanRefusal | null }

function scan(format: ListFormat, bytes: Uint8Array, cuts: readonly number[] = []): Scan {
  const seen: Scan = { rows: [], header: null, refusal: null }
  const scanner = new RowScanner(format, {
    row: (row) => seen.rows.push({ stem: row.stem, given: row.given(), bytes: DECODER.decode(row.bytes.slice(row.start, row.end)) }),
    header: (header) => { seen.header = DECODER.decode(header); return null },
  })
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  let from = 0
  for (const place of [...places, bytes.length]) {
    // A piece's memory is used again by whoever gave it: what was read must not point into it.
    const piece = bytes.slice(from, place)
    seen.refusal = scanner.push(piece)
    piece.fill(0x3f)
    if (seen.refusal) return seen
    from = place
  }
  seen.refusal = scanner.end()
  return seen
}
const text = (format: ListFormat, content: string): Scan => scan(format, ENCODER.encode(content))
const givenIn = (format: ListFormat, content: string) => text(format, content).rows.map((row) => row.given)
const A = '9990000018'
const B = '9990000026'

describe('a list of numbers, one a line', () => {
  test.each([
    ['line feeds', `${A}\n${B}\n`],
    ['no last line end', `${A}\n${B}`],
    ['carriage returns too', `${A}\r\n${B}\r\n`],
    ['mixed line ends', `${A}\r\n${B}\n`],
    ['a trailing comma, as in a national file', `${A},\r\n${B},\r\n`],
    ['a byte-order mark', `\ufeff${A}\n${B}\n`],
    ['a blank last line', `${A}\n${B}\n\n`],
  ])('is read with %s', (_what, content) => {
    expect(text('text', content)).toMatchObject({ refusal: null, rows: [{ given: A, stem: 999000001 }, { given: B, stem: 999000002 }] })
  })

  test('keeps every row as it came, byte for byte', () => {
    expect(text('text', `${A},\r\nabc\n\n${B}`).rows.map((row) => row.bytes)).toEqual([`${A},\r\n`, 'abc\n', '\n', B])
  })

  test('holds a blank line in the middle to be a row, and never mends a number', () => {
    const rows = text('text', `${A}\n\n 9990000026\n99900000026\n999 000 0018\n9990000019\n0000000000\n1234567890\n999000001\n９９９００００００１８\n`).rows
    expect(rows.map((row) => row.stem < 0)).toEqual([false, true, true, true, true, true, true, true, true, true])
  })

  test('an empty list has no rows', () => {
    for (const content of ['', '\n', '\ufeff', '\r\n']) expect(text('text', content)).toMatchObject({ rows: [], refusal: null })
  })

  test('stops at a row that is too long, even one that has not ended', () => {
    const long = 'x'.repeat(ROW_LIMIT - 1)
    expect(text('text', `${A}\n${long}\n${B}\n`)).toMatchObject({ refusal: null, rows: [{}, {}, {}] })
    for (const content of [`${A}\n${long}x\n${B}\n`, `${A}\n${long}xx`]) {
      expect(text('text', content)).toMatchObject({ refusal: { kind: 'row-too-long' }, rows: [{ given: A }] })
    }
  })
})

describe('a CSV', () => {
  test('finds the column wherever it stands, and leaves the others alone', () => {
    const content = `local_id,nhs_number,note\r\n1,${A},"a ""quoted"" word, and a comma"\r\n2,"${B}","two\r\nlines"\r\n`
    const { rows, header, refusal } = text('csv', content)
    expect(refusal).toBeNull()
    expect(rows.map((row) => row.given)).toEqual([A, B])
    expect(header).toBe('local_id,nhs_number,note\r\n')
    expect(header + rows.map((row) => row.bytes).join('')).toBe(content)
  })

  test('keeps a byte-order mark with the heading row', () => {
    expect(text('csv', `\ufeffnhs_number\n${A}\n`)).toMatchObject({ header: '\ufeffnhs_number\n', rows: [{ given: A }] })
  })

  test.each([
    ['more cells than headings', `nhs_number,b\n${A},1,2\n`],
    ['fewer cells than headings', `b,nhs_number\n${A}\n`],
    ['a blank line', `nhs_number,b\n\n${B},1\n`],
    ['text after a closing quote', `nhs_number\n"${A}"x\n`],
    ['quotes within the number', `nhs_number\n"999""0000018"\n`],
    ['a quote in the middle', `nhs_number\n999"0000018\n`],
    ['spaces round it', `nhs_number\n ${A}\n`],
  ])('does not guess at a row with %s', (_what, content) => {
    expect(text('csv', content).rows[0]).toMatchObject({ stem: expect.toSatisfy((stem: number) => stem < 0) })
  })

  test.each([
    ['another name', 'NHS No,name\n', { kind: 'missing-column', details: { found: 'NHS No, name', heading: 'nhs_number' } }],
    ['other capitals', 'NHS_Number\n', { kind: 'missing-column', details: { found: 'NHS_Number', heading: 'nhs_number' } }],
    ['no heading row', `Ann,${A},1 Test Lane\n`, { kind: 'missing-column', details: { found: 'what looks like data', heading: 'nhs_number' } }],
    ['the column twice', 'nhs_number,nhs_number\n', { kind: 'column-twice', details: { heading: 'nhs_number' } }],
    ['nothing', '', { kind: 'missing-column', details: { found: 'nothing', heading: 'nhs_number' } }],
    ['a quote that never closes', `nhs_number,b\n${A},"x\n`, { kind: 'quote-not-closed' }],
  ])('is refused when its heading row has or is %s', (_what, content, refusal) => {
    expect(text('csv', content).refusal).toEqual(refusal)
  })
})

describe('ndjson', () => {
  test('takes no number from an object that names it twice, and one from an object that only looks as if it did', () => {
    const twice = [
      `{"nhs_number":"${A}","nhs_number":"${B}"}`, `{"nhs_number":"${A}","nhs_number":"${A}"}`, `{"nhs_number":"${A}","x":[1,{"y":"}"}],"\\u006ehs_number" : "${B}"}`, `{"nhs_number":null,"nhs_number":"${A}"}`,
    ]
    expect(givenIn('ndjson', twice.join('\n'))).toEqual(twice.map(() => null))
    const once = [
      `{"nhs_number":"${A}","old":{"nhs_number":"${B}"}}`, `{"of":[{"nhs_number":"${B}"}],"nhs_number":"${A}"}`, `{"note":"\\"nhs_number\\": {\\\\","nhs_number":"${A}"}`, `{"why":"nhs_number","nhs_number":"${A}"}`,
      `{"nhs_number_2":"${B}","nhs_number":"${A}"}`,
    ]
    expect(givenIn('ndjson', once.join('\n'))).toEqual(once.map(() => A))
  })

  test('takes a text and nothing else for a number', () => {
    const lines = [`{"nhs_number":"${A}","other":1}`, `{"nhs_number":${A}}`, '{"nhs_number":null}', '{}', '[]', 'null', 'not json', '{"nhs_number":', ` {"nhs_number": "${B}"} `]
    expect(givenIn('ndjson', lines.join('\n'))).toEqual([A, null, null, null, null, null, null, null, B])
  })

  test('does not take bytes that are not UTF-8', () => {
    const bytes = Uint8Array.from([...ENCODER.encode(`{"a":"`), 0xe9, ...ENCODER.encode(`","nhs_number":"${A}"}\n`)])
    expect(scan('ndjson', bytes).rows).toMatchObject([{ given: null }])
  })
})

describe('a byte that others take for the end of a row or of the list', () => {
  test.each([
    ['csv', 'a row end in the heading row', `nhs_number,b\r${A},1\r${B},2\r`, 'lone-carriage-return', []],
    ['csv', 'a row end in a row', `nhs_number,b\n${B},1\n${A},1\r${B}\n`, 'lone-carriage-return', [B]],
    ['csv', 'after a closing quote', `nhs_number,b\n${A},"1"\r"${B}"\n`, 'lone-carriage-return', []],
    ['csv', 'in a cell whose quote is not its first character', `nhs_number,b\n${A},x"1\r${B}"\n`, 'lone-carriage-return', []],
    ['csv', 'after text after a closing quote', `nhs_number,b\n${A},"1"x"\r${B}"\n`, 'lone-carriage-return', []],
    ['csv', 'twice before a line feed', `nhs_number\r\n${A}\r\r\n`, 'lone-carriage-return', []],
    ['csv', 'at the very end', `nhs_number\n${A}\r`, 'lone-carriage-return', []],
    ['csv', 'at the end of a list of headings alone', 'nhs_number\r', 'lone-carriage-return', []],
    ['csv', 'in a row of its own', `nhs_number\n\r${A}\n`, 'lone-carriage-return', []],
    ['text', 'between two numbers', `${B}\n${A}\r${B}\n`, 'lone-carriage-return', [B]],
    ['text', 'at the very end', `${B}\n${A}\r`, 'lone-carriage-return', [B]],
    ['ndjson', 'between two objects', `{"nhs_number":"${A}"}\r{"nhs_number":"${B}"}\n`, 'lone-carriage-return', []],
    ['ndjson', 'between two members', `{"nhs_number":"${A}",\r"b":1}\n`, 'lone-carriage-return', []],
    ['csv', 'a NUL', `nhs_number,b\n${B},1\n${A},\0\n`, 'nul-byte', [B]],
    ['csv', 'a NUL inside quotes', `nhs_number,b\n${A},"\0"\n`, 'nul-byte', []],
    ['csv', 'a NUL in the heading row', `nhs_number,\0\n${A},1\n`, 'nul-byte', []],
    ['text', 'a NUL', `${B}\n${A}\0`, 'nul-byte', [B]],
    ['ndjson', 'a NUL', `{"nhs_number":"${A}"}\0\n`, 'nul-byte', []],
  ] as const)('refuses the %s list: %s', (format, _what, content, kind, before) => {
    const bytes = ENCODER.encode(content)
    const whole = scan(format, bytes)
    expect(whole.refusal).toEqual({ kind })
    expect(whole.rows.map((row) => row.given)).toEqual(before)
    expect(scan(format, bytes, Array.from(bytes.keys()))).toEqual(whole)
  })

  test('is text inside the quotes of a CSV cell, where it is a carriage return', () => {
    const content = `nhs_number,"b\rc"\r\n${A},"\r"\r\n${B},"x\r""\r\n\r"\r\n`
    const bytes = ENCODER.encode(content)
    for (const cuts of [[], Array.from(bytes.keys())]) {
      const { rows, header, refusal } = scan('csv', bytes, cuts)
      expect(refusal).toBeNull()
      expect(rows.map((row) => row.given)).toEqual([A, B])
      expect(header + rows.map((row) => row.bytes).join('')).toBe(content)
    }
  })

  test.each(['text', 'csv', 'ndjson'] as const)('never comes through in what %s gives out, however it is cut', (format) => {
    const part = fc.constantFrom(A, 'x', ',', '"', '\r', '\n', '\r\n', '\0', '"a\rb"')
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), fc.array(fc.nat(300), { maxLength: 20 }), (parts, cuts) => {
        const content = (format === 'csv' ? 'nhs_number,b\n' : '') + parts.join('')
        const { rows, header, refusal } = scan(format, ENCODER.encode(content), cuts)
        const out = (header ?? '') + rows.map((row) => row.bytes).join('')
        // A cell is quoted where a quote is its first character; what is left when those are gone stands outside quotes.
        const outside = format === 'csv' ? out.replace(/(^|[,\n])"(?:[^"]|"")*"/g, '$1') : out
        expect(outside).not.toMatch(/\r(?!\n)/)
        expect(out).not.toContain('\0')
        if (format !== 'csv') expect(refusal === null).toBe(!/\r(?!\n)|\0/.test(content))
      }),
      { numRuns: 500 },
    )
  })

  test.each(['text', 'csv', 'ndjson'] as const)('is told or the row’s length is, whichever comes first in %s, however it is cut', (format) => {
    const head = format === 'csv' ? 'nhs_number\n' : ''
    for (const [length, kind] of [[ROW_LIMIT - 2, 'lone-carriage-return'], [ROW_LIMIT - 1, 'row-too-long']] as const) {
      const bytes = ENCODER.encode(`${head}${'x'.repeat(length)}\ry\n`)
      for (const cuts of [[], [bytes.length - 1], [bytes.length - 2], [bytes.length - 3]]) expect(scan(format, bytes, cuts).refusal?.kind).toBe(kind)
    }
  })
})

const cell = fc.oneof(
  fc.constantFrom(A, B, '', ' ', '0000000000', 'x', '"', '""', ',', '\r', '\n', '\r\n', '\ufeff', 'é', '{"nhs_number":"9990000018"}', 'nhs_number'),
  fc.string({ maxLength: 12 }),
)
const messy = fc.array(cell, { maxLength: 40 }).map((cells) => cells.join(''))

describe('however a list is cut into pieces', () => {
  test.each(['text', 'csv', 'ndjson'] as const)('%s gives the same rows', (format) => {
    fc.assert(
      fc.property(messy, fc.array(fc.nat(2000), { maxLength: 30 }), (content, cuts) => {
        const bytes = ENCODER.encode(format === 'csv' ? `a,nhs_number\n${content}` : content)
        expect(scan(format, bytes, cuts)).toEqual(scan(format, bytes))
        expect(scan(format, bytes, Array.from(bytes.keys()))).toEqual(scan(format, bytes))
      }),
      { numRuns: 300 },
    )
  })

  test.each(['text', 'csv', 'ndjson'] as const)('no byte of %s is lost: header and rows together are the list', (format) => {
    fc.assert(
      fc.property(messy, (content) => {
        const whole = format === 'csv' ? `a,nhs_number\n${content}` : content
        const { rows, header, refusal } = scan(format, ENCODER.encode(whole))
        fc.pre(refusal === null)
        const put = (header ?? '') + rows.map((row) => row.bytes).join('')
        const withoutMark = format === 'csv' ? whole : whole.replace(/^\ufeff/, '')
        expect([put, `${put}\n`, `${put}\r\n`]).toContain(withoutMark)
      }),
      { numRuns: 300 },
    )
  })

  test('a well-formed CSV gives back each cell as it was written', () => {
    const quoted = (value: string) => `"${value.replace(/"/g, '""')}"`
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 20 }), fc.constantFrom('\n', '\r\n'), (table, lineEnd) => {
        const content = `note,nhs_number${lineEnd}${table.map(([note, number]) => `${quoted(note)},${quoted(number)}${lineEnd}`).join('')}`
        expect(givenIn('csv', content)).toEqual(table.map(([, number]) => number))
      }),
    )
  })
})

describe('a number', () => {
  test('is read exactly as the strict reading has it', () => {
    const digits = fc.stringMatching(/^[0-9]{8,12}$/)
    const nearly = fc.integer({ min: 0, max: 999_999_999 }).chain((stem) => fc.integer({ min: 0, max: 9 }).map((last) => `${String(stem).padStart(9, '0')}${last}`))
    fc.assert(
      fc.property(fc.oneof(digits, nearly, fc.string({ maxLength: 14 }), fc.constantFrom('', '9999999999', '0000000000', A)), (value) => {
        const reading = readNhsNumber(value)
        const stem = stemOfText(value)
        expect(stem >= 0).toBe(reading.ok)
        if (reading.ok) expect(numberOfStem(stem)).toBe(value)
      }),
      { numRuns: 5000 },
    )
  })
})
