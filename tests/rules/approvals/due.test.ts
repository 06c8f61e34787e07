import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { peopleAsked } from '#app/approvals/asked.rules.ts'
import type { Condition } from '#app/approvals/condition.rules.ts'
import { holdsFrom } from '#app/approvals/condition.rules.ts'
import { dueItems, isAskedOf, type DueGiven } from '#app/approvals/due.rules.ts'
import { WORKED_EXAMPLES } from '#tests/factories/worked-examples.ts'
import { paperKind } from '#app/documents/papers/papers.rules.ts'
import { addDays, startOfLondonDay } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { anAct, anActor, aStage, CASE_PAPERS, ORG, started } from '#tests/factories/approval-cases.ts'
import { aDecision, anAgreement, aPaper, coverOf, factsToApprove, stepsToOpen } from '#tests/factories/approval-standing.ts'
import { COUNCIL, PRACTICE } from '#tests/factories/who.ts'

/** Nobody has said anything of anyone's assurance: that has a test of its own. */
const facts = ((some: ProjectFacts): ProjectFacts => ({ ...some, parties: some.parties.map((party) => ({ ...party, assurance: { status: 'not-said', publishedOn: '' } })) }))(factsToApprove())
const SAVED = new Date('2026-04-19T12:00:00Z')
const noonOf = (day: string) => new Date(`${day}T12:00:00Z`)
const aCondition = (changes: Partial<Condition> = {}): Condition => ({
  id: 'c', kind: 'condition', flowRefs: null, what: 'Report on involvement', ownerCode: PRACTICE.code, dueOn: '2026-09-28', stops: true, madeAt: new Date('2026-05-01T09:00:00Z'), ended: null, ...changes,
})
const project = (changes: Partial<DueGiven['project']> = {}) => ({ ref: 'oldham-gp-pilot', title: 'Pilot', organisationCode: COUNCIL.code, facts, factsVersion: 7, factsSavedAt: SAVED, endedAt: null, ...changes })
const given = (changes: Partial<DueGiven> = {}): DueGiven => ({ project: project(), standing: { papers: [], agreement: anAgreement({}, facts), decisions: [] }, conditions: [], stages: [], nameOf: (code) => `Name of ${code}`, ...changes })
const due = (changes: Partial<DueGiven>, day = '2026-06-15') => dueItems(given(changes), noonOf(day))
const ids = (changes: Partial<DueGiven>, day?: string) => due(changes, day).map(({ id }) => id)
const DATES = ['agreement-review:oldham-gp-pilot', 'agreement-ends:oldham-gp-pilot']
const papers = [aPaper('protocol')]
const step = stepsToOpen(facts)[0]!

