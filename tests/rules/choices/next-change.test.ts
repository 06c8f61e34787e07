import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHOICE_ROLES, type ChoiceRole } from '#app/choices/choice-codes.rules.ts'
import type { ChoiceEvent, EventTime } from '#app/choices/choice-event.rules.ts'
import { decide, type FlowTerms, type Person } from '#app/choices/decision.rules.ts'
import { nextChangeAfter, nextChangeOfFlow } from '#app/choices/next-change.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { A, aPerson, B, dissent, flowG, instant, withdrawal, X } from './a-choice.ts'

const HOUR = 3_600_000
const START = Date.parse('2026-03-27T00:00:00Z')
/** Four days about the change of the clocks. */
const ms = fc.nat({ max: 100 }).map((hours) => START + hours * HOUR)
const day = ms.map((at) => londonDay(new Date(at)))
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { freq: 3 })
const eventTime: fc.Arbitrary<EventTime> = fc.oneof(ms.map((at) => ({ day: londonDay(new Date(at)), ms: at })), day.map((each) => ({ day: each, ms: null })))

const event: fc.Arbitrary<ChoiceEvent> = fc.record({
  nhsNumber: fc.constant(X), role: fc.oneof(fc.constantFrom('T1_DISSENT', 'T1_WITHDRAW'), fc.constantFrom(...(Object.keys(CHOICE_ROLES) as ChoiceRole[]))), project: fc.constant(null), effective: maybe(eventTime),
  recorded: maybe(eventTime), source: fc.constantFrom(A, B), sequence: maybe(fc.nat({ max: 3 })), enteredInError: fc.constantFrom(false, false, false, true),
}).map((made) => ({ ...made, project: CHOICE_ROLES[made.role].stream.startsWith('project') ? 'pilot' : null }))

const person: fc.Arbitrary<Person> = fc.record({
  nhsNumber: fc.constant(X), onRegister: fc.boolean(), born: fc.constant('1970-05-04'), died: maybe(day),
  registrations: fc.array(fc.record({ practice: fc.constantFrom(A, B), from: day, to: maybe(day) }), { maxLength: 2 }),
  nationalChecks: fc.array(fc.record({ answeredAt: ms, askedAt: ms, cleared: fc.boolean() }), { maxLength: 3 }),
  notification: maybe(fc.record({ told: maybe(ms), returned: maybe(ms) })),
})

const span = fc.record({ from: day, to: day })
const terms: fc.Arbitrary<Partial<FlowTerms>> = fc.record({
  discloser: fc.constantFrom(A, B, '00T', null), drawsOn: fc.constant(['gp'] as const), purpose: fc.constant('secondary' as const), project: fc.constant('pilot'),
  confidentiality: fc.constantFrom('section-251', 'consent', 'legal-duty', 'anonymised'), extendType1: fc.boolean(), live: fc.constant(false),
  nationalOptOutDisapplied: fc.array(span, { maxLength: 2 }), nationalCheckMaxAgeDays: fc.constantFrom(0, 0.5, 1, 2, Number.NaN),
  notification: fc.constantFrom('required', 'not-required'), exemption: maybe(fc.record({ id: fc.constantFrom('official-statistics', 'listed-programme'), from: day, to: day })),
  support: maybe(fc.record({ finalLetter: maybe(day), ends: maybe(day), reviewDue: maybe(day), overriddenUntil: maybe(day), covers: fc.constant(null) })),
})

describe('until the next change', () => {
  test('a decision is the same', () => {
    fc.assert(
      fc.property(person, fc.array(event, { maxLength: 5 }), terms, ms, fc.nat({ max: 1_000_000 }), (who, events, flow, from, share) => {
        const next = nextChangeAfter(who, events, flow, new Date(from))
        const until = next ?? START + 400 * HOUR
        const now = decide(who, events, flow, new Date(from))
        for (const at of [from + Math.floor(((until - 1 - from) * share) / 1_000_000), until - 1]) {
          expect(decide(who, events, flow, new Date(Math.max(from, at)))).toEqual(now)
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('which is always still to come', () => {
    fc.assert(fc.property(person, fc.array(event, { maxLength: 4 }), terms, ms, (who, events, flow, from) => {
      const next = nextChangeAfter(who, events, flow, new Date(from))
      expect(next === null || next > from).toBe(true)
    }))
  })
})

describe('the next change', () => {
  const at = instant('2026-03-20T12:00')
  const nextOf = (who: Partial<Person>, events: ChoiceEvent[] = [], flow = flowG()) => nextChangeAfter(aPerson({ nationalChecks: [], ...who }), events, flow, at)

  test.each([
    ['is never where nothing is still to come', nextOf({}, [dissent({ effective: '2026-01-01' })]), null],
    ['is when a withdrawal dated ahead comes into force', nextOf({}, [withdrawal({ effective: '2026-04-01', recorded: '2026-03-01' })]), instant('2026-04-01T00:00').getTime()],
    ['is the day of a death, from its first moment in London', nextOf({ died: '2026-07-01' }), instant('2026-07-01T00:00').getTime()],
    ['is the end of the last day of a registration', nextOf({ registrations: [{ practice: A, from: '2010-01-01', to: '2026-03-28' }] }), instant('2026-03-29T00:00').getTime()],
    ['is right after the last moment at which a national answer is young enough', nextOf({ nationalChecks: [{ answeredAt: at.getTime(), askedAt: at.getTime(), cleared: true }] }), at.getTime() + 7 * 24 * HOUR + 1],
    ['is when someone counts as told', nextOf({ notification: { told: at.getTime() + 1 } }), at.getTime() + 1],
  ])('%s', (_what, next, expected) => {
    expect(next).toBe(expected)
  })

  test('of a flow is where a window begins or has ended, or a review becomes overdue', () => {
    const of = (given: Partial<FlowTerms>) => nextChangeOfFlow(flowG(given), at)
    expect(of({ nationalOptOutDisapplied: [{ from: '2026-03-01', to: '2026-03-29' }] })).toBe(instant('2026-03-30T00:00').getTime())
    expect(of({ nationalOptOutDisapplied: [{ from: '2026-05-01', to: '2026-05-29' }] })).toBe(instant('2026-05-01T00:00').getTime())
    expect(of({ support: { finalLetter: null, ends: null, reviewDue: '2026-03-20', overriddenUntil: null, covers: null } })).toBe(instant('2026-03-21T00:00').getTime())
    expect(of({})).toBeNull()
  })
})
