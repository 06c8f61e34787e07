import { NOT_SAID_OF_PARTY, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { DEMO_ORGANISATIONS } from '../example-organisations.ts'
import { withStanding } from '../party-standing.ts'
import { braunstoneFacts } from './braunstone.ts'
import { bristolHomelessFacts } from './bristol-homeless.ts'
import { eastNorthHertsFacts } from './east-north-herts.ts'
import { emptyHomesFacts } from './empty-homes.ts'
import { familiesMatchingFacts } from './families-matching.ts'
import { fuelPovertyFacts } from './fuel-poverty.ts'
import { gpDeprivationFacts } from './gp-deprivation.ts'
import { housingRegenerationFacts } from './housing-regeneration.ts'
import { justiceDataLabFacts } from './justice-data-lab.ts'
import { lonelinessFacts } from './loneliness.ts'
import { CONNECTING_CARE, EAST_LONDON_PRACTICES, HERTFORD_ANALYTICS, MACMILLAN, PATHWAY_ANALYSTS } from './organisations.ts'
import { routesFromDiagnosisFacts } from './routes-from-diagnosis.ts'
import type { ProjectDates } from './terms.ts'
import { violenceHackneyFacts } from './violence-hackney.ts'

/** One arrangement that others have made, as a project: who drafts it, and how long it runs, in days from a start. */
export interface CaseStudy {
  readonly ref: string
  /** The e-mail address of the account that drafts it in the demo world. */
  readonly lead: string
  /** Days from today to the start, from the start to the review, and from the start to the end. */
  readonly days: { readonly toStart: number; readonly toReview: number; readonly toEnd: number }
  readonly facts: (dates: ProjectDates) => ProjectFacts
}

const KINDS = new Map(DEMO_ORGANISATIONS.map((organisation) => [organisation.code, organisation.kind]))
/** Bodies that are neither of the NHS nor councils nor universities, and are in the toolkit because they handle health data. */
const IN_THE_TOOLKIT: readonly string[] = [EAST_LONDON_PRACTICES, CONNECTING_CARE, MACMILLAN, PATHWAY_ANALYSTS, HERTFORD_ANALYTICS].map(({ code }) => code)

/** The facts with each party's address and registration, and how its assessment ended where it takes part in the toolkit. */
const inFull = (facts: (dates: ProjectDates) => ProjectFacts) => (dates: ProjectDates): ProjectFacts => {
  const told = facts(dates)
  return {
    ...told,
    parties: withStanding(told.parties, dates.startDate).map((party) => (
      KINDS.get(party.organisationCode) !== 'other' || IN_THE_TOOLKIT.includes(party.organisationCode) ? party : { ...party, assurance: { ...NOT_SAID_OF_PARTY.assurance, status: 'not-published' } }
    )),
  }
}

const STUDIES: readonly CaseStudy[] = [
  { ref: 'age-uk-loneliness', lead: 'ig.lead@age-uk.example', days: { toStart: 14, toReview: 365, toEnd: 730 }, facts: lonelinessFacts },
  { ref: 'fuel-poverty', lead: 'ig.lead@energy-department.example', days: { toStart: 60, toReview: 365, toEnd: 1095 }, facts: fuelPovertyFacts },
  { ref: 'gp-deprivation-funding', lead: 'ig.lead@queen-mary-primary-care.example', days: { toStart: 21, toReview: 365, toEnd: 730 }, facts: gpDeprivationFacts },
  { ref: 'justice-data-lab', lead: 'ig.lead@second-start.example', days: { toStart: 45, toReview: 365, toEnd: 730 }, facts: justiceDataLabFacts },
  { ref: 'bristol-homeless', lead: 'ig.lead@bristol-homeless-health.example', days: { toStart: 28, toReview: 365, toEnd: 1095 }, facts: bristolHomelessFacts },
  { ref: 'routes-from-diagnosis', lead: 'ig.lead@macmillan.example', days: { toStart: 90, toReview: 365, toEnd: 730 }, facts: routesFromDiagnosisFacts },
  { ref: 'braunstone-blues', lead: 'ig.lead@leicestershire-fire.example', days: { toStart: 35, toReview: 180, toEnd: 730 }, facts: braunstoneFacts },
  { ref: 'east-north-herts', lead: 'ig.lead@hertfordshire-icb.example', days: { toStart: 42, toReview: 365, toEnd: 1095 }, facts: eastNorthHertsFacts },
  { ref: 'empty-homes', lead: 'ig.lead@preston-council.example', days: { toStart: 30, toReview: 365, toEnd: 1095 }, facts: emptyHomesFacts },
  { ref: 'housing-regeneration-sail', lead: 'ig.lead@swansea-university.example', days: { toStart: 75, toReview: 365, toEnd: 1460 }, facts: housingRegenerationFacts },
  { ref: 'istv-hackney', lead: 'ig.lead@hackney-council.example', days: { toStart: 25, toReview: 365, toEnd: 1095 }, facts: violenceHackneyFacts },
  { ref: 'troubled-families-matching', lead: 'ig.lead@staffordshire-council.example', days: { toStart: 50, toReview: 180, toEnd: 730 }, facts: familiesMatchingFacts },
]

export const CASE_STUDIES: readonly CaseStudy[] = STUDIES.map((study) => ({ ...study, facts: inFull(study.facts) }))
