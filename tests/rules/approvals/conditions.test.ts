import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conditionStanding, depersonalisedBy, holdsFrom, mayAsk, type Condition, type Suspension } from '#app/approvals/condition.rules.ts'
import type { Decision } from '#app/approvals/decision.rules.ts'
import { countsFor } from '#app/approvals/following.rules.ts'
import { stepStanding, type Hold } from '#app/approvals/in-force.rules.ts'
import type { RouteStep } from '#app/approvals/route-finder.rules.ts'
import { addDays, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { aDecision, anAgreement, aPaper, aStanding, coverOf, factsToApprove } from '#tests/factories/approval-standing.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { COUNCIL, PRACTICE } from '#tests/factories/who.ts'

const aCondition = (changes: Partial<Condition> = {}): Condition => ({
  id: 'c', kind: 'condition', flowRefs: null, what: 'Report on involvement', ownerCode: COUNCIL.code, dueOn: '2026-03-28', stops: true, madeAt: new Date('2026-01-01T00:00:00Z'), ended: null, ...changes,
})
const aSuspension = (changes: Partial<Suspension> = {}): Suspension => ({ id: 's', flowRefs: ['a'], because: 'A breach', organisationCode: PRACTICE.code, from: new Date('2026-02-01T09:00:00Z'), ended: null, ...changes })
const decision = (decidedAt: string, reviewDueOn: string | null, stepId = 'step') => aDecision(stepId, [], { reviewDueOn, decidedAt: new Date(decidedAt), effectiveFrom: decidedAt.slice(0, 10) })
const from = (given: Partial<Parameters<typeof holdsFrom>[0]>): Hold[] => holdsFrom({ conditions: [], suspensions: [], decisions: [], stepOn: () => ({ flows: ['a'], documents: [] }), papers: [], facts: null, ...given })
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

describe('a yearly review of one of several letters on a step, each on the papers of some flows', () => {
  const FLOWS = ['a', 'b', 'c'] as const
  const framework = aPaper('framework')
  const on = (flowRef: string) => aPaper('sharing-agreement', { data: flowRef }, { documentId: `on ${flowRef}`, about: flowRef })
  const papers = [framework, ...FLOWS.map(on)]
  const scope = { flows: FLOWS, documents: ['framework', 'sharing-agreement'] } as const
  const letter = (flows: string, decidedAt: string, reviewDueOn: string | null = null, changes: Partial<Decision> = {}) =>
    aDecision('step', coverOf([framework, ...[...flows].map(on)]), { decidedAt: new Date(decidedAt), effectiveFrom: decidedAt.slice(0, 10), reviewDueOn, ...changes })
  const held = (decisions: readonly Decision[], at: string, stepOn: () => typeof scope | null = () => scope) => {
    const holds = from({ decisions, papers, stepOn }).filter((hold) => isStopped([hold], new Date(at)))
    return holds.some(({ flowRefs }) => flowRefs === null) ? 'all' : FLOWS.filter((ref) => holds.some(({ flowRefs }) => flowRefs?.includes(ref))).join('')
  }
  const first = letter('ab', '2025-03-01T10:00:00Z', '2026-03-01')
  const no = { meaning: 'refused', outcome: 'Not agreed' } as const

  test.each([
    ['nothing that follows', [], 'ab'],
    ['a letter on another flow', [letter('c', '2026-02-20T10:00:00Z')], 'ab'],
    ['a letter in time on one of its flows', [letter('b', '2026-02-20T10:00:00Z')], 'a'],
    ['a letter in time on all of its flows', [letter('abc', '2026-02-20T10:00:00Z')], ''],
    ['letters in time on each of its flows', [letter('a', '2026-02-20T10:00:00Z'), letter('b', '2026-02-21T10:00:00Z')], ''],
    ['a late letter on one of its flows', [letter('a', '2026-03-10T10:00:00Z')], 'b'],
    ['a late letter that takes effect later', [letter('ab', '2026-03-10T10:00:00Z', null, { effectiveFrom: '2026-05-01' })], 'ab'],
    ['a letter in time that takes effect later', [letter('ab', '2026-02-20T10:00:00Z', null, { effectiveFrom: '2026-05-01' })], ''],
    ['a refusal, from whenever it counts', [letter('ab', '2026-02-20T10:00:00Z', null, { ...no, effectiveFrom: '2026-09-01' })], 'ab'],
    ['a decision to wait, then a letter on one flow', [letter('ab', '2026-02-20T10:00:00Z', null, { meaning: 'not-yet' }), letter('b', '2026-03-10T10:00:00Z')], 'a'],
    ['a letter whose own review was missed', [letter('bc', '2025-06-01T10:00:00Z', '2026-03-20')], 'abc'],
    ['an earlier letter on the other flow', [], 'ab', [letter('c', '2025-02-01T10:00:00Z')]],
  ] as const)('after %s stops on 1 April its flows that were not decided on again', (_, later, stopped, before: readonly Decision[] = []) => {
    expect(held([...before, first, ...later], '2026-04-01T10:00:00Z')).toBe(stopped)
  })

  test('ends for each flow when it was decided on again', () => {
    const decisions = [first, letter('a', '2026-03-10T10:00:00Z'), letter('b', '2026-03-20T10:00:00Z')]
    expect(['2026-03-01T23:59:59Z', '2026-03-02T00:00:00Z', '2026-03-10T09:59:59Z', '2026-03-10T10:00:00Z', '2026-03-20T10:00:00Z'].map((at) => held(decisions, at))).toEqual(['', 'ab', 'ab', 'b', ''])
  })

  test('on a step that is not known stops everything, until a letter on all that it was on', () => {
    const unknown = () => null
    expect(held([first, letter('a', '2026-03-10T10:00:00Z')], '2026-04-01T10:00:00Z', unknown)).toBe('all')
    expect(held([first, letter('ab', '2026-03-10T10:00:00Z')], '2026-04-01T10:00:00Z', unknown)).toBe('')
  })

  test('whatever was decided, no flow is open by a letter whose review was missed', () => {
    const facts = factsToApprove()
    const step = { id: 'step', kind: 'outside-approval', organisationCode: null, bodyId: null, post: null, ...scope } as unknown as RouteStep
    const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2026-01-01', days))
    const made = fc.record({ flows: fc.subarray([...FLOWS]), on: day, effect: fc.integer({ min: 0, max: 20 }), review: fc.option(day), meaning: fc.constantFrom('granted' as const, 'granted' as const, 'refused' as const, 'not-yet' as const) })
    fc.assert(fc.property(fc.array(made, { maxLength: 6 }), day, (rows, today) => {
      const decisions = rows.map(({ flows, on: decidedOn, effect, review, meaning }, index) =>
        letter(flows.join(''), `${decidedOn}T10:00:00Z`, review, { id: String(index), meaning, effectiveFrom: addDays(decidedOn, effect) })).sort((x, y) => x.decidedAt.getTime() - y.decidedAt.getTime())
      const at = new Date(`${today}T12:00:00Z`)
      const holds = from({ decisions, papers, stepOn: () => scope })
      const standing = { ...aStanding({ facts, agreement: anAgreement({}, facts) }), papers, decisions }
      for (const flowRef of FLOWS) {
        const stands = stepStanding(standing, step, at, null, flowRef)
        if (!stands.ok || !stands.value) continue
        const open = stands.value
        const renewed = decisions.slice(decisions.indexOf(open) + 1).some((later) => later.meaning === 'granted' && countsFor(later, scope, papers, flowRef) && later.decidedAt <= startOfLondonDay(addDays(open.reviewDueOn ?? today, 1)))
        const isMissed = open.reviewDueOn !== null && open.reviewDueOn < today && !renewed
        const isHeld = holds.some((hold) => hold.flowRefs?.includes(flowRef) && hold.details?.dueOn === open.reviewDueOn && isStopped([hold], at))
        if (isMissed) expect(isHeld).toBe(true)
        // No letter on papers of other flows alone holds a flow.
        if (!decisions.some((one) => one.reviewDueOn !== null && countsFor(one, scope, papers, flowRef))) expect(holds.some(({ flowRefs }) => flowRefs?.includes(flowRef))).toBe(false)
      }
    }), { numRuns: 3000 })
  })
})

describe('security assurance', () => {
  const supported = (status: 'met' | 'approaching' | 'not-said' | 'not-met', publishedOn: string) => {
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
    expect(council(by(supported('not-met', '2026-06-20')))).toMatchObject([{ kind: 'assurance-lapsed', from: new Date(0) }])
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
