import { oldhamFacts } from '#db/seed/demo/oldham-facts.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { COUNCIL, PRACTICE } from './who.ts'

/** Complete facts between the test council and the test practice: begun on 1 May 2026, to be reviewed by 30 April 2027, ending on 31 October 2027. */
export function someFacts(changes: Partial<ProjectFacts> = {}): ProjectFacts {
  const facts = oldhamFacts({ councilCode: COUNCIL.code, practiceCode: PRACTICE.code, startDate: '2026-05-01', reviewDate: '2027-04-30', endDate: '2027-10-31' })
  const parties = facts.parties.map((party) => ({ ...party, name: party.organisationCode === COUNCIL.code ? COUNCIL.name : PRACTICE.name }))
  return { ...facts, parties, ...changes }
}
