import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHOICE_ROLES } from '#app/choices/choice-codes.rules.ts'
import type { ChoiceRole } from '#app/choices/choice-codes.rules.ts'
import { eventsKnownBy, momentOf, standingAt } from '#app/choices/choice-event.rules.ts'
import type { ChoiceEvent, EventTime } from '#app/choices/choice-event.rules.ts'
import { ON_WHOSE_WORD } from '#app/choices/choice.rules.ts'
import { decide } from '#app/choices/decision.rules.ts'
import { londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { A, B, X, aPerson, flowG } from './a-choice.ts'

const START = Date.parse('2026-03-27T00:00:00Z')
const HOUR = 3_600_000
/** A few days about the change of the clocks, so that events often share a day or an instant. */
const ms = fc.nat({ max: 100 }).map((hours) => START + hours * HOUR)
const eventTime: fc.Arbitrary<EventTime> = fc.tuple(ms, fc.boolean()).map(([at, isWholeDay]) => {
  const day = londonDay(new Date(at))
  return { day, ms: isWholeDay ? null : at }
})
const roles = Object.keys(CHOICE_ROLES) as ChoiceRole[]
const streamNamesProject = (role: ChoiceRole): boolean => CHOICE_ROLES[role].stream.startsWith('project')

function anyEvent(among: readonly ChoiceRole[] = roles): fc.Arbitrary<ChoiceEvent> {
  return fc.record({
    nhsNumber: fc.constant(X),
    role: fc.constantFrom(...among),
    project: fc.constantFrom('pilot', 'wsdp'),
    effective: fc.option(eventTime, { freq: 6 }),
    recorded: fc.option(eventTime, { freq: 6 }),
    source: fc.constantFrom(A, B, 'Y00001'),
    sequence: fc.option(fc.nat({ max: 4 })),
    enteredInError: fc.constantFrom(false, false, false, true),
    word: fc.constantFrom(...ON_WHOSE_WORD, null),
    holder: fc.constantFrom('first', 'second', null),
  }).map((event) => ({ ...event, project: streamNamesProject(event.role) ? event.project : null }))
}

const type1 = fc.array(anyEvent(['T1_DISSENT', 'T1_WITHDRAW']), { maxLength: 7 })
const anything = fc.array(anyEvent(), { maxLength: 12 })
const shuffled = <T>(list: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> =>
  list.chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length })))
const moment = ms.map((at) => new Date(at))
const RUNS = { numRuns: 2000 }

const flows = fc.constantFrom(
  flowG(), flowG({ discloser: B }), flowG({ discloser: null }), flowG({ discloser: '00T', drawsOn: ['council', 'gp'] }), flowG({ project: null }),
  flowG({ confidentiality: 'consent' }), flowG({ confidentiality: 'anonymised', extendType1: true }), flowG({ confidentiality: 'legal-duty' }),
)

test('any order of arrival gives the same state', () => {
  fc.assert(fc.property(shuffled(type1), moment, ([events, again], at) => {
    expect(standingAt(eventsKnownBy(again, null), momentOf(at))).toEqual(standingAt(eventsKnownBy(events, null), momentOf(at)))
  }), RUNS)
})

test('case 6: any order of arrival gives the same decision', () => {
  fc.assert(fc.property(shuffled(anything), flows, moment, moment, ([events, again], terms, at, known) => {
    expect(decide(aPerson(), again, terms, at, known)).toEqual(decide(aPerson(), events, terms, at, known))
  }), RUNS)
})

test('the same events twice over change nothing', () => {
  fc.assert(fc.property(anything, flows, moment, (events, terms, at) => {
    expect(decide(aPerson(), [...events, ...events], terms, at).reasons).toEqual(decide(aPerson(), events, terms, at).reasons)
  }), RUNS)
})

