import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOfLine, planChoiceFile, readImportRow, rowIdentity, type ChoiceFilePlan, type ImportRow } from '#app/choices/choice-file.rules.ts'
import { eachLine } from '#app/choices/choice-file.server.ts'
import { CHOICE_EVENT_COLUMNS } from '#app/choices/choice-event.schema.ts'
import { rejectedCells, rejectedHeadings } from '#app/choices/rejected-rows.rules.ts'

const PLAIN = planChoiceFile([...CHOICE_EVENT_COLUMNS]) as { plan: ChoiceFilePlan }
const cells = (changes: Partial<Record<(typeof CHOICE_EVENT_COLUMNS)[number], string>> = {}) => {
  const row = { nhs_number: '9990000018', code_system: 'read2', code: '9Nu0.', effective: '2026-03-10', recorded: '', source: 'A81001', sequence: '1', end_reason: '', ...changes }
  return CHOICE_EVENT_COLUMNS.map((column) => row[column])
}
const read = (changes?: Parameters<typeof cells>[0], only: string | null = null) => readImportRow(cells(changes), PLAIN.plan, only)
const identity = (changes?: Parameters<typeof cells>[0], row = (read(changes) as { value: ImportRow }).value) => rowIdentity(row, row.event.nhsNumber)

describe('a line', () => {
  test.each([
    ['a,b,,c', ['a', 'b', '', 'c']], ['"a","b,c",d', ['a', 'b,c', 'd']], ['"a ""b""",c', ['a "b"', 'c']], ['', ['']], ['a,', ['a', '']], ['a,b"c,d', ['a', 'b"c', 'd']],
    ['"",""', ['', '']], ['"a"b,c', ['ab', 'c']],
  ])('%s has its cells', (line, expected) => expect(cellsOfLine(line)).toEqual(expected))

  test.each(['"a,b', 'a,"b', '"a""'])('%s leaves a quotation mark open', (line) => expect(cellsOfLine(line)).toBeNull())

  test('whatever is written as CSV is read back', () => {
    fc.assert(fc.property(fc.array(fc.string().filter((cell) => !/[\r\n]/.test(cell)), { minLength: 1 }), (row) => {
      expect(cellsOfLine(row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','))).toEqual(row)
    }))
  })

  test('lines are the same however the bytes are cut, whatever ends them', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).filter((line) => !/[\r\n\ufeff\0]/.test(line)), { minLength: 1 }), fc.constantFrom('\n', '\r\n'), fc.integer({ min: 1, max: 9 }), fc.boolean(),
      async (lines, end, piece, hasMark) => {
        const bytes = Buffer.from(`${hasMark ? '\ufeff' : ''}${lines.join(end)}`, 'utf8')
        const found: [number, string | null][] = []
        const pieces = async function* () { for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece) }
        for await (const line of eachLine(pieces())) found.push([line.number, line.text])
        expect(found).toEqual(lines.flatMap((line, index) => (line.trim() === '' ? [] : [[index + 1, line]])))
      },
    ))
  })

  test('a line without end is given up, and the ones after it are read', async () => {
    const long = async function* () {
      yield Buffer.from('first\n')
      for (let count = 0; count < 100; count += 1) yield Buffer.alloc(10_000, 'x')
      yield Buffer.from('x\nlast')
    }
    const found = []
    for await (const line of eachLine(long())) found.push([line.number, line.text, line.start.length])
    expect(found).toEqual([[1, 'first', 5], [2, null, 200], [3, 'last', 4]])
  })
})

describe('a row', () => {
  test('says the same however its times, spaces and capitals are written', () => {
    expect(identity({ nhs_number: '999 000 0018', source: 'a81001', effective: ' 2026-03-10 ' })).toBe(identity())
    expect(identity({ effective: '2026-03-10T09:00' })).toBe(identity({ effective: '2026-03-10T09:00:00Z' }))
  })

  test.each([{ nhs_number: '9990000026' }, { code: '9Nu1.' }, { effective: '2026-03-11' }, { effective: '2026-03-10T00:00' }, { effective: '' }, { recorded: '2026-03-10' }, { source: 'A81002' }, { sequence: '2' }, { end_reason: 'entered-in-error' }])(
    'with another %j says something else', (changes) => expect(identity(changes)).not.toBe(identity()))

  test.each([
    [{ effective: '0000-01-01' }, 'effective'], [{ recorded: '9999-12-31T23:59:00-14:00' }, 'recorded'], [{ effective: '9999-06-01' }, 'effective'],
  ])('with a year that cannot be right is rejected (%j)', (changes, field) => expect(read(changes)).toMatchObject({ ok: false, problems: [{ field }] }))

  test('with the default day of an old system is kept', () => expect(read({ effective: '1900-01-01' })).toMatchObject({ ok: true }))

  test('with cells too many or too few is not guessed at', () => {
    expect(readImportRow([...cells(), 'x'], PLAIN.plan, null)).toMatchObject({ ok: false, problems: [{ field: 'row' }] })
    expect(readImportRow(cells().slice(1), PLAIN.plan, null)).toMatchObject({ ok: false, problems: [{ field: 'row' }] })
    expect(readImportRow([...cells(), ' '], PLAIN.plan, null)).toMatchObject({ ok: true })
  })

  test('of another’s record is rejected where one organisation imports for itself', () => {
    expect(read({ source: 'A81002' }, 'A81001')).toMatchObject({ ok: false, problems: [{ field: 'source' }] })
    expect(read({}, 'A81001')).toMatchObject({ ok: true })
  })
})

describe('rejected rows', () => {
  const planned = planChoiceFile(['note', ...CHOICE_EVENT_COLUMNS, 'reason']) as { plan: ChoiceFilePlan }

  test('keep their columns, lose an old reason, and run nothing', () => {
    const row = { line: 7, cells: ['=1+1', ...cells(), 'old reason'], text: '', problems: [{ field: 'code', message: 'Check it.' }, { field: 'source', message: 'Give one' }] }
    expect(rejectedHeadings(planned.plan)).toEqual(['note', ...CHOICE_EVENT_COLUMNS, 'reason'])
    expect(rejectedCells(planned.plan, row)).toEqual(["'=1+1", ...cells(), 'Line 7: code: Check it; source: Give one.'])
  })

  test('whose cells cannot be told apart stand whole in the first', () => {
    const row = { line: 7, cells: null, text: '"a,b', problems: [{ field: 'row', message: 'A quotation mark' }] }
    expect(rejectedCells(planned.plan, row)).toEqual(['"a,b', ...CHOICE_EVENT_COLUMNS.map(() => ''), 'Line 7: row: A quotation mark.'])
  })
})
