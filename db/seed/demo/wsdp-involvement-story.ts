import { draftReport } from '#app/documents/read-report-standing.server.ts'
import type { DraftedVersion } from '#app/documents/draft-paper.server.ts'
import { answerPoint, logEvent } from '#app/involvement/log-event.server.ts'
import { chooseOption, fixAppraisal, scoreAppraisal, setUpAppraisal } from '#app/involvement/save-appraisal.server.ts'
import type { Appraisal } from '#app/involvement/appraisal.rules.ts'
import type { InvolvementEvent } from '#app/involvement/event.rules.ts'
import { addDays, type Day } from '#app/kernel/uk-date.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { granted, type Storyteller } from './demo-time.ts'
import type { WsdpDays } from './wsdp-days.ts'
import { WSDP_PROJECT_REF } from './wsdp-facts.ts'
import { WSDP_HAVEN, WSDP_HAVEN_CHOICE, WSDP_HAVEN_SCORES } from './wsdp-haven.ts'
import { WSDP_MONEY_ANSWER, wsdpFirstEvents, wsdpLaterEvents } from './wsdp-log.ts'

const ref = WSDP_PROJECT_REF

/** Enters an event as whoever leads the project does. */
export async function enterEvent(story: Storyteller, lead: string, projectRef: string, event: InvolvementEvent): Promise<string> {
  const id = newId()
  granted('the event', await logEvent(await story.as(lead), projectRef, id, event))
  return id
}

/** Drafts the report from the log as it stands. */
export async function draftTheReport(story: Storyteller, lead: string, projectRef: string): Promise<DraftedVersion> {
  const project = await readProjectAsItStands(story.runtime.db, { ref: projectRef })
  return granted('the report', await draftReport(await story.as(lead), projectRef, project?.factsVersion ?? 0))
}

/** The groups that were asked before the project was written down, and the first report from them; a week later an answer that one of them had waited for. */
export async function tellOfTheFirstInvolvement(story: Storyteller, lead: string, days: WsdpDays): Promise<void> {
  story.at(addDays(days.drafted, 1), '10:00')
  let last = ''
  for (const event of wsdpFirstEvents(days.drafted)) last = await enterEvent(story, lead, ref, event)
  story.at(addDays(days.drafted, 1), '16:00')
  granted('the answer', await answerPoint(await story.as(lead), ref, { id: last, version: 1 }, 2, WSDP_MONEY_ANSWER))
  await draftTheReport(story, lead, ref)
}

/** A table as it was filled in, in one go, by whoever leads the project; fixed where it was decided on. */
export async function tellOfAnAppraisal(
  story: Storyteller, lead: string, projectRef: string, told: Pick<Appraisal, 'title' | 'question' | 'options' | 'criteria' | 'scores'> & { readonly choice: NonNullable<Appraisal['chosen']> }, decided: { readonly on: Day; readonly by: string },
): Promise<void> {
  const id = newId()
  const { scores, choice, ...table } = told
  granted('the options', await setUpAppraisal(await story.as(lead), projectRef, { id, version: 0 }, table))
  granted('the scores', await scoreAppraisal(await story.as(lead), projectRef, { id, version: 1 }, scores))
  granted('the choice', await chooseOption(await story.as(lead), projectRef, { id, version: 2 }, choice))
  granted('the decision', await fixAppraisal(await story.as(lead), projectRef, { id, version: 3 }, decided))
}

/** How the host was chosen, fixed as the steering group decided it. */
export async function tellOfTheHaven(story: Storyteller, lead: string, days: WsdpDays): Promise<void> {
  story.at(addDays(days.drafted, 1), '17:00')
  await tellOfAnAppraisal(story, lead, ref, { ...WSDP_HAVEN, scores: WSDP_HAVEN_SCORES, choice: WSDP_HAVEN_CHOICE }, { on: addDays(days.drafted, -40), by: 'the project’s steering group' })
}

/** The residents’ council, what is planned, and the report that the advisory group asked for. */
export async function tellOfLaterInvolvement(story: Storyteller, lead: string, days: WsdpDays): Promise<DraftedVersion> {
  story.at(addDays(days.reportSent, -7), '11:00')
  const { held, planned } = wsdpLaterEvents({ panel: addDays(days.supported, 60), workshop: addDays(days.linked, 66) })
  await enterEvent(story, lead, ref, held)
  await enterEvent(story, lead, ref, planned)
  story.at(days.reportSent, '09:30')
  return draftTheReport(story, lead, ref)
}
