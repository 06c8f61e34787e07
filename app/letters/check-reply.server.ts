import { change } from '#app/audit/change.server.ts'
import { recordChoice } from '#app/choices/record-choice.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { enlargeIfMisread } from './enlarge-sample.server.ts'
import { readSample } from './read-sample.server.ts'
import { findLetterByCode, lockReply } from './replies.store.server.ts'
import { asEntered, differencesOf, holdsOut, whyNotCheck, type CheckDifference, type PaperRead, type ReplyCheckRefusal } from './reply-check.rules.ts'
import type { CheckReplyCommand } from './reply-check.schema.ts'
import { findReplyCheck, keepReplyCheck } from './reply-checks.store.server.ts'
import { usualWord } from './reply.rules.ts'

export type Checked = { readonly outcome: 'agrees' | 'paper-missing' } | { readonly outcome: 'differs'; readonly differences: readonly CheckDifference[] }
type Outcome = Result<Checked, Refusal<ReplyCheckRefusal>> | null

/**
 * Keeps what a second person read on a paper, who did not see what was entered, and compares the two. Where the paper may be
 * a no that does not count yet, the one whose it is is left out until the difference is settled. `read` is null where the
 * paper cannot be found. Null where the reply is not in the practice's sample.
 */
export async function checkReply(context: Context<StaffActor>, campaignRef: string, replyId: string, read: CheckReplyCommand | null): Promise<Outcome> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const sample = campaign && await readSample(runtime.db, campaign.id)
  const chosen = sample?.sampled.find((each) => each.replyId === replyId)
  if (!campaign || !chosen) return null
  const own = whyNotCheck(chosen.enteredBy, actor.userId)
  if (own) return refuse(own)
  if (chosen.state !== 'waiting' && chosen.state !== 'paper-missing') return refuse('checked-already')
  const letter = read?.code ? await findLetterByCode(runtime.db, actor.organisationCode, runtime.secrets.lookups('reply-code', read.code)) : null
  if (read?.code && !letter) return refuse('code-unknown')

  return change(context, async (tx, record): Promise<Outcome> => {
    const reply = await lockReply(tx, campaign.id, replyId)
    const person = reply?.personId ? await readPerson(runtime, tx, actor.organisationCode, reply.personId) : null
    if (!reply || !person) return null
    const before = await findReplyCheck(tx, replyId)
    if (before && before.outcome !== 'paper-missing') return refuse('checked-already')
    const row = { replyId, campaignId: campaign.id, enteredBy: chosen.enteredBy, checkedAt: now, checkedBy: actor.userId }
    const entry = { kind: 'reply-checked', projectRef: campaign.projectRef, subject: `person:${person.id}` } as const
    if (!read) {
      await keepReplyCheck(tx, { ...row, outcome: 'paper-missing', read: null, readPersonId: null, heldChoiceId: null })
      record({ ...entry, data: { reply: replyId, outcome: 'paper-missing' } })
      return ok({ outcome: 'paper-missing' })
    }
    const isOther = letter ? letter.personId !== person.id : read.born !== null && read.born !== person.dateOfBirth
    const paper: PaperRead = {
      says: read.says, isSigned: read.signed === 'no-slip' ? null : read.signed === 'yes', word: read.word, received: read.received,
      whose: letter || read.born !== null ? (isOther ? 'other' : 'same') : 'not-told',
    }
    const entered = asEntered(reply)
    const differences = differencesOf(entered, paper)
    const whose = isOther ? letter && await readPerson(runtime, tx, actor.organisationCode, letter.personId) : person
    const outcome = differences.length === 0 ? 'agrees' : 'differs'
    const held = outcome === 'differs' && whose && holdsOut(entered, paper)
      ? await recordChoice(tx, record, {
          context, person: whose, kind: 'project-opt-out', projectRef: campaign.projectRef, effective: { at: now }, channel: 'slip',
          onWhoseWord: usualWord(whose.dateOfBirth, londonDay(now)), source: campaign.organisationCode, ambiguous: true,
        })
      : null
    await keepReplyCheck(tx, { ...row, outcome, read: paper, readPersonId: whose?.id ?? null, heldChoiceId: held?.eventId ?? null })
    record({ ...entry, data: { reply: replyId, outcome, differences } })
    await enlargeIfMisread(tx, record, context, campaign, chosen.enteredBy)
    return ok(outcome === 'agrees' ? { outcome } : { outcome, differences })
  })
}
