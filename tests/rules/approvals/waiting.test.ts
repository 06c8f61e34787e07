import { describe, expect, test } from 'vitest'
import { closedFor, type StandingPaper } from '#app/approvals/in-force.rules.ts'
import { stepClosedWords } from '#app/approvals/in-force.words.ts'
import { usualRoute } from '#app/approvals/approval-route.rules.ts'
import { inOrderOfUrgency, waitDays } from '#app/approvals/wait.rules.ts'
import { waitsOf, type WaitActor, type WaitGiven } from '#app/approvals/waiting.rules.ts'
import { waitsOnWords, waitWords } from '#app/approvals/waiting.words.ts'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import type { Condition } from '#app/approvals/condition.rules.ts'
import { aDecision, anAgreement, aPaper, coverOf, factsToApprove, stepsToOpen } from '#tests/factories/approval-standing.ts'
import { anAct } from '#tests/factories/approval-cases.ts'
import { aWait } from '#tests/factories/waiting.ts'

const NOW = new Date('2026-06-15T11:00:00Z')
const MADE = new Date('2026-06-01T09:00:00Z')
const facts = factsToApprove()
const [HOME, OTHER] = facts.parties.map(({ organisationCode }) => organisationCode) as [string, string]
const made = (paper: StandingPaper) => ({ ...paper, madeAt: MADE, madeBy: 'author' })
const steps = stepsToOpen(facts)
const kinds = new Set<DocumentKind>(['dpia', ...steps.flatMap(({ documents }) => documents)])
const papers = [made(aPaper('protocol', undefined, { versionId: 'v' })), ...[...kinds].filter((kind) => kind !== 'protocol').map((kind) => made(aPaper(kind)))]
const signOff = steps.find((step) => step.kind === 'sign-off')!
const outside = steps.find(({ rule }) => rule === 'section-251-support')!

const actor = (changes: Partial<WaitActor> = {}): WaitActor => ({
  userId: 'me', organisationCode: HOME, post: null, isApplicant: false, role: 'receptionist', organisationKind: 'council', maySign: false, mayDraft: false, mayCloseActions: false, ...changes,
})
const given = (changes: Partial<WaitGiven['standing']> & { cases?: WaitGiven['cases']; holders?: WaitGiven['holders']; submissions?: WaitGiven['submissions']; signedBy?: readonly string[]; endedAt?: Date } = {}): WaitGiven => {
  const { cases = [], holders = [], submissions = [], signedBy = facts.parties.map(({ organisationCode }) => organisationCode), endedAt = null, ...standing } = changes
  return {
    project: { ref: 'pilot', title: 'Pilot', organisationCode: HOME, endedAt, facts }, cases, holders, drafterName: 'Oldham Council', submissions, signedBy: new Map(papers.map(({ versionId }) => [versionId, signedBy])),
    standing: { agreement: anAgreement({}, facts), papers, decisions: steps.map((step) => aDecision(step.id, coverOf(papers))), holds: [], conditions: [], ...standing },
  }
}
const without = (stepId: string) => ({ decisions: steps.filter(({ id }) => id !== stepId).map((step) => aDecision(step.id, coverOf(papers))) })
const condition = (changes: Partial<Condition> = {}): Condition => ({ id: 'c', kind: 'condition', flowRefs: null, what: 'Send the report', ownerCode: HOME, dueOn: '2026-07-01', stops: true, madeAt: MADE, ended: null, ...changes })
const brief = (waits: ReturnType<typeof waitsOf>) => waits.map(({ kind, whose, organisationCode }) => [kind, whose, organisationCode])

