import { change, type Record } from '#app/audit/change.server.ts'
import type { StaffActor, SystemActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { findNumberIds } from '#app/people/nhs-numbers.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { readControlFile, type ControlFault, type ControlFile } from './control-file.rules.ts'
import type { ListFault } from './dat-file.rules.ts'
import { matchReply, type MatchRefusal } from './local-id.rules.ts'
import type { IncomingMessage } from './mesh-transport.server.ts'
import { addMessage, clearNumbers, findRunNamed, lockRun, runOf, updateRun, type RunOfProject, type RunRow } from './national-checks.store.server.ts'
import { advance, eventOf, type MessageKind, type Run, type RunMessage, type RunRefusal, type RunState } from './national-check.rules.ts'
import type { NumberSet } from './number-set.rules.ts'
import { compareReplyList, digestOf, readHead, type ComparedList } from './read-reply-file.server.ts'
import { nationalCheckSettings } from './read-settings.server.ts'
import { namesIn } from './reply-name.rules.ts'
import { messageOf, sniffReply, type Reply, type ReplyRefusal } from './reply-sniffer.rules.ts'

export type TakeInRefusal = ControlFault | ReplyRefusal | MatchRefusal | ListFault | RunRefusal

export interface ReplyGiven extends IncomingMessage {
  /** The check that a person says it answers; left out, its control file says so, or else its name. */
  readonly localId?: string
  /** Given by a person on the page of one check: a reply to any other is refused, whoever's that is, and every refusal is on record with this one. */
  readonly onlyRun?: RunOfProject
}

type Taker = Context<SystemActor | StaffActor>

export interface TakenIn {
  readonly localId: string
  readonly kind: MessageKind
  readonly state: RunState
  readonly sent: number
  readonly cleared: number
  /** Numbers in a list that were not asked about; one is enough for nobody to be cleared. */
  readonly foreign: number
  /** What a report or an error says, masked. */
  readonly says: string | null
}

/**
 * Takes in what the national service sent: a receipt, a report, an error, or the list of the numbers it cleared. It is told
 * apart, matched to its run and held against what was sent before anything changes; then the run moves on and everyone in
 * the list is cleared in one transaction. Refused, it changes no run. Either way there is a record of it, with no number of
 * a person.
 */
export async function takeInReply(context: Taker, reply: ReplyGiven): Promise<Result<TakenIn, Refusal<TakeInRefusal>>> {
  const file = await digestOf(reply.open())
  const no = <K extends TakeInRefusal>(run: RunOfProject | null, kind: MessageKind, refusal: Refusal<K>) => refused(context, file, reply.onlyRun ?? run, kind, refusal)
  const control = reply.control === null ? ok(null) : readControlFile(reply.control)
  if (!control.ok) return no(null, 'unknown', control.refusal)
  const named = await findNamedRun(context, reply, control.value)
  const given = { control: control.value, namedLocalId: named?.localId ?? null, ...(await readHead(reply.open())) }
  const sniffed = sniffReply(given, settingsFor(context, named, control.value))
  if (!sniffed.ok) return no(named, 'unknown', sniffed.refusal)
  const matched = matchReply(await candidates(context, named, sniffed.value), sniffed.value)
  if (!matched.ok) return no(null, sniffed.value.kind, matched.refusal)
  const run = matched.value
  if (reply.onlyRun !== undefined && reply.onlyRun.id !== run.id) return no(null, sniffed.value.kind, refuse('other-run').refusal)
  // Only now is it sure whose run it is, and so which mailbox it should have come to.
  const addressed = sniffReply(given, settingsFor(context, run, control.value))
  if (!addressed.ok) return no(run, sniffed.value.kind, addressed.refusal)
  if (sniffed.value.kind !== 'list') return settle(context, run, file, sniffed.value, messageOf(sniffed.value, run, null), null)
  const list = await compareReplyList(context.runtime, run.id, reply.open())
  if (!list.ok) return no(run, 'list', list.refusal)
  if (list.value.digest !== file.digest) throw new Error('The file changed while it was being read. Take it in again.')
  const message = messageOf(sniffed.value, run, { comparison: list.value.comparison, isSameAsSent: file.digest === run.digest })
  return settle(context, run, file, sniffed.value, message, list.value)
}

interface FileRead {
  readonly digest: string
  readonly bytes: number
}

async function findNamedRun(context: Taker, reply: ReplyGiven, control: ControlFile | null): Promise<RunOfProject | null> {
  const { db } = context.runtime
  if (control !== null) {
    const byId = control.localId === null ? null : await findRunNamed(db, { localId: control.localId })
    return byId ?? (control.localId === null && control.subject !== null ? findRunNamed(db, { subject: control.subject }) : null)
  }
  for (const name of reply.localId === undefined ? namesIn(reply.name) : [{ localId: reply.localId }]) {
    const run = await findRunNamed(db, name)
    if (run) return run
  }
  return null
}

/** A reply comes back to the mailbox its run was sent from. Without a run, to the mailbox of whoever has the one it names. */
function settingsFor({ runtime }: Taker, run: RunOfProject | null, control: ControlFile | null) {
  const settings = nationalCheckSettings(runtime, run?.organisationCode ?? null)
  return { ...settings, mailbox: run?.mailbox ?? (settings.mailbox || (run === null ? (control?.to ?? '') : '')) }
}

/** A receipt says within which run it is about, so its run may not be known before. */
async function candidates({ runtime }: Taker, named: RunOfProject | null, reply: Reply): Promise<RunOfProject[]> {
  const stated = reply.localId !== null && reply.localId !== named?.localId ? await findRunNamed(runtime.db, { localId: reply.localId }) : null
  return [named, stated].filter((run) => run !== null)
}

function settle(
  context: Taker, found: RunOfProject, file: FileRead, reply: Reply, message: RunMessage, list: ComparedList | null,
): Promise<Result<TakenIn, Refusal<RunRefusal>>> {
  const { now } = context
  const says = reply.kind === 'report' || reply.kind === 'error-text' ? reply.text
    : reply.kind === 'receipt' && reply.failedStages.length > 0 ? reply.failedStages.join(', ') : null
  return change(context, async (tx, record) => {
    const row = await lockRun(tx, found.id)
    const after = advance(runOf(row), message, now)
    const received = {
      id: newId(), runId: row.id, receivedAt: now, kind: reply.kind, ...file, says,
      verdict: after.ok ? 'taken-in' : after.refusal.kind, state: after.ok ? after.value.state : row.state,
      code: reply.kind === 'report' ? reply.code : null, cleared: list?.comparison.cleared ?? null, foreign: list?.comparison.foreign ?? null,
    }
    await addMessage(tx, received)
    if (!after.ok) {
      recordRefusal(record, found, after.refusal.kind)
      return after
    }
    if (list !== null && after.value.state === 'answered') await clearPeople(context, tx, row.id, list)
    await updateRun(tx, row.id, changesOf(row, after.value, message, now))
    record({
      kind: 'national-check-reply-taken-in', organisationCode: row.organisationCode, projectRef: found.projectRef, subject: `national-check:${row.localId}`,
      data: { run: row.localId, reply: reply.kind, state: after.value.state, sent: row.sent, cleared: after.value.cleared, foreign: list?.comparison.foreign ?? null, digest: file.digest },
    })
    return ok({
      localId: row.localId, kind: reply.kind, state: after.value.state, sent: row.sent, cleared: after.value.cleared, foreign: list?.comparison.foreign ?? 0, says,
    })
  })
}

function changesOf(row: RunRow, after: Run, message: RunMessage, now: Date): Partial<RunRow> {
  const event = eventOf(message)
  const isStopped = after.state === 'blocked' || after.state === 'rejected'
  return {
    state: after.state, answeredAt: after.answeredAt, cleared: after.cleared,
    receiptedAt: event === 'receipt' ? now : row.receiptedAt,
    ...(isStopped ? { stoppedAt: now, refusal: event } : {}),
  }
}

const NUMBERS_A_BATCH = 5000

/** Everybody the list names, or a fault that undoes it all. */
async function clearPeople({ runtime }: Taker, tx: Transaction, runId: string, list: ComparedList): Promise<void> {
  const cleared = list.cleared()
  if (!cleared.ok) throw new Error('A list with numbers that were not asked about clears nobody')
  let done = 0
  for (const batch of batchesOf(cleared.value)) {
    done += await clearNumbers(tx, runId, [...(await findNumberIds(tx, runtime.secrets, batch)).values()])
  }
  if (done !== cleared.value.size) throw new Error('The numbers of a run are not those that its answer was held against')
}

function* batchesOf(numbers: NumberSet): Generator<string[]> {
  let batch: string[] = []
  for (const number of numbers) {
    batch.push(number)
    if (batch.length < NUMBERS_A_BATCH) continue
    yield batch
    batch = []
  }
  yield batch
}

async function refused<K extends TakeInRefusal>(
  context: Taker, file: FileRead, run: RunOfProject | null, kind: MessageKind, refusal: Refusal<K>,
): Promise<{ readonly ok: false; readonly refusal: Refusal<K> }> {
  await change(context, async (tx, record) => {
    await addMessage(tx, { id: newId(), runId: run?.id ?? null, receivedAt: context.now, kind, verdict: refusal.kind, state: run?.state ?? null, ...file })
    recordRefusal(record, run, refusal.kind)
  })
  return { ok: false, refusal }
}

function recordRefusal(record: Record, run: RunOfProject | null, reason: string): void {
  record({
    kind: 'national-check-reply-refused', organisationCode: run?.organisationCode ?? null, projectRef: run?.projectRef ?? null,
    subject: run ? `national-check:${run.localId}` : null, data: { run: run?.localId ?? null, reason },
  })
}
