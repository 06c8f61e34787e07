import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedSince, holds, openingDecision, STEP_CLOSED_KINDS, type Decision } from '#app/approvals/decision.rules.ts'
import { FLOW_CLOSED_KINDS, inForce, reasonsAgainst, stepsNeeded, stepStanding, type FlowClosedKind, type Hold, type Standing } from '#app/approvals/in-force.rules.ts'
import { flowClosedWords } from '#app/approvals/in-force.words.ts'
import type { NOT_IN_FORCE_KINDS } from '#app/documents/agreement.rules.ts'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import { addDays, londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { aDecision, anAgreement, aPaper, aStanding, coverOf, factsToApprove, stepsToOpen } from '#tests/factories/approval-standing.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'

const FLOW = 'oldham-gp-pilot-register'
const NOON = new Date('2026-06-15T11:00:00Z')
const facts = factsToApprove()
const [first] = stepsToOpen(facts)
const STEP = first!.id
const papers = [aPaper('protocol'), aPaper('dpia')]
const covers = coverOf(papers)

/** All steps open but the first, which has these decisions. */
function standingWith(decisions: readonly Decision[], changes: Partial<Standing> = {}): Standing {
  const all = aStanding({ facts })
  return { ...all, decisions: [...all.decisions.filter(({ stepId }) => stepId !== STEP), ...decisions], ...changes }
}
const closedBy = (standing: Standing, at: Date = NOON, known: Date | null = null) => {
  const open = inForce(standing, FLOW, at, known)
  return open.ok ? null : open.refusal.kind
}
const granted = (changes: Partial<Decision> = {}) => aDecision(STEP, covers, changes)

describe('a flow is in force', () => {
  test('when its agreement is and every step that it cannot run without is open', () => {
    expect(stepsToOpen(facts).length).toBeGreaterThan(1)
    const open = inForce(aStanding({ facts }), FLOW, NOON)
    expect(open).toMatchObject({ ok: true, value: { flow: { ref: FLOW }, documentVersion: 2 } })
    expect(open.ok && open.value.decisions.map(({ stepId }) => stepId)).toEqual(stepsNeeded(aStanding({ facts }), FLOW, NOON).map(({ id }) => id))
  })

  test('without any decision where its facts call for none', () => {
    const care = someFacts()
    const asCare = { ...care, flows: care.flows.map((flow) => ({ ...flow, confidentiality: 'direct-care' as const, purposeKind: 'direct-care' as const })) }
    expect(stepsToOpen(asCare)).toEqual([])
    expect(closedBy({ agreement: anAgreement({}, asCare), papers: [], decisions: [], holds: [] })).toBeNull()
  })

  const hold = (kind: Hold['kind'], details: Hold['details'] = {}): Hold => ({ kind, flowRefs: null, from: new Date('2026-06-01T00:00:00Z'), until: null, details })
  const CLOSED: Record<Exclude<FlowClosedKind, (typeof NOT_IN_FORCE_KINDS)[number] | 'paper-missing'>, Standing> = {
    'approval-missing': standingWith([]),
    'approval-not-given': standingWith([granted(), granted({ meaning: 'refused', outcome: 'Not agreed', decidedAt: new Date('2026-05-01T09:00:00Z') })]),
    'approval-reopened': standingWith([granted()], { papers: [aPaper('protocol', { purpose: 'p1', flows: 'f2' }, { number: 2 }), aPaper('dpia')] }),
    'approval-not-begun': standingWith([granted({ effectiveFrom: '2026-06-16' })]),
    'approval-ended': standingWith([granted({ endsOn: '2026-06-14' })]),
    'condition-overdue': standingWith([granted()], { holds: [hold('condition-overdue', { dueOn: '2026-06-01', what: 'Report on involvement' })] }),
    'assurance-lapsed': standingWith([granted()], { holds: [hold('assurance-lapsed', { organisation: 'Hill Top Surgery' })] }),
    'annual-review-missed': standingWith([granted()], { holds: [hold('annual-review-missed', { dueOn: '2026-06-01' })] }),
    'flow-suspended': standingWith([granted()], { holds: [hold('flow-suspended', { because: 'a breach is being looked into' })] }),
  }
  test.each(Object.entries(CLOSED))('not when: %s; and the sentence says so', (kind, standing) => {
    expect(closedBy(standing)).toBe(kind)
    const [reason] = reasonsAgainst(standing, FLOW, NOON)
    expect(flowClosedWords(reason!)).not.toMatch(/undefined|null|NaN|whoever has to decide|not yet set/)
  })

  test('every kind of refusal has words, and they stand without details too', () => {
    for (const kind of FLOW_CLOSED_KINDS) expect(flowClosedWords({ kind })).not.toMatch(/undefined|null|NaN/)
  })

  test('a step that is shown by papers is open when they state the facts as they are', () => {
    const standing = aStanding({ facts })
    const step = { ...stepsToOpen(facts)[0]!, kind: 'document' as const, documents: ['dpia' as const] }
    expect(stepStanding(standing, step, NOON)).toEqual({ ok: true, value: null })
    for (const papersNow of [[aPaper('protocol')], [aPaper('dpia', {}, { statesFactsVersion: 6 })]]) {
      const stands = stepStanding({ ...standing, papers: papersNow }, step, NOON)
      expect(stands).toMatchObject({ ok: false, refusal: { kind: 'paper-missing' } })
      expect(stands.ok ? '' : flowClosedWords(stands.refusal)).toContain('data protection impact assessment')
    }
  })

  test('not when one flow alone is stopped, but the other is', () => {
    const standing = standingWith([granted()], { holds: [{ ...hold('flow-suspended'), flowRefs: ['oldham-gp-pilot-flags'] }] })
    expect(closedBy(standing)).toBeNull()
    expect(inForce(standing, 'oldham-gp-pilot-flags', NOON).ok).toBe(false)
  })

  test('from the instant at which what stopped it ends, and not before', () => {
    const stopped = { ...hold('flow-suspended'), from: NOON, until: new Date(NOON.getTime() + 1000) }
    const standing = standingWith([granted()], { holds: [stopped] })
    expect(closedBy(standing, new Date(NOON.getTime() - 1))).toBeNull()
    expect(closedBy(standing, NOON)).toBe('flow-suspended')
    expect(closedBy(standing, new Date(NOON.getTime() + 999))).toBe('flow-suspended')
    expect(closedBy(standing, new Date(NOON.getTime() + 1000))).toBeNull()
  })

  test('all reasons are told, the agreement first', () => {
    const standing = standingWith([], { agreement: anAgreement({ signatures: [] }, facts), holds: [hold('assurance-lapsed')] })
    expect(reasonsAgainst(standing, FLOW, NOON).map(({ kind }) => kind)).toEqual(['protocol-not-signed', 'approval-missing', 'assurance-lapsed'])
  })
})

describe('of several decisions on a step', () => {
  const at = (day: string) => new Date(`${day}T09:00:00Z`)
  const yes = (day: string, changes: Partial<Decision> = {}) => granted({ decidedAt: at(day), recordedAt: at(day), effectiveFrom: day, ...changes })
  const no = (day: string, changes: Partial<Decision> = {}) => yes(day, { meaning: 'withdrawn', outcome: 'Withdrawn', ...changes })

  test.each<[string, readonly Decision[], FlowClosedKind | null]>([
    ['the later grant counts after a refusal', [no('2026-05-01'), yes('2026-05-02')], null],
    ['the later withdrawal counts after a grant', [yes('2026-05-01'), no('2026-05-02')], 'approval-not-given'],
    ['a withdrawal that has yet to take effect leaves the grant', [yes('2026-05-01'), no('2026-05-02', { effectiveFrom: '2026-06-16' })], null],
    ['a renewal that has yet to take effect leaves the grant that runs', [yes('2026-05-01', { endsOn: '2026-06-15' }), yes('2026-06-01', { effectiveFrom: '2026-06-16' })], null],
    ['a renewal that has taken effect counts after the end of the first', [yes('2026-05-01', { endsOn: '2026-06-14' }), yes('2026-06-01', { effectiveFrom: '2026-06-15' })], null],
    ['of two at one instant, the one that opens nothing', [yes('2026-05-01'), no('2026-05-01')], 'approval-not-given'],
    ['in whichever order they are read', [no('2026-05-01'), yes('2026-05-01')], 'approval-not-given'],
    ['on one day, the one recorded later', [no('2026-05-01'), yes('2026-05-01', { recordedAt: at('2026-05-03') })], null],
    ['a later grant on older words opens nothing', [yes('2026-05-01'), yes('2026-05-02', { covers: covers.map((clause) => ({ ...clause, digest: 'older' })) })], 'approval-reopened'],
    ['one that covers nothing opens nothing', [yes('2026-05-01', { covers: [] })], 'approval-reopened'],
  ])('%s', (_name, decisions, kind) => {
    expect(closedBy(standingWith(decisions))).toBe(kind)
    expect(closedBy(standingWith([...decisions].reverse()))).toBe(kind)
  })

  test('one that was recorded later than what was known is left out', () => {
    const late = yes('2026-05-01', { recordedAt: at('2026-06-10') })
    expect(closedBy(standingWith([late]))).toBeNull()
    expect(closedBy(standingWith([late]), NOON, at('2026-06-09'))).toBe('approval-missing')
    expect(closedBy(standingWith([late]), NOON, at('2026-06-10'))).toBeNull()
  })

  test('each kind of refusal of a step comes about', () => {
    const kinds = [[], [no('2026-05-01')], [yes('2026-05-01', { covers: [] })], [yes('2026-05-01', { effectiveFrom: '2026-07-01' })], [yes('2026-05-01', { endsOn: '2026-05-02' })]].map((decisions) => {
      const opened = openingDecision(decisions, papers, NOON)
      return opened.ok ? null : opened.refusal.kind
    })
    expect(new Set(kinds)).toEqual(new Set(STEP_CLOSED_KINDS))
  })
})

describe('midnights in London', () => {
  const dated = (day: string) => factsToApprove({ purpose: { ...facts.purpose!, startDate: '2020-01-01', reviewDate: '2039-12-30', endDate: '2039-12-31' }, title: day })
  const early = (given: ReturnType<typeof dated>) => anAgreement({ signatures: given.parties.map(({ organisationCode }) => ({ organisationCode, contentHash: 'a'.repeat(64), signedAt: new Date('2020-01-01T00:00:00Z'), schedules: [] })) }, given)
  const all = dated('all')
  const standingOn = (from: string, endsOn: string | null): Standing => {
    const steps = stepsToOpen(all, from)
    return {
      agreement: early(all), papers, holds: [],
      decisions: steps.map((step) => aDecision(step.id, covers, { decidedAt: new Date('2020-02-01T00:00:00Z'), effectiveFrom: step.id === STEP ? from : '2020-02-01', endsOn: step.id === STEP ? endsOn : null })),
    }
  }

  test.each([
    // British Summer Time, Greenwich Mean Time, and the days on which the clocks go forward and back.
    ['in summer', '2026-06-16', '2026-06-15T22:59:59.999Z', '2026-06-15T23:00:00Z'],
    ['in winter', '2026-12-01', '2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00Z'],
    ['on the day the clocks go forward', '2026-03-29', '2026-03-28T23:59:59.999Z', '2026-03-29T00:00:00Z'],
    ['on the day after', '2026-03-30', '2026-03-29T22:59:59.999Z', '2026-03-29T23:00:00Z'],
    ['on the day the clocks go back', '2026-10-25', '2026-10-24T22:59:59.999Z', '2026-10-24T23:00:00Z'],
    ['on the day after that', '2026-10-26', '2026-10-25T23:59:59.999Z', '2026-10-26T00:00:00Z'],
  ])('a decision takes effect %s at midnight, and one that ends the day before has ended', (_name, day, before, after) => {
    const begins = standingOn(day, null)
    expect(closedBy(begins, new Date(before))).toBe('approval-not-begun')
    expect(closedBy(begins, new Date(after))).toBeNull()
    const ends = standingOn('2020-02-01', addDays(day, -1))
    expect(closedBy(ends, new Date(before))).toBeNull()
    expect(closedBy(ends, new Date(after))).toBe('approval-ended')
  })

  test('at any instant of ten years a flow runs exactly from the first midnight to the last', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3650 }), fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 86_400_000 * 4000 }), fc.boolean(), (begin, days, ms, isNearEdge) => {
      const from = addDays('2022-01-01', begin)
      const endsOn = addDays(from, days)
      const edge = startOfLondonDay(ms % 2 === 0 ? from : addDays(endsOn, 1)).getTime()
      const at = new Date(isNearEdge ? edge + (ms % 7200) - 3600 : new Date('2022-01-01T00:00:00Z').getTime() + ms)
      if (londonDay(at) >= '2039-01-01') return
      const runs = at >= startOfLondonDay(from) && at < startOfLondonDay(addDays(endsOn, 1))
      expect(closedBy(standingOn(from, endsOn), at) === null).toBe(runs)
    }), { numRuns: 400 })
  })
})

