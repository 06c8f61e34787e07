import { londonDay } from '#app/kernel/uk-date.ts'
import { missingFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { unsignedParties, waitsForAMember, type Agreement } from './agreement.rules.ts'

/** The one state a project is in, from its first fact to its end. */
export const PROJECT_STATES = [
  'gathering-facts', 'ready-to-draft', 'waiting-for-signatures', 'needs-new-version', 'prior-consultation', 'action-open', 'not-begun', 'in-force', 'review-overdue', 'past-its-end', 'ended',
] as const
export type ProjectState = (typeof PROJECT_STATES)[number]

/** The same conditions as `flowInForce` asks for, in the same order, for the project as a whole. */
export function projectState(facts: ProjectFacts, agreement: Agreement, at: Date): ProjectState {
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
  if (!purpose || today < purpose.startDate) return 'not-begun'
  if (today > purpose.endDate) return 'past-its-end'
  return today > purpose.reviewDate ? 'review-overdue' : 'in-force'
}
