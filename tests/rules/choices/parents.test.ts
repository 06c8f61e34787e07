import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventsKnownBy, momentOf, standingAt } from '#app/choices/choice-event.rules.ts'
import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import type { ChoiceRole } from '#app/choices/choice-codes.rules.ts'
import { ON_WHOSE_WORD } from '#app/choices/choice.rules.ts'
import { decide } from '#app/choices/decision.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { A, B, NOW, X, aPerson, anEvent, clearedAt, flowG } from './a-choice.ts'

const CHILD_OF_8 = { born: '2018-01-10', ...clearedAt(NOW) }
const said = (role: ChoiceRole, effective: string, who: Speaker) => anEvent({ role, project: role.startsWith('T1') ? null : 'pilot', effective, ...who })
type Speaker = Partial<Omit<ChoiceEvent, 'effective' | 'recorded'>>
const first = { word: 'parent', holder: 'first' } as const
const second = { word: 'parent', holder: 'second' } as const
const no = (effective: string, who: Speaker) => said('PROJECT_OPT_OUT', effective, who)
const yes = (effective: string, who: Speaker) => said('PROJECT_OPT_OUT_WITHDRAWN', effective, who)
const ask = (...events: ChoiceEvent[]) => decide(aPerson(CHILD_OF_8), events, flowG(), NOW)

describe('case X3: two holders of parental responsibility disagree about a child of 8', () => {
  test('the no of one stands, whatever the other says later, and is flagged for someone to look at', () => {
    expect(ask(no('2026-03-01', first), yes('2026-03-05', second))).toMatchObject({ decision: 'EXCLUDE', reasons: ['LOCAL'], flags: ['PARENTS_DISAGREE'] })
  })

  test('also where the yes came first', () => {
    expect(ask(yes('2026-03-01', second), no('2026-03-05', first))).toMatchObject({ decision: 'EXCLUDE', reasons: ['LOCAL'], flags: ['PARENTS_DISAGREE'] })
  })

  test('also on one day, where nobody can tell which came first: the no is in no doubt', () => {
    expect(ask(no('2026-03-01', first), yes('2026-03-01', { ...second, source: B }))).toMatchObject({ decision: 'EXCLUDE', reasons: ['LOCAL'], flags: ['PARENTS_DISAGREE'] })
  })

  test('the one who said no may take it back', () => {
    expect(ask(no('2026-03-01', first), yes('2026-03-05', second), yes('2026-03-06', first))).toMatchObject({ decision: 'INCLUDE', flags: [] })
  })

  test('where both said no, both must take it back', () => {
    const both = [no('2026-03-01', first), no('2026-03-02', second), yes('2026-03-05', first)]
    expect(ask(...both)).toMatchObject({ decision: 'EXCLUDE', flags: ['PARENTS_DISAGREE'] })
    expect(ask(...both, yes('2026-03-06', second))).toMatchObject({ decision: 'INCLUDE', flags: [] })
  })

  test('the young person decides from 13, and a parent lifts nothing they said', () => {
    const grown = { word: 'self' } as const
    const atHome = [no('2026-03-01', first), yes('2026-03-02', second)]
    expect(ask(...atHome, yes('2026-03-10', grown))).toMatchObject({ decision: 'INCLUDE', flags: [] })
    expect(ask(yes('2026-03-01', first), no('2026-03-02', grown), yes('2026-03-10', first))).toMatchObject({ decision: 'EXCLUDE', flags: ['PARENTS_DISAGREE'] })
  })

  test('neither a list nor a coded extract lifts the no of a parent', () => {
    expect(ask(no('2026-03-01', first), yes('2026-03-05', { word: 'practice' }))).toMatchObject({ decision: 'EXCLUDE', reasons: ['LOCAL'], flags: ['PARENTS_DISAGREE'] })
    const type1 = [said('T1_DISSENT', '2026-03-01', first), said('T1_WITHDRAW', '2026-03-05', { word: 'practice' })]
    expect(ask(...type1)).toMatchObject({ reasons: ['T1'], flags: ['PARENTS_DISAGREE'] })
  })

  test('a parent who was not told apart is taken for neither', () => {
    expect(ask(no('2026-03-01', { word: 'parent', holder: null }), yes('2026-03-05', { word: 'parent', holder: null }))).toMatchObject({ decision: 'EXCLUDE', flags: ['PARENTS_DISAGREE'] })
    expect(ask(no('2026-03-01', { word: 'parent' }), yes('2026-03-05', { word: 'self' }))).toMatchObject({ decision: 'INCLUDE', flags: [] })
  })

  test('consent that one gives does not outweigh the refusal of the other', () => {
    const events = [said('CONSENT_REFUSED', '2026-03-01', first), said('CONSENT', '2026-03-05', second)]
    expect(decide(aPerson(CHILD_OF_8), events, flowG({ confidentiality: 'consent' }), NOW)).toMatchObject({ decision: 'EXCLUDE', reasons: ['NO_CONFIDENTIALITY_BASIS'], flags: ['PARENTS_DISAGREE'] })
  })

  test('as known before the second spoke, nothing was in dispute; once the first is entered in error, nothing is', () => {
    const later = yes('2026-03-05', second)
    expect(decide(aPerson(CHILD_OF_8), [no('2026-03-01', first), later], flowG(), NOW, new Date('2026-03-03T12:00Z'))).toMatchObject({ decision: 'EXCLUDE', flags: [] })
    expect(ask({ ...no('2026-03-01', first), enteredInError: true, enteredInErrorAt: 0 }, later)).toMatchObject({ decision: 'INCLUDE', flags: [] })
  })

  test('one parent alone is answered as anyone is: the latest wins', () => {
    expect(ask(no('2026-03-01', first), yes('2026-03-02', first))).toMatchObject({ decision: 'INCLUDE' })
    expect(ask(yes('2026-03-01', first), no('2026-03-02', first))).toMatchObject({ decision: 'EXCLUDE', flags: [] })
  })
})

