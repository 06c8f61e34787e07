import type { Day } from '#app/kernel/uk-date.ts'
import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import type { FactPlace } from '#app/projects/fact-leaves.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'

/** What a reviewer would send back, read off the facts before a reviewer does. Pure: the same facts on the same day find the same. */
export interface PreflightInput {
  readonly facts: ProjectFacts
  /** What kind of body a party is; null for one that the installation does not know. */
  readonly kindOf: (organisationCode: string) => OrganisationKind | null
  readonly today: Day
}

export const FINDING_WEIGHTS = ['must', 'should'] as const
/** Whether a reviewer would return the paper for it, or ask about it. */
export type FindingWeight = (typeof FINDING_WEIGHTS)[number]

export interface Finding {
  readonly rule: PreflightRule
  readonly weight: FindingWeight
  /** Where in the facts it is mended: the path of the fact, and its place in these facts. */
  readonly place: FactPlace['place']
  /** The words that it is about; empty where something is missing. */
  readonly said: string
  /** What is better; empty where the rule's own sentence says it. */
  readonly instead: string
  readonly source: string
}

export const PREFLIGHT_RULES = [
  'power-missing', 'article-9-missing', 'confidence-missing', 'route-against-purpose', 'anonymised-with-identifiers',
  'confidence-owed', 'gateways-lift-nothing', 'retention-against-term',
  'gateway-unknown', 'gateway-not-for-body', 'gateway-not-for-purpose', 'gateway-not-for-records', 'gateway-out-of-force',
  'retention-vague', 'retention-against-clock', 'retention-against-processor', 'recipient-unnamed', 'old-name', 'jargon', 'hard-to-read', 'placeholder',
  'reason-missing', 'identifier-not-said', 'opt-out-too-short', 'opt-out-parts-missing', 'silence-as-consent', 'confidence-as-consent', 'opt-out-overstated', 'promise-broken',
  'section-251-facts-missing', 'section-251-review-late', 'national-body-missing', 'processor-without-terms', 'guardian-missing', 'dpo-missing',
  'small-numbers-missing', 'small-numbers-disagree', 'transfer-disagrees', 'automated-not-said', 'commercial-not-said', 'unsafe-transport',
  'care-by-no-carer', 'consent-facts-missing',
] as const
export type PreflightRule = (typeof PREFLIGHT_RULES)[number]