describe('what is due', () => {
  test('is a condition until it is met or lifted, with its owner and the flows that it would pause', () => {
    const [item] = due({ conditions: [aCondition()] }).filter(({ kind }) => kind === 'condition')
    expect(item).toEqual({
      id: 'condition:c', kind: 'condition', projectRef: 'oldham-gp-pilot', projectTitle: 'Pilot', what: 'Report on involvement', dueOn: '2026-09-28', isOverdue: false,
      owners: [{ organisationCode: PRACTICE.code, name: `Name of ${PRACTICE.code}`, userIds: null }], pausesFlows: facts.flows.map(({ ref, name }) => ({ ref, name })), flowsOfProject: facts.flows.length,
      href: '/projects/oldham-gp-pilot/conditions', revision: 0, changedAt: new Date('2026-05-01T09:00:00Z'),
    })
    const [, other] = facts.flows
    expect(due({ conditions: [aCondition({ flowRefs: [other!.ref] })] }).find(({ kind }) => kind === 'condition')!.pausesFlows).toEqual([{ ref: other!.ref, name: other!.name }])
    expect(due({ conditions: [aCondition({ stops: false })] }).find(({ kind }) => kind === 'condition')!.pausesFlows).toEqual([])
    expect(ids({ conditions: [aCondition({ ended: { how: 'met', proof: 'Report', at: SAVED } })] })).toEqual(DATES)
  })

  test('is overdue from the day after its day, London time', () => {
    const overdueAt = (at: string) => dueItems(given({ conditions: [aCondition({ dueOn: '2026-06-30' })] }), new Date(at)).find(({ kind }) => kind === 'condition')!.isOverdue
    expect([overdueAt('2026-06-30T22:59:59Z'), overdueAt('2026-06-30T23:00:00Z')]).toEqual([false, true])
  })

  test('is the review and the end of the last decision on a step, and of none that was followed', () => {
    const decided = (id: string, on: string, changes = {}) => aDecision(step.id, coverOf(papers), { id, decidedAt: noonOf(on), recordedAt: noonOf(on), ...changes })
    const first = decided('first', '2025-06-20', { reviewDueOn: '2026-06-20', endsOn: '2027-06-19' })
    const found = due({ standing: { papers: [], agreement: anAgreement({}, facts), decisions: [first] } }).filter(({ id }) => id.endsWith('first'))
    expect(found.map(({ kind, dueOn, owners, pausesFlows }) => [kind, dueOn, owners[0]!.organisationCode, pausesFlows.map(({ ref }) => ref)])).toEqual([
      ['decision-review', '2026-06-20', COUNCIL.code, [...step.flows]], ['decision-ends', '2027-06-19', COUNCIL.code, [...step.flows]],
    ])
    expect(found[0]!.what).toMatch(/^Review of the decision of /)
    const followed = { papers: [], agreement: anAgreement({}, facts), decisions: [first, decided('second', '2026-06-10', { reviewDueOn: '2027-06-10' })] }
    expect(ids({ standing: followed })).toContain('decision-review:second')
    expect(ids({ standing: followed }).filter((id) => id.endsWith('first'))).toEqual([])
    expect(ids({ standing: { ...followed, decisions: [first, decided('no', '2026-06-10', { meaning: 'refused', reviewDueOn: '2027-06-10' })] } })).toEqual(DATES)
  })

  test('is the review of each letter that still counts for some flow, for those alone', () => {
    const shared = WORKED_EXAMPLES.find(({ ref }) => ref === 'wsdp')!.facts
    const needed = stepsToOpen(shared).find(({ id }) => id === 'national-data-approved')!
    const on = (flowRef: string) => aPaper('sharing-agreement', { data: flowRef }, { documentId: `on ${flowRef}`, about: flowRef })
    const [one, other] = paperKind('sharing-agreement').subjects(shared).filter((ref) => needed.flows.includes(ref)) as [string, string]
    const about = [on(one), on(other)]
    const letter = (id: string, on: string, covered: typeof about) => aDecision(needed.id, coverOf(covered), { id, decidedAt: noonOf(on), recordedAt: noonOf(on), reviewDueOn: '2026-07-20', endsOn: '2027-01-01' })
    const reviews = (decisions: ReturnType<typeof letter>[]) => due({ project: project({ facts: shared }), standing: { papers: about, agreement: anAgreement({}, shared), decisions } })
      .filter(({ kind }) => kind === 'decision-review' || kind === 'decision-ends').map(({ id, pausesFlows }) => [id, pausesFlows.map(({ ref }) => ref).filter((ref) => ref === one || ref === other)])
    const both = letter('both', '2026-05-01', about)
    expect(reviews([both, letter('late', '2026-05-02', [about[1]!])]).sort()).toEqual([['decision-ends:both', [one]], ['decision-ends:late', [other]], ['decision-review:both', [one]], ['decision-review:late', [other]]])
    expect(reviews([letter('first', '2026-05-01', [about[0]!]), letter('all', '2026-05-02', about)]).map(([id]) => id).sort()).toEqual(['decision-ends:all', 'decision-review:all'])
  })

  test('is the review and the end of an agreement that somebody signed, and of none that nobody did', () => {
    expect(due({}).map(({ id, dueOn }) => [id, dueOn])).toEqual([[DATES[0], facts.purpose!.reviewDate], [DATES[1], facts.purpose!.endDate]])
    expect(ids({ standing: { papers: [], agreement: anAgreement({ signatures: [] }, facts), decisions: [] } })).toEqual([])
    expect(ids({ standing: { papers: [], agreement: anAgreement({ version: null }, facts), decisions: [] } })).toEqual([])
  })

  test('is the last day of an assurance that counts, for whoever handles what needs it', () => {
    const assured = (publishedOn: string, status: 'met' | 'not-met'): ProjectFacts => ({ ...facts, parties: facts.parties.map((party) => (party.organisationCode === PRACTICE.code ? { ...party, assurance: { status, publishedOn } } : party)) })
    const of = (some: ProjectFacts, day: string) => due({ project: project({ facts: some }), standing: { papers: [], agreement: anAgreement({}, some), decisions: [] } }, day).filter(({ kind }) => kind === 'assurance')
    expect(of(assured('2026-06-01', 'met'), '2027-06-15')).toMatchObject([{ id: `assurance:oldham-gp-pilot:${PRACTICE.code}`, dueOn: '2027-06-30', isOverdue: false, revision: 7, changedAt: SAVED }])
    expect(of(assured('2026-06-01', 'met'), '2027-07-01')).toMatchObject([{ isOverdue: true }])
    expect(of(assured('2026-06-01', 'not-met'), '2027-06-15')).toEqual([])
  })

  test('is one line for all members of a group whose assurance ends on the same day, for whoever drafts the project', () => {
    const member = (code: string, publishedOn?: string) => ({ code, name: code, ...(publishedOn ? { assurance: { status: 'met' as const, publishedOn } } : {}) })
    const some: ProjectFacts = { ...facts, parties: facts.parties.map((party) => (party.organisationCode === PRACTICE.code ? { ...party, members: [member('M1', '2026-06-01'), member('M2', '2026-05-01'), member('M3', '2025-06-01'), member('M4')] } : party)) }
    const found = due({ project: project({ facts: some }), standing: { papers: [], agreement: anAgreement({}, some), decisions: [] } }, '2026-06-15').filter(({ kind }) => kind === 'assurance')
    expect(found.map(({ id, what, dueOn, owners }) => [id, what, dueOn, owners.map(({ organisationCode }) => organisationCode)])).toEqual([
      [`assurance:oldham-gp-pilot:${PRACTICE.code}:2026-06-30`, expect.stringContaining('of 1 member of'), '2026-06-30', [project({}).organisationCode]],
      [`assurance:oldham-gp-pilot:${PRACTICE.code}:2027-06-30`, expect.stringContaining('of 2 members of'), '2027-06-30', [project({}).organisationCode]],
    ])
  })

  test('is a stage whose clock runs, for those who are asked', () => {
    const stages = [{ caseId: 'k', stepId: step.id, stage: aStage(), dueOn: '2026-06-20', asked: ['u'], acts: 3, lastActAt: SAVED }]
    const [item] = due({ stages })
    expect(item).toMatchObject({ id: 'stage:k:siro', kind: 'stage', dueOn: '2026-06-20', pausesFlows: [], revision: 3, changedAt: SAVED, href: `/projects/oldham-gp-pilot/approvals/${step.id}` })
    expect([isAskedOf(item!, { userId: 'u', organisationCode: ORG }), isAskedOf(item!, { userId: 'other', organisationCode: ORG })]).toEqual([true, false])
    expect(due({ stages: [{ ...stages[0]!, stepId: 'gone' }] }).map(({ kind }) => kind)).not.toContain('stage')
  })

  test('of a project that has ended is what was asked of somebody, and pauses nothing', () => {
    const ended = due({ project: project({ endedAt: noonOf('2026-06-01') }), conditions: [aCondition({ kind: 'destruction', stops: false }), aCondition({ id: 'd' })] })
    expect(ended.map(({ id, pausesFlows }) => [id, pausesFlows])).toEqual([['condition:c', []], ['condition:d', []]])
  })

  test('pauses on the day after its day exactly the flows that it says, whatever the conditions and decisions', () => {
    const flowRefs = facts.flows.map(({ ref }) => ref)
    const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays('2026-05-01', days))
    const conditions = fc.array(fc.record({ dueOn: day, stops: fc.boolean(), flowRefs: fc.option(fc.subarray(flowRefs, { minLength: 1 })) }), { maxLength: 4 })
    const decisions = fc.array(fc.record({ step: fc.nat({ max: stepsToOpen(facts).length - 1 }), on: day, reviewDueOn: fc.option(day) }), { maxLength: 4 })
    fc.assert(fc.property(conditions, decisions, day, (some, made, on) => {
      const set = some.map((one, index) => aCondition({ ...one, id: String(index) }))
      const decided = made.map((one, index) => aDecision(stepsToOpen(facts)[one.step]!.id, coverOf(papers), { id: String(index), decidedAt: noonOf(one.on), recordedAt: noonOf(one.on), reviewDueOn: one.reviewDueOn }))
        .sort((a, b) => a.decidedAt.getTime() - b.decidedAt.getTime())
      const stepOn = (id: string) => stepsToOpen(facts).find((one) => one.id === id) ?? null
      const holds = holdsFrom({ conditions: set, suspensions: [], decisions: decided, stepOn, papers: [], facts: null })
      const at = startOfLondonDay(addDays(on, 1))
      const stopped = new Set(holds.filter((hold) => hold.from <= at && hold.until === null).flatMap((hold) => hold.flowRefs ?? flowRefs))
      const items = dueItems(given({ conditions: set, standing: { papers: [], agreement: anAgreement({ signatures: [] }, facts), decisions: decided } }), at)
      expect(new Set(items.filter(({ isOverdue }) => isOverdue).flatMap(({ pausesFlows }) => pausesFlows.map(({ ref }) => ref)))).toEqual(stopped)
      // Before its day nobody is stopped by what is still on the list.
      expect(items.every(({ dueOn, isOverdue }) => isOverdue === dueOn <= on)).toBe(true)
    }))
  })
})

