import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conditionStanding, depersonalisedBy, destroyedBy, holdsFrom, mayAsk, type Condition, type Suspension } from '#app/approvals/condition.rules.ts'
import type { Hold } from '#app/approvals/in-force.rules.ts'
import { addDays, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { COUNCIL, PRACTICE } from '#tests/factories/who.ts'

const aCondition = (changes: Partial<Condition> = {}): Condition => ({
  id: 'c', kind: 'condition', flowRefs: null, what: 'Report on involvement', ownerCode: COUNCIL.code, dueOn: '2026-03-28', stops: true, madeAt: new Date('2026-01-01T00:00:00Z'), ended: null, ...changes,
})
const aSuspension = (changes: Partial<Suspension> = {}): Suspension => ({ id: 's', flowRefs: ['a'], because: 'A breach', organisationCode: PRACTICE.code, from: new Date('2026-02-01T09:00:00Z'), ended: null, ...changes })
const decision = (decidedAt: string, reviewDueOn: string | null, stepId = 'step') => ({ stepId, reviewDueOn, decidedAt: new Date(decidedAt), recordedAt: new Date(decidedAt) })
const from = (given: Partial<Parameters<typeof holdsFrom>[0]>): Hold[] => holdsFrom({ conditions: [], suspensions: [], decisions: [], flowsOfStep: () => ['a'], facts: null, ...given })
const isStopped = (holds: readonly Hold[], at: Date) => holds.some((hold) => hold.from <= at && (hold.until === null || at < hold.until))

describe('a condition', () => {
  test('stops its flows from the London midnight after its day, in winter and in summer time', () => {
    // The clocks go forward at 1am on 29 March 2026: midnight of that day is still in winter time, that of the next in summer time.
    expect(from({ conditions: [aCondition({ dueOn: '2026-03-28' })] })[0]!.from).toEqual(new Date('2026-03-29T00:00:00Z'))
    expect(from({ conditions: [aCondition({ dueOn: '2026-03-29' })] })[0]!.from).toEqual(new Date('2026-03-29T23:00:00Z'))
    expect(from({ conditions: [aCondition({ dueOn: '2026-10-24' })] })[0]!.from).toEqual(new Date('2026-10-24T23:00:00Z'))
    expect(from({ conditions: [aCondition({ dueOn: '2026-10-25' })] })[0]!.from).toEqual(new Date('2026-10-26T00:00:00Z'))
  })

  test('stops nothing when it was met in time, and until it was met when late', () => {
    const ended = (at: string) => ({ how: 'met' as const, proof: 'Letter', at: new Date(at) })
    expect(from({ conditions: [aCondition({ ended: ended('2026-03-28T23:59:59Z') })] })).toEqual([])
    expect(from({ conditions: [aCondition({ ended: ended('2026-04-02T10:00:00Z') })] })).toMatchObject([{ kind: 'condition-overdue', until: new Date('2026-04-02T10:00:00Z') }])
    expect(from({ conditions: [aCondition({ stops: false })] })).toEqual([])
  })

  test.each([
    ['2026-02-01', null, 'open'], ['2026-02-26', null, 'due-soon'], ['2026-03-28', null, 'due-soon'], ['2026-03-29', null, 'overdue'], ['2026-03-29', 'met', 'met'], ['2026-02-01', 'lifted', 'lifted'],
  ] as const)('on %s, ended %s, is %s', (today, how, standing) => {
    expect(conditionStanding(aCondition({ ended: how && { how, proof: '', at: new Date() } }), today)).toBe(standing)
  })

  test('is set for flows and parties of the project, for a day to come', () => {
    const facts = someFacts()
    const given = { flowRefs: [facts.flows[0]!.ref], ownerCode: COUNCIL.code, dueOn: '2026-03-28' }
    const kind = (changes: object, today = '2026-03-28') => { const may = mayAsk(facts, { ...given, ...changes }, today); return may.ok ? 'ok' : may.refusal.kind }
    expect([kind({}), kind({ flowRefs: [] }), kind({ flowRefs: ['gone'] }), kind({ ownerCode: 'X' }), kind({}, '2026-03-29')]).toEqual(['ok', 'ok', 'flow-unknown', 'not-a-party', 'due-before-today'])
  })
})

describe('a suspension', () => {
  test('stops from its instant to its end', () => {
    const ended = { because: 'Mended', at: new Date('2026-02-03T09:00:00Z') }
    const [hold] = from({ suspensions: [aSuspension({ ended })] })
    expect(hold).toMatchObject({ kind: 'flow-suspended', flowRefs: ['a'], from: new Date('2026-02-01T09:00:00Z'), until: ended.at, details: { because: 'A breach' } })
    expect(isStopped([hold!], new Date('2026-02-01T08:59:59.999Z'))).toBe(false)
    expect(isStopped([hold!], new Date('2026-02-01T09:00:00Z'))).toBe(true)
    expect(isStopped([hold!], ended.at)).toBe(false)
  })
})

describe('a yearly review', () => {
  test('that no later decision answered stops the flows of its step from the day after it was due', () => {
    expect(from({ decisions: [decision('2025-03-01T10:00:00Z', '2026-03-01')] })).toMatchObject([{ kind: 'annual-review-missed', flowRefs: ['a'], from: new Date('2026-03-02T00:00:00Z'), until: null, details: { dueOn: '2026-03-01' } }])
    expect(from({ decisions: [decision('2025-03-01T10:00:00Z', null)] })).toEqual([])
  })

  test('answered in time stops nothing; answered late, until then; another step answers nothing', () => {
    const first = decision('2025-03-01T10:00:00Z', '2026-03-01')
    expect(from({ decisions: [first, decision('2026-02-20T10:00:00Z', null)] })).toEqual([])
    expect(from({ decisions: [first, decision('2026-04-01T10:00:00Z', null)] })).toMatchObject([{ until: new Date('2026-04-01T10:00:00Z') }])
    expect(from({ decisions: [first, decision('2026-02-20T10:00:00Z', null, 'another')] })).toMatchObject([{ until: null }])
    // Two letters of one day: the one recorded later counts.
    expect(from({ decisions: [first, decision('2025-03-01T10:00:00Z', '2026-09-01')] })).toMatchObject([{ details: { dueOn: '2026-09-01' } }])
  })
})

describe('security assurance', () => {
  const supported = (status: 'met' | 'approaching' | 'not-said', publishedOn: string) => {
    const facts = someFacts()
    return {
      ...facts, flows: facts.flows.map((flow) => ({ ...flow, confidentiality: 'section-251' as const })),
      parties: facts.parties.map((party) => ({ ...party, assurance: party.organisationCode === COUNCIL.code ? { status, publishedOn } : { status: 'met' as const, publishedOn: '2026-06-01' } })),
    }
  }
  const council = (facts: ReturnType<typeof supported>) => from({ facts }).filter((hold) => hold.details?.organisation === COUNCIL.name)
  test('counts until the thirtieth of June after the next year of the toolkit, and stops supported flows after it', () => {
    expect(council(supported('met', '2026-06-20'))).toMatchObject([{ kind: 'assurance-lapsed', from: new Date('2027-06-30T23:00:00Z'), until: null }])
  })

  test.each([['approaching', '2026-06-20'], ['not-said', '']] as const)('%s is none: nothing flows', (status, publishedOn) => {
    expect(council(supported(status, publishedOn))).toMatchObject([{ from: new Date(0), until: null }])
  })

  test.each(['consent', 'legal-duty', 'public-interest', 'communicable-disease'] as const)('is not asked of a flow by %s beforehand, and stops it when what was met lapses', (confidentiality) => {
    const by = (facts: ReturnType<typeof supported>) => ({ ...facts, flows: facts.flows.map((flow) => ({ ...flow, confidentiality })) }) as unknown as ReturnType<typeof supported>
    for (const [status, publishedOn] of [['approaching', '2026-06-20'], ['not-said', '']] as const) expect(council(by(supported(status, publishedOn)))).toEqual([])
    expect(council(by(supported('met', '2026-06-20')))).toMatchObject([{ kind: 'assurance-lapsed', from: new Date('2027-06-30T23:00:00Z'), until: null }])
  })

  test.each(['direct-care', 'anonymised', 'not-confidential'] as const)('never stops a flow of the kind %s', (confidentiality) => {
    const facts = supported('met', '2026-06-20')
    expect(from({ facts: { ...facts, flows: facts.flows.map((flow) => ({ ...flow, confidentiality })) } })).toEqual([])
  })
})

describe('the clocks', () => {
  test('run for the months that the facts say', () => {
    expect(depersonalisedBy(furtherFacts(), '2026-08-31')).toBe('2027-02-28')
    expect(depersonalisedBy(someFacts({ linkage: null }), '2026-08-31')).toBeNull()
    const months = someFacts().safeguards!.retentionMonths
    expect(destroyedBy(someFacts({ safeguards: { ...someFacts().safeguards!, retentionMonths: 6 } }), '2026-10-31')).toBe('2027-04-30')
    expect(months).toBeGreaterThan(0)
    expect(destroyedBy(someFacts({ safeguards: null }), '2026-10-31')).toBeNull()
  })
})

test('whatever happened, a flow is stopped at an instant exactly while something overdue, suspended or missed lasts', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-01-01', days))
  const at = fc.integer({ min: 0, max: 400 * 24 }).map((hours) => new Date(Date.UTC(2026, 0, 1, hours)))
  const conditions = fc.array(fc.record({ dueOn: day, stops: fc.boolean(), end: fc.option(at, { nil: null }) }), { maxLength: 4 })
  const suspensions = fc.array(fc.record({ begin: at, hours: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null }) }), { maxLength: 3 })
  fc.assert(fc.property(conditions, suspensions, at, (asked, stopped, instant) => {
    const holds = from({
      conditions: asked.map(({ dueOn, stops, end }) => aCondition({ dueOn, stops, ended: end && { how: 'met', proof: 'x', at: end } })),
      suspensions: stopped.map(({ begin, hours }) => aSuspension({ from: begin, ended: hours === null ? null : { because: 'x', at: new Date(begin.getTime() + hours * 3_600_000) } })),
    })
    const overdue = asked.some(({ dueOn, stops, end }) => stops && instant >= startOfLondonDay(addDays(dueOn, 1)) && (end === null || instant < end))
    const suspended = stopped.some(({ begin, hours }) => instant >= begin && (hours === null || instant.getTime() < begin.getTime() + hours * 3_600_000))
    expect(isStopped(holds, instant)).toBe(overdue || suspended)
  }), { numRuns: 2000 })
})
