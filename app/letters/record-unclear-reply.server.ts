import { change } from '#app/audit/change.server.ts'
import { recordChoice } from '#app/choices/record-choice.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readPeople } from '#app/people/find-people.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { addReply, findReplyByForm } from './replies.store.server.ts'
import { checkReceived, usualWord, type ReplyRefusal } from './reply.rules.ts'
import type { UnclearReplyCommand } from './reply.schema.ts'

/**
 * A signed slip that may be from any of several people, who share a name and a date of birth. All of them are left out
 * until someone has settled whose it is: leaving one too many out costs less than sharing against someone's word.
 */
export async function recordUnclearReply(
  context: Context<StaffActor>, command: UnclearReplyCommand,
): Promise<Result<{ readonly campaignRef: string; readonly replyId: string }, Refusal<ReplyRefusal>> | null> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, command.campaign)
  const people = await readPeople(runtime, runtime.db, actor.organisationCode, command.personIds)
  const [first] = people
  if (!campaign || !first || people.length !== new Set(command.personIds).size) return null
  const isSame = people.every((person) => person.dateOfBirth === first.dateOfBirth && person.familyName.toLowerCase() === first.familyName.toLowerCase())
  if (!isSame || people.length < 2) return null
  const received = checkReceived(campaign, command.received, londonDay(now))
  if (!received.ok) return received
  return ok(await change(context, async (tx, record) => {
    const sent = await findReplyByForm(tx, campaign.id, command.formId)
    if (sent) return { campaignRef: campaign.ref, replyId: sent.id }
    const replyId = newId()
    const word = usualWord(first.dateOfBirth, command.received)
    const isNew = await addReply(tx, {
      id: replyId, campaignId: campaign.id, letterId: null, personId: null, outcome: 'query', queryKind: 'matches-several', channel: 'slip', onWhoseWord: word,
      isSigned: true, receivedDay: command.received, recordedAt: now, recordedBy: actor.userId, formId: command.formId,
    })
    if (!isNew) return { campaignRef: campaign.ref, replyId: (await findReplyByForm(tx, campaign.id, command.formId))?.id ?? replyId }
    for (const person of people) {
      await recordChoice(tx, record, {
        context, person, kind: 'project-opt-out', projectRef: campaign.projectRef, effective: { day: command.received }, channel: 'slip', onWhoseWord: word,
        source: campaign.organisationCode, replyId, ambiguous: true,
      })
    }
    record({ kind: 'reply-recorded', projectRef: campaign.projectRef, subject: `reply:${replyId}`, data: { channel: 'slip', outcome: 'query' } })
    return { campaignRef: campaign.ref, replyId }
  }))
}
