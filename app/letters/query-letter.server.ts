import { buffer } from 'node:stream/consumers'
import { PassThrough } from 'node:stream'
import { change, recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { ageOn, londonDay, type Day } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import { OWN_CHOICE_AGE, type Person } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { findCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { layOutText, letterReference, qrText, type CampaignLetters, type LetterRecipient } from './compose-letter.server.ts'
import { letterData } from './letter-facts.rules.ts'
import { drawLetters } from './letter-pdf.server.ts'
import { readLetterText, type LetterText } from './letter-text.rules.ts'
import { lettersOfCampaign } from './read-campaign-letters.server.ts'
import { findLetterOfPerson } from './letters.store.server.ts'
import { findReply, lockReply, updateReply, type ReplyRow } from './replies.store.server.ts'
import { formatReplyCode } from './reply-code.rules.ts'
import { saysOfQuery } from './reply.rules.ts'
import { decideQueryLetter, type QueryLetterRefusal } from './query-letter.rules.ts'

/** A released one never changes: a new wording is a new file. */
export const QUERY_LETTER_TEMPLATE = 'templates/letters/reply-query/v1.hbs'

/** What the letter says of one reply. */
export interface QueryLetterAbout {
  readonly isOptOut: boolean
  readonly receivedDay: Day
}

export function queryLetterText(campaign: CampaignLetters, recipient: Pick<LetterRecipient, 'givenName' | 'familyName' | 'addressee' | 'code'>, about: QueryLetterAbout): LetterText {
  const { title, surgery, webAddress, signedBy, isChild, name, salutation, who, whose, code } = letterData(campaign.facts, recipient, recipient.addressee, formatReplyCode(recipient.code))
  return readLetterText(renderTemplate(QUERY_LETTER_TEMPLATE, { title, surgery, webAddress, signedBy, isChild, name, salutation, who, whose, code, ...about }, 'none'))
}

/** Whether a query can be asked by letter now, for its page. `person` is whose reply it is. */
export async function readQueryLetter(context: Context<StaffActor>, campaign: CampaignRow, reply: ReplyRow, person: Person | null) {
  const made = await recipientOf(context.runtime.db, context, campaign, reply, person)
  const isForChild = person !== null && ageOn(person.dateOfBirth, londonDay(context.now)) < OWN_CHOICE_AGE
  return { refusal: made.ok ? null : made.refusal.kind, sentAt: reply.askedByLetterAt?.toISOString() ?? null, isForChild }
}

async function recipientOf(
  db: Queryable, { runtime: { secrets }, now }: Context<StaffActor>, campaign: CampaignRow, reply: ReplyRow, person: Person | null,
): Promise<Result<LetterRecipient, Refusal<QueryLetterRefusal>>> {
  const letter = person && await findLetterOfPerson(db, campaign.id, person.id)
  const may = decideQueryLetter(reply, person, letter !== null, londonDay(now))
  if (!may.ok) return may
  if (!person || !letter) throw new Error('A query letter to nobody')
  return ok({
    ...person, addressee: may.value.addressee, variant: person.format === 'large-print' ? 'large-print' : 'standard',
    code: secrets.open('reply-code', letter.replyCodeSealed), reference: letterReference(reply.id),
  })
}

/**
 * The letter that asks someone about a slip with their name and no signature, as a print file of one. It carries the code of
 * their first letter. Null where there is no such query of the practice's.
 */
export async function makeQueryLetter(context: Context<StaffActor>, campaignRef: string, replyId: string): Promise<Result<Buffer, Refusal<QueryLetterRefusal>> | null> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const reply = campaign && await findReply(runtime.db, campaign.id, replyId)
  if (!campaign || !reply) return null
  const person = reply.personId ? await readPerson(runtime, runtime.db, actor.organisationCode, reply.personId) : null
  const recipient = await recipientOf(runtime.db, context, campaign, reply, person)
  if (!recipient.ok) return recipient
  const shared = await lettersOfCampaign(runtime, runtime.db, campaign)
  const letters = { ...shared, facts: { ...shared.facts, letterDate: londonDay(now) } }
  const text = queryLetterText(letters, recipient.value, { isOptOut: saysOfQuery(reply.queryKind) === 'opt-out', receivedDay: reply.receivedDay })
  const plan = layOutText(letters, recipient.value, text)
  if (!plan.ok) return plan
  await recordLook(context, { kind: 'query-letter-made', projectRef: campaign.projectRef, subject: `person:${person?.id}` })
  const out = new PassThrough()
  const [content] = await Promise.all([
    buffer(out),
    drawLetters([{ plan: plan.value, qrText: qrText(runtime.publicUrl, recipient.value.code) }], out, { title: 'A question about a reply', author: letters.practice.name, madeAt: now }),
  ])
  return ok(content)
}

/** Records that the letter was sent. Sent again, the first day stays. Null where there is no such query of the practice's. */
export async function recordQueryLetterSent(context: Context<StaffActor>, campaignRef: string, replyId: string): Promise<Result<null, Refusal<QueryLetterRefusal>> | null> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  return change(context, async (tx, record) => {
    const reply = await lockReply(tx, campaign.id, replyId)
    if (!reply) return null
    const person = reply.personId ? await readPerson(runtime, tx, actor.organisationCode, reply.personId) : null
    const may = await recipientOf(tx, context, campaign, reply, person)
    if (!may.ok) return may
    if (reply.askedByLetterAt) return ok(null)
    await updateReply(tx, campaign.id, replyId, { askedByLetterAt: now, askedByLetterBy: actor.userId })
    record({ kind: 'query-letter-sent', projectRef: campaign.projectRef, subject: `person:${reply.personId}` })
    return ok(null)
  })
}