describe('what a decision covered', () => {
  test('holds exactly while none of it has other words, and no other edit reopens it', () => {
    const names = ['purpose', 'data', 'flows', 'choices', 'outline']
    const kinds = ['protocol', 'dpia', 'section-251'] as const
    const edit = fc.record({ kind: fc.constantFrom(...kinds), clause: fc.constantFrom(...names) })
    const cover = fc.uniqueArray(edit, { minLength: 1, maxLength: 12, selector: ({ kind, clause }) => `${kind} ${clause}` })
    fc.assert(fc.property(cover, fc.array(edit, { maxLength: 6 }), (covered, edits) => {
      const before = kinds.map((kind) => aPaper(kind, Object.fromEntries(names.map((name) => [name, `${name} 1`]))))
      const after = before.map((paper) => ({ ...paper, clauses: paper.clauses.map((clause) => (edits.some((made) => made.kind === paper.kind && made.clause === clause.name) ? { ...clause, digest: `${clause.name} 2` } : clause)) }))
      const decision = { covers: coverOf(before).filter(({ kind, clause }) => covered.some((one) => one.kind === kind && one.clause === clause)) }
      const touched = covered.filter(({ kind, clause }) => edits.some((made) => made.kind === kind && made.clause === clause))
      expect(holds(decision, after)).toBe(touched.length === 0)
      expect(changedSince(decision, after).map(({ kind, clause }) => `${kind} ${clause}`).sort()).toEqual(touched.map(({ kind, clause }) => `${kind} ${clause}`).sort())
    }))
  })

  test('a part that was taken out, or a paper that is gone, does not hold', () => {
    expect(holds({ covers }, [aPaper('protocol', { purpose: 'p1' }), aPaper('dpia')])).toBe(false)
    expect(holds({ covers }, [aPaper('protocol')])).toBe(false)
    expect(holds({ covers }, papers)).toBe(true)
  })
})

