import { ROLE_WORDS } from '#app/choices/choice.words.ts'
import { countedUnknown } from '#app/choices/late-choice.rules.ts'
import { choicesOfPerson } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readChecksBetween, type PossibleIncident } from './read-incidents.server.ts'

/** A no of one person that counts from before it was written down, with the checks that were answered without it. */
export interface AnsweredBefore {
  readonly choiceId: string
  readonly what: string
  readonly reference: string
  readonly from: string
  readonly to: string
  readonly checks: readonly PossibleIncident[]
}

/**
 * Checks of the practice's data that were answered after a person said no and before that was written down, for someone to
 * look at. A choice looks forward, so nothing is called a breach by itself. The caller has recorded the look.
 */
export async function readAnsweredBefore(context: Context<StaffActor>, personId: string): Promise<readonly AnsweredBefore[]> {
  const choices = await choicesOfPerson(context.runtime.db, context.actor.organisationCode, personId)
  const found = await Promise.all(choices.map(async ({ id, event, projectRef, recordedAt, reference }): Promise<AnsweredBefore | null> => {
    const unknown = countedUnknown(event, recordedAt)
    if (!unknown) return null
    const checks = (await readChecksBetween(context, unknown.from, unknown.to)).filter((check) => projectRef === null || check.projectRef === projectRef)
    return checks.length === 0 ? null : { choiceId: id, what: ROLE_WORDS[event.role], reference, from: unknown.from.toISOString(), to: unknown.to.toISOString(), checks }
  }))
  return found.filter((each) => each !== null)
}
