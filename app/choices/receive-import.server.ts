import { stringify } from 'csv-stringify/sync'
import { change } from '#app/audit/change.server.ts'
import { systemActor, type StaffActor, type SystemActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { ChoiceFilePlan } from './choice-file.rules.ts'
import { IMPORT_FILE_BYTES_MAX } from './choice-import.rules.ts'
import type { ImportRefusal } from './choice-import.words.ts'
import { addImportFile, findImportById, lockImport, readImportFile as readSealedFile, updateImport, type ImportRecord } from './choice-imports.store.server.ts'
import { beginImport, readImportFile, readPlan, type ChoiceFile } from './import-choices.server.ts'
import { ImportWasUndone } from './keep-import-batch.server.ts'
import { rejectedCells, rejectedHeadings } from './rejected-rows.rules.ts'

export interface ImportCommand {
  readonly fileName: string
  readonly content: Uint8Array
}

/**
 * Takes in a practice's file of coded choice events: kept sealed, and read behind the page. A file that was sent before
 * leads to its import. Answers the import's id.
 */
export async function receiveImport(context: Context<StaffActor>, command: ImportCommand): Promise<Result<{ readonly importId: string }, Refusal<ImportRefusal>>> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'choices.import') || actor.organisationKind !== 'gp-practice') return refuse('not-allowed')
  if (command.content.length === 0) return refuse(command.fileName === '' ? 'file-missing' : 'file-empty')
  if (command.content.length > IMPORT_FILE_BYTES_MAX) return refuse('file-too-large')
  const name = (command.fileName.split(/[\\/]/).pop() ?? '').replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 120) || 'choices'
  const file = fileOf(name, command.content)
  const plan = await readPlan(file)
  if (!plan.ok) return plan
  const fileId = newId()
  const begun = await beginImport(context, file, fileId, async (tx, importId) => {
    await addImportFile(tx, {
      id: fileId, organisationCode: actor.organisationCode, name, mediaType: 'text/csv', size: file.bytes, digest: file.digest,
      content: runtime.secrets.sealBytes('stored-file', command.content), storedAt: now, storedBy: actor.userId,
    })
    await addJob(tx, 'import-choices', { importId }, importId)
  })
  return ok({ importId: begun.id })
}

function fileOf(name: string, content: Uint8Array): ChoiceFile {
  const pieceOf = 64 * 1024
  return {
    name, digest: sha256Hex(content), bytes: content.length,
    open: async function* () {
      for (let at = 0; at < content.length; at += pieceOf) yield content.subarray(at, at + pieceOf)
    },
  }
}

/** Reads an import that came through a page. It may be stopped at any moment and begun again. */
export async function readReceivedImport(runtime: Runtime, { importId }: { readonly importId: string }): Promise<void> {
  const begun = await findImportById(runtime.db, importId)
  if (!begun?.fileId || begun.state === 'done' || begun.undoneAt !== null) return
  const context: Context<SystemActor> = { runtime, actor: systemActor('import-choices', begun.organisationCode), now: runtime.clock(), requestId: importId }
  const sealed = await readSealedFile(runtime.db, begun.fileId)
  if (!sealed || sealed.length === 0) throw new Error('An import has no file')
  const file = fileOf(begun.fileName, runtime.secrets.openBytes('stored-file', sealed))
  const plan = await readPlan(file)
  if (!plan.ok) throw new Error('An import cannot be read')
  const rejected: string[] = []
  try {
    await readImportFile(context, begun, file, plan.value, {
      onReject: (row) => void rejected.push(stringify([rejectedCells(plan.value, row)], { record_delimiter: '\r\n' })),
      beforeEnd: () => keepRejectedRows(context, begun, plan.value, rejected),
    })
  } catch (error) {
    if (!(error instanceof ImportWasUndone)) throw error
  }
}

async function keepRejectedRows(context: Context<SystemActor>, begun: ImportRecord, plan: ChoiceFilePlan, rejected: readonly string[]): Promise<void> {
  if (rejected.length === 0 || begun.organisationCode === null) return
  const organisationCode = begun.organisationCode
  // The mark at the front lets spreadsheets see that it is UTF-8.
  const content = Buffer.from(`\ufeff${stringify([rejectedHeadings(plan)], { record_delimiter: '\r\n' })}${rejected.join('')}`, 'utf8')
  await change(context, async (tx) => {
    const standing = await lockImport(tx, begun.id)
    if (!standing || standing.rejectedFileId !== null) return
    const fileId = newId()
    await addImportFile(tx, {
      id: fileId, organisationCode, name: 'rejected-rows.csv', mediaType: 'text/csv', size: content.length, digest: sha256Hex(content),
      content: context.runtime.secrets.sealBytes('stored-file', content), storedAt: context.now, storedBy: null,
    })
    await updateImport(tx, begun.id, { rejectedFileId: fileId })
  })
}
