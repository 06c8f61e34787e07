import { change, type Record } from '#app/audit/change.server.ts'
import { choicesOfPerson, choicesFromReplies } from '#app/choices/read-choices.server.ts'
import { retractChoice } from '#app/choices/record-choice.server.ts'
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
import { enlargeIfMisread } from './enlarge-sample.server.ts'
import { keepReply } from './record-reply.server.ts'
import { findLetterByCode, findReply, lockReply, updateReply, type ReplyRow } from './replies.store.server.ts'
import { asEntered, differencesOf, whyNotCheck, type ReplyCheckRefusal } from './reply-check.rules.ts'
import type { CorrectReplyCommand } from './reply-check.schema.ts'
import { lockReplyCheck, updateReplyCheck, type ReplyCheckRow } from './reply-checks.store.server.ts'
import { decideReply, type ReplyDecision, type ReplyRefusal } from './reply.rules.ts'
import { addScanLinks, scansOf } from './scans.store.server.ts'

type Outcome = Result<{ readonly settledAs: 'was-right' | 'corrected' }, Refusal<ReplyCheckRefusal | ReplyRefusal>> | null

/**
 * Settles a difference between two readings of a paper. `right` is what the paper says; null where what was entered first is
 * right. The mistaken choice is taken back as entered in error, and the right one recorded as a reply of its own. Whoever
 * entered it does not settle it. Null where there is no such check at the practice.
 */
export async function settleReplyCheck(context: Context<StaffActor>, campaignRef: string, replyId: string, right: CorrectReplyCommand | null): Promise<Outcome> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const known = campaign && await findReply(runtime.db, campaign.id, replyId)
  if (!campaign || !known) return null
  const letter = right?.code ? await findLetterByCode(runtime.db, actor.organisationCode, runtime.secrets.lookups('reply-code', right.code)) : null
  if (right?.code && !letter) return refuse('code-unknown')

  return change(context, async (tx, record): Promise<Outcome> => {
    const reply = await lockReply(tx, campaign.id, replyId)
    const check = await lockReplyCheck(tx, replyId)
    if (!reply || !check) return null
    const own = whyNotCheck(check.enteredBy, actor.userId)
    if (own) return refuse(own)
    if (check.outcome !== 'differs' || check.settledAt !== null) return refuse('not-to-settle')
    const settled = { settledAt: now, settledBy: actor.userId } as const
    const entry = { kind: 'reply-check-settled', projectRef: campaign.projectRef, subject: `person:${reply.personId}` } as const
    if (!right) {
      await letGo(tx, record, context, campaign, check)
      await updateReplyCheck(tx, replyId, { ...settled, settledAs: 'was-right' })
      record({ ...entry, data: { reply: replyId, as: 'was-right' } })
      return ok({ settledAs: 'was-right' })
    }
    const personId = letter?.personId ?? check.readPersonId ?? reply.personId
    const person = personId ? await readPerson(runtime, tx, actor.organisationCode, personId) : null
    if (!person) return null
    const isSame = person.id === reply.personId && differencesOf(asEntered(reply), {
      says: right.says, isSigned: right.came === 'slip-signed' ? true : right.came === 'slip-unsigned' ? false : null, word: right.word, received: right.received, whose: 'same',
    }).length === 0
    if (isSame) return refuse('nothing-differs')
    const decided = decideReply(right, campaign, person.dateOfBirth, londonDay(now))
    if (!decided.ok) return decided
    await letGo(tx, record, context, campaign, check)
    const correctionId = await recordAnew(tx, record, { context, campaign, reply, person, right, decision: decided.value })
    await updateReplyCheck(tx, replyId, { ...settled, settledAs: 'corrected', correctionId })
    record({ ...entry, data: { reply: replyId, as: 'corrected' } })
    await enlargeIfMisread(tx, record, context, campaign, check.enteredBy)
    return ok({ settledAs: 'corrected' })
  })
}

/** Lets go whoever was left out until the difference was settled. */
async function letGo(tx: Transaction, record: Record, context: Context<StaffActor>, campaign: CampaignRow, check: ReplyCheckRow): Promise<void> {
  if (!check.heldChoiceId || !check.readPersonId) return
  const held = (await choicesOfPerson(tx, campaign.organisationCode, check.readPersonId)).find(({ id }) => id === check.heldChoiceId)
  if (held) await retractChoice(tx, record, { context, choice: held, organisationCode: campaign.organisationCode, reason: 'after-check' })
}

interface Anew {
  readonly context: Context<StaffActor>
  readonly campaign: CampaignRow
  readonly reply: ReplyRow
  readonly person: Person
  readonly right: CorrectReplyCommand
  readonly decision: ReplyDecision
}

/** Takes back what was entered by mistake, and records the right reply with the same scans. Its id; null where what is right stood already. */
async function recordAnew(tx: Transaction, record: Record, { context, campaign, reply, person, right, decision }: Anew): Promise<string | null> {
  const { actor, now } = context
  for (const choice of await choicesFromReplies(tx, campaign.organisationCode, [reply.id])) {
    if (choice.retractedAt === null) await retractChoice(tx, record, { context, choice, organisationCode: campaign.organisationCode, reason: 'after-check' })
  }
  if (reply.queryKind !== null && reply.settledAt === null) await updateReply(tx, campaign.id, reply.id, { settledAt: now, settledBy: actor.userId, settlement: 'corrected' })
  const { shows } = await keepReply(tx, record, { context, campaign, person, command: right, decision, corrects: reply.id })
  const scans = await scansOf(tx, campaign.organisationCode, { replyIds: [reply.id] })
  if (shows) await addScanLinks(tx, scans.map(({ fileId }) => ({ id: newId(), fileId, campaignId: campaign.id, ...shows, linkedAt: now, linkedBy: actor.userId })))
  return shows?.replyId ?? null
}
