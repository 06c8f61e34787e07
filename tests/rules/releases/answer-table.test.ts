import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '#app/choices/decision.rules.ts'
import { NumberPlaces, OutcomeList, StrangerPlaces, tableOf, type AnswerTable } from '#app/releases/answer-table.rules.ts'
import { UNKNOWN } from '#app/releases/answer-pages.rules.ts'

const unknown: Decision = { decision: 'EXCLUDE', reasons: ['NOT_ON_REGISTER'], sentence: '', flags: [], isFlowBlocked: false }
const decisions: Decision[] = [
  { ...unknown, decision: 'INCLUDE', reasons: ['NO_OBJECTION'] },
  { ...unknown, decision: 'INCLUDE', reasons: ['NDO_NOT_APPLICABLE:outside-england', 'NO_OBJECTION'] },
  { ...unknown, reasons: ['LOCAL'] },
  { ...unknown, reasons: ['DECEASED', 'T1'] },
]

function begin(): { outcomes: OutcomeList; places: number[]; strangers: StrangerPlaces } {
  const outcomes = new OutcomeList()
  const places = decisions.map((decision) => outcomes.placeOf(decision))
  return { outcomes, places, strangers: new StrangerPlaces(outcomes, () => unknown) }
}

/** Whatever the table says of a stem has to be what a plain map says. */
function agrees(table: AnswerTable, model: ReadonlyMap<number, number>, stems: Iterable<number>): void {
  expect(table.size).toBe(model.size)
  const wrong = [...stems].filter((stem) => {
    const place = model.get(stem)
    const outcome = place === undefined ? unknown : table.outcomes[place]
    return table.outcomes[table.placeFor(stem)]?.reasons.join() !== outcome?.reasons.join() || table.isIncluded(stem) !== (outcome?.decision === 'INCLUDE')
  })
  expect(wrong).toEqual([])
  const listed = [...table.eachPage()].flatMap(({ page, packed }) => [...packed].map((entry) => [page * 65_536 + (entry >>> 16), entry & 0xffff] as const))
  expect(listed).toEqual([...model].sort(([a], [b]) => a - b))
}

// Two crowded pages, so that some have bits and some are lists, and the ends of all that there can be.
const stem = fc.oneof(fc.integer({ min: 999_030_000, max: 999_031_500 }), fc.integer({ min: 0, max: 999_999_999 }), fc.constantFrom(0, 65_535, 65_536, 999_999_999))
const crowd = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 900, 3000), fc.integer({ min: 1, max: 7 }))

describe('a table of answers', () => {
  test('says of every number what it was told, and lets through nobody whom it was not told of', () => {
    fc.assert(
      fc.property(crowd, fc.array(fc.tuple(stem, fc.integer({ min: 0, max: 3 })), { maxLength: 60 }), fc.array(stem, { maxLength: 30 }), ([usual, many, step], given, others) => {
        const { outcomes, places, strangers } = begin()
        const model = new Map<number, number>()
        for (let i = 0; i < many; i += 1) model.set(999_030_000 + i * step, places[usual] as number)
        for (const [each, kind] of given) model.set(each, places[kind] as number)
        const people = new NumberPlaces()
        for (const [each, place] of [...model].reverse()) people.add(each, place)
        agrees(tableOf(outcomes, strangers, people), model, [...model.keys(), ...others])
      }),
      { numRuns: 60 },
    )
  })

  test('moves on by changes to what a table made afresh says, and stays as it was for whoever still answers from it', () => {
    const change = fc.tuple(stem, fc.integer({ min: -1, max: 3 }))
    fc.assert(
      fc.property(crowd, fc.array(fc.array(change, { maxLength: 40 }), { minLength: 1, maxLength: 5 }), ([usual, many, step], rounds) => {
        const { outcomes, places, strangers } = begin()
        const model = new Map<number, number>()
        const people = new NumberPlaces()
        for (let i = 0; i < many; i += 1) {
          model.set(999_030_000 + i * step, places[usual] as number)
          people.add(999_030_000 + i * step, places[usual] as number)
        }
        let table = tableOf(outcomes, strangers, people)
        for (const round of rounds) {
          const before = [table, new Map(model)] as const
          const changes = new Map(round.map(([each, kind]) => [each, kind < 0 ? UNKNOWN : (places[kind] as number)]))
          for (const [each, place] of changes) {
            if (place === UNKNOWN) model.delete(each)
            else model.set(each, place)
          }
          table = table.with(changes)
          const asked = [...changes.keys(), ...model.keys()]
          agrees(table, model, asked)
          agrees(before[0], before[1], asked)
        }
      }),
      { numRuns: 40 },
    )
  })

  test('goes from a list to bits and back as a page fills and empties', () => {
    const { outcomes, places, strangers } = begin()
    const empty = tableOf(outcomes, strangers, new NumberPlaces())
    const filled = new Map(Array.from({ length: 20_000 }, (_, i) => [999_030_000 + i, places[i % 50 === 0 ? 2 : 0] as number]))
    const full = empty.with(filled)
    expect(full.bytes - empty.bytes).toBeLessThan(20_000)
    agrees(full, filled, filled.keys())
    agrees(full.with(new Map([...filled.keys()].map((each) => [each, UNKNOWN]))), new Map(), filled.keys())
  })

  test('lets nobody through for what is not a number, and takes no rule that would', () => {
    const { outcomes, strangers } = begin()
    const table = tableOf(outcomes, strangers, new NumberPlaces())
    for (const fault of [-1, -2, -3, -4]) {
      expect(table.isIncluded(fault)).toBe(false)
      expect(table.outcomes[table.placeFor(fault)]?.decision).toBe('EXCLUDE')
    }
    expect(() => new StrangerPlaces(outcomes, () => decisions[0] as Decision)).toThrow('would be included')
  })
})
