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
import { keepScan, readScan, type ScanShows } from './keep-scan.server.ts'
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
  context: Context<StaffActor>, campaignRef: string, personId: string, command: RecordReplyCommand, scanContent: Uint8Array | null = null,
): Promise<Result<ReplyReceipt, Refusal<ReplyRefusal>> | null> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const person = campaign && await readPerson(runtime, runtime.db, actor.organisationCode, personId)
  if (!campaign || !person) return null
  const scan = scanContent ? readScan(scanContent) : ok(null)
  if (!scan.ok) return scan
  const decided = decideReply(command, campaign, person.dateOfBirth, londonDay(now))
  if (!decided.ok) {
    await change(context, async (_tx, record) => record({
      kind: 'choice-refused', projectRef: campaign.projectRef, subject: `person:${person.id}`, data: { reason: decided.refusal.kind, word: command.word },
    }))
    return decided
  }
  return ok(await change(context, async (tx, record) => {
    const { receipt, shows } = await keepReply(tx, record, { context, campaign, person, command, decision: decided.value })
    if (scan.value && shows) await keepScan(tx, record, { context, campaign, scan: scan.value, shows: [shows] })
    return receipt
  }))
}

export interface ReplyToKeep {
  readonly context: Context<StaffActor>
  readonly campaign: CampaignRow
  readonly person: Person
  readonly command: Pick<RecordReplyCommand, 'formId' | 'word' | 'received'>
  readonly decision: ReplyDecision
  /** The reply that this one corrects. */
  readonly corrects?: string
}

/** What came of a reply, and what a scan of its paper shows; null where the same form has been sent before. */
export interface ReplyKept {
  readonly receipt: ReplyReceipt
  readonly shows: ScanShows | null
}

/** Keeps one reply inside the caller's change, as the choice or the query that it amounts to. */
export async function keepReply(tx: Transaction, record: Record, { context, campaign, person, command, decision, corrects }: ReplyToKeep): Promise<ReplyKept> {
  const { outcome, isLate, channel } = decision
  const sent = await sentBefore(tx, campaign, command.formId, isLate)
  if (sent) return { receipt: sent, shows: null }
  const replyId = newId()
  const letter = (await lettersOfPerson(tx, campaign.organisationCode, person.id)).find((each) => each.campaignRef === campaign.ref)
  const reply = {
    id: replyId, campaignId: campaign.id, letterId: letter?.letterId ?? null, personId: person.id, outcome, channel, onWhoseWord: command.word,
    isSigned: decision.isSigned, receivedDay: command.received, recordedAt: context.now, recordedBy: context.actor.userId, formId: command.formId,
    queryKind: decision.outcome === 'query' ? decision.queryKind : null, corrects: corrects ?? null,
  }
  const entry = { kind: 'reply-recorded', projectRef: campaign.projectRef, subject: `person:${person.id}` } as const

  if (decision.outcome === 'query') {
    const waiting = (await openQueries(tx, campaign.id, person.id)).find(({ queryKind }) => queryKind === decision.queryKind)
    const isNew = waiting === undefined && (await addReply(tx, reply))
    const repeated = !isNew
    const shown = waiting?.id ?? (isNew ? replyId : null)
    record({ ...entry, data: { channel, outcome: repeated ? 'a query that was there already' : 'query' } })
    return { receipt: { outcome, choiceId: null, reference: null, repeated, isLate }, shows: shown === null ? null : { personId: person.id, replyId: shown, choiceId: null } }
  }
  const receipt = await recordChoice(tx, record, {
    context, person, kind: kindOf(decision.outcome), projectRef: campaign.projectRef, effective: { day: decision.effective }, channel,
    onWhoseWord: command.word, authority: decision.authority, source: campaign.organisationCode, replyId,
  })
  if (!receipt.repeated) await addReply(tx, reply)
  const twice = receipt.repeated ? await sentBefore(tx, campaign, command.formId, isLate) : null
  if (twice) return { receipt: twice, shows: null }
  record({ ...entry, data: { channel, outcome: receipt.repeated ? `${outcome}, there already` : outcome } })
  return {
    receipt: { outcome, choiceId: receipt.eventId, reference: receipt.reference, repeated: receipt.repeated, isLate },
    shows: receipt.repeated ? { personId: person.id, replyId: null, choiceId: receipt.eventId } : { personId: person.id, replyId, choiceId: null },
  }
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
