import { change, type Record } from '#app/audit/change.server.ts'
import { recordChoice } from '#app/choices/record-choice.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readPerson } from '#app/people/find-people.server.ts'
import { matchPerson } from '#app/people/match-person.server.ts'
import { checkListBytes, decodeList, eachListRow, ListFaultError, readListHeadings } from '#app/people/list-file.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation, type Transaction } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { findCampaign, type CampaignRow } from './campaigns.store.server.ts'
import { addReply, addReplyUpload, findLetterByCode, findReplyUpload, lettersOfPerson, openQueries } from './replies.store.server.ts'
import {
  planReplyColumns, readReplyRow, REPLY_LIST_BYTES_MAX, REPLY_LIST_ROWS_MAX, type ReplyListFault, type ReplyListRow, type RowFault,
} from './reply-list.rules.ts'
import { checkReceived } from './reply.rules.ts'

export interface ReplyListCommand {
  /** The form's own id: the same form sent twice is one upload. */
  readonly formId: string
  readonly fileName: string
  readonly content: Uint8Array
}
export interface RejectedRow { readonly row: number; readonly faults: readonly RowFault[]; readonly headings: readonly string[]; readonly cells: readonly string[] }
interface Matched { readonly row: ReplyListRow; readonly person: Person }
type Fault = Refusal<ReplyListFault>

/**
 * Takes in a list of opt-outs. Rows that cannot be used are kept apart with the reasons; the others are recorded together,
 * all or none, on the practice's word. A choice that stands already is counted as repeated. Null where the campaign is not
 * the practice's own.
 */
export async function uploadReplies(context: Context<StaffActor>, campaignRef: string, command: ReplyListCommand): Promise<Result<{ readonly uploadId: string }, Fault> | null> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'replies.record')) return refuse('not-allowed')
  const campaign = await findCampaign(runtime.db, actor.organisationCode, campaignRef)
  if (!campaign) return null
  if (await findReplyUpload(runtime.db, campaign.id, command.formId)) return ok({ uploadId: command.formId })
  if (command.content.length === 0 && command.fileName === '') return refuse('file-missing')
  const read = await readRows(context, campaign, command.content)
  if (!read.ok) return read
  const { matched, rejects, rows } = read.value
  try {
    await change(context, async (tx, record) => {
      const kept = await keepRows(tx, record, context, campaign, matched, command.formId)
      const fileId = newId()
      await addReplyUpload(tx, {
        id: fileId, organisationCode: actor.organisationCode, name: plainName(command.fileName), mediaType: 'text/csv', size: command.content.length,
        digest: sha256Hex(command.content), content: runtime.secrets.sealBytes('stored-file', command.content), storedAt: now, storedBy: actor.userId,
      }, {
        id: command.formId, campaignId: campaign.id, fileId, rowsRead: rows, rowsKept: kept, rowsRepeated: matched.length - kept, at: now, by: actor.userId,
        rejects: rejects.map(({ row, faults, headings, cells }) => ({
          row, reasons: faults, sealed: runtime.secrets.seal('stored-file', JSON.stringify({ headings, cells })).toString('base64'),
        })),
      })
      record({
        kind: 'replies-uploaded', projectRef: campaign.projectRef, subject: `reply-upload:${command.formId}`,
        data: { rows, kept, repeated: matched.length - kept, rejected: rejects.length },
      })
    })
  } catch (error) {
    // The same form came twice at the same moment, and the other was first.
    if (!isUniqueViolation(error) || !(await findReplyUpload(runtime.db, campaign.id, command.formId))) throw error
  }
  return ok({ uploadId: command.formId })
}

