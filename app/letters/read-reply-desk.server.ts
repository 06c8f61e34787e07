import { recordLook } from '#app/audit/change.server.ts'
import { choicesFromReplies, choicesOfPerson, choicesToLookAt, standingOptOuts, standingProjectChoice } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { refuse, ok, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { countLetters } from './letters.store.server.ts'
import { countByChannel, countByDay, findLetterByCode, findReply, listReplyUploads, openQueries, recentReplies } from './replies.store.server.ts'
import { readSample } from './read-sample.server.ts'
import { scansOf } from './scans.store.server.ts'
import { firstReplyDay } from './reply.rules.ts'

export interface CampaignBrief {
  readonly ref: string
  readonly projectRef: string
  readonly projectTitle: string
  readonly closingDate: string | null
  readonly isClosed: boolean
  readonly canRecord: boolean
}

export function briefOf(context: Context<StaffActor>, campaign: CampaignRow): CampaignBrief {
  return {
    ref: campaign.ref, projectRef: campaign.projectRef, projectTitle: campaign.projectTitle, closingDate: campaign.closingDate,
    isClosed: campaign.closingDate !== null && londonDay(context.now) > campaign.closingDate,
    canRecord: mayRole(context.actor.role, 'replies.record') && firstReplyDay(campaign) !== null,
  }
}

const RECENT = 20

/** The reply desk: where replies stand, and the newest of them. It names nobody. `choiceId`: the choice just recorded, to be shown. */
export async function readReplyDesk(context: Context<StaffActor>, campaignRef: string, choiceId: string | null) {
  const { runtime: { db }, actor, now } = context
  const campaign = await findCampaign(db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  const [letters, byChannel, byDay, queries, recent, optedOut, uploads] = await Promise.all([
    countLetters(db, campaign.id), countByChannel(db, campaign.id), countByDay(db, campaign.id), openQueries(db, campaign.id),
    recentReplies(db, campaign.id, RECENT), standingOptOuts(db, actor.organisationCode, campaign.projectRef, now), listReplyUploads(db, campaign.id),
  ])
  const choices = await choicesFromReplies(db, actor.organisationCode, recent.map(({ id }) => id))
  const scans = await scansOf(db, actor.organisationCode, { replyIds: recent.map(({ id }) => id) })
  const justRecorded = choiceId ? optedOut.find(({ id }) => id === choiceId) ?? choices.find(({ id }) => id === choiceId) ?? null : null
  const sample = await readSample(db, campaign.id)
  const recorded = justRecorded && await choicesOfPerson(db, actor.organisationCode, justRecorded.personId)
  const standsNow = recorded && standingProjectChoice(recorded.map(({ event }) => event), campaign.projectRef, now)
  return {
    campaign: briefOf(context, campaign),
    toLookAt: (await choicesToLookAt(db, actor.organisationCode, campaign.projectRef, now)).length,
    figures: { letters: letters.printed, optedOut: optedOut.length, openQueries: queries.length, byChannel, byDay },
    sample: { total: sample.total, isAboveBound: sample.people.some(({ figures, isAll }) => figures.isAboveBound && !isAll) },
    recent: recent.map((reply) => ({
      id: reply.id, recordedAt: reply.recordedAt.toISOString(), receivedDay: reply.receivedDay, outcome: reply.outcome, channel: reply.channel,
      isSettled: reply.settledAt !== null, by: reply.recordedByName, reference: choices.findLast(({ replyId }) => replyId === reply.id)?.reference ?? null,
      isTakenBack: choices.some(({ replyId }) => replyId === reply.id) && choices.every(({ replyId, retractedAt }) => replyId !== reply.id || retractedAt !== null),
      scans: scans.filter(({ replyId }) => replyId === reply.id).map(({ fileId }) => fileId),
    })),
    uploads: uploads.map(({ id, fileName, at, rowsKept, rowsRepeated, rejects }) => ({ id, fileName, at: at.toISOString(), rowsKept, rowsRepeated, rowsRejected: rejects.length })),
    justRecorded: justRecorded && {
      reference: justRecorded.reference, kind: justRecorded.kind, recordedAt: justRecorded.recordedAt.toISOString(), effective: justRecorded.event.effective?.day ?? null,
      isStillLeftOut: standsNow?.standing === 'DENIED' && justRecorded.kind === 'project-opt-out-withdrawn', isDisputed: standsNow?.flags.includes('PARENTS_DISAGREE') ?? false,
    },
  }
}

/** One reply with its scans. It names nobody. */
export async function readReplyWithScans(context: Context<StaffActor>, campaignRef: string, replyId: string) {
  const { runtime: { db }, actor } = context
  const campaign = await findCampaign(db, actor.organisationCode, campaignRef)
  const reply = campaign && await findReply(db, campaign.id, replyId)
  if (!campaign || !reply) return null
  const [choices, scans] = await Promise.all([choicesFromReplies(db, actor.organisationCode, [reply.id]), scansOf(db, actor.organisationCode, { replyIds: [reply.id] })])
  return {
    campaign: briefOf(context, campaign),
    reply: {
      id: reply.id, receivedDay: reply.receivedDay, recordedAt: reply.recordedAt.toISOString(), by: reply.recordedByName,
      reference: choices[choices.length - 1]?.reference ?? null, scans: scans.map(({ fileId }) => fileId),
    },
  }
}

/** Whose letter a code stands on, among all the practice's campaigns. The look is in the audit, the code is not. */
export async function findReplyLetter(
  context: Context<StaffActor>, campaignRef: string, code: string,
): Promise<Result<{ readonly campaignRef: string; readonly personId: string }> | null> {
  const { runtime, actor } = context
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  const letter = await findLetterByCode(runtime.db, actor.organisationCode, runtime.secrets.lookups('reply-code', code))
  await recordLook(context, { kind: 'people-searched', projectRef: campaign.projectRef, data: { by: 'reply-code', found: letter ? 1 : 0 } })
  return letter ? ok({ campaignRef: letter.campaignRef, personId: letter.personId }) : refuse('code-not-found')
}
