import { londonDay } from '#app/kernel/uk-date.ts'
import type { DemoDays, Storyteller } from './demo-time.ts'
import { HILL_TOP, OLDHAM_COUNCIL } from './demo-organisations.ts'
import { oldhamAssessment } from './oldham-assessment.ts'
import { oldhamFacts, OLDHAM_PROJECT_REF } from './oldham-facts.ts'
import { signProtocol } from './sign-protocol.ts'
import { tellOfTheProject } from './worked-examples.ts'

/** The pilot's facts, its papers, and both signatures on its protocol. */
export async function tellOfTheProtocol(story: Storyteller, days: DemoDays): Promise<void> {
  const drafted = londonDay(story.at(days.drafted, '09:30'))
  const facts = oldhamFacts({
    councilCode: OLDHAM_COUNCIL.code, practiceCode: HILL_TOP.code, startDate: days.start, reviewDate: days.review, endDate: days.end,
  })
  await tellOfTheProject(story, 'ig.lead@oldham-council.example', OLDHAM_PROJECT_REF, facts, {
    told: oldhamAssessment({ councilCode: OLDHAM_COUNCIL.code, practiceCode: HILL_TOP.code, drafted, today: days.today }), signatory: 'siro@oldham-council.example', on: drafted,
  })
  for (const [day, email] of [[days.signedBySurgery, 'caldicott@hill-top-surgery.example'], [days.signedByCouncil, 'siro@oldham-council.example']] as const) {
    story.at(day, '11:15')
    await signProtocol(story, OLDHAM_PROJECT_REF, email)
  }
}
