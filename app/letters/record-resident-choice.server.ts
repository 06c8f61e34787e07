import { change } from '#app/audit/change.server.ts'
import { choicesFromReplies } from '#app/choices/read-choices.server.ts'
import { recordChoice } from '#app/choices/record-choice.server.ts'
import { recordLook } from '#app/audit/change.server.ts'
import { ok, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { addReply, findReplyByForm } from './replies.store.server.ts'
import { checkSpeaker, type ReplyRefusal } from './reply.rules.ts'
import { decideWho, kindOfWants, type Wants, type WhoAnswer, type WhoRefusal } from './resident.rules.ts'
import type { ResidentArgs } from './resident-wrappers.server.ts'

type Entered = Pick<ResidentArgs, 'context' | 'letter' | 'person'>

/** Who says they are at the page. A refusal is audited, and shows nothing of any choice. */
export async function sayWho({ context, letter, person }: Entered, answer: WhoAnswer): Promise<Result<'self' | 'parent', Refusal<WhoRefusal>>> {
  const decided = decideWho(answer, person.dateOfBirth, londonDay(context.now))
  if (!decided.ok) {
    await recordLook(context, { kind: 'choice-refused', projectRef: letter.projectRef, subject: `letter:${letter.letterId}`, data: { reason: decided.refusal.kind } })
  }
  return decided
}

/**
 * Records what a resident chose on the web page. It counts from this instant. The same answer sent twice is one reply, and
 * a choice that stands already is a success that adds nothing.
 */
export async function recordResidentChoice(
  { context, letter, person }: Entered, given: { readonly word: 'self' | 'parent'; readonly wants: Wants; readonly formId: string; /** The name a parent gave. */ readonly holderName?: string | null },
): Promise<Result<{ readonly choiceId: string; readonly repeated: boolean }, Refusal<ReplyRefusal>>> {
  const { now } = context
  const may = checkSpeaker(person.dateOfBirth, londonDay(now), given.word, { holderName: given.holderName ?? '', seen: 'said-so' })
  if (!may.ok) {
    await recordLook(context, { kind: 'choice-refused', projectRef: letter.projectRef, subject: `letter:${letter.letterId}`, data: { reason: may.refusal.kind, word: given.word } })
    return may
  }
  return ok(await change(context, async (tx, record) => {
    const kind = kindOfWants(given.wants)
    const replyId = newId()
    const sentBefore = async () => {
      const reply = await findReplyByForm(tx, letter.campaignId, given.formId)
      const [choice] = reply ? await choicesFromReplies(tx, letter.organisationCode, [reply.id]) : []
      return choice ? { choiceId: choice.id, repeated: false } : null
    }
    const before = await sentBefore()
    if (before) return before
    const receipt = await recordChoice(tx, record, {
      context, person, kind, projectRef: letter.projectRef, effective: { at: now }, channel: 'web', onWhoseWord: given.word, authority: may.value,
      source: letter.organisationCode, replyId,
    })
    if (receipt.repeated) return (await sentBefore()) ?? { choiceId: receipt.eventId, repeated: true }
    await addReply(tx, {
      id: replyId, campaignId: letter.campaignId, letterId: letter.letterId, personId: person.id, outcome: kind === 'project-opt-out' ? 'opt-out' : 'opt-out-withdrawn',
      channel: 'web', onWhoseWord: given.word, isSigned: false, receivedDay: londonDay(now), recordedAt: now, formId: given.formId,
    })
    record({ kind: 'reply-recorded', projectRef: letter.projectRef, subject: `letter:${letter.letterId}`, data: { channel: 'web', outcome: kind } })
    return { choiceId: receipt.eventId, repeated: false }
  }))
}
