import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundSentence, CHECK_STATE_WORDS, sampleSentence } from '#app/letters/reply-check.words.ts'
import {
  CHECK_STATES, mustReadAll, SAMPLE_DEFAULT, sampleFigures, sampleOf, wilson, type CheckState, type ReplyToDraw, type SampleSetting,
} from '#app/letters/reply-sample.rules.ts'

const replies = (draws: readonly number[]): ReplyToDraw[] => draws.map((draw, index) => ({ id: String(index), draw, isChecked: false }))
const many = (states: Partial<Record<CheckState, number>>): CheckState[] => Object.entries(states).flatMap(([state, count]) => Array.from({ length: count }, () => state as CheckState))
const setting = (given: Partial<SampleSetting> = {}): SampleSetting => ({ ...SAMPLE_DEFAULT, ...given })

describe('which replies a second person reads', () => {
  test('one in 20 of many whose draws are spread evenly', () => {
    const drawn = replies(Array.from({ length: 20_000 }, (_item, index) => (index + 0.5) / 20_000))
    expect(sampleOf(drawn, setting(), false).size).toBe(1000)
  })

  test('all of a few, and never fewer than the least number', () => {
    expect(sampleOf(replies([0.9, 0.8, 0.7]), setting(), false).size).toBe(3)
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (draws, atLeast) => {
      expect(sampleOf(replies(draws), setting({ atLeast }), false).size).toBeGreaterThanOrEqual(Math.min(atLeast, draws.length))
    }))
  })

  test('every one that draws under the share, and every one that has been read, whatever is entered later', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 40 }), fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 40 }), (before, after) => {
      const first = replies(before).map((reply, index) => ({ ...reply, isChecked: index % 3 === 0 }))
      const later = after.map((draw, index) => ({ id: `later ${index}`, draw, isChecked: false }))
      const sample = sampleOf([...first, ...later], setting(), false)
      for (const { id, draw, isChecked } of first) if (isChecked || draw < 1 / 20) expect(sample.has(id)).toBe(true)
    }))
  })

  test('the order in which they come makes no difference', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 30 }), (draws) => {
      expect(sampleOf(replies(draws).reverse(), setting(), false)).toEqual(new Set(sampleOf(replies(draws), setting(), false)))
    }))
  })

  test('one in one, or enlarged to all, is all', () => {
    expect(sampleOf(replies([0.99, 0.5]), setting({ oneIn: 1, atLeast: 1 }), false).size).toBe(2)
    expect(sampleOf(replies(Array.from({ length: 50 }, () => 0.9)), setting(), true).size).toBe(50)
  })
})

describe('the misread rate', () => {
  test('is of what was checked; a difference that nobody settled counts as misread, one that was right does not', () => {
    expect(sampleFigures(many({ agrees: 36, differs: 1, 'was-right': 2, corrected: 1, waiting: 5, 'paper-missing': 3 }), setting())).toMatchObject({
      sampled: 48, checked: 40, waiting: 5, paperMissing: 3, unsettled: 1, misread: 2, rate: { share: 0.05 }, isAboveBound: true,
    })
  })

  test('is not known while nothing is checked', () => {
    expect(sampleFigures(many({ waiting: 4 }), setting())).toMatchObject({ checked: 0, misread: 0, rate: null, isAboveBound: false })
  })

  // Wilson's interval: Newcombe 1998 (Statistics in Medicine 17, 857-872), Table I, method 3.
  test.each([[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]])('%i of %i is between %f and %f', (hits, of, low, high) => {
    expect(wilson(hits, of).low).toBeCloseTo(low, 4)
    expect(wilson(hits, of).high).toBeCloseTo(high, 4)
  })

  test('its interval holds the share, keeps within 0 and 1, and narrows with more', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 500 }), fc.nat({ max: 500 }), (of, hit) => {
      const hits = Math.min(hit, of)
      const { low, high } = wilson(hits, of)
      expect(low).toBeGreaterThanOrEqual(0)
      expect(high).toBeLessThanOrEqual(1)
      expect(low).toBeLessThanOrEqual(hits / of + 1e-12)
      expect(high).toBeGreaterThanOrEqual(hits / of - 1e-12)
      const wider = wilson(hits, of)
      const narrower = wilson(hits * 10, of * 10)
      expect(narrower.high - narrower.low).toBeLessThan(wider.high - wider.low)
    }))
  })

  test.each([
    ['at the bound', { agrees: 99, corrected: 1 }, false], ['past the bound', { agrees: 98, corrected: 2 }, true],
    ['past the bound, of too few', { agrees: 18, corrected: 1 }, false], ['past the bound, of just enough', { agrees: 19, corrected: 1 }, true], ['none', { agrees: 400 }, false],
  ] as const)('%s: %o says that all should be checked: %s', (_what, states, isAboveBound) => {
    expect(sampleFigures(many(states), setting()).isAboveBound).toBe(isAboveBound)
  })

  test.each([
    ['too many of enough', { agrees: 19, corrected: 1 }, true], ['too few to tell', { agrees: 18, corrected: 1 }, false], ['at the bound', { agrees: 99, corrected: 1 }, false],
    ['one that is not settled', { agrees: 19, differs: 1 }, false], ['one that was right', { agrees: 19, 'was-right': 1 }, false],
  ] as const)('%s: everything is read from now on: %o, %s', (_what, states, expected) => {
    expect(mustReadAll(sampleFigures(many(states), setting()), setting())).toBe(expected)
  })

  test('is told in a plain sentence with how sure it is', () => {
    expect(sampleSentence(sampleFigures([], setting()))).toBe('Nothing has been checked by a second person yet, so nobody knows how often a reply is misread.')
    expect(sampleSentence(sampleFigures(many({ agrees: 40 }), setting()))).toBe('None of the 40 replies that a second person checked was misread. If many were checked, between 0% and 8.8% would probably be misread.')
    expect(sampleSentence(sampleFigures(many({ agrees: 39, corrected: 1 }), setting()))).toBe('1 of the 40 replies that a second person checked was misread: 2.5%. If many were checked, between 0.4% and 12.9% would probably be misread.')
    expect(boundSentence('Pat', setting())).toContain('More than 1 in 100 of the replies that Pat entered')
    for (const state of CHECK_STATES) expect(CHECK_STATE_WORDS[state].label).toBeTruthy()
  })
})
