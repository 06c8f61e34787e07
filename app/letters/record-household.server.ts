import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Problem } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readPeople } from '#app/people/find-people.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findCampaign } from './campaigns.store.server.ts'
import { decideHousehold } from './household.rules.ts'
import type { HouseholdCommand } from './household.schema.ts'
import { keepScan, readScan, type ScanShows } from './keep-scan.server.ts'
import { keepReply, type ReplyReceipt } from './record-reply.server.ts'
import { REFUSAL_FIELD, REPLY_REFUSAL_STATUS, replyRefusalWords } from './reply.words.ts'
import { SCAN_REFUSAL_STATUS, SCAN_REFUSAL_WORDS } from './scan.words.ts'

export type HouseholdOutcome =
  | { readonly ok: true; readonly receipts: readonly ReplyReceipt[] }
  | { readonly ok: false; readonly status: number; readonly problems: readonly Problem[] }

/**
 * Records one form with several names, all of it or nothing: each signature as a choice, each name without one as a query,
 * every one of them linked to the scan of the form. Null where the campaign or anyone named is not the practice's own.
 */
export async function recordHousehold(context: Context<StaffActor>, campaignRef: string, command: HouseholdCommand, scanContent: Uint8Array | null): Promise<HouseholdOutcome | null> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return { ok: false, status: 403, problems: [{ field: '', message: replyRefusalWords({ kind: 'not-allowed' }) }] }
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  const found = await readPeople(runtime, runtime.db, actor.organisationCode, command.people.map(({ id }) => id))
  const rows = command.people.flatMap((row) => found.filter(({ id }) => id === row.id).map((person) => ({ ...row, person })))
  if (!campaign || rows.length !== command.people.length || new Set(rows.map(({ id }) => id)).size !== rows.length) return null
  const scan = scanContent ? readScan(scanContent) : null
  if (scan && !scan.ok) return { ok: false, status: SCAN_REFUSAL_STATUS[scan.refusal.kind], problems: [{ field: 'scan', message: SCAN_REFUSAL_WORDS[scan.refusal.kind] }] }
  const decided = decideHousehold(rows, command.received, campaign, londonDay(now))
  if (!decided.ok) {
    await change(context, async (_tx, record) => {
      for (const { person, refusal } of decided.refusals) record({ kind: 'choice-refused', projectRef: campaign.projectRef, subject: `person:${person.id}`, data: { reason: refusal.kind } })
    })
    return { ok: false, status: Math.max(...decided.refusals.map(({ refusal }) => REPLY_REFUSAL_STATUS[refusal.kind])), problems: problemsOf(decided.refusals) }
  }
  // In the order of the people's ids, so that two forms at once do not wait for each other in a circle.
  const inOrder = [...decided.replies].sort((a, b) => (a.person.id < b.person.id ? -1 : 1))
  const receipts = await change(context, async (tx, record) => {
    const [kept, shows]: [ReplyReceipt[], ScanShows[]] = [[], []]
    for (const { person, given, decision } of inOrder) {
      const reply = await keepReply(tx, record, { context, campaign, person, command: { ...given, formId: formIdOf(command.formId, person.id) }, decision })
      kept.push(reply.receipt)
      if (reply.shows) shows.push(reply.shows)
    }
    if (scan?.ok) await keepScan(tx, record, { context, campaign, scan: scan.value, shows })
    return kept
  })
  return { ok: true, receipts }
}

type Refused = Extract<ReturnType<typeof decideHousehold<Person>>, { readonly ok: false }>['refusals']

/** What is wrong with the form as a whole is told once, the rest at each person's own box. */
function problemsOf(refusals: Refused): Problem[] {
  const problems = refusals.map(({ index, person, refusal }): Problem => {
    const field = REFUSAL_FIELD[refusal.kind]
    if (field === 'received' || field === '') return { field, message: replyRefusalWords(refusal) }
    return { field: `people.${index}.${field === 'holderName' ? field : 'answer'}`, message: `${person.givenName}: ${replyRefusalWords(refusal)}` }
  })
  return problems.filter(({ field }, at) => problems.findIndex((other) => other.field === field) === at)
}

/** One person's share of a form has an id of its own, the same whenever the form is sent. */
function formIdOf(formId: string, personId: string): string {
  const digest = sha256Hex(`${formId} ${personId}`)
  return [digest.slice(0, 8), digest.slice(8, 12), digest.slice(12, 16), digest.slice(16, 20), digest.slice(20, 32)].join('-')
}
