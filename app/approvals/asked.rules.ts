import type { Day } from '#app/kernel/uk-date.ts'
import { actedIn, isDone, roleIn, seatFor, type ApprovalCase, type CaseActor } from './case.rules.ts'
import type { ApprovalStage } from './approval-route.rules.ts'
import type { PostHolder } from './check-route.rules.ts'
import type { PaperNow } from './decision.rules.ts'

/** Roles in which somebody's act in a stage is what it waits for. */
const ASKED_ROLES = ['decider', 'deputy', 'adviser'] as const

/**
 * For whose act a stage waits on a day: its officers and whoever stands in for one, less those who acted on words that still say
 * the same, and whoever wrote them. `staff` are all of its organisation, with the posts that they hold now. Where all have acted and somebody has to confirm, any of them.
 */
export function peopleAsked(given: ApprovalCase, stage: ApprovalStage, staff: readonly CaseActor[], facts: { readonly newest: readonly PaperNow[]; readonly authors: readonly string[] }, today: Day): readonly string[] {
  const acted = isDone(given, stage, facts.newest) ? [] : actedIn(given, stage, facts.newest)
  const holders = staff.flatMap(({ userId, organisationCode, post }): PostHolder[] => (post ? [{ userId, organisationCode, post }] : []))
  return staff.filter((one) => {
    const seat = seatFor(given, stage, one, holders, today)
    return seat !== null && !acted.includes(seat.forUserId ?? one.userId) && (ASKED_ROLES as readonly string[]).includes(roleIn(given, stage, { ...one, isApplicant: false }, { ...facts, holders }, today))
  }).map(({ userId }) => userId)
}