describe('what a project waits for', () => {
  test('is nothing where all is signed and decided', () => {
    expect(steps.length).toBeGreaterThan(1)
    expect(waitsOf(given(), actor(), NOW)).toEqual([])
  })

  test('are the signatures of parties on papers that say what the facts say, since they were drafted', () => {
    const waits = waitsOf(given({ signedBy: [HOME] }), actor(), NOW)
    expect(waits).toMatchObject([{ kind: 'signature', whose: 'theirs', organisationCode: OTHER, since: MADE, stopsFlows: true, dueOn: null }])
    expect(waitWords(waits[0]!)).toBe(waits[0]!.count === 1 ? 'Signature of the information sharing protocol' : `Signatures of ${waits[0]!.count} papers`)
    const changed = { agreement: anAgreement({ factsVersion: 8 }, facts) }
    expect(waitsOf(given({ signedBy: [], ...changed }), actor(), NOW).filter(({ kind }) => kind === 'signature')).toEqual([])
  })

  test('is mine to sign where my role signs for my organisation and I did not write it, else a colleague’s', () => {
    const whose = (changes: Partial<WaitActor>) => waitsOf(given({ signedBy: [OTHER] }), actor(changes), NOW).map((wait) => wait.whose)
    expect(whose({ role: 'siro', maySign: true })).toEqual(['mine'])
    expect(whose({ role: 'siro', maySign: true, userId: 'author' })).toEqual(['ours'])
    // A council is bound by its senior information risk owner alone.
    expect(whose({ role: 'caldicott-guardian', maySign: true })).toEqual(['ours'])
    expect(whose({})).toEqual(['ours'])
    // Somebody who stands in signs on the word of one who may.
    expect(whose({ role: 'practice-manager', maySign: true, standsInFor: 'Dr A, Caldicott Guardian' })).toEqual(['mine'])
    expect(whose({ role: 'practice-manager', maySign: true, standsInFor: null })).toEqual(['ours'])
    expect(whose({ organisationCode: 'X99', role: 'siro', maySign: true })).toEqual(['theirs'])
  })

  test('is a sign-off that nobody has asked for, where its papers are there, and it is the drafter’s to ask', () => {
    const open = given(without(signOff.id))
    expect(brief(waitsOf(open, actor({ isApplicant: true, mayDraft: true }), NOW))).toEqual([['not-asked', 'mine', HOME]])
    expect(brief(waitsOf(open, actor({ organisationCode: OTHER }), NOW))).toEqual([['not-asked', 'theirs', HOME]])
    const missing = papers.filter(({ kind }) => !signOff.documents.includes(kind))
    expect(waitsOf(given({ ...without(signOff.id), papers: missing }), actor(), NOW).filter(({ kind }) => kind === 'not-asked')).toEqual([])
  })

  test('is the drafter’s to ask where one of the flows of a step waits still', () => {
    const [one] = outside.flows
    const alone = made(aPaper('section-251', { data: 'd' }, { documentId: 'alone', about: one! }))
    const read = given({ papers: [...papers, alone] })
    expect(waitsOf(read, actor(), NOW).filter(({ step }) => step?.id === outside.id).map(({ kind }) => kind)).toEqual(['outside'])
    expect(stepClosedWords(closedFor(read.standing, outside, NOW), [...outside.flows, 'another'], (ref) => `Flow ${ref}`)).toMatch(`not for: Flow ${one}. It is waiting for the decision of`)
    expect(closedFor(given().standing, outside, NOW)).toEqual([])
  })

  test('is a body outside, by its name on the day', () => {
    const [wait] = waitsOf(given(without(outside.id)), actor(), NOW)
    expect(wait).toMatchObject({ kind: 'outside', whose: 'theirs', bodyId: outside.bodyId, since: null })
    expect(waitsOnWords(wait!, NOW)).toBe('Confidentiality Advisory Group')
  })

  test('is a body since the day that it was put to it, and the drafter while it waits for an answer of theirs', () => {
    const submission = (...events: WaitGiven['submissions'][number]['events']): WaitGiven['submissions'] => [{ stepId: outside.id, submittedOn: '2026-05-01', boardRef: null, toName: 'The group', events }]
    const of = (submissions: WaitGiven['submissions']) => waitsOf(given({ ...without(outside.id), submissions }), actor({ isApplicant: true, mayDraft: true }), NOW)
    expect(of(submission())).toMatchObject([{ kind: 'outside', whose: 'theirs', organisationName: 'The group', since: new Date('2026-04-30T23:00:00Z') }])
    expect(of(submission({ kind: 'query-received', onDay: '2026-05-10', number: 1 }))).toMatchObject([{ kind: 'query', whose: 'mine', organisationCode: HOME, what: 'The group', since: new Date('2026-05-09T23:00:00Z') }])
    expect(of(submission({ kind: 'withdrawn', onDay: '2026-05-10', number: 1 }))).toMatchObject([{ kind: 'outside', organisationName: '', since: null }])
  })

  const route = usualRoute(signOff)!
  const stage = route.stages[0]!
  const cases = (...acts: ReturnType<typeof anAct>[]): WaitGiven['cases'] => [{ stepId: signOff.id, route, acts: [anAct('start', { at: MADE }), ...acts] }]
  const holder = actor({ organisationCode: stage.organisationCode, post: stage.post })

  test('is a stage of an approval, with the officer whose it is, since when, and by when', () => {
    const [wait] = waitsOf(given({ ...without(signOff.id), cases: cases() }), holder, NOW)
    expect(wait).toMatchObject({ kind: 'stage', whose: 'mine', post: stage.post, organisationCode: stage.organisationCode, since: MADE, dueOn: '2026-06-11' })
    expect(waitDays(wait!, NOW)).toEqual({ waited: 14, left: -4 })
    expect(brief(waitsOf(given({ ...without(signOff.id), cases: cases() }), { ...holder, userId: 'author' }, NOW))).toEqual([['stage', 'ours', stage.organisationCode]])
    expect(brief(waitsOf(given({ ...without(signOff.id), cases: cases() }), actor({ organisationCode: 'X99' }), NOW))).toEqual([['stage', 'theirs', stage.organisationCode]])
  })

  test('is a deputy’s as well, on the days of the cover', () => {
    const cover = cases(anAct('delegate', { stageId: stage.id, userId: 'holder', cover: { userId: 'me', from: '2026-06-10', to: '2026-06-15' } }))
    const deputy = actor({ organisationCode: stage.organisationCode })
    const holders = [{ userId: 'holder', organisationCode: stage.organisationCode, post: stage.post }]
    expect(waitsOf(given({ ...without(signOff.id), cases: cover, holders }), deputy, NOW).map(({ whose }) => whose)).toEqual(['mine'])
    expect(waitsOf(given({ ...without(signOff.id), cases: cover, holders }), deputy, new Date('2026-06-16T09:00:00Z')).map(({ whose }) => whose)).toEqual(['ours'])
    expect(waitsOf(given({ ...without(signOff.id), cases: cover }), deputy, NOW).map(({ whose }) => whose)).toEqual(['ours'])
  })

  test('is the drafter’s while a question waits for an answer, or the papers came back, with what was said and no clock', () => {
    const asked = cases(anAct('ask', { stageId: stage.id, at: NOW, text: 'How long is it kept?' }))
    expect(waitsOf(given({ ...without(signOff.id), cases: asked }), actor({ isApplicant: true }), NOW)).toMatchObject([{ kind: 'question', whose: 'mine', organisationCode: HOME, what: 'How long is it kept?', since: NOW, dueOn: null }])
    const back = cases(anAct('return', { stageId: stage.id, at: NOW, text: 'Say who links.' }))
    expect(waitsOf(given({ ...without(signOff.id), cases: back }), actor(), NOW)).toMatchObject([{ kind: 'returned', whose: 'ours', what: 'Say who links.' }])
  })

  test('is a condition, whoever owns it, and nothing else once the project has ended', () => {
    expect(waitsOf(given({ conditions: [condition(), condition({ id: 'd', ended: { how: 'met', proof: '', at: NOW } })] }), actor({ mayCloseActions: true }), NOW)).toMatchObject([
      { kind: 'condition', whose: 'mine', what: 'Send the report', dueOn: '2026-07-01', since: MADE, stopsFlows: true },
    ])
    expect(brief(waitsOf(given({ conditions: [condition({ ownerCode: OTHER })] }), actor({ mayCloseActions: true }), NOW))).toEqual([['condition', 'theirs', OTHER]])
    expect(brief(waitsOf(given({ ...without(signOff.id), signedBy: [], conditions: [condition()], endedAt: NOW }), actor(), NOW))).toEqual([['condition', 'ours', HOME]])
  })

  test('comes in order of urgency: by its day, then by how long it has waited', () => {
    const waits = [aWait({ href: 'a' }), aWait({ href: 'b', since: null }), aWait({ href: 'c', since: new Date('2026-05-01T09:00:00Z') }), aWait({ href: 'd', dueOn: '2026-07-01' }), aWait({ href: 'e', dueOn: '2026-06-01' })]
    expect(inOrderOfUrgency(waits).map(({ href }) => href)).toEqual(['e', 'd', 'c', 'a', 'b'])
  })
})