test('a permit never lifts a no it does not name', () => {
  const lifts: Record<string, ChoiceRole> = { T1: 'T1_WITHDRAW', T1_PRIOR_UNCONFIRMED: 'T1_WITHDRAW' }
  const permits = roles.filter((role) => CHOICE_ROLES[role].says === 'yes')
  const legal = fc.constantFrom(flowG(), flowG({ discloser: B }), flowG({ confidentiality: 'legal-duty' }), flowG({ confidentiality: 'direct-care', purpose: 'direct-care' }))
  fc.assert(fc.property(anything, anyEvent(permits), legal, moment, (events, permit, terms, at) => {
    const before = decide(aPerson(), events, terms, at)
    const after = decide(aPerson(), [...events, { ...permit, enteredInError: false }], terms, at)
    for (const reason of before.reasons) {
      const isNamed = lifts[reason] === permit.role || reason === 'AMBIGUOUS_TIE' ||
        (reason === 'LOCAL' && permit.project === 'pilot' && streamNamesProject(permit.role))
      if (!isNamed) expect(after.reasons).toContain(reason)
    }
  }), RUNS)
})

test('consent does not lift a project opt-out, and a withdrawal for one project lifts nothing of another', () => {
  fc.assert(fc.property(anything, anyEvent(['CONSENT', 'PROJECT_OPT_OUT_WITHDRAWN']), flows, moment, (events, permit, terms, at) => {
    const optOut: ChoiceEvent = { ...permit, role: 'PROJECT_OPT_OUT', project: 'pilot', effective: null, recorded: null, sequence: 9, enteredInError: false }
    const other: ChoiceEvent = permit.role === 'CONSENT' ? permit : { ...permit, project: 'wsdp' }
    expect(decide(aPerson(), [...events, optOut, other], terms, at).reasons).toContain('LOCAL')
  }), RUNS)
})

test('case 7: nothing recorded after the instant known changes the answer for it', () => {
  const later = fc.tuple(anyEvent(), fc.integer({ min: 1, max: 200 }), fc.boolean())
  fc.assert(fc.property(anything, fc.array(later, { maxLength: 5 }), flows, moment, moment, (events, additions, terms, at, known) => {
    const dayAfter = startOfLondonDay(londonDay(new Date(known.getTime() + 26 * HOUR))).getTime()
    const added = additions.map(([event, hours, isWholeDay]) => {
      const when = isWholeDay ? dayAfter + 25 * hours * HOUR : known.getTime() + hours * HOUR
      const recorded = { day: londonDay(new Date(when)), ms: isWholeDay ? null : when }
      return { ...event, recorded, enteredInError: false }
    })
    const checks = [...aPerson().nationalChecks ?? [], { answeredAt: START, cleared: true }]
    const laterChecks = [...checks, { answeredAt: known.getTime() + 1, cleared: false }, { answeredAt: known.getTime() + 2, cleared: true }]
    expect(decide(aPerson({ nationalChecks: laterChecks }), [...added, ...events], terms, at, known))
      .toEqual(decide(aPerson({ nationalChecks: checks }), events, terms, at, known))
  }), RUNS)
})

test('type 2 and shared care codes never change a decision', () => {
  const shown = anyEvent(roles.filter((role) => ['type-2', 'shared-care'].includes(CHOICE_ROLES[role].stream)))
  fc.assert(fc.property(anything, fc.array(shown, { maxLength: 4 }), flows, moment, (events, others, terms, at) => {
    expect(decide(aPerson(), [...events, ...others], terms, at)).toEqual(decide(aPerson(), events, terms, at))
  }), RUNS)
})

test('an undisputed no always excludes, and a withdrawal alone never makes one', () => {
  fc.assert(fc.property(type1, moment, (events, at) => {
    const { standing } = standingAt(eventsKnownBy(events, null), momentOf(at))
    if (events.every(({ role }) => role === 'T1_WITHDRAW')) expect(standing).not.toBe('DENIED')
    if (events.every(({ role }) => role === 'T1_DISSENT')) expect(standing).not.toBe('PERMITTED')
  }), RUNS)
})

test('times, record order and source that point in a circle leave the no standing', () => {
  const on = (role: ChoiceRole, effective: EventTime, sequence: number): ChoiceEvent =>
    ({ nhsNumber: X, role, project: null, effective, recorded: null, source: A, sequence, enteredInError: false })
  const day = '2026-03-10'
  const circle = [
    on('T1_DISSENT', { day, ms: null }, 2),
    on('T1_WITHDRAW', { day, ms: Date.parse('2026-03-10T09:00Z') }, 3),
    on('T1_WITHDRAW', { day, ms: Date.parse('2026-03-10T10:00Z') }, 1),
  ]
  expect(standingAt(circle, momentOf(new Date(START)))).toMatchObject({ standing: 'DENIED', flags: ['AMBIGUOUS_TIE'] })
})
