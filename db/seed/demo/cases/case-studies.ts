import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { fuelPovertyFacts } from './fuel-poverty.ts'
import { gpDeprivationFacts } from './gp-deprivation.ts'
import { justiceDataLabFacts } from './justice-data-lab.ts'
import { lonelinessFacts } from './loneliness.ts'
import type { ProjectDates } from './terms.ts'

/** One arrangement that others have made, as a project: who drafts it, and how long it runs, in days from a start. */
export interface CaseStudy {
  readonly ref: string
  /** The e-mail address of the account that drafts it in the demo world. */
  readonly lead: string
  /** Days from today to the start, from the start to the review, and from the start to the end. */
  readonly days: { readonly toStart: number; readonly toReview: number; readonly toEnd: number }
  readonly facts: (dates: ProjectDates) => ProjectFacts
}

export const CASE_STUDIES: readonly CaseStudy[] = [
  { ref: 'age-uk-loneliness', lead: 'ig.lead@age-uk.example', days: { toStart: 14, toReview: 365, toEnd: 730 }, facts: lonelinessFacts },
  { ref: 'fuel-poverty', lead: 'ig.lead@energy-department.example', days: { toStart: 60, toReview: 365, toEnd: 1095 }, facts: fuelPovertyFacts },
  { ref: 'gp-deprivation-funding', lead: 'ig.lead@queen-mary-primary-care.example', days: { toStart: 21, toReview: 365, toEnd: 730 }, facts: gpDeprivationFacts },
  { ref: 'justice-data-lab', lead: 'ig.lead@second-start.example', days: { toStart: 45, toReview: 365, toEnd: 730 }, facts: justiceDataLabFacts },
]
