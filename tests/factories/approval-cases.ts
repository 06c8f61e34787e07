import type { ApprovalRoute, ApprovalStage } from '#app/approvals/approval-route.rules.ts'
import type { ApprovalCase, CaseAct, CaseActor, CaseFacts, CaseGiven } from '#app/approvals/case.rules.ts'
import type { CaseCommand } from '#app/approvals/approval.rules.ts'
import { aPaper, coverOf } from './approval-standing.ts'

export const ORG = 'Y9C'
export const CASE_PAPERS = [aPaper('protocol'), aPaper('dpia')]

export function aStage(changes: Partial<ApprovalStage> = {}): ApprovalStage {
  return { id: 'siro', name: 'Risk', post: 'siro', organisationCode: ORG, act: 'decides', howMany: 1, after: [], days: 10, mustSee: [], ...changes }
}

/** Advice of the data protection officer and the Caldicott Guardian's agreement at the same time, then the senior information risk owner. */
export const THREE_STAGES: ApprovalRoute = {
  stages: [
    aStage({ id: 'advice', post: 'dpo', act: 'advises', days: 5 }), aStage({ id: 'guardian', post: 'caldicott-guardian', days: 14 }),
    aStage({ id: 'siro', after: ['advice', 'guardian'], mustSee: ['dpia'] }),
  ],
}

export const anActor = (userId: string, post: CaseActor['post'], changes: Partial<CaseActor> = {}): CaseActor => ({ userId, organisationCode: ORG, post, isApplicant: false, ...changes })
export const LEAD = anActor('lead', 'ig-lead', { isApplicant: true })

/** Officers of the organisation, by names that tests use. */
const HOLDERS: CaseFacts['holders'] = ([['siro', 'siro'], ['siro 2', 'siro'], ['guardian', 'caldicott-guardian'], ['dpo', 'dpo'], ['lead', 'ig-lead']] as const).map(([userId, post]) => ({ userId, post, organisationCode: ORG }))

export const someCaseFacts = (changes: Partial<CaseFacts> = {}): CaseFacts => ({ newest: CASE_PAPERS, authors: ['lead'], seen: ['protocol', 'dpia'], actedAs: [], colleagues: ['colleague'], holders: HOLDERS, ...changes })

export const given = (command: CaseCommand, stageId: string | null = null, changes: Partial<CaseGiven> = {}): CaseGiven =>
  ({ command, stageId, text: 'Because', covers: coverOf(CASE_PAPERS), cover: null, ...changes })

export function anAct(command: CaseCommand, changes: Partial<CaseAct> = {}): CaseAct {
  return { command, at: new Date('2026-06-01T09:00:00Z'), userId: 'lead', forUserId: null, stageId: null, text: '', covers: [], cover: null, completes: false, ...changes }
}

export const started = (route: ApprovalRoute = THREE_STAGES, ...acts: CaseAct[]): ApprovalCase => ({ route, acts: [anAct('start'), ...acts] })