describe('a decision on papers of which each is about one flow', () => {
  const [A, B] = facts.flows.map(({ ref }) => ref) as [string, string]
  const step = { ...first!, documents: ['framework' as const, 'sharing-agreement' as const], flows: [A, B] }
  const framework = aPaper('framework')
  const agreementOn = (flowRef: string) => aPaper('sharing-agreement', { purpose: `p ${flowRef}`, data: `d ${flowRef}` }, { documentId: `d-${flowRef}`, documentRef: `sharing-${flowRef}`, about: flowRef })
  const [onA, onB] = [agreementOn(A), agreementOn(B)]
  const letter = (about: readonly (typeof onA)[], day: string, changes: Partial<Decision> = {}) => aDecision(STEP, coverOf([framework, ...about]), { decidedAt: startOfLondonDay(day), effectiveFrom: day, ...changes })
  const openFor = (decisions: readonly Decision[]) => [A, B].map((flowRef) => {
    const stands = stepStanding({ ...aStanding({ facts }), papers: [framework, onA, onB], decisions }, step, NOON, null, flowRef)
    return stands.ok ? 'open' : stands.refusal.kind
  })

  test('opens the flows whose papers it covers, and no other', () => {
    expect(openFor([letter([onA, onB], '2026-05-01')])).toEqual(['open', 'open'])
    expect(openFor([letter([onA], '2026-05-01')])).toEqual(['open', 'approval-missing'])
  })

  test('leaves a flow to the decision that covers its own papers, while none refuses', () => {
    expect(openFor([letter([onA], '2026-05-01'), letter([onB], '2026-05-02')])).toEqual(['open', 'open'])
    expect(openFor([letter([onA], '2026-05-01', { endsOn: '2026-06-01' }), letter([onB], '2026-05-02')])).toEqual(['approval-ended', 'open'])
    expect(openFor([letter([onA, onB], '2026-05-01'), letter([onB], '2026-05-02', { meaning: 'refused', outcome: 'Not agreed' })])).toEqual(['approval-not-given', 'approval-not-given'])
  })

  test('keeps each flow of a route closed until its own agreement is decided on', () => {
    const shared = WORKED_EXAMPLES.find(({ ref }) => ref === 'wsdp')!.facts
    const needed = stepsToOpen(shared).find(({ id }) => id === 'national-data-approved')!
    const [one, other] = paperKind('sharing-agreement').subjects(shared).filter((ref) => needed.flows.includes(ref)) as [string, string]
    const [onOne, onOther] = [agreementOn(one), agreementOn(other)]
    const papersNow = [aPaper('national-data'), aPaper('privacy-notice'), onOne, onOther]
    const reasons = (about: typeof papersNow, flowRef: string) =>
      reasonsAgainst({ ...aStanding({ facts: shared }), papers: papersNow, decisions: [aDecision(needed.id, coverOf(about))] }, flowRef, NOON).filter(({ details }) => details?.step === needed.id).map(({ kind }) => kind)
    expect([one, other].map((flowRef) => reasons(papersNow, flowRef))).toEqual([[], []])
    expect([one, other].map((flowRef) => reasons(papersNow.filter((paper) => paper !== onOther), flowRef))).toEqual([[], ['approval-missing']])
  })
})