async function readRows(
  context: Context<StaffActor>, campaign: CampaignRow, content: Uint8Array,
): Promise<Result<{ matched: Matched[]; rejects: RejectedRow[]; rows: number }, Fault>> {
  if (content.length > REPLY_LIST_BYTES_MAX) return refuse('file-too-large')
  const checked = checkListBytes(content)
  if (!checked.ok) return checked
  const { text } = decodeList(content)
  const headings = await readListHeadings(text)
  if (!headings.ok) return headings
  const plan = planReplyColumns(headings.value.cells)
  if (plan.twice.length > 0) return refuse('heading-twice', { headings: plan.twice.join(', ') })
  if (plan.missing.length > 0) return refuse('reply-columns-missing', { columns: plan.missing.join(', ') })
  if (!checkReceived(campaign, londonDay(context.now), londonDay(context.now)).ok) return refuse('letters-not-made')
  const matched: Matched[] = []
  const rejects: RejectedRow[] = []
  let rows = 0
  try {
    for await (const { number, cells } of eachListRow(text)) {
      if (number <= headings.value.number) continue
      rows += 1
      if (rows > REPLY_LIST_ROWS_MAX) return refuse('too-many-rows')
      const outcome = await matchRow(context, campaign, cells, plan)
      if ('person' in outcome) matched.push(outcome)
      else rejects.push({ row: number, faults: outcome.faults, headings: headings.value.cells, cells })
    }
  } catch (error) {
    if (error instanceof ListFaultError) return { ok: false, refusal: error.fault }
    throw error
  }
  return rows === 0 ? refuse('no-rows') : ok({ matched, rejects, rows })
}

async function matchRow(
  { runtime, now }: Context<StaffActor>, campaign: CampaignRow, cells: readonly string[], plan: Parameters<typeof readReplyRow>[1],
): Promise<Matched | { readonly faults: readonly RowFault[] }> {
  const read = readReplyRow(cells, plan)
  if (!read.ok) return { faults: read.faults }
  const { row } = read
  const received = checkReceived(campaign, row.received, londonDay(now))
  if (!received.ok) return { faults: [received.refusal.kind === 'received-in-future' ? 'received-in-future' : 'received-before-letters'] }
  const code = campaign.organisationCode
  const letter = row.replyCode ? await findLetterByCode(runtime.db, code, runtime.secrets.lookups('reply-code', row.replyCode)) : null
  if (row.replyCode && letter?.campaignRef !== campaign.ref) return { faults: ['code-unknown'] }
  if (!row.nhsNumber && !row.localId) {
    const person = letter && await readPerson(runtime, runtime.db, code, letter.personId)
    return person ? { row, person } : { faults: ['code-unknown'] }
  }
  const found = await matchPerson(runtime, code, row)
  if (!found.ok) return { faults: [found.fault] }
  if (letter && letter.personId !== found.person.id) return { faults: ['code-differs'] }
  return { row, person: found.person }
}

/** How many of the rows were new. Taken in the order of the people's ids, so that two lists at once do not wait for each other in a circle. */
async function keepRows(
  tx: Transaction, record: Record, context: Context<StaffActor>, campaign: CampaignRow, matched: readonly Matched[], uploadId: string,
): Promise<number> {
  let kept = 0
  for (const { row, person } of [...matched].sort((a, b) => (a.person.id < b.person.id ? -1 : 1))) {
    const replyId = newId()
    const isQuery = row.channel === 'slip' && !row.isSigned
    const letter = (await lettersOfPerson(tx, campaign.organisationCode, person.id)).find((each) => each.campaignRef === campaign.ref)
    const isRepeated = isQuery
      ? (await openQueries(tx, campaign.id, person.id)).length > 0
      : (await recordChoice(tx, record, {
          context, person, kind: 'project-opt-out', projectRef: campaign.projectRef, effective: { day: row.received }, channel: row.channel,
          onWhoseWord: 'practice', source: campaign.organisationCode, replyId,
        })).repeated
    if (isRepeated) continue
    kept += 1
    await addReply(tx, {
      id: replyId, campaignId: campaign.id, letterId: letter?.letterId ?? null, personId: person.id, outcome: isQuery ? 'query' : 'opt-out', channel: row.channel,
      onWhoseWord: 'practice', isSigned: row.channel === 'slip' && row.isSigned, receivedDay: row.received, recordedAt: context.now,
      recordedBy: context.actor.userId, uploadId, queryKind: isQuery ? 'unsigned-opt-out' : null,
    })
  }
  return kept
}

/** The last part of whatever path a browser sent, without what cannot be printed. */
function plainName(name: string): string {
  return (name.split(/[\\/]/).pop() ?? '').replace(/\p{Cc}/gu, '').slice(0, 120) || 'opt-outs'
}