const START = Date.parse('2026-03-01T00:00:00Z')
const HOUR = 3_600_000
const when = fc.tuple(fc.nat({ max: 100 }), fc.boolean()).map(([hours, isWholeDay]) => {
  const ms = START + hours * HOUR
  return { day: londonDay(new Date(ms)), ms: isWholeDay ? null : ms }
})
const event: fc.Arbitrary<ChoiceEvent> = fc.record({
  nhsNumber: fc.constant(X), role: fc.constantFrom<ChoiceRole>('PROJECT_OPT_OUT', 'PROJECT_OPT_OUT_WITHDRAWN'), project: fc.constant('pilot'),
  effective: fc.option(when, { freq: 6 }), recorded: fc.option(when, { freq: 6 }), source: fc.constantFrom(A, B), sequence: fc.option(fc.nat({ max: 4 })),
  enteredInError: fc.constant(false), word: fc.constantFrom(...ON_WHOSE_WORD), holder: fc.constantFrom('first', 'second', 'third', null),
}).map((given) => ({ ...given, holder: given.word === 'parent' ? given.holder : null }))
const events = fc.array(event, { maxLength: 8 })
const at = fc.nat({ max: 140 }).map((hours) => momentOf(new Date(START + hours * HOUR)))
const RUNS = { numRuns: 3000 }
/** What others than the two parents said, none of whom decides for the young person. */
const others = fc.array(event.map((each): ChoiceEvent => (each.word === 'parent' ? { ...each, holder: each.holder === null ? null : 'third' } : { ...each, word: 'practice' })), { maxLength: 6 })
const itsNo = no('2026-02-28', first)

describe('the word of a parent, whatever else was said', () => {
  test('a permit never lifts the dissent of another holder', () => {
    const permits = fc.array(event.map((each): ChoiceEvent => ({ ...each, role: 'PROJECT_OPT_OUT_WITHDRAWN', ...(each.word === 'practice' ? {} : second) })), { minLength: 1, maxLength: 4 })
    fc.assert(fc.property(others, permits, at, (all, permit, moment) => {
      const after = standingAt([...all, ...permit, itsNo], moment)
      expect(after.standing).toBe('DENIED')
      expect(after.flags).not.toContain('AMBIGUOUS_TIE')
      expect(after.restsOn).toContain(itsNo)
    }), RUNS)
  })

  test('where one holder says no and another yes, it is flagged', () => {
    fc.assert(fc.property(others, at, (all, moment) => {
      expect(standingAt([...all, itsNo, yes('2026-02-28', second)], moment)).toMatchObject({ standing: 'DENIED', flags: expect.arrayContaining(['PARENTS_DISAGREE']) })
    }), RUNS)
  })

  test('a parent’s word never makes anything more permissive than it was without telling who spoke', () => {
    fc.assert(fc.property(events, at, (all, moment) => {
      const whoever = standingAt(all.map((each) => ({ ...each, word: null, holder: null })), moment)
      const known = standingAt(all, moment)
      if (whoever.standing === 'DENIED') expect(known.standing).toBe('DENIED')
    }), RUNS)
  })

  test('any order of arrival gives the same state', () => {
    const twice = events.chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length })))
    fc.assert(fc.property(twice, at, ([one, other], moment) => {
      expect(standingAt(eventsKnownBy(other, null), moment)).toEqual(standingAt(eventsKnownBy(one, null), moment))
    }), RUNS)
  })

  test('it rests on entries that are there, and on a no where it denies', () => {
    fc.assert(fc.property(events, at, (all, moment) => {
      const state = standingAt(all, moment)
      for (const each of state.restsOn) expect(all).toContain(each)
      if (state.standing === 'DENIED') expect(state.restsOn.some(({ role }) => role === 'PROJECT_OPT_OUT')).toBe(true)
    }), RUNS)
  })
})

