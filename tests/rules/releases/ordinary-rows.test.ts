import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '#app/releases/answer-table.rules.ts'
import type { Detail, ListFormat } from '#app/releases/check-formats.rules.ts'
import { LIST_FORMATS } from '#app/releases/check-formats.rules.ts'
import { ListAnswer } from '#app/releases/list-answer.rules.ts'
import { numberOfStem, stemOfText } from '#app/releases/number-stem.rules.ts'
import { BLOCK_ROWS, ordinaryCsvRows, ordinaryJsonRows, ordinaryTextRows, RowBlock, type OrdinaryRows } from '#app/releases/ordinary-rows.rules.ts'
import { RowTally } from '#app/releases/row-tally.rules.ts'

const OUTCOMES: Outcome[] = [
  { decision: 'INCLUDE', coarse: 'PERMITTED', reasons: ['NO_OBJECTION'] },
  { decision: 'EXCLUDE', coarse: 'NOT_PERMITTED', reasons: ['LOCAL'] },
  { decision: 'EXCLUDE', coarse: 'NOT_PERMITTED', reasons: ['DECEASED', 'LOCAL'] },
  { decision: 'EXCLUDE', coarse: 'NHS_NUMBER_INVALID', reasons: ['NHS_NUMBER_INVALID'] },
]

interface Asked { readonly given: ListFormat; readonly asked: ListFormat; readonly detail: Detail; readonly share: number }

/** All that an answer comes to: what goes out, what is counted, what is kept, and the refusal. Outcomes are found as they come up. */
function answer({ share, ...asked }: Asked, list: Uint8Array, cuts: readonly number[], isCareful: boolean) {
  const tally = new RowTally()
  const kept: number[] = []
  const outcomes: Outcome[] = []
  const places = new Map<Outcome, number>()
  const placeFor = (stem: number) => {
    const outcome = OUTCOMES[stem < 0 ? 3 : stem % 100 < share ? 0 : 1 + (stem % 2)] as Outcome
    const known = places.get(outcome)
    if (known !== undefined) return known
    places.set(outcome, outcomes.push(outcome) - 1)
    return outcomes.length - 1
  }
  const whole = new ListAnswer({ ...asked, answers: { outcomes, placeFor }, tally, keep: (given, count) => kept.push(...given.subarray(0, count)), isCareful })
  const out: Uint8Array[] = []
  let refusal = null
  let from = 0
  for (const place of [...new Set(cuts.map((cut) => cut % (list.length + 1))), list.length].sort((a, b) => a - b)) {
    const piece = list.slice(from, place)
    refusal = whole.push(piece)
    // A piece's memory is used again by whoever gave it.
    piece.fill(0x3f)
    if (refusal) break
    out.push(...whole.writer.takeFull())
    from = place
  }
  refusal ??= whole.end()
  whole.writer.summary({ rows: tally.rows })
  out.push(whole.writer.takeRest())
  return { refusal, rows: tally.rows, repeated: tally.repeated, counts: tally.counted(outcomes), kept: kept.join(), out: Buffer.concat(out).toString('latin1') }
}

const number = fc.integer({ min: 900_000_000, max: 999_999_999 }).filter((stem) => stemOfText(numberOfStem(stem)) === stem).map(numberOfStem)
const oddNumber = fc.oneof(
  fc.constantFrom('', ' ', '9990000019', '9999999999', '0000000000', '999000001', '99900000018', '9990000018 ', '９９９００００００１８', '"9990000018', 'NULL'),
  fc.string({ maxLength: 12 }),
)
/** Some of these refuse the whole list, so they are rare. */
const lineEnd = fc.oneof({ weight: 40, arbitrary: fc.constantFrom('\n', '\r\n', '\n\n', '') }, { weight: 1, arbitrary: fc.constantFrom('\r', '\0\n') })
const FORMS: Record<ListFormat, { readonly head: readonly string[]; readonly forms: readonly ((number: string) => string)[] }> = {
  text: { head: ['', '\ufeff', '\n'], forms: [(n) => n, (n) => `${n},`] },
  ndjson: {
    head: ['', '\ufeff', '\n'],
    forms: [(n) => `{"nhs_number":"${n}"}`, (n) => `{"nhs_number": "${n}"}`, (n) => `{ "nhs_number":"${n}"}`, (n) => `{"nhs_number":"${n}","a":1}`, (n) => `{"nhs_number":  "${n}"}`, (n) => `{"nhs_number" :"${n}"}`, (n) => `{"nhs_numbeR":"${n}"}`, (n) => `{"nhs_number":"${n}" }`, (n) => `{"nhs_number":${n}}`],
  },
  csv: {
    head: ['nhs_number,b\n', 'nhs_number,"b"\r\n', '\ufeffnhs_number,b\r\n'],
    forms: [(n) => `${n},x`, (n) => `"${n}","a,\n\r\nb"`, (n) => `${n},"a ""b"""`, (n) => `${n},`, (n) => `${n},a"b`, (n) => `${n},"a"b`, (n) => `${n}`, (n) => `${n},1,2`, (n) => `"${n}",é`],
  },
}

