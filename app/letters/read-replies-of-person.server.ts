import { choiceBehind, choicesOfPerson, standingProjectChoice } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listCampaigns } from './campaigns.store.server.ts'
import { lettersOfPerson } from './replies.store.server.ts'
import { firstReplyDay } from './reply.rules.ts'

/** What a person's page shows of letters and choices. The caller has recorded the look. */
export async function readRepliesOfPerson({ runtime: { db }, actor, now }: Context<StaffActor>, personId: string) {
  const [campaigns, letters, choices] = await Promise.all([
    listCampaigns(db, actor.organisationCode), lettersOfPerson(db, actor.organisationCode, personId), choicesOfPerson(db, actor.organisationCode, personId),
  ])
  const events = choices.map(({ event }) => event)
  const titles = new Map(campaigns.map(({ projectRef, projectTitle }) => [projectRef, projectTitle]))
  return {
    projects: campaigns.map((campaign) => {
      const state = standingProjectChoice(events, campaign.projectRef, now)
      const letter = letters.find((each) => each.campaignRef === campaign.ref)
      return {
        campaignRef: campaign.ref, title: campaign.projectTitle, canReply: firstReplyDay(campaign) !== null,
        standing: state.standing, isAmbiguous: choiceBehind(choices, state)?.isAmbiguous ?? false, flags: state.flags,
        letter: letter ? {
          addressee: letter.addressee, suppression: letter.suppression, isPosted: letter.postedAt !== null, toldHow: letter.toldHow,
          toldAt: letter.toldAt?.toISOString() ?? null, returnedAt: letter.returnedAt?.toISOString() ?? null,
        } : null,
      }
    }),
    timeline: [...choices].reverse().map((choice) => ({
      id: choice.id, role: choice.event.role, project: choice.projectRef ? titles.get(choice.projectRef) ?? choice.projectRef : null,
      effective: choice.event.effective ? { day: choice.event.effective.day, at: choice.event.effective.ms === null ? null : new Date(choice.event.effective.ms).toISOString() } : null,
      recordedAt: choice.recordedAt.toISOString(), channel: choice.channel, word: choice.onWhoseWord, by: choice.recordedBy, source: choice.event.source,
      reference: choice.reference, isAmbiguous: choice.isAmbiguous, retractedAt: choice.retractedAt?.toISOString() ?? null,
    })),
  }
}

/** The campaigns whose letters have gone, for a reply that does not say which patient it is from. */
export async function listCampaignsWithReplies({ runtime: { db }, actor }: Context<StaffActor>): Promise<{ ref: string; title: string }[]> {
  const campaigns = await listCampaigns(db, actor.organisationCode)
  return campaigns.filter((campaign) => firstReplyDay(campaign) !== null).map(({ ref, projectTitle }) => ({ ref, title: projectTitle }))
}
