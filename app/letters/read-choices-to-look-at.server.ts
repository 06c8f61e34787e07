import { choicesToLookAt } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { briefOf } from './read-reply-desk.server.ts'

/** The choices about a campaign's project that someone must look at. The list names nobody; each record is opened with a reason. */
export async function readChoicesToLookAt(context: Context<StaffActor>, campaignRef: string) {
  const { runtime: { db }, actor, now } = context
  const campaign = await findCampaign(db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  const choices = await choicesToLookAt(db, actor.organisationCode, campaign.projectRef, now)
  return { campaign: briefOf(context, campaign), choices: choices.map(({ personId, flags, since }) => ({ personId, flags, since: since.toISOString() })) }
}
