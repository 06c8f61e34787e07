import { change } from '#app/audit/change.server.ts'
import type { Actor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import { newId, newReplyCode } from '#app/platform/secrets.server.ts'
import { CODE_LIST_VERSION } from './choice-codes.rules.ts'
import { cellsOfLine, planChoiceFile, readImportRow, type ChoiceFilePlan } from './choice-file.rules.ts'
import { eachLine, NotText, type FileLine } from './choice-file.server.ts'
import { IMPORT_BATCH, NO_COUNTS, type RejectColumn } from './choice-import.rules.ts'
import { IMPORT_ROW_WORDS, type ImportRefusal } from './choice-import.words.ts'
import { addImport, emptyImportFile, findLivingImport, lockImport, makeSeenRows, updateImport, type ImportRecord } from './choice-imports.store.server.ts'
import type { RejectedLine } from './rejected-rows.rules.ts'
import { addTallies, keepImportBatch, NO_TALLY, tallyOf, tryImportBatch, type ReadRow, type RowTally } from './keep-import-batch.server.ts'

/** A file of coded choice events. It is opened twice: for its headings, and to read it. */
export interface ChoiceFile {
  readonly name: string
  /** SHA-256 of its bytes: the same file is the same import. */
  readonly digest: string
  readonly bytes: number
  readonly open: () => AsyncIterable<Uint8Array>
}

export interface ImportHooks {
  readonly onHeadings?: (plan: ChoiceFilePlan) => Promise<void> | void
  readonly onReject?: (row: RejectedLine) => Promise<void> | void
  /** After each batch: rows of the file gone through, and bytes read of all. */
  readonly onProgress?: (rows: number, bytesRead: number) => Promise<void> | void
  /** When every row is settled, before the import is marked as read. */
  readonly beforeEnd?: () => Promise<void>
}

export interface ImportReport {
  /** Null for a trial, which keeps nothing. */
  readonly import: ImportRecord | null
  /** What became of the rows in this run. Rows that an earlier run had settled count as repeated. */
  readonly tally: RowTally
  readonly rows: number
  /** Rows that an earlier run of the same file had settled. */
  readonly settledBefore: number
  readonly ignored: readonly string[]
}

type Outcome = Result<ImportReport, Refusal<ImportRefusal>>

/**
 * Takes in a file of coded choice events, for the actor's organisation, or for all when the actor is tied to none. Every row
 * that can be used is kept, a batch a transaction, with how far it came: so it can be stopped anywhere and run again, and
 * ends the same. A file that was taken in before changes nothing. Memory does not grow with the file.
 */
export async function importChoices(context: Context<Actor>, file: ChoiceFile, hooks: ImportHooks = {}): Promise<Outcome> {
  const read = await readPlan(file)
  if (!read.ok) return read
  const begun = await beginImport(context, file, null)
  return ok(await readImportFile(context, begun, file, read.value, hooks))
}

/** What would become of a file, keeping nothing. */
export async function tryChoicesImport(context: Context<Actor>, file: ChoiceFile, hooks: ImportHooks = {}): Promise<Outcome> {
  const read = await readPlan(file)
  if (!read.ok) return read
  return context.runtime.db.transaction(async (tx) => {
    await makeSeenRows(tx)
    let tally = NO_TALLY
    const rows = await eachBatch(context, file, read.value, hooks, async (batch) => {
      tally = addTallies(tally, await tryImportBatch(tx, context, batch.rows))
    })
    return ok({ import: null, tally, rows, settledBefore: 0, ignored: read.value.ignored })
  })
}

/** The import of a file, begun now unless it was begun before. `fileId`: the file kept here, where it came through a page. */
export async function beginImport(
  context: Context<Actor>, file: Pick<ChoiceFile, 'name' | 'digest' | 'bytes'>, fileId: string | null,
  also: (tx: Parameters<typeof addImport>[0], importId: string) => Promise<void> = async () => {},
): Promise<ImportRecord> {
  const { actor, now, runtime } = context
  const identity = { organisationCode: actor.organisationCode, digest: file.digest, codeListVersion: CODE_LIST_VERSION }
  const before = await findLivingImport(runtime.db, identity)
  if (before) return before
  const begun = await change(context, async (tx, record) => {
    const letters = newReplyCode()
    const importId = newId()
    await also(tx, importId)
    const row = await addImport(tx, {
      ...identity, id: importId, reference: `CI-${letters.slice(0, 4)}-${letters.slice(4, 8)}`, fileName: file.name, state: 'received', fileId,
      bytesTotal: file.bytes, counts: NO_COUNTS, startedAt: now, startedBy: actor.kind === 'staff' ? actor.userId : null,
    })
    if (row) record({ kind: 'choices-import-begun', subject: `choices-import:${row.id}`, data: { reference: row.reference, bytes: file.bytes, digest: file.digest, codeList: CODE_LIST_VERSION } })
    else throw new ImportBegunElsewhere()
    return row
  }).catch((error: unknown) => {
    if (error instanceof ImportBegunElsewhere) return null
    throw error
  })
  const living = begun ?? await findLivingImport(runtime.db, identity)
  if (!living) throw new Error('An import could not be begun')
  return living
}

/** Someone else began the same import at the same moment: whatever was saved for ours goes with its transaction. */
class ImportBegunElsewhere extends Error {}

/** Reads an import's file from its first row; rows that are settled already are only read past, for those that are rejected. */
export async function readImportFile(context: Context<Actor>, begun: ImportRecord, file: ChoiceFile, plan: ChoiceFilePlan, hooks: ImportHooks): Promise<ImportReport> {
  const settledBefore = begun.rowsSettled
  let tally = NO_TALLY
  const rows = await eachBatch(context, file, plan, hooks, async (batch) => {
    const settled = Math.min(Math.max(0, settledBefore - batch.from), batch.rows.length)
    tally = addTallies(tally, tallyOf(batch.rows.slice(0, settled), 0))
    if (settled < batch.rows.length) tally = addTallies(tally, await keepImportBatch({ ...context, now: context.runtime.clock() }, begun.id, batch))
  })
  await hooks.beforeEnd?.()
  const now = context.runtime.clock()
  const ended = await change({ ...context, now }, async (tx, record) => {
    const standing = await lockImport(tx, begun.id)
    if (!standing || standing.state === 'done') return standing
    await updateImport(tx, begun.id, { state: 'done', endedAt: now, bytesRead: standing.bytesTotal })
    if (standing.fileId) await emptyImportFile(tx, standing.fileId)
    await addJob(tx, 'look-at-alarms', { organisationCode: standing.organisationCode }, standing.organisationCode ?? 'everyone')
    record({
      kind: 'choices-import-ended', organisationCode: standing.organisationCode, subject: `choices-import:${begun.id}`,
      data: { reference: standing.reference, kept: standing.rowsKept, repeated: standing.rowsRepeated, rejected: standing.rowsRejected },
    })
    return { ...standing, state: 'done' as const, endedAt: now }
  })
  return { import: ended, tally, rows, settledBefore, ignored: plan.ignored }
}

/** The headings of a file, or why it cannot be read. */
export async function readPlan(file: Pick<ChoiceFile, 'open'>): Promise<Result<ChoiceFilePlan, Refusal<ImportRefusal>>> {
  try {
    for await (const line of eachLine(file.open())) {
      const planned = planChoiceFile(cellsOfLine((line.text ?? line.start).replace(/^\ufeff/, '')) ?? [])
      if (planned.ok) return ok(planned.plan)
      const { missing, twice } = planned.fault
      return missing.length > 0 ? refuse('headings-missing', { columns: missing.join(', ') }) : refuse('headings-twice', { columns: twice.join(', ') })
    }
  } catch (error) {
    if (error instanceof NotText) return refuse('file-not-text')
    throw error
  }
  return refuse('file-empty')
}

interface Batch { readonly from: number; readonly rows: readonly ReadRow[]; readonly bytesRead: number }

/** The rows after the headings, a batch at a time; answers how many there were. */
async function eachBatch(context: Context<Actor>, file: ChoiceFile, plan: ChoiceFilePlan, hooks: ImportHooks, work: (batch: Batch) => Promise<void>): Promise<number> {
  await hooks.onHeadings?.(plan)
  const onlySource = context.actor.organisationCode
  let isHeading = true
  let count = 0
  let rows: ReadRow[] = []
  let bytesRead = 0
  const settle = async () => {
    if (rows.length === 0) return
    await work({ from: count - rows.length, rows, bytesRead })
    rows = []
    await hooks.onProgress?.(count, bytesRead)
  }
  for await (const line of eachLine(file.open())) {
    if (isHeading) {
      isHeading = false
      continue
    }
    bytesRead = line.bytesRead
    count += 1
    rows.push(await readLine(line, plan, onlySource, hooks))
    if (rows.length === IMPORT_BATCH) await settle()
  }
  await settle()
  return count
}

async function readLine(line: FileLine, plan: ChoiceFilePlan, onlySource: string | null, hooks: ImportHooks): Promise<ReadRow> {
  const cells = line.text === null ? null : cellsOfLine(line.text)
  const read = cells === null
    ? { ok: false as const, problems: [{ field: 'row', message: line.text === null ? IMPORT_ROW_WORDS.tooLong : IMPORT_ROW_WORDS.quoteNotClosed }] }
    : readImportRow(cells, plan, onlySource)
  if (read.ok) return { row: read.value }
  await hooks.onReject?.({ line: line.number, cells, text: line.text ?? line.start, problems: read.problems })
  return { wrong: read.problems.map(({ field }) => field as RejectColumn) }
}
