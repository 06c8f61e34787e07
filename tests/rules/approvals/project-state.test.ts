import { describe, expect, test } from 'vitest'
import { inForce, type Standing } from '#app/approvals/in-force.rules.ts'
import { PROJECT_STATES, projectState, type ProjectState } from '#app/approvals/project-state.rules.ts'
import { nextThing, PROJECT_STATE_WORDS } from '#app/approvals/project-state.words.ts'
import { emptyFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { anAgreement, aStanding, factsToApprove } from '#tests/factories/approval-standing.ts'

const at = new Date('2026-06-15T11:00:00Z')
const facts = factsToApprove()
const dated = (startDate: string, reviewDate: string, endDate: string) => factsToApprove({ purpose: { ...facts.purpose!, startDate, reviewDate, endDate } })
const agreed = (changes: Parameters<typeof anAgreement>[0], given: ProjectFacts = facts): Standing => ({ ...aStanding({ facts: given }), agreement: anAgreement(changes, given) })
const suspended = { kind: 'flow-suspended', from: new Date('2026-06-01T00:00:00Z'), until: null, details: {} } as const

const STATES: Record<ProjectState, [ProjectFacts, Standing]> = {
  'gathering-facts': [emptyFacts('x'), agreed({ version: null })],
  'ready-to-draft': [facts, agreed({ version: null })],
  'waiting-for-signatures': [facts, agreed({ signatures: [] })],
  'needs-new-version': [emptyFacts('x'), agreed({ factsVersion: 8 })],
  'prior-consultation': [facts, agreed({ risksToConsultOn: 2 })],
  'action-open': [facts, agreed({ openBlockingActions: 2 })],
  'waiting-for-approvals': [facts, { ...aStanding({ facts }), decisions: [] }],
  'not-begun': [facts, aStanding({ facts: dated('2026-07-01', '2027-04-30', '2027-10-31') })],
  'in-force': [facts, aStanding({ facts })],
  'partly-in-force': [facts, aStanding({ facts, holds: [{ ...suspended, flowRefs: [facts.flows[0]!.ref] }] })],
  paused: [facts, aStanding({ facts, holds: [{ ...suspended, flowRefs: null }] })],
  'review-overdue': [facts, aStanding({ facts: dated('2026-05-01', '2026-06-14', '2026-12-31') })],
  'past-its-end': [facts, aStanding({ facts: dated('2026-05-01', '2026-06-14', '2026-06-14') })],
  ended: [facts, agreed({ projectEndedAt: at })],
}

describe('the state of a project', () => {
  test.each(PROJECT_STATES)('%s: has a tag and one next thing for the drafter and for a party', (state) => {
    const [given, standing] = STATES[state]
    expect(projectState(given, standing, at)).toBe(state)
    expect(PROJECT_STATE_WORDS[state].label).not.toBe('')
    for (const mayDraft of [true, false]) {
      const next = nextThing({ state, ref: 'r', drafter: 'The Council', mayDraft, signHref: null, readHref: '/documents/d/v1', waitingFor: ['The Surgery'] })
      expect(next.what).not.toMatch(/undefined|null/)
      expect(next.who).not.toBe('')
      if (!mayDraft) expect(next.href ?? '').not.toContain('/facts')
    }
  })

  test('it is in force exactly when all its flows are, and in part when some are', () => {
    for (const [state, [given, standing]] of Object.entries(STATES)) {
      if (given !== facts) continue
      const open = facts.flows.filter((flow) => inForce(standing, flow.ref, at).ok).length
      expect([state, open === facts.flows.length, open > 0 && open < facts.flows.length]).toEqual([state, state === 'in-force', state === 'partly-in-force'])
    }
  })

  test('one that has not begun says so only when there is nothing left to wait for', () => {
    const later = dated('2026-07-01', '2027-04-30', '2027-10-31')
    const standing = aStanding({ facts: later })
    expect(projectState(later, { ...standing, decisions: [] }, at)).toBe('waiting-for-approvals')
    const coming = standing.decisions.map((decision) => ({ ...decision, effectiveFrom: '2026-07-01' }))
    expect(projectState(later, { ...standing, decisions: coming }, at)).toBe('not-begun')
  })

  test('waits for signatures while every flow comes from a group none of which has signed, and runs in part when one does not', () => {
    const [practice, council] = facts.parties.map((party) => party.organisationCode) as [string, string]
    const members = [{ code: 'M1', name: 'First Surgery' }, { code: 'M2', name: 'Second Surgery' }]
    const inGroup = factsToApprove({ parties: facts.parties.map((party) => (party.organisationCode === practice ? { ...party, members } : party)), flows: facts.flows.map((flow) => ({ ...flow, fromCode: practice, toCode: council })) })
    const signatures = [{ organisationCode: council, contentHash: 'a'.repeat(64), signedAt: new Date('2026-04-20T12:00:00Z'), schedules: [] }]
    const state = (given: ProjectFacts) => projectState(given, { ...aStanding({ facts: given }), agreement: anAgreement({ signatures }, given) }, at)
    expect(state(inGroup)).toBe('waiting-for-signatures')
    const [first, ...others] = inGroup.flows
    expect(state({ ...inGroup, flows: [first!, ...others.map((flow) => ({ ...flow, fromCode: council, toCode: practice }))] })).toBe('partly-in-force')
  })
})
