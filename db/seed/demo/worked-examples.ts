import { draftPack } from '#app/documents/draft-pack.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { addDays, type Day } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { makeProject } from '#app/projects/make-project.server.ts'
import { editsThatMake } from '#app/projects/project.rules.ts'
import { tellOfTheAssessment, type ToldAssessment } from './assessment-story.ts'
import { CAMBRIDGESHIRE_PROJECT_REF, cambridgeshireFacts } from './cambridgeshire-facts.ts'
import { CASE_STUDIES } from './cases/case-studies.ts'
import { granted, type DemoDays, type Storyteller } from './demo-time.ts'
import { NEIGHBOURHOOD_CODES } from './example-organisations.ts'
import { KENT_PROJECT_REF, kentFacts } from './kent-facts.ts'
import { NEIGHBOURHOOD_PROJECT_REF, neighbourhoodFacts } from './neighbourhood-facts.ts'

/** One project of the demo world: its facts saved section by section as on the pages, by whoever leads it, its assessment where it is told, and every paper drafted. */
export async function tellOfTheProject(story: Storyteller, lead: string, ref: string, facts: ProjectFacts, assess?: { readonly told: ToldAssessment; readonly signatory: string; readonly on: Day }): Promise<void> {
  granted('the project', await makeProject(await story.as(lead), { title: facts.title, reference: ref }))
  let factsVersion = 1
  for (const edit of editsThatMake(facts)) {
    const saved = granted(`the facts about ${edit.section}`, await saveFactsAndRedraft(await story.as(lead), { ref, factsVersion, edit }))
    factsVersion = saved.factsVersion
  }
  if (assess) await tellOfTheAssessment(story, ref, facts, factsVersion, assess.told, { ...assess, lead })
  granted('the papers', await draftPack(await story.as(lead), { ref, factsVersion }))
}

/** The other arrangements that the product was drawn from, each drafted and waiting for its signatures. */
export async function tellOfTheExamples(story: Storyteller, days: DemoDays): Promise<void> {
  story.at(days.drafted, '08:30')
  const over = (fromToday: number, reviewAfter: number, endAfter: number) => {
    const startDate = addDays(days.today, fromToday)
    return { startDate, reviewDate: addDays(startDate, reviewAfter), endDate: addDays(startDate, endAfter) }
  }
  await tellOfTheProject(story, 'ig.lead@oldham-council.example', NEIGHBOURHOOD_PROJECT_REF, neighbourhoodFacts({ codes: NEIGHBOURHOOD_CODES, ...over(30, 365, 1095) }))
  await tellOfTheProject(story, 'ig.lead@kent-council.example', KENT_PROJECT_REF, kentFacts(over(14, 365, 1095)))
  await tellOfTheProject(story, 'ig.lead@cambridgeshire-council.example', CAMBRIDGESHIRE_PROJECT_REF, cambridgeshireFacts(over(7, 365, 1095)))
}

/** What others have done elsewhere, each as the same project would be drafted today. */
export async function tellOfTheCaseStudies(story: Storyteller, days: DemoDays): Promise<void> {
  for (const study of CASE_STUDIES) {
    const startDate = addDays(days.today, study.days.toStart)
    await tellOfTheProject(story, study.lead, study.ref, study.facts({ startDate, reviewDate: addDays(startDate, study.days.toReview), endDate: addDays(startDate, study.days.toEnd) }))
  }
}
