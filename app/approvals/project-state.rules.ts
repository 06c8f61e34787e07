import { unsignedParties, waitsForAMember } from '#app/documents/agreement.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { missingFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { HOLD_KINDS, inForce, stepsNeeded, stepStanding, type Standing } from './in-force.rules.ts'

/** The one state a project is in, from its first fact to its end. */
export const PROJECT_STATES = [
  'gathering-facts', 'ready-to-draft', 'waiting-for-signatures', 'needs-new-version', 'prior-consultation', 'action-open', 'waiting-for-approvals', 'not-begun', 'in-force', 'partly-in-force', 'paused',
  'review-overdue', 'past-its-end', 'ended',
] as const
export type ProjectState = (typeof PROJECT_STATES)[number]

/**
 * The same conditions as `inForce` asks for, for the project as a whole: in force when every flow is, partly when some are. A
 * project that has not begun and still waits for an approval says so, for that is what somebody can do something about.
 */
export function projectState(facts: ProjectFacts, standing: Standing, at: Date): ProjectState {
  const { agreement } = standing
  const { version } = agreement
  if (agreement.projectEndedAt) return 'ended'
  const isComplete = missingFacts(facts).length === 0
  if (!version) return isComplete ? 'ready-to-draft' : 'gathering-facts'
  if (version.factsVersion !== agreement.factsVersion) return 'needs-new-version'
  if (unsignedParties(agreement, at).length > 0 || waitsForAMember(agreement, at)) return 'waiting-for-signatures'
  if (agreement.risksToConsultOn > 0) return 'prior-consultation'
  if (agreement.openBlockingActions > 0) return 'action-open'
  const purpose = version.facts.purpose
  const today = londonDay(at)
  if (purpose && today > purpose.endDate) return 'past-its-end'
  const { flows } = version.facts
  if (!purpose || today < purpose.startDate) {
    return flows.every(({ ref }) => isApproved(standing, ref, at)) ? 'not-begun' : 'waiting-for-approvals'
  }
  if (today > purpose.reviewDate) return 'review-overdue'
  const closed = flows.flatMap(({ ref }) => {
    const open = inForce(standing, ref, at)
    return open.ok ? [] : [open.refusal.kind]
  })
  if (closed.length === 0) return 'in-force'
  if (closed.length < flows.length) return 'partly-in-force'
  if (closed.every((kind) => kind === 'flow-not-begun')) return 'not-begun'
  return closed.every((kind) => kind === 'flow-left-out' || kind === 'flow-not-begun' || (HOLD_KINDS as readonly string[]).includes(kind)) ? 'paused' : 'waiting-for-approvals'
}

/** A renewal decided for later counts while the flow has not begun: there is nothing to wait for. */
function isApproved(standing: Standing, flowRef: string, at: Date): boolean {
  return stepsNeeded(standing, flowRef, at).every((step) => {
    const stands = stepStanding(standing, step, at, null, flowRef)
    return stands.ok || stands.refusal.kind === 'approval-not-begun'
  })
}
