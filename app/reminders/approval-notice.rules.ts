import { actsOfSeat, stateOf, type ApprovalCase } from '#app/approvals/case.rules.ts'
import type { StageDue } from '#app/approvals/due.rules.ts'
import type { Decision } from '#app/approvals/decision.rules.ts'
import type { OutcomeMeaning } from '#app/approvals/bodies.rules.ts'

/** How long after it was recorded people are still told of a decision, in days: longer than any outage that is not an event of its own. */
export const TOLD_WITHIN_DAYS = 14
const DAY_MS = 86_400_000

export type ApprovalNews =
  | { readonly kind: 'asked'; readonly stepId: string; readonly act: 'advises' | 'decides'; readonly dueOn: string; readonly isBack: boolean }
  | { readonly kind: 'came-back'; readonly stepId: string; readonly how: 'question' | 'returned' }
  | { readonly kind: 'decided'; readonly stepId: string; readonly outcome: string; readonly meaning: OutcomeMeaning }

export interface ApprovalNotice {
  /** The same for the same occasion: nobody is told of it twice. */
  readonly about: string
  readonly news: ApprovalNews
  /** Accounts, or those who lead for the organisation that drafts the project, less one who knows already. */
  readonly to: { readonly userIds: readonly string[] } | { readonly leadsBut: string | null }
}

export interface NoticeGiven {
  /** The newest approval of each step. */
  readonly cases: readonly (ApprovalCase & { readonly id: string; readonly stepId: string })[]
  readonly stages: readonly StageDue[]
  readonly decisions: readonly (Pick<Decision, 'id' | 'stepId' | 'outcome' | 'meaning' | 'recordedAt'> & { readonly recordedBy: string })[]
}

/**
 * Of what people are to be told, by how approvals stand: whoever is asked to act in a stage, once each time that it comes to be
 * theirs; those who asked for the approval, when it comes back to them and when it is decided.
 */
export function approvalNotices({ cases, stages, decisions }: NoticeGiven, now: Date): ApprovalNotice[] {
  return [
    ...stages.flatMap((due): ApprovalNotice[] => {
      const given = cases.find(({ id }) => id === due.caseId)
      if (!given) return []
      const back = given.acts.filter(({ command }) => command === 'answer' || command === 'resubmit').length
      return due.asked.map((userId) => ({
        about: `asked:${due.caseId}:${due.stage.id}:${actsOfSeat(given, due.stage.id, userId)}:${back}`, to: { userIds: [userId] },
        news: { kind: 'asked', stepId: due.stepId, act: due.stage.act, dueOn: due.dueOn, isBack: back > 0 },
      }))
    }),
    ...cases.flatMap((given): ApprovalNotice[] => {
      const state = stateOf(given)
      if (state !== 'waiting' && state !== 'returned') return []
      const since = given.acts.findLastIndex(({ command }) => command === (state === 'waiting' ? 'ask' : 'return'))
      return [{ about: `came-back:${given.id}:${since}`, to: { leadsBut: null }, news: { kind: 'came-back', stepId: given.stepId, how: state === 'waiting' ? 'question' : 'returned' } }]
    }),
    ...decisions.filter(({ recordedAt }) => now.getTime() - recordedAt.getTime() <= TOLD_WITHIN_DAYS * DAY_MS).map((decision): ApprovalNotice => ({
      about: `decided:${decision.id}`, to: { leadsBut: decision.recordedBy }, news: { kind: 'decided', stepId: decision.stepId, outcome: decision.outcome, meaning: decision.meaning },
    })),
  ]
}
