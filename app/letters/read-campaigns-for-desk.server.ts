import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { optOutWindow, type CampaignState, type OptOutWindow } from './campaign.rules.ts'
import { listCampaigns } from './campaigns.store.server.ts'
import { openQueries } from './replies.store.server.ts'

/** A campaign of the actor's own practice, as far as someone's desk needs it. */
export interface CampaignOnDesk {
  readonly ref: string
  readonly projectTitle: string
  readonly state: CampaignState
  readonly window: OptOutWindow
  readonly closingDate: Day | null
  readonly lettersDone: number
  readonly lettersTotal: number
  readonly openQueries: number
  readonly hasFault: boolean
}

export async function readCampaignsForDesk(context: Context<StaffActor>): Promise<CampaignOnDesk[]> {
  const { actor, now, runtime: { db } } = context
  return Promise.all((await listCampaigns(db, actor.organisationCode)).map(async (campaign) => ({
    ref: campaign.ref,
    projectTitle: campaign.projectTitle,
    state: campaign.state,
    window: optOutWindow(campaign, now),
    closingDate: campaign.closingDate,
    lettersDone: campaign.lettersDone,
    lettersTotal: campaign.lettersTotal,
    openQueries: (await openQueries(db, campaign.id)).length,
    hasFault: campaign.fault !== null,
  })))
}
