import { authorityShown, choiceBehind, choicesOfPerson, standingProjectChoice, wordsOfParents } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ageOn, londonDay } from '#app/kernel/uk-date.ts'
import { openPerson } from '#app/people/open-person.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { briefOf } from './read-reply-desk.server.ts'
import { lettersOfPerson, openQueries } from './replies.store.server.ts'

/** The page that confirms who a reply is from. Shown only to the practice, and each showing is an audited look. */
export async function readReplyForm(context: Context<StaffActor>, campaignRef: string, personId: string) {
  const { runtime: { db, secrets }, actor, now } = context
  const campaign = await findCampaign(db, actor.organisationCode, campaignRef)
  const person = campaign && await openPerson(context, personId, { reason: 'reply-desk' })
  if (!campaign || !person) return null
  const [letters, choices, queries] = await Promise.all([
    lettersOfPerson(db, actor.organisationCode, person.id), choicesOfPerson(db, actor.organisationCode, person.id), openQueries(db, campaign.id, person.id),
  ])
  const state = standingProjectChoice(choices.map(({ event }) => event), campaign.projectRef, now)
  const behind = choiceBehind(choices, state)
  const letter = letters.find((each) => each.campaignRef === campaign.ref)
  return {
    campaign: briefOf(context, campaign),
    today: londonDay(now),
    person: {
      id: person.id, name: `${person.givenName} ${person.familyName}`, dateOfBirth: person.dateOfBirth, age: ageOn(person.dateOfBirth, londonDay(now)),
      isDeceased: person.isDeceased, hasLeft: person.leftAt !== null,
    },
    letter: letter ? { addressee: letter.addressee, suppression: letter.suppression, isReturned: letter.returnedAt !== null } : null,
    standing: { is: state.standing, recordedAt: behind?.recordedAt.toISOString() ?? null, reference: behind?.reference ?? null, channel: behind?.channel ?? null },
    parents: wordsOfParents(choices, campaign.projectRef).map((choice) => ({ name: authorityShown(secrets, choice)?.holderName ?? '', isNo: choice.kind === 'project-opt-out', recordedAt: choice.recordedAt.toISOString() })),
    isDisputed: state.flags.includes('PARENTS_DISAGREE'),
    queries: queries.map(({ id, queryKind }) => ({ id, queryKind })),
  }
}
