import { choicesFromReplies } from '#app/choices/read-choices.server.ts'
import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { briefOf } from './read-reply-desk.server.ts'
import { findReply } from './replies.store.server.ts'
import { asEntered, differencesOf, whyNotCheck } from './reply-check.rules.ts'
import type { CheckState } from './reply-sample.rules.ts'
import { readSample } from './read-sample.server.ts'
import { findReplyCheck } from './reply-checks.store.server.ts'
import { scansOf } from './scans.store.server.ts'

/** Whether a second person has read the paper. Until then even a reference is kept back: only what counted as a choice has one. */
const isRead = (state: CheckState): boolean => state !== 'waiting' && state !== 'paper-missing'

/** The page of the sample: figures, what waits to be read, and what waits to be settled. It names no patient. */
export async function readReplyChecks(context: Context<StaffActor>, campaignRef: string) {
  const { runtime: { db }, actor } = context
  const campaign = await findCampaign(db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  const { setting, sampled, people, total } = await readSample(db, campaign.id)
  const choices = await choicesFromReplies(db, actor.organisationCode, sampled.map(({ replyId }) => replyId))
  return {
    campaign: briefOf(context, campaign), setting, people, total, mayManage: mayRole(actor.role, 'campaigns.manage'), mayCheck: mayRole(actor.role, 'replies.record'),
    sampled: sampled.filter(({ state }) => state === 'differs' || !isRead(state)).map(({ replyId, enteredBy, enteredByName, recordedAt, state }) => ({
      replyId, by: enteredByName, recordedAt: recordedAt.toISOString(), state, isOwn: enteredBy === actor.userId,
      reference: isRead(state) ? choices.find((choice) => choice.replyId === replyId)?.reference ?? null : null,
    })),
  }
}

/**
 * One reply of the sample. Until a second person has read the paper, nothing of what was entered is given out, to nobody; then
 * both readings are shown to both. Null where it is not in the sample. The patient's name is there to find the paper by.
 */
export async function readReplyCheck(context: Context<StaffActor>, campaignRef: string, replyId: string) {
  const { runtime, actor } = context
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const reply = campaign && await findReply(runtime.db, campaign.id, replyId)
  const sample = reply && await readSample(runtime.db, campaign.id)
  const mine = sample?.sampled.find((each) => each.replyId === replyId)
  if (!campaign || !reply || !mine || !reply.personId) return null
  const person = await readPerson(runtime, runtime.db, actor.organisationCode, reply.personId)
  if (!person) return null
  await recordLook(context, { kind: 'person-opened', subject: `person:${person.id}`, data: { reason: 'reply-check' } })
  const [check, scans, choices] = await Promise.all([
    findReplyCheck(runtime.db, replyId), scansOf(runtime.db, actor.organisationCode, { replyIds: [replyId] }), choicesFromReplies(runtime.db, actor.organisationCode, [replyId]),
  ])
  const other = check?.readPersonId && check.readPersonId !== person.id ? await readPerson(runtime, runtime.db, actor.organisationCode, check.readPersonId) : null
  if (other) await recordLook(context, { kind: 'person-opened', subject: `person:${other.id}`, data: { reason: 'reply-check' } })
  const entered = asEntered(reply)
  return {
    campaign: briefOf(context, campaign), state: mine.state, isOwn: whyNotCheck(mine.enteredBy, actor.userId) !== null,
    paper: {
      replyId, name: `${person.givenName} ${person.familyName}`, by: mine.enteredByName, recordedAt: reply.recordedAt.toISOString(), isFromList: reply.uploadId !== null,
      reference: isRead(mine.state) ? choices[0]?.reference ?? null : null, scans: scans.map(({ fileId }) => fileId),
    },
    readings: check?.read && isRead(mine.state) ? {
      entered, read: check.read, differences: differencesOf(entered, check.read), isHeld: check.heldChoiceId !== null && check.settledAt === null,
      other: other && `${other.givenName} ${other.familyName}`, checkedAt: check.checkedAt.toISOString(),
    } : null,
  }
}
