import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Decision } from '#app/choices/decision.rules.ts'
import { packAnswers, packChanges, partsOf, strangersAsTold, strangerTextsOf, unpackAnswers } from '#app/releases/answer-journal.rules.ts'
import { UNKNOWN } from '#app/releases/answer-pages.rules.ts'
import { NumberPlaces, OutcomeList, outcomeText, StrangerPlaces, tableOf } from '#app/releases/answer-table.rules.ts'

const told = (decision: Decision['decision'], reasons: Decision['reasons'], isFlowBlocked = false): Decision => ({ decision, reasons, sentence: '', flags: [], isFlowBlocked })
const stranger = (nhsNumber: string) => told('EXCLUDE', /^[49]\d{9}$/.test(nhsNumber) ? ['NOT_ON_REGISTER', 'NOT_NOTIFIED'] : nhsNumber.length < 10 ? ['NHS_NUMBER_INVALID'] : ['NO_SUPPORT', 'NOT_ON_REGISTER'], nhsNumber.length === 10)
const decisions = [told('INCLUDE', ['NO_OBJECTION']), told('EXCLUDE', ['LOCAL']), told('EXCLUDE', ['DECEASED', 'T1'])]
const stems = fc.uniqueArray(fc.oneof(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 999_030_000, max: 999_030_300 })), { maxLength: 300 })

/** The outcomes are met in the order that is asked for, as in another process. */
function tableIn(order: readonly number[], people: ReadonlyMap<number, number>) {
  const outcomes = new OutcomeList()
  const places = new Map(order.map((kind) => [kind, outcomes.placeOf(decisions[kind] as Decision)]))
  const strangers = new StrangerPlaces(outcomes, stranger)
  const numbers = new NumberPlaces()
  for (const [stem, kind] of people) numbers.add(stem, places.get(kind) as number)
  return tableOf(outcomes, strangers, numbers)
}

describe('answers that are kept', () => {
  test('come back as they were', () => {
    const entry = fc.tuple(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min: -1, max: 2 }))
    fc.assert(fc.property(fc.uniqueArray(entry, { selector: ([stem]) => stem, maxLength: 200 }), (entries) => {
      const sorted = [...entries].sort(([a], [b]) => a - b)
      const texts = ['EXCLUDE A', 'INCLUDE é', 'EXCLUDE B']
      const unpacked = unpackAnswers(packAnswers({ stems: sorted.map(([stem]) => stem), places: sorted.map(([, place]) => place), texts }))
      expect([...unpacked.stems].map((stem, i) => [stem, unpacked.places[i] === UNKNOWN ? null : unpacked.texts[unpacked.places[i] as number]])).toEqual(sorted.map(([stem, place]) => [stem, place === UNKNOWN ? null : texts[place]]))
    }))
  })

  test('are the same bytes in whatever order they were worked out', () => {
    fc.assert(fc.property(stems, fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), (given, order) => {
      const people = new Map(given.map((stem, i) => [stem, i % 3]))
      const [one, other] = [tableIn([0, 1, 2], people), tableIn(order, new Map([...people].reverse()))]
      expect([...partsOf(other)]).toEqual([...partsOf(one)])
      expect(strangerTextsOf(other)).toEqual(strangerTextsOf(one))
    }))
  })

  test('say of everyone unknown what was said of them', () => {
    const table = tableIn([0, 1, 2], new Map())
    const again = new OutcomeList()
    const strangers = new StrangerPlaces(again, strangersAsTold(strangerTextsOf(table)))
    const restored = tableOf(again, strangers, new NumberPlaces())
    for (let stem = -4; stem < 1_000_000_000; stem += stem < 0 ? 1 : 999_983) {
      const [then, now] = [table, restored].map((each) => outcomeText(each.outcomes[each.placeFor(stem)] as (typeof each.outcomes)[number]))
      expect(now).toBe(then)
    }
  })

  test('are cut short by nothing that goes unnoticed', () => {
    const table = tableIn([0, 1, 2], new Map([[999_030_001, 0], [999_030_005, 1]]))
    const packed = packChanges(new Map([[999_030_001, UNKNOWN], [999_030_009, 0]]), table)
    for (let length = 0; length < packed.length; length += 1) expect(() => unpackAnswers(packed.subarray(0, length))).toThrow()
  })
})
