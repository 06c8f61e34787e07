import { ROLE_WORDS } from '#app/choices/choice.words.ts'
import { choicesOfPerson, type RecordedChoice } from '#app/choices/read-choices.server.ts'
import { whyNotTakeBack } from '#app/choices/take-back.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { findCampaignForReplies } from '#app/letters/read-replies-of-person.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { explainPerson, type FlowAnswer } from './explain-person.server.ts'
import { readChecksBetween } from './read-incidents.server.ts'

/** What a flow answers now, and what it would answer without a choice. */
export interface FlowEffect {
  readonly flowRef: string
  readonly flowName: string
  readonly projectTitle: string
  readonly now: FlowAnswer['answer']
  readonly without: FlowAnswer['answer']
}

/**
 * One choice of a person of the actor's practice, with what taking it back would change, and the checks of the practice's
 * data that were answered while it counted. Null where there is no such choice. The caller has recorded the look.
 */
export async function readTakingBack(context: Context<StaffActor>, personId: string, choiceId: string) {
  const { actor, now, runtime } = context
  const choice = (await choicesOfPerson(runtime.db, actor.organisationCode, personId)).find(({ id }) => id === choiceId)
  if (!choice) return null
  const [asItIs, without, campaignRef] = await Promise.all([
    explainPerson(context, personId, null), explainPerson(context, personId, null, { without: choice.id }),
    choice.projectRef === null ? null : findCampaignForReplies(context, choice.projectRef),
  ])
  const effects = (asItIs ?? []).filter(({ answer }) => answer.kind !== 'of-another').flatMap((flow): FlowEffect[] => {
    const changed = without?.find(({ flowRef }) => flowRef === flow.flowRef)
    return changed ? [{ flowRef: flow.flowRef, flowName: flow.flowName, projectTitle: flow.projectTitle, now: flow.answer, without: changed.answer }] : []
  })
  const checks = await readChecksBetween(context, choice.recordedAt, choice.retractedAt ?? now)
  return {
    choice: shown(choice), effects, campaignRef,
    incidents: checks.filter(({ projectRef }) => choice.projectRef === null || projectRef === choice.projectRef),
  }
}

function shown({ event, ...choice }: RecordedChoice) {
  return {
    what: ROLE_WORDS[event.role], reference: choice.reference, recordedAt: choice.recordedAt.toISOString(), recordedBy: choice.recordedBy, channel: choice.channel,
    onWhoseWord: choice.onWhoseWord, isFromExtract: choice.importId !== null,
    effective: event.effective && { day: event.effective.day, at: event.effective.ms === null ? null : new Date(event.effective.ms).toISOString() },
    takenBack: choice.retractedAt && { at: choice.retractedAt.toISOString(), by: choice.retractedBy, reason: choice.retractionReason },
    whyNot: whyNotTakeBack(choice),
  }
}
