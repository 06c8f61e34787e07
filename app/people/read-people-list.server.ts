import { change } from '#app/audit/change.server.ts'
import { systemActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { readTypedNhsNumber } from '#app/kernel/nhs-number.ts'
import type { Problem, Refusal } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { keepBatch, markThoseWhoLeft, type ReadRow } from './keep-people.server.ts'
import { decodeList, eachListRow, ListFaultError, readListHeadings, type ListRow } from './list-file.server.ts'
import { ADDRESS_COLUMNS, Contradictions, planColumns, ROWS_A_BATCH, type Ambiguity, type ColumnPlan, type ListFaultKind, type Named, type PeopleListColumn } from './people-list.rules.ts'
import { readPeopleListRow, tidyCell, type RowRules } from './people-list.schema.ts'
import { ambiguitySentence, COLUMN_WORDS, RESTRICTED_ADDRESS_LEFT_OUT, ROW_WORDS } from './people-list.words.ts'
import { addRejects, emptyStoredFile, findUploadById, readStoredContent, updateUpload, type UploadRow } from './people-lists.store.server.ts'

/**
 * Reads a people list that has been received. Twice through the file: first to find what contradicts what, then to keep
 * the good rows, a batch a transaction, with how far it came in the same transaction. So it can be stopped at any moment
 * and begun again, and ends the same.
 */
export async function readPeopleList(runtime: Runtime, { uploadId }: { readonly uploadId: string }): Promise<void> {
  const upload = await findUploadById(runtime.db, uploadId)
  if (!upload || upload.state === 'done' || upload.state === 'failed') return
  const context: Context<SystemActor> = {
    runtime, actor: systemActor('read-people-list', upload.organisationCode), now: runtime.clock(), requestId: uploadId,
  }
  const sealed = await readStoredContent(runtime.db, upload.organisationCode, upload.fileId)
  if (!sealed) throw new Error('An upload has no file')
  const { text, encoding } = decodeList(runtime.secrets.openBytes('stored-file', sealed))
  await updateUpload(runtime.db, uploadId, { state: 'reading', encoding, ...(upload.rowsKept + upload.rowsRejected === 0 ? { bytesRead: 0, rowsRead: 0 } : {}) })
  try {
    const headings = await readListHeadings(text)
    if (!headings.ok) throw new ListFaultError(headings.refusal)
    const plan = usablePlan(headings.value.cells, upload.headings)
    const survey = await surveyRows(runtime, upload, text, plan, headings.value.number)
    await keepRows(context, upload, text, plan, headings.value, survey)
    await finish(context, uploadId, survey)
  } catch (error) {
    if (!(error instanceof ListFaultError)) throw error
    await fail(context, upload, error.fault)
  }
}

function usablePlan(cells: readonly string[], mapping: Readonly<Record<string, string>>): ColumnPlan {
  const plan = planColumns(cells, mapping)
  const words = (columns: readonly string[]) => columns.map((column) => COLUMN_WORDS[column as PeopleListColumn]).join(', ')
  if (plan.twice.length > 0) throw new ListFaultError({ kind: 'heading-twice', details: { headings: plan.twice.join(', ') } })
  if (plan.missing.length > 0) throw new ListFaultError({ kind: 'columns-missing', details: { columns: words(plan.missing) } })
  return plan
}

interface Survey {
  readonly rows: number
  readonly ambiguities: ReadonlyMap<number, readonly Ambiguity[]>
  readonly named: Named
  /** False when some row names nobody that can be read: then nobody can be said to be missing. */
  readonly isEveryoneNamed: boolean
}

const PROGRESS_EVERY = 5000

async function surveyRows(runtime: Runtime, upload: UploadRow, text: string, plan: ColumnPlan, headingRow: number): Promise<Survey> {
  const contradictions = new Contradictions()
  let rows = 0
  let isEveryoneNamed = true
  for await (const row of eachListRow(text)) {
    if (row.number === headingRow) continue
    rows += 1
    const [given, localId] = [tidyCell(cellOf(row, plan, 'nhs_number')), tidyCell(cellOf(row, plan, 'local_id'))]
    const nhsNumber = readTypedNhsNumber(given)
    if (nhsNumber.ok) contradictions.note(row.number, nhsNumber.nhsNumber, localId)
    else if (given === '' && localId !== '') contradictions.note(row.number, '', localId)
    else isEveryoneNamed = false
    if (rows % PROGRESS_EVERY === 0) await updateUpload(runtime.db, upload.id, { rowsRead: rows, bytesRead: Math.floor(upload.bytesTotal * row.share) })
  }
  if (rows === 0) throw new ListFaultError({ kind: 'no-rows' })
  await updateUpload(runtime.db, upload.id, { rowsRead: rows, bytesRead: upload.bytesTotal, ignoredColumns: [...plan.ignored] })
  return { rows, ambiguities: contradictions.find(), named: contradictions.named(), isEveryoneNamed }
}

async function keepRows(context: Context<SystemActor>, upload: UploadRow, text: string, plan: ColumnPlan, headings: { readonly number: number; readonly cells: readonly string[] }, survey: Survey): Promise<void> {
  const { runtime } = context
  const rules: RowRules = { today: londonDay(upload.startedAt), allowTestNumbers: runtime.allowTestNumbers }
  await addRejects(runtime.db, [sealedRow(runtime, upload.id, headings.number, headings.cells, [])])
  const from = upload.rowsKept + upload.rowsRejected
  let at = 0
  let batch: ReadRow[] = []
  for await (const row of eachListRow(text)) {
    if (row.number === headings.number) continue
    at += 1
    if (at <= from) continue
    batch.push(readRow(runtime, upload.id, row, plan, headings.cells.length, rules, survey.ambiguities.get(row.number) ?? []))
    if (batch.length === ROWS_A_BATCH) {
      await keepBatch(context, upload, at - batch.length, batch, survey.named)
      batch = []
    }
  }
  if (batch.length > 0) await keepBatch(context, upload, at - batch.length, batch, survey.named)
}

function readRow(runtime: Runtime, uploadId: string, row: ListRow, plan: ColumnPlan, width: number, rules: RowRules, ambiguities: readonly Ambiguity[]): ReadRow {
  const cells = Object.fromEntries([...plan.places.keys()].map((column) => [column, cellOf(row, plan, column)]))
  const reading = readPeopleListRow(cells, rules)
  // A cell too many or too few may have moved every other into the wrong column, so nothing else of the row is judged.
  const hasSurplus = row.cells.slice(width).some((cell) => cell.trim() !== '')
  const problems: readonly Problem[] = hasSurplus
    ? [{ field: '', message: ROW_WORDS.tooManyCells(row.cells.length, width) }]
    : row.cells.length < width
      ? [{ field: '', message: ROW_WORDS.tooFewCells(row.cells.length, width) }]
      : [...ambiguities.map((ambiguity) => ({ field: ambiguity.field, message: ambiguitySentence(ambiguity) })), ...(reading.ok ? [] : reading.problems)]
  const reject = (reasons: readonly Problem[]) => sealedRow(runtime, uploadId, row.number, withoutSecretAddress(row, plan), withAddressNote(row, plan, reasons))
  return reading.ok && problems.length === 0 ? { kind: 'good', person: reading.value, reject } : { kind: 'bad', reject: reject(problems) }
}

function cellOf(row: ListRow, plan: ColumnPlan, column: PeopleListColumn): string {
  const place = plan.places.get(column)
  return place === undefined ? '' : row.cells[place] ?? ''
}

/** Anything in the column is taken for a yes: the address of someone restricted is not kept even in a row to mend. */
function isMaybeRestricted(row: ListRow, plan: ColumnPlan): boolean {
  return !['', 'no', 'n'].includes(cellOf(row, plan, 'restricted').trim().toLowerCase())
}

function withoutSecretAddress(row: ListRow, plan: ColumnPlan): readonly string[] {
  if (!isMaybeRestricted(row, plan)) return row.cells
  const secret = new Set([...ADDRESS_COLUMNS, 'postcode' as const].map((column) => plan.places.get(column)))
  return row.cells.map((cell, place) => (secret.has(place) ? '' : cell))
}

function withAddressNote(row: ListRow, plan: ColumnPlan, reasons: readonly Problem[]): readonly Problem[] {
  return isMaybeRestricted(row, plan) ? [...reasons, { field: 'restricted', message: RESTRICTED_ADDRESS_LEFT_OUT }] : reasons
}

function sealedRow(runtime: Runtime, uploadId: string, rowNumber: number, cells: readonly string[], reasons: readonly Problem[]) {
  return { id: newId(), rowNumber, uploadId, rowSealed: runtime.secrets.seal('stored-file', JSON.stringify(cells)), reasons: [...reasons] }
}

async function finish(context: Context<SystemActor>, uploadId: string, survey: Survey): Promise<void> {
  const upload = await findUploadById(context.runtime.db, uploadId)
  if (!upload || upload.state !== 'reading') return
  await change(context, async (tx, record) => {
    const peopleLeft = upload.isWholeList && survey.isEveryoneNamed ? await markThoseWhoLeft(context, tx, upload, survey.named) : null
    await updateUpload(tx, uploadId, { state: 'done', endedAt: context.now, peopleLeft })
    await emptyStoredFile(tx, upload.organisationCode, upload.fileId)
    await addJob(tx, 'look-at-alarms', { organisationCode: upload.organisationCode }, upload.organisationCode)
    record({
      kind: 'people-list-read', subject: `people-list:${uploadId}`,
      data: { kept: upload.rowsKept, new: upload.rowsNew, changed: upload.rowsChanged, rejected: upload.rowsRejected, left: peopleLeft },
    })
  })
}

async function fail(context: Context<SystemActor>, upload: UploadRow, fault: Refusal<ListFaultKind>): Promise<void> {
  await change(context, async (tx, record) => {
    await updateUpload(tx, upload.id, { state: 'failed', fault: { kind: fault.kind, ...(fault.details ? { details: { ...fault.details } } : {}) }, endedAt: context.now })
    if (fault.kind !== 'columns-missing') await emptyStoredFile(tx, upload.organisationCode, upload.fileId)
    record({ kind: 'people-list-failed', subject: `people-list:${upload.id}`, data: { reason: fault.kind } })
  })
}
