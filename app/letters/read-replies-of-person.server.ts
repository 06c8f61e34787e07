import { authorityShown, choiceBehind, choicesOfPerson, choicesThatDoNotFollow, standingProjectChoice } from '#app/choices/read-choices.server.ts'
import { readImport } from '#app/choices/read-imports.server.ts'
import type { EventTime } from '#app/choices/choice-event.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import { readListsOfPerson } from '#app/people/read-lists-of-person.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listCampaigns } from './campaigns.store.server.ts'
import { personTimeline } from './person-timeline.rules.ts'
import { lettersOfPerson, repliesOfPerson } from './replies.store.server.ts'
import { scansOf } from './scans.store.server.ts'
import { firstReplyDay } from './reply.rules.ts'

/** Everything recorded is shown, even when the clock of the machine that recorded it is ahead of ours. */
const ALL_THAT_IS_RECORDED = new Date('9999-01-01T00:00:00Z')

/** What a person's page shows of letters and choices: now, or as it was known at a past instant. The caller has recorded the look. */
export async function readRepliesOfPerson(context: Context<StaffActor>, personId: string, knownAt: Date | null = null) {
  const { runtime: { db, secrets }, actor, now } = context
  const known = knownAt ?? ALL_THAT_IS_RECORDED
  const [campaigns, letters, choices, lists, former] = await Promise.all([
    listCampaigns(db, actor.organisationCode), lettersOfPerson(db, actor.organisationCode, personId), choicesOfPerson(db, actor.organisationCode, personId, knownAt),
    readListsOfPerson(context, personId), choicesThatDoNotFollow(db, actor.organisationCode, personId),
  ])
  const all = [...choices, ...former.filter(({ id }) => !choices.some((choice) => choice.id === id)).map((choice) => ({ ...choice, doesNotFollow: true }))]
  const replies = await repliesOfPerson(db, actor.organisationCode, personId, all.flatMap(({ replyId }) => replyId ?? []))
  const [scans, imports, sources] = await Promise.all([
    scansOf(db, actor.organisationCode, { replyIds: [...new Set([...replies.map(({ id }) => id), ...choices.flatMap(({ replyId }) => replyId ?? [])])], choiceIds: choices.map(({ id }) => id) }),
    importReferences(context, all.flatMap(({ importId }) => importId ?? [])),
    readOrganisationsByCode(db, [...new Set(all.map(({ event }) => event.source))]),
  ])
  const events = choices.map(({ event }) => event)
  const titles = new Map(campaigns.map(({ projectRef, projectTitle }) => [projectRef, projectTitle]))
  const names = new Map(sources.map(({ code, name }) => [code, `${name} (${code})`]))
  const mayOpen = { imports: mayRole(actor.role, 'choices.import'), replies: mayRole(actor.role, 'replies.record'), lists: mayRole(actor.role, 'people.upload'),
    choicesOf: knownAt === null && mayRole(actor.role, 'replies.record') ? personId : null }
  const ifKnown = (at: Date | null | undefined): string | null => (at && at <= known ? at.toISOString() : null)
  return {
    projects: campaigns.map((campaign) => {
      const state = standingProjectChoice(events, campaign.projectRef, knownAt ?? now)
      const letter = letters.find((each) => each.campaignRef === campaign.ref)
      return {
        campaignRef: campaign.ref, title: campaign.projectTitle, canReply: knownAt === null && firstReplyDay(campaign) !== null,
        standing: state.standing, isAmbiguous: choiceBehind(choices, state)?.isAmbiguous ?? false, flags: state.flags,
        letter: letter && (knownAt === null || ifKnown(letter.lettersMadeAt) !== null) ? {
          addressee: letter.addressee, suppression: letter.suppression, isPosted: ifKnown(letter.postedAt) !== null, toldHow: letter.toldHow,
          toldAt: ifKnown(letter.toldAt), returnedAt: ifKnown(letter.returnedAt),
        } : null,
      }
    }),
    timeline: personTimeline({ choices: all.map((choice) => ({ ...choice, authority: authorityShown(secrets, choice) })), letters, replies, lists, imports, scans, personId }, mayOpen, known).map(({ projectRef, effective, written, recordedAt, source, ...event }) => ({
      ...event, project: projectRef === null ? '' : titles.get(projectRef) ?? projectRef, source: names.get(source) ?? source,
      effective: timeText(effective), written: timeText(written), recordedAt: recordedAt.toISOString(),
    })),
  }
}

const timeText = (time: EventTime | null) => time && { day: time.day, at: time.ms === null ? null : new Date(time.ms).toISOString() }

async function importReferences(context: Context<StaffActor>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all([...new Set(ids)].map((id) => readImport(context, id)))
  return new Map(found.flatMap((each) => (each ? [[each.id, each.reference] as const] : [])))
}

/** The campaigns whose letters have gone, for a reply that does not say which patient it is from. */
export async function listCampaignsWithReplies({ runtime: { db }, actor }: Context<StaffActor>): Promise<{ ref: string; title: string }[]> {
  const campaigns = await listCampaigns(db, actor.organisationCode)
  return campaigns.filter((campaign) => firstReplyDay(campaign) !== null).map(({ ref, projectTitle }) => ({ ref, title: projectTitle }))
}

/** The campaign at whose reply desk a choice about a project is recorded; null where the practice has none, or its letters are not made. */
export async function findCampaignForReplies({ runtime: { db }, actor }: Context<StaffActor>, projectRef: string): Promise<string | null> {
  return (await listCampaigns(db, actor.organisationCode)).find((campaign) => campaign.projectRef === projectRef && firstReplyDay(campaign) !== null)?.ref ?? null
}
