import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import type { SampleSetting } from './reply-sample.rules.ts'
import { addSampleOfAll, keepSampling, repliesToSample } from './reply-checks.store.server.ts'

type Outcome = Result<null, Refusal<'not-allowed'>> | null

/** Sets how large the sample is, and from when all should be checked. What has been checked stays. Null where the campaign is not the practice's own. */
export async function setReplySample(context: Context<StaffActor>, campaignRef: string, setting: SampleSetting): Promise<Outcome> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'campaigns.manage')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  await change(context, async (tx, record) => {
    await keepSampling(tx, { campaignId: campaign.id, ...setting, setAt: now, setBy: actor.userId })
    record({ kind: 'reply-sample-set', projectRef: campaign.projectRef, subject: `campaign:${campaign.ref}`, data: { ...setting } })
  })
  return ok(null)
}

/** Enlarges the sample of what one member of staff entered to all of it. Done twice, it is done once. Null where they entered nothing there. */
export async function checkAllOf(context: Context<StaffActor>, campaignRef: string, userId: string): Promise<Outcome> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  if (!campaign || !(await repliesToSample(runtime.db, campaign.id)).some(({ enteredBy }) => enteredBy === userId)) return null
  await change(context, async (tx, record) => {
    if (!(await addSampleOfAll(tx, { campaignId: campaign.id, userId, at: now, by: actor.userId }))) return
    record({ kind: 'reply-sample-enlarged', projectRef: campaign.projectRef, subject: `user:${userId}` })
  })
  return ok(null)
}
