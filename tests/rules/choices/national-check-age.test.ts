import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, type NationalCheckAnswer } from '#app/choices/decision.rules.ts'

const ASKED = Date.parse('2026-03-02T09:00:00Z')
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]
const TERMS = { drawsOn: ['hospital'], confidentiality: 'section-251', live: false } as const
const reasons = (nationalChecks: readonly NationalCheckAnswer[], at: number, known?: number) =>
  decide({ nhsNumber: '9990000018', onRegister: true, registrations: [], nationalChecks }, [], TERMS, new Date(at), known === undefined ? undefined : new Date(known)).reasons
const answer = (given: Partial<NationalCheckAnswer> = {}): NationalCheckAnswer => ({ askedAt: ASKED, answeredAt: ASKED + HOUR, cleared: true, ...given })

describe('an answer that says when it was asked for', () => {
  test.each([
    ['6 days and 23 hours', 7 * DAY - HOUR, []], ['7 days', 7 * DAY, []], ['7 days and a second', 7 * DAY + 1000, ['NDO_STALE']],
  ])('ages from then: %s', (_age, ms, expected) => {
    expect(reasons([answer()], ASKED + ms)).toEqual(expected)
    expect(reasons([answer({ answeredAt: ASKED + DAY })], ASKED + ms)).toEqual(expected)
  })

  test('is known only from its arrival', () => {
    expect(reasons([answer()], ASKED + HOUR - 1)).toContain('NDO_NOT_CLEARED')
    expect(reasons([answer()], ASKED + HOUR)).toEqual([])
    expect(reasons([answer()], ASKED + DAY, ASKED + HOUR - 1)).toContain('NDO_NOT_CLEARED')
  })

  test('gives way to one that was asked for later, however late the older one came', () => {
    const late = answer({ answeredAt: ASKED + 2 * DAY })
    const newer = answer({ askedAt: ASKED + DAY, answeredAt: ASKED + DAY + MINUTE, cleared: false })
    expect(reasons([late, newer], ASKED + 3 * DAY)).toEqual(['NDO_NOT_CLEARED'])
    expect(reasons([newer, late], ASKED + 3 * DAY)).toEqual(['NDO_NOT_CLEARED'])
  })

  test('asked for at one moment, with two answers: the one that does not clear wins', () => {
    for (const both of [[answer(), answer({ cleared: false })], [answer({ cleared: false }), answer()]]) expect(reasons(both, ASKED + DAY)).toEqual(['NDO_NOT_CLEARED'])
  })

  test.each([[Number.NaN], [ASKED + 30 * DAY]])('cannot make itself younger than its arrival: asked at %s', (askedAt) => {
    expect(reasons([answer({ askedAt })], ASKED + HOUR + 7 * DAY + 1000)).toEqual(['NDO_STALE'])
  })

  test('left out, it counts from the arrival', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 * DAY }), (age) => {
      const { askedAt: _asked, ...bare } = answer({ answeredAt: ASKED })
      expect(reasons([bare], ASKED + age)).toEqual(reasons([answer({ answeredAt: ASKED })], ASKED + age))
    }))
  })
})
