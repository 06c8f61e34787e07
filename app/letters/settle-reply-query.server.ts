import { change, type Record } from '#app/audit/change.server.ts'
import { choicesFromReplies } from '#app/choices/read-choices.server.ts'
import { recordChoice, retractChoice, type ChoiceReceipt } from '#app/choices/record-choice.server.ts'
import type { OnWhoseWord } from '#app/choices/choice.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { findCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { kindOf } from './record-reply.server.ts'
import { findReply, lettersOfPerson, lockReply, updateReply, type ReplyRow } from './replies.store.server.ts'
import { checkReceived, checkSpeaker, saysOfQuery, settlementsFor, usualWord, type ReplyRefusal } from './reply.rules.ts'
import type { SettleQueryCommand } from './reply.schema.ts'

type Settled = Result<{ readonly choiceId: string | null }, Refusal<ReplyRefusal>>

/**
 * Settles a query. A signature or a talk makes it a choice from the day it names; knowing whose it is lets the others go;
 * `not-a-choice` leaves nothing standing. Null where the query is not the practice's own.
 */
export async function settleReplyQuery(context: Context<StaffActor>, campaignRef: string, replyId: string, command: SettleQueryCommand): Promise<Settled | null> {
  const { runtime, actor } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  if (!campaign || !(await findReply(runtime.db, campaign.id, replyId))) return null
  return change(context, (tx, record) => settle(tx, record, context, campaign, replyId, command))
}

async function settle(
  tx: Transaction, record: Record, context: Context<StaffActor>, campaign: CampaignRow, replyId: string, command: SettleQueryCommand,
): Promise<Settled> {
  const reply = await lockReply(tx, campaign.id, replyId)
  if (!reply || reply.outcome !== 'query' || reply.settledAt) return refuse('settled-already')
  if (!settlementsFor(reply.queryKind).includes(command.settlement)) return refuse('settlement-does-not-fit')
  const made = reply.queryKind === 'matches-several'
    ? await settleWhose(tx, record, context, campaign, reply, command)
    : await settleUnsigned(tx, record, context, campaign, reply, command)
  if (!made.ok) return made
  const { receipt, personId, word } = made.value
  const says = saysOfQuery(reply.queryKind)
  await updateReply(tx, campaign.id, reply.id, {
    settledAt: context.now, settledBy: context.actor.userId, settlement: command.settlement,
    ...(receipt ? { outcome: says, personId, onWhoseWord: word, isSigned: reply.isSigned || command.settlement === 'signed-since' } : {}),
  })
  record({
    kind: 'query-settled', projectRef: campaign.projectRef, subject: personId ? `person:${personId}` : `reply:${reply.id}`,
    data: { settlement: command.settlement, reply: reply.id },
  })
  return ok({ choiceId: receipt?.eventId ?? null })
}

type Made = Result<{ readonly receipt: ChoiceReceipt | null; readonly personId: string | null; readonly word: OnWhoseWord }, Refusal<ReplyRefusal>>

async function settleUnsigned(
  tx: Transaction, record: Record, context: Context<StaffActor>, campaign: CampaignRow, reply: ReplyRow, command: SettleQueryCommand,
): Promise<Made> {
  const person = reply.personId ? await readPerson(context.runtime, tx, campaign.organisationCode, reply.personId) : null
  if (command.settlement === 'not-a-choice' || !person) return ok({ receipt: null, personId: reply.personId, word: reply.onWhoseWord })
  const word = command.word ?? 'self'
  const day = command.on as Day
  const received = checkReceived(campaign, day, londonDay(context.now))
  if (!received.ok) return received
  const may = checkSpeaker(person.dateOfBirth, day, word, command)
  if (!may.ok) {
    record({ kind: 'choice-refused', projectRef: campaign.projectRef, subject: `person:${person.id}`, data: { reason: may.refusal.kind, word } })
    return may
  }
  const receipt = await recordChoice(tx, record, {
    context, person, kind: kindOf(saysOfQuery(reply.queryKind)), projectRef: campaign.projectRef, effective: { day },
    channel: command.settlement === 'signed-since' ? 'slip' : reply.channel === 'slip' ? 'phone' : reply.channel,
    onWhoseWord: word, authority: may.value, source: campaign.organisationCode, replyId: reply.id,
  })
  return ok({ receipt, personId: person.id, word })
}

/** Everyone it may have been from was left out meanwhile. Now those entries are taken back, and the right one is made. */
async function settleWhose(
  tx: Transaction, record: Record, context: Context<StaffActor>, campaign: CampaignRow, reply: ReplyRow, command: SettleQueryCommand,
): Promise<Made> {
  const held = (await choicesFromReplies(tx, campaign.organisationCode, [reply.id])).filter(({ isAmbiguous, retractedAt }) => isAmbiguous && !retractedAt)
  const mine = held.find(({ personId }) => personId === command.personId)
  if (command.settlement === 'is-this-person' && !mine) return refuse('settlement-does-not-fit')
  const person = mine ? await readPerson(context.runtime, tx, campaign.organisationCode, mine.personId) : null
  if (mine && !person) throw new Error('A choice names a person who is not on the register')
  const word = person ? usualWord(person.dateOfBirth, reply.receivedDay) : reply.onWhoseWord
  const may = person ? checkSpeaker(person.dateOfBirth, reply.receivedDay, word, command) : ok(null)
  if (!may.ok) return may
  for (const choice of held) await retractChoice(tx, record, { context, choice, organisationCode: campaign.organisationCode })
  if (!person) return ok({ receipt: null, personId: null, word })
  const receipt = await recordChoice(tx, record, {
    context, person, kind: 'project-opt-out', projectRef: campaign.projectRef, effective: { day: reply.receivedDay }, channel: reply.channel,
    onWhoseWord: word, authority: may.value, source: campaign.organisationCode,
  })
  const letter = (await lettersOfPerson(tx, campaign.organisationCode, person.id)).find((each) => each.campaignRef === campaign.ref)
  if (letter) await updateReply(tx, campaign.id, reply.id, { letterId: letter.letterId })
  return ok({ receipt, personId: person.id, word })
}
