import { draftProtocol } from '#app/documents/draft-paper.server.ts'
import { readAgreementForProject } from '#app/documents/read-agreement.server.ts'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { makeProject } from '#app/projects/make-project.server.ts'
import { editsThatMake } from '#app/projects/project.rules.ts'
import { granted, type DemoDays, type Storyteller } from './demo-time.ts'
import { HILL_TOP, OLDHAM_COUNCIL } from './demo-organisations.ts'
import { oldhamFacts, OLDHAM_PROJECT_REF } from './oldham-facts.ts'

/** The pilot's facts, its protocol, and both signatures. */
export async function tellOfTheProtocol(story: Storyteller, days: DemoDays): Promise<void> {
  story.at(days.drafted, '09:30')
  const lead = () => story.as('ig.lead@oldham-council.example')
  granted('the project', await makeProject(await lead(), { title: 'Oldham GP data sharing pilot', reference: OLDHAM_PROJECT_REF }))
  const facts = oldhamFacts({
    councilCode: OLDHAM_COUNCIL.code, practiceCode: HILL_TOP.code, startDate: days.start, reviewDate: days.review, endDate: days.end,
  })
  let factsVersion = 1
  for (const edit of editsThatMake(facts)) {
    story.at(days.drafted, '09:40')
    const saved = granted(`the facts about ${edit.section}`, await saveFactsAndRedraft(await lead(), { ref: OLDHAM_PROJECT_REF, factsVersion, edit }))
    factsVersion = saved.factsVersion
  }
  story.at(days.drafted, '16:00')
  const drafted = granted('the protocol', await draftProtocol(await lead(), { ref: OLDHAM_PROJECT_REF, factsVersion }))
  for (const [day, email] of [[days.signedBySurgery, 'caldicott@hill-top-surgery.example'], [days.signedByCouncil, 'siro@oldham-council.example']] as const) {
    story.at(day, '11:15')
    const context = await story.as(email)
    const version = (await readAgreementForProject(story.runtime.db, OLDHAM_PROJECT_REF))?.version
    if (!version) throw new Error('The demo world could not go on: the protocol was not drafted')
    granted('a signature', await signDocument(context, {
      documentRef: drafted.documentRef, number: drafted.number, contentHash: version.contentHash, fullName: context.actor.name, password: DEMO_PASSWORD,
    }))
  }
}
