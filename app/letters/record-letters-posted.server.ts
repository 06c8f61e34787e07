import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { checkPostedOn } from './campaign.rules.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { updateCampaign } from './campaigns.store.server.ts'
import { changeCampaign } from './change-campaign.server.ts'

/**
 * Records the day the letters were posted. From the beginning of that day, Europe/London, people count as told and the time
 * for replies runs.
 */
export function recordLettersPosted(
  context: Context<StaffActor>,
  command: { readonly ref: string; readonly postedOn: Day; readonly revision: number },
): Promise<Result<null, CampaignRefusal>> {
  return changeCampaign(context, { ref: command.ref }, async (tx, campaign, record) => {
    // The same form sent twice is one record.
    if (campaign.state === 'posted') return campaign.postedAt && londonDay(campaign.postedAt) === command.postedOn ? ok(null) : refuse('posted-already')
    if (campaign.state !== 'made' || !campaign.lettersMadeAt || !campaign.closingDate) return refuse('letters-not-made')
    if (campaign.revision !== command.revision) return refuse('changed-since-read')
    const checked = checkPostedOn(
      { postedOn: command.postedOn, madeOn: londonDay(campaign.lettersMadeAt), closingDate: campaign.closingDate }, londonDay(context.now),
    )
    if (!checked.ok) return checked
    await updateCampaign(tx, campaign.organisationCode, campaign.id, { state: 'posted', postedAt: startOfLondonDay(command.postedOn) })
    record({ kind: 'letters-posted', projectRef: campaign.projectRef, subject: `campaign:${campaign.ref}`, data: { postedOn: command.postedOn } })
    return ok(null)
  })
}