/** A list in which most rows are ordinary, so that the odd ones stand among many. */
const listOf = (format: ListFormat) => {
  const { head, forms } = FORMS[format]
  const ordinary = fc.tuple(fc.constantFrom(forms[0], forms[1], ...forms.slice(0, 1)), number, fc.constantFrom('\n', '\r\n'))
  const odd = fc.tuple(fc.constantFrom(...forms), fc.oneof(number, oddNumber), lineEnd)
  const row = fc.oneof({ weight: 12, arbitrary: ordinary }, { weight: 1, arbitrary: odd })
    .map(([form, value, end]) => `${(form as (value: string) => string)(value)}${end}`)
  return fc.tuple(fc.constantFrom(...head), fc.array(row, { maxLength: 120, size: 'max' })).map(([first, rows]) => new TextEncoder().encode(first + rows.join('')))
}
const asked = { asked: fc.constantFrom(...LIST_FORMATS), detail: fc.constantFrom('coarse' as const, 'full' as const), share: fc.constantFrom(0, 50, 96, 100) }

describe('rows read many at a time', () => {
  test.each(LIST_FORMATS)('give the very answer that the same rows give when each is read by itself, in %s and however cut', (given) => {
    fc.assert(
      fc.property(listOf(given), fc.array(fc.nat(8000), { maxLength: 12 }), fc.record(asked), (list, cuts, how) => {
        expect(answer({ given, ...how }, list, cuts, false)).toEqual(answer({ given, ...how }, list, [], true))
      }),
      { numRuns: 400 },
    )
  })

  test.each(LIST_FORMATS)('give it in lists longer than a block, with every count of digits in a row’s number, in %s', (given) => {
    const { head, forms } = FORMS[given]
    const numbers = Array.from({ length: 25_000 }, (_, i) => numberOfStem(900_000_000 + ((i * 7919) % 60_000) * 11)).filter((text) => stemOfText(text) >= 0)
    expect(numbers.length).toBeGreaterThan(4 * BLOCK_ROWS)
    const list = new TextEncoder().encode(head[0] + numbers.map((text, i) => `${(forms[i % 5 === 0 ? 1 : 0] as (n: string) => string)(text)}${i % 7 === 0 ? '\r\n' : '\n'}`).join(''))
    for (const wanted of LIST_FORMATS) {
      for (const share of [0, 50, 96, 100]) {
        const how = { given, asked: wanted, detail: 'coarse', share } as const
        const careful = answer(how, list, [], true)
        expect(careful.rows).toBe(numbers.length)
        for (const cuts of [[], [1, 70_000, 150_001, 299_999]]) expect(answer(how, list, cuts, false)).toEqual(careful)
      }
    }
  })

  test.each([
    ['text', ordinaryTextRows, '', `9990000018\n9990000026,\r\n9990000034\r\n`],
    ['ndjson', ordinaryJsonRows, '', '{"nhs_number":"9990000018"}\n{"nhs_number": "9990000026"}\r\n{"nhs_number":"9990000034"}\n'],
    ['csv', ordinaryCsvRows(1, 2), '', 'a,9990000018\n"b, c","9990000026"\r\n,9990000034\n'],
  ] satisfies [ListFormat, OrdinaryRows, string, string][])('are the ordinary ones of %s, and no other: what follows is left', (_format, read, _head, rows) => {
    const block = new RowBlock()
    const bytes = new TextEncoder().encode(`${rows}odd row that is left to the careful reading\n`)
    expect(read(block, bytes, 0)).toBe(rows.length)
    expect(Array.from(block.stems.subarray(0, block.count))).toEqual([999000001, 999000002, 999000003])
    expect(Array.from(block.numbers.subarray(0, block.count), (at) => Buffer.from(bytes).toString('latin1', at, at + 10))).toEqual(['9990000018', '9990000026', '9990000034'])
    expect(block.ends[block.count - 1]).toBe(rows.length)
  })

  test.each([
    ['a NUL in quotes', 'nhs_number,b\n9990000018,"\0"\n'],
    ['a NUL', 'nhs_number,b\n9990000018,\0\n'],
    ['a carriage return alone', 'nhs_number,b\n9990000018,1\r9990000026,2\n'],
    ['a carriage return alone after a quote', 'nhs_number,b\n9990000018,"1"\r9990000026,2\n'],
    ['a quote that never closes', 'nhs_number,b\n9990000018,"1\n9990000026,2\n'],
  ])('do not hide what refuses a whole list: %s', (_what, content) => {
    const list = new TextEncoder().encode(`${content}${'9990000026,2\n'.repeat(3)}`)
    const how = { given: 'csv', asked: 'ndjson', detail: 'full', share: 50 } as const
    expect(answer(how, list, [], true).refusal).not.toBeNull()
    expect(answer(how, list, [], false)).toEqual(answer(how, list, [], true))
  })

  test('are never longer than a row may be', () => {
    const long = (length: number) => new TextEncoder().encode(`nhs_number,b\n9990000018,${'x'.repeat(length)}\n9990000026,y\n`)
    const how = { given: 'csv', asked: 'csv', detail: 'coarse', share: 100 } as const
    for (const [length, kind] of [[64 * 1024 - 12, undefined], [64 * 1024 - 11, 'row-too-long']] as const) {
      const fast = answer(how, long(length), [], false)
      expect(fast.refusal?.kind).toBe(kind)
      expect(fast).toEqual(answer(how, long(length), [], true))
    }
  })
})
