import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coarseReason, type Decision } from '#app/choices/decision.rules.ts'
import { readNhsNumber } from '#app/kernel/nhs-number.ts'
import { UNKNOWN } from '#app/releases/answer-pages.rules.ts'
import { NumberPlaces, OutcomeList, outcomeText, StrangerPlaces, tableOf, type AnswerTable } from '#app/releases/answer-table.rules.ts'
import { LIST_FORMATS, type ListFormat } from '#app/releases/check-formats.rules.ts'
import { ListAnswer } from '#app/releases/list-answer.rules.ts'
import { numberOfStem, stemOfText } from '#app/releases/number-stem.rules.ts'
import { RowTally } from '#app/releases/row-tally.rules.ts'

const unknown: Decision = { decision: 'EXCLUDE', reasons: ['NOT_ON_REGISTER'], sentence: '', flags: [], isFlowBlocked: false }
/** More kinds than a finder has codes for. */
const DECISIONS: Decision[] = [
  { ...unknown, decision: 'INCLUDE', reasons: ['NO_OBJECTION'] },
  { ...unknown, decision: 'INCLUDE', reasons: ['NDO_NOT_APPLICABLE:outside-england', 'NO_OBJECTION'] },
  { ...unknown, reasons: ['LOCAL'] },
  { ...unknown, reasons: ['DECEASED', 'T1'] },
  { ...unknown, reasons: ['DECEASED', 'LOCAL'] },
]

interface Register { readonly table: AnswerTable; readonly model: ReadonlyMap<number, Decision> }

function registerOf(people: readonly (readonly [number, number])[]): Register {
  const outcomes = new OutcomeList()
  const strangers = new StrangerPlaces(outcomes, () => unknown)
  const model = new Map(people.map(([stem, kind]) => [stem, DECISIONS[kind] as Decision]))
  const places = new NumberPlaces()
  for (const [stem, decision] of model) places.add(stem, outcomes.placeOf(decision))
  return { table: tableOf(outcomes, strangers, places), model }
}

const kind = fc.integer({ min: 0, max: DECISIONS.length - 1 })
/** Stems by themselves, beside one another, and so crowded that buckets overflow. */
const people = fc.tuple(
  fc.array(fc.tuple(fc.integer({ min: 0, max: 999_999_999 }), kind), { maxLength: 30 }),
  fc.array(fc.tuple(fc.integer({ min: 999_030_000, max: 999_030_600 }), kind), { maxLength: 300, size: 'max' }),
  fc.tuple(fc.constantFrom(0, 900, 5000, 20_000), fc.integer({ min: 1, max: 40 }), kind, kind),
).map(([spread, close, [many, step, usual, other]]) => [
  ...Array.from({ length: many }, (_, i) => [900_000_000 + i * step, i % 7 === 0 ? other : usual] as const), ...spread, ...close,
])

