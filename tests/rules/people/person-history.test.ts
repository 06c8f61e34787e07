import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesOf, factsKnownBy, registrationsOf, REGISTRATION_KINDS, type PersonFacts } from '#app/people/person-history.rules.ts'

const day = (n: number): Date => new Date(Date.UTC(2026, 2, n, 9))
const facts = (recorded: number, given: Partial<PersonFacts> = {}): PersonFacts => ({
  numberId: 1, dateOfBirth: '1980-05-17', isDeceased: false, diedOn: null, isRestricted: false, registeredFrom: day(1), leftAt: null, registrationKind: null,
  recordedAt: day(recorded), isCarriedOver: false, ...given,
})
const said = (...history: PersonFacts[]) => changesOf(history).map(({ change, recordedAt }) => `${change} ${recordedAt.getUTCDate()}`)

describe('what was known of a person', () => {
  test('is what had been recorded by then, and nothing before they were listed', () => {
    const history = [facts(1), facts(5, { isDeceased: true }), facts(9)]
    expect(factsKnownBy(history, new Date(day(1).getTime() - 1))).toBeNull()
    expect([1, 4, 5, 8, 9, 30].map((n) => factsKnownBy(history, day(n))?.isDeceased)).toEqual([false, false, true, true, false, false])
  })

  test('does not change by what is recorded later', () => {
    const one = fc.record({ gap: fc.integer({ min: 0, max: 3 }), isDeceased: fc.boolean(), isRestricted: fc.boolean(), left: fc.boolean(), registrationKind: fc.constantFrom(null, ...REGISTRATION_KINDS) })
    fc.assert(fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 25 }), (steps, known) => {
      let at = 0
      const history = steps.map(({ gap, left, ...given }) => facts((at += gap), { ...given, leftAt: left ? day(at) : null }))
      const then = history.filter(({ recordedAt }) => recordedAt <= day(known))
      expect(factsKnownBy(history, day(known))).toEqual(factsKnownBy(then, day(99)))
    }))
  })
})

describe('registrations', () => {
  test('of someone who left and came back are two', () => {
    const back = { registeredFrom: day(7) }
    expect(registrationsOf([facts(1), facts(3, { leftAt: day(3) }), facts(7, back), facts(8, { ...back, registrationKind: 'temporary' }), facts(9, { ...back, registrationKind: 'temporary', leftAt: day(9) })])).toEqual([
      { from: day(1), to: day(3), kind: null }, { from: day(7), to: day(9), kind: 'temporary' },
    ])
  })
})

describe('what changed', () => {
  test('is told with the moment at which it came to be known', () => {
    expect(said(
      facts(1), facts(2, { isRestricted: true, registrationKind: 'temporary' }), facts(3, { isRestricted: true, leftAt: day(3), registrationKind: 'temporary' }),
      facts(5, { registeredFrom: day(5), numberId: 2, registrationKind: 'regular' }), facts(6, { registeredFrom: day(5), numberId: null, isDeceased: true, registrationKind: 'regular' }),
      facts(7, { registeredFrom: day(5), numberId: 3, registrationKind: 'regular' }),
    )).toEqual([
      'listed 1', 'restricted 2', 'temporary 2', 'left 3', 'came-back 5', 'no-longer-restricted 5', 'number-replaced 5', 'regular 5',
      'died 6', 'number-taken-away 6', 'death-taken-back 7', 'number-given 7',
    ])
  })

  test('says of facts that were carried over only when someone joined and left', () => {
    const over = { isCarriedOver: true, isDeceased: true, isRestricted: true }
    expect(said(facts(1, over), facts(4, { ...over, leftAt: day(4) }), facts(6, { registeredFrom: day(6), isDeceased: true, isRestricted: true }))).toEqual(['listed 1', 'left 4', 'came-back 6'])
  })
})
