import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { CampaignRefusal } from './campaign.words.ts'
import { countReplies, updateCampaign } from './campaigns.store.server.ts'
import { changeCampaign } from './change-campaign.server.ts'
import { removeLetters } from './letters.store.server.ts'

/**
 * Puts letters that have been made and not posted aside, so that dates or the people list can be changed and they can be made
 * again. Their reply codes stop working.
 */
export function setLettersAside(context: Context<StaffActor>, command: { readonly ref: string; readonly revision: number }): Promise<Result<null, CampaignRefusal>> {
  return changeCampaign(context, command, async (tx, campaign, record) => {
    if (campaign.state === 'posted') return refuse('posted-already')
    if (campaign.state !== 'made') return refuse('letters-not-made')
    const replies = await countReplies(tx, campaign.id)
    if (replies['opt-out'] + replies['opt-out-withdrawn'] + replies.query > 0) return refuse('replies-recorded')
    await removeLetters(tx, campaign.id)
    await updateCampaign(tx, campaign.organisationCode, campaign.id, {
      state: 'draft', documentVersionId: null, flowsTold: null, optOutContact: '', template: null, lettersTotal: 0, lettersDone: 0, lettersMadeAt: null,
    })
    record({ kind: 'letters-set-aside', projectRef: campaign.projectRef, subject: `campaign:${campaign.ref}` })
    return ok(null)
  })
}
