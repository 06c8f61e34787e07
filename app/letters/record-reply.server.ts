import { change, type Record } from '#app/audit/change.server.ts'
import { recordChoice } from '#app/choices/record-choice.server.ts'
import { choicesFromReplies } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { findCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { addReply, findReplyByForm, lettersOfPerson, openQueries } from './replies.store.server.ts'
import { decideReply, type ReplyDecision, type ReplyRefusal } from './reply.rules.ts'
import type { RecordReplyCommand } from './reply.schema.ts'

export interface ReplyReceipt {
  readonly outcome: 'opt-out' | 'opt-out-withdrawn' | 'query'
  /** The choice it made, or the one that was there already; null for a query. */
  readonly choiceId: string | null
  readonly reference: string | null
  /** It was there already, and nothing was added. */
  readonly repeated: boolean
  readonly isLate: boolean
}

/**
 * Records what came back from one patient. Null where the campaign or the person is not the practice's own. The same form
 * sent twice is one reply; the same choice again is a success that adds nothing. A refusal is audited.
 */
export async function recordReply(
  context: Context<StaffActor>, campaignRef: string, personId: string, command: RecordReplyCommand,
): Promise<Result<ReplyReceipt, Refusal<ReplyRefusal>> | null> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const person = campaign && await readPerson(runtime, runtime.db, actor.organisationCode, personId)
  if (!campaign || !person) return null
  const decided = decideReply(command, campaign, person.dateOfBirth, londonDay(now))
  if (!decided.ok) {
    await change(context, async (_tx, record) => record({
      kind: 'choice-refused', projectRef: campaign.projectRef, subject: `person:${person.id}`, data: { reason: decided.refusal.kind, word: command.word },
    }))
    return decided
  }
  return ok(await change(context, (tx, record) => keep(tx, record, { context, campaign, person, command, decision: decided.value })))
}

interface Keeping {
  readonly context: Context<StaffActor>
  readonly campaign: CampaignRow
  readonly person: Person
  readonly command: RecordReplyCommand
  readonly decision: ReplyDecision
}

async function keep(tx: Transaction, record: Record, { context, campaign, person, command, decision }: Keeping): Promise<ReplyReceipt> {
  const { outcome, isLate, channel } = decision
  const sent = await sentBefore(tx, campaign, command.formId, isLate)
  if (sent) return sent
  const replyId = newId()
  const letter = (await lettersOfPerson(tx, campaign.organisationCode, person.id)).find((each) => each.campaignRef === campaign.ref)
  const reply = {
    id: replyId, campaignId: campaign.id, letterId: letter?.letterId ?? null, personId: person.id, outcome, channel, onWhoseWord: command.word,
    isSigned: decision.isSigned, receivedDay: command.received, recordedAt: context.now, recordedBy: context.actor.userId, formId: command.formId,
    queryKind: decision.outcome === 'query' ? decision.queryKind : null,
  }
  const entry = { kind: 'reply-recorded', projectRef: campaign.projectRef, subject: `person:${person.id}` } as const

  if (decision.outcome === 'query') {
    const waiting = (await openQueries(tx, campaign.id, person.id)).some(({ queryKind }) => queryKind === decision.queryKind)
    const repeated = waiting || !(await addReply(tx, reply))
    record({ ...entry, data: { channel, outcome: repeated ? 'a query that was there already' : 'query' } })
    return { outcome, choiceId: null, reference: null, repeated, isLate }
  }
  const receipt = await recordChoice(tx, record, {
    context, person, kind: kindOf(decision.outcome), projectRef: campaign.projectRef, effective: { day: decision.effective }, channel,
    onWhoseWord: command.word, authority: decision.authority, source: campaign.organisationCode, replyId,
  })
  if (!receipt.repeated) await addReply(tx, reply)
  const twice = receipt.repeated ? await sentBefore(tx, campaign, command.formId, isLate) : null
  if (twice) return twice
  record({ ...entry, data: { channel, outcome: receipt.repeated ? `${outcome}, there already` : outcome } })
  return { outcome, choiceId: receipt.eventId, reference: receipt.reference, repeated: receipt.repeated, isLate }
}

export function kindOf(says: 'opt-out' | 'opt-out-withdrawn'): 'project-opt-out' | 'project-opt-out-withdrawn' {
  return says === 'opt-out' ? 'project-opt-out' : 'project-opt-out-withdrawn'
}

/** What the same form brought when it was first sent. */
async function sentBefore(tx: Transaction, campaign: CampaignRow, formId: string, isLate: boolean): Promise<ReplyReceipt | null> {
  const reply = await findReplyByForm(tx, campaign.id, formId)
  if (!reply) return null
  const [choice] = await choicesFromReplies(tx, campaign.organisationCode, [reply.id])
  return { outcome: reply.outcome, choiceId: choice?.id ?? null, reference: choice?.reference ?? null, repeated: false, isLate }
}