describe('finding many numbers at once', () => {
  test('says of everyone what the table says, tells everyone whom it finds apart, and finds nobody who is not there', () => {
    fc.assert(
      fc.property(people, fc.array(fc.integer({ min: 0, max: 999_999_999 }), { maxLength: 50 }), (given, others) => {
        const { table, model } = registerOf(given)
        const finder = table.finder()
        const near = [...model.keys()].slice(0, 2000).flatMap((stem) => [stem + 1, stem - 1, stem ^ 0x100, stem ^ 0x10000])
        const all = [...new Set([...model.keys(), ...near, ...others])].filter((stem) => stem >= 0 && stem < 1_000_000_000)
        const used = new Set<number>()
        for (let from = 0; from < all.length; from += 4000) {
          const stems = Int32Array.from(all.slice(from, from + 4000))
          const [spots, codes, open, places] = [new Int32Array(stems.length), new Uint8Array(stems.length), new Int32Array(stems.length), new Uint16Array(stems.length)]
          finder.find(stems, stems.length, spots, codes)
          const left = new Set(open.subarray(0, finder.tell(stems, codes, stems.length, places, open)))
          for (const [i, stem] of stems.entries()) {
            const spot = spots[i] as number
            if (finder.spotOf(stem) !== spot || spot < 0 || spot >= finder.end) throw new Error('A spot is not where it was')
            if (spot > 0 && (!model.has(stem) || used.has(spot))) throw new Error('A spot is not one person’s')
            if (spot > 0) used.add(spot)
            if (!left.has(i) && places[i] !== table.knownPlaceOf(stem)) throw new Error('Someone was told something else')
            const other = finder.otherPlaceOf(stem)
            if (left.has(i) ? other !== table.knownPlaceOf(stem) : other !== UNKNOWN) throw new Error('Someone stands in the wrong list')
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test.each([[1, 300], [1, 5], [6, 60], [40, 40], [900, 900]])('finds nearly everyone where from %i to %i stems lie between one person and the next', (least, most) => {
    const stems: number[] = []
    for (let stem = 900_000_000, i = 0; i < 5000; i += 1, stem += least + ((i * 7919) % (most - least + 1))) if (stem % 11 !== 3) stems.push(stem)
    const finder = registerOf(stems.map((stem, i) => [stem, i % 4] as const)).table.finder()
    expect(stems.filter((stem) => finder.spotOf(stem) > 0).length).toBeGreaterThan(stems.length * 0.97)
  })

  test('goes on with what changed', () => {
    const { table } = registerOf(Array.from({ length: 3000 }, (_, i) => [900_000_000 + i * 40, i % 3 === 0 ? 2 : 0] as const))
    const spot = table.finder().spotOf(900_000_040)
    expect(spot).toBeGreaterThan(0)
    const later = table.with(new Map([[900_000_040, UNKNOWN], [900_000_041, 1]]))
    expect(later.finder().spotOf(900_000_040)).toBe(0)
    expect(later.finder().spotOf(900_000_041)).toBeGreaterThan(0)
    expect(table.finder().spotOf(900_000_040)).toBe(spot)
  })
})

/** The whole of a check of plain lines, in as few words as it can be said: what goes out, and what is counted. */
function plainly(given: ListFormat, asked: ListFormat, list: string, model: ReadonlyMap<number, Decision>) {
  const lines = list.replace(/^\ufeff/, '').split(/(?<=\n)/)
  const header = given === 'csv' ? (lines.shift() ?? '') : ''
  if (/^\r?\n?$/.test(lines.at(-1) ?? '')) lines.pop()
  const [seen, counts] = [new Set<string>(), new Map<string, number>()]
  let [out, repeated] = ['', 0]
  if (asked === 'csv') out = given === 'csv' ? (list.startsWith('\ufeff') ? '\ufeff' : '') + header : 'nhs_number\n'
  for (const [index, line] of lines.entries()) {
    const content = line.replace(/\r?\n$/, '')
    const number = {
      text: () => content.replace(/,$/, ''),
      csv: () => (content === '' || content.split(',').length !== 2 ? '' : (content.split(',')[1] as string)),
      ndjson: () => { try { const value: unknown = (JSON.parse(content) as { nhs_number?: unknown }).nhs_number; return typeof value === 'string' ? value : null } catch { return null } },
    }[given]()
    const reading = readNhsNumber(number ?? '')
    const decision = (reading.ok && model.get(stemOfText(reading.nhsNumber))) || unknown
    const text = outcomeText({ decision: decision.decision, coarse: coarseReason(decision), reasons: decision.reasons })
    counts.set(text, (counts.get(text) ?? 0) + 1)
    if (reading.ok && seen.has(reading.nhsNumber)) repeated += 1
    if (reading.ok) seen.add(reading.nhsNumber)
    if (asked === 'ndjson') out += `${JSON.stringify({ row: index + 1, nhs_number: number, decision: decision.decision, reason: coarseReason(decision) })}\n`
    else if (decision.decision === 'INCLUDE') out += given === asked ? line : `${number}\n`
  }
  return { rows: lines.length, repeated, counts: Object.fromEntries([...counts].sort()), out }
}

function quickly(given: ListFormat, asked: ListFormat, pieces: Iterable<Uint8Array>, table: AnswerTable, longFrom: number) {
  const tally = new RowTally()
  const answer = new ListAnswer({ given, asked, detail: 'coarse', answers: table, tally, longFrom })
  const out: Uint8Array[] = []
  for (const piece of pieces) {
    expect(answer.push(piece)).toBeNull()
    // A piece's memory is used again by whoever gave it, and so is an answer's once it is taken.
    piece.fill(0x3f)
    out.push(...answer.writer.takeFull().map((full) => full.slice()))
  }
  expect(answer.end()).toBeNull()
  out.push(answer.writer.takeRest())
  return { rows: tally.rows, repeated: tally.repeated, counts: Object.fromEntries(Object.entries(tally.counted(table.outcomes)).sort()), out: Buffer.concat(out).toString('utf8') }
}

function* cutAt(bytes: Uint8Array, cuts: readonly number[]): Generator<Uint8Array> {
  let from = 0
  for (const place of [...new Set(cuts.map((cut) => cut % (bytes.length + 1))), bytes.length].sort((a, b) => a - b)) {
    yield bytes.slice(from, place)
    from = place
  }
}

const right = fc.integer({ min: 900_000_000, max: 900_000_400 }).filter((stem) => stemOfText(numberOfStem(stem)) === stem).map(numberOfStem)
const odd = fc.constantFrom('', ' ', '\t', '9990000019', '9999999999', '0000000000', '999000001', '99900000018', ' 9990000018', '９９９００００００１８', 'é', '999 000 0018', 'NULL', '-990000018', '99900000/8', '999000000:')
const FORMS: Record<ListFormat, (number: string, row: number) => string> = {
  text: (number, row) => (row % 5 === 0 ? `${number},` : number),
  csv: (number, row) => (row % 11 === 0 ? `a ${number}` : `${row},${number}`),
  ndjson: (number, row) => (row % 5 === 0 ? `{"nhs_number": "${number}"}` : row % 7 === 0 ? `{"a":1,"nhs_number":"${number}"}` : row % 9 === 0 ? `{"nhs_number":${number}` : `{"nhs_number":"${number}"}`),
}
const rows = fc.array(fc.tuple(fc.oneof({ weight: 9, arbitrary: right }, { weight: 1, arbitrary: odd }), fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n')), { maxLength: 150, size: 'max' })
const listOf = (format: ListFormat, given: readonly (readonly [string, string])[], isOpen: boolean): string => {
  const all = given.map(([number, end], row) => FORMS[format](number, row) + end).join('')
  return (format === 'csv' ? 'local_id,nhs_number\n' : '') + (isOpen ? all.replace(/[\r\n]+$/, '') : all)
}

describe('a list by the quick way', () => {
  const pairs = LIST_FORMATS.flatMap((given) => LIST_FORMATS.map((asked) => [given, asked] as const))

  test.each(pairs)('from %s to %s comes to the same bytes and counts as in the plainest program, however it is cut', (given, asked) => {
    fc.assert(
      fc.property(people, rows, fc.boolean(), fc.array(fc.nat(6000), { maxLength: 8 }), fc.constantFrom(1, 20, 60, 10_000), (register, lines, isOpen, cuts, longFrom) => {
        const { table, model } = registerOf([...register, ...Array.from({ length: 40 }, (_, i) => [900_000_000 + i * 7, i % 5] as const)])
        const list = listOf(given, lines, isOpen)
        expect(quickly(given, asked, cutAt(new TextEncoder().encode(list), cuts), table, longFrom)).toEqual(plainly(given, asked, list, model))
      }),
      { numRuns: 60 },
    )
  })

  test.each(LIST_FORMATS)('is the same wherever it is cut in two, and cut at every byte, in %s', (format) => {
    const { table, model } = registerOf(Array.from({ length: 40 }, (_, i) => [900_000_000 + i, i % 5] as const))
    const numbers = Array.from({ length: 14 }, (_, i) => numberOfStem(900_000_000 + ((i * 3) % 21))).filter((text) => stemOfText(text) >= 0)
    const list = listOf(format, [...numbers, '', 'é', '９９', ...numbers].map((number, i) => [number, i % 4 === 0 ? '\r\n' : '\n'] as const), true)
    const bytes = new TextEncoder().encode(list)
    const expected = plainly(format, format, list, model)
    expect(expected.repeated).toBeGreaterThan(0)
    for (let cut = 0; cut <= bytes.length; cut += 1) expect(quickly(format, format, cutAt(bytes, [cut]), table, 1)).toEqual(expected)
    expect(quickly(format, format, cutAt(bytes, Array.from(bytes.keys())), table, 1)).toEqual(expected)
  })

  test('tells repeats apart once the list has turned out to be long, those of before it too', () => {
    const stems = Array.from({ length: 60_000 }, (_, i) => 900_000_000 + i * 11).filter((stem) => stemOfText(numberOfStem(stem)) >= 0)
    const { table, model } = registerOf(stems.filter((_, i) => i % 10 > 0).map((stem, i) => [stem, i % 40 === 0 ? 2 : 0] as const))
    const numbers = stems.map(numberOfStem)
    const list = [...numbers, 'odd', ...numbers.slice(0, 30_000), '', ...numbers.slice(-5000)].join('\n')
    for (const longFrom of [1, 10_000, 10_000_000]) {
      expect(quickly('text', 'text', cutAt(new TextEncoder().encode(list), [70_000, 300_001]), table, longFrom)).toEqual(plainly('text', 'text', list, model))
    }
  })
})
