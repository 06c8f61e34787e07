import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { lockChoicesOf } from './choices.store.server.ts'
import { choicesOfPerson, type RecordedChoice } from './read-choices.server.ts'
import { retractChoice } from './record-choice.server.ts'
import { whyNotTakeBack, type TakeBackReason, type TakeBackRefusal } from './take-back.rules.ts'

/**
 * Takes one mistaken choice of a person of the actor's practice back as entered in error, with the reason. Null where there
 * is no such choice. To undo it, the choice is recorded again. What was answered meanwhile is listed by the releases room.
 */
export async function takeBackChoice(
  context: Context<StaffActor>, personId: string, choiceId: string, reason: TakeBackReason,
): Promise<Result<{ readonly choice: RecordedChoice }, Refusal<TakeBackRefusal>> | null> {
  const { actor } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  return change(context, async (tx, record) => {
    await lockChoicesOf(tx, personId)
    const choice = (await choicesOfPerson(tx, actor.organisationCode, personId)).find(({ id }) => id === choiceId)
    if (!choice) return null
    const why = whyNotTakeBack(choice)
    if (why) return refuse(why)
    await retractChoice(tx, record, { context, choice, organisationCode: actor.organisationCode, reason })
    return ok({ choice })
  })
}