describe('those who are asked in a stage', () => {
  const stage = aStage({ howMany: 2 })
  const staff = [anActor('one', 'siro'), anActor('two', 'siro'), anActor('guardian', 'caldicott-guardian'), anActor('owner', 'information-asset-owner'), anActor('away', 'siro', { organisationCode: 'elsewhere' })]
  const agreed = (userId: string, changes = {}) => anAct('approve', { userId, stageId: 'siro', covers: coverOf(CASE_PAPERS), ...changes })
  const asked = (acts: ReturnType<typeof agreed>[], authors: readonly string[] = [], newest = CASE_PAPERS) => peopleAsked(started({ stages: [stage] }, ...acts), stage, staff, { newest, authors }, '2026-06-10')

  test('are its officers who have not acted yet, and no author', () => {
    expect(asked([])).toEqual(['one', 'two'])
    expect(asked([agreed('one')])).toEqual(['two'])
    expect(asked([], ['two'])).toEqual(['one'])
  })

  test('are asked again when the words they agreed to have changed', () => {
    expect(asked([agreed('one'), agreed('two')], [], [aPaper('protocol', { purpose: 'p2', flows: 'f1' }), aPaper('dpia')])).toEqual(['one', 'two'])
  })

  test('are those who stand in too, while they do, and neither once one has acted', () => {
    const cover = anAct('delegate', { userId: 'one', stageId: 'siro', cover: { userId: 'owner', from: '2026-06-09', to: '2026-06-11' } })
    expect(asked([cover])).toEqual(['one', 'two', 'owner'])
    expect(asked([cover, agreed('owner', { forUserId: 'one' })])).toEqual(['two'])
    expect(asked([{ ...cover, userId: 'left' }])).toEqual(['one', 'two'])
    expect(asked([anAct('delegate', { ...cover, cover: { userId: 'owner', from: '2026-06-11', to: '2026-06-12' } })])).toEqual(['one', 'two'])
    expect(asked([anAct('delegate', { ...cover, cover: { userId: 'guardian', from: '2026-06-09', to: '2026-06-11' } })])).toEqual(['one', 'two'])
  })

  test('may each confirm where all have acted and nobody was the last', () => {
    expect(asked([agreed('one'), agreed('two')])).toEqual(['one', 'two'])
  })
})
