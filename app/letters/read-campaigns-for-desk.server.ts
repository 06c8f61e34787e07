import { choicesToLookAt } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { optOutWindow, type CampaignState, type OptOutWindow } from './campaign.rules.ts'
import { listCampaigns, type CampaignRow } from './campaigns.store.server.ts'
import { readSample } from './read-sample.server.ts'
import { openQueries } from './replies.store.server.ts'
import { firstReplyDay } from './reply.rules.ts'

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
  /** Choices in doubt; replies that the reader may check or settle; whether someone's replies are misread too often. */
  readonly toLookAt: number
  readonly toCheck: number
  readonly isMisread: boolean
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
    ...(firstReplyDay(campaign) === null ? { openQueries: 0, toLookAt: 0, toCheck: 0, isMisread: false } : await repliesOf(context, campaign)),
    hasFault: campaign.fault !== null,
  })))
}

/** What waits of a campaign's replies, once there can be any. */
async function repliesOf({ actor, now, runtime: { db } }: Context<StaffActor>, campaign: CampaignRow): Promise<Pick<CampaignOnDesk, 'openQueries' | 'toLookAt' | 'toCheck' | 'isMisread'>> {
  const [queries, toLookAt, { sampled, people }] = await Promise.all([
    openQueries(db, campaign.id), choicesToLookAt(db, actor.organisationCode, campaign.projectRef, now), readSample(db, campaign.id),
  ])
  return {
    openQueries: queries.length,
    toLookAt: toLookAt.length,
    toCheck: sampled.filter(({ state, enteredBy }) => (state === 'waiting' || state === 'differs') && enteredBy !== actor.userId).length,
    isMisread: people.some(({ figures, isAll }) => figures.isAboveBound && !isAll),
  }
}
