import { choicesFromReplies } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { recordLook } from '#app/audit/change.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readPeople } from '#app/people/find-people.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { briefOf } from './read-reply-desk.server.ts'
import { readQueryLetter } from './query-letter.server.ts'
import { scansOf } from './scans.store.server.ts'
import { findReply, openQueries } from './replies.store.server.ts'
import { settlementsFor, usualWord, type QueryKind } from './reply.rules.ts'

/** Queries that wait, the oldest first. The list names nobody. */
export async function readReplyQueries(context: Context<StaffActor>, campaignRef: string) {
  const { runtime: { db }, actor } = context
  const campaign = await findCampaign(db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  const queries = await openQueries(db, campaign.id)
  return {
    campaign: briefOf(context, campaign),
    queries: queries.map(({ id, queryKind, receivedDay, recordedAt, recordedByName, askedByLetterAt }) => (
      { isToAsk: queryKind?.startsWith('unsigned-') ?? false, askedAt: askedByLetterAt?.toISOString() ?? null, id, queryKind: queryKind as QueryKind | null, receivedDay, recordedAt: recordedAt.toISOString(), by: recordedByName })),
  }
}

/** One query with the person or people it may be from; each showing is an audited look at each of them. */
export async function readReplyQuery(context: Context<StaffActor>, campaignRef: string, replyId: string) {
  const { runtime, actor, now } = context
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const reply = campaign && await findReply(runtime.db, campaign.id, replyId)
  if (!campaign || !reply || !reply.queryKind) return null
  const held = reply.queryKind === 'matches-several' ? await choicesFromReplies(runtime.db, actor.organisationCode, [reply.id]) : []
  const people = await readPeople(runtime, runtime.db, actor.organisationCode, reply.personId ? [reply.personId] : held.map(({ personId }) => personId))
  for (const person of people) await recordLook(context, { kind: 'person-opened', subject: `person:${person.id}`, data: { reason: 'reply-query' } })
  const scans = await scansOf(runtime.db, actor.organisationCode, { replyIds: [reply.id] })
  return {
    campaign: briefOf(context, campaign),
    today: londonDay(now),
    letter: reply.queryKind.startsWith('unsigned-') && !reply.settledAt ? await readQueryLetter(context, campaign, reply, people[0] ?? null) : null,
    scans: scans.map(({ fileId }) => fileId),
    query: {
      id: reply.id, kind: reply.queryKind as QueryKind, receivedDay: reply.receivedDay, recordedAt: reply.recordedAt.toISOString(), by: reply.recordedByName,
      isSettled: reply.settledAt !== null, settlements: settlementsFor(reply.queryKind),
      isForChild: people.some(({ dateOfBirth }) => usualWord(dateOfBirth, reply.receivedDay) === 'parent'),
    },
    people: people.map((person) => ({
      id: person.id, name: `${person.givenName} ${person.familyName}`, dateOfBirth: person.dateOfBirth, localId: person.localId,
      addressLine: person.isRestricted ? null : person.addressLines[0] ?? null,
    })),
  }
}
