import { OLDHAM_PROJECT_REF, oldhamFacts } from '#db/seed/demo/oldham-facts.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { HILL_TOP, OLDHAM_COUNCIL } from '#db/seed/demo/demo-organisations.ts'
import { CASE_STUDIES as STUDIES } from '#db/seed/demo/cases/case-studies.ts'
import { CAMBRIDGESHIRE_PROJECT_REF, cambridgeshireFacts } from '#db/seed/demo/cambridgeshire-facts.ts'
import { NEIGHBOURHOOD_CODES, WSDP_CODES } from '#db/seed/demo/example-organisations.ts'
import { KENT_PROJECT_REF, kentFacts } from '#db/seed/demo/kent-facts.ts'
import { NEIGHBOURHOOD_PROJECT_REF, neighbourhoodFacts } from '#db/seed/demo/neighbourhood-facts.ts'
import { WSDP_PROJECT_REF, wsdpFacts } from '#db/seed/demo/wsdp-facts.ts'

/** The arrangements that the product was drawn from, as the demo world holds them. */
export const WORKED_EXAMPLES: readonly { readonly ref: string; readonly facts: ProjectFacts }[] = [
  { ref: OLDHAM_PROJECT_REF, facts: oldhamFacts({ councilCode: OLDHAM_COUNCIL.code, practiceCode: HILL_TOP.code, startDate: '2026-05-01', reviewDate: '2027-04-30', endDate: '2027-10-31' }) },
  { ref: WSDP_PROJECT_REF, facts: wsdpFacts({ codes: WSDP_CODES, startDate: '2026-09-01', reviewDate: '2027-03-01', endDate: '2028-08-31' }) },
  { ref: NEIGHBOURHOOD_PROJECT_REF, facts: neighbourhoodFacts({ codes: NEIGHBOURHOOD_CODES, startDate: '2026-06-01', reviewDate: '2027-06-01', endDate: '2029-05-31' }) },
  { ref: KENT_PROJECT_REF, facts: kentFacts({ startDate: '2026-04-01', reviewDate: '2027-04-01', endDate: '2029-03-31' }) },
  { ref: CAMBRIDGESHIRE_PROJECT_REF, facts: cambridgeshireFacts({ startDate: '2026-07-01', reviewDate: '2027-07-01', endDate: '2029-06-30' }) },
]

/** The facts of one of them, by its reference. */
export function workedExample(ref: string): ProjectFacts {
  const found = WORKED_EXAMPLES.find((example) => example.ref === ref)
  if (!found) throw new Error(`There is no worked example ${ref}`)
  return found.facts
}

/** What others have done elsewhere, as the demo world holds it: kept apart, so that a test of every fact of each example stays quick. */
export const CASE_STUDIES: readonly { readonly ref: string; readonly facts: ProjectFacts }[] = STUDIES.map(({ ref, facts }) => ({
  ref, facts: facts({ startDate: '2026-12-01', reviewDate: '2027-12-01', endDate: '2028-11-30' }),
}))
