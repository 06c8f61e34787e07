import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor, SystemActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findImport, findImportByReference, findOrganisationsTouched, listImports, readImportFile, type ImportRecord } from './choice-imports.store.server.ts'
import type { ImportCounts, ImportState } from './choice-import.rules.ts'

/** An import as its pages show it. It names nobody. */
export interface ImportPage {
  readonly id: string
  readonly reference: string
  readonly fileName: string
  readonly state: ImportState
  readonly codeListVersion: string
  readonly bytesTotal: number
  readonly bytesRead: number
  readonly rows: number
  readonly kept: number
  readonly repeated: number
  readonly rejected: number
  readonly counts: ImportCounts
  readonly hasRejectedFile: boolean
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly undoneAt: Date | null
  readonly takenBack: number | null
  readonly left: number | null
}

function pageOf(row: ImportRecord): ImportPage {
  return {
    id: row.id, reference: row.reference, fileName: row.fileName, state: row.state, codeListVersion: row.codeListVersion, bytesTotal: row.bytesTotal,
    bytesRead: row.bytesRead, rows: row.rowsSettled, kept: row.rowsKept, repeated: row.rowsRepeated, rejected: row.rowsRejected, counts: row.counts,
    hasRejectedFile: row.rejectedFileId !== null, startedAt: row.startedAt, endedAt: row.endedAt, undoneAt: row.undoneAt, takenBack: row.eventsTakenBack, left: row.eventsLeft,
  }
}

const SHOWN = 50

/** The newest imports of the actor's organisation. */
export async function readImports({ runtime, actor }: Context<StaffActor>): Promise<ImportPage[]> {
  return (await listImports(runtime.db, actor.organisationCode, SHOWN)).map(pageOf)
}

/** One import of the actor's organisation; null when there is none of that id. */
export async function readImport({ runtime, actor }: Context<StaffActor>, importId: string): Promise<ImportPage | null> {
  const row = await findImport(runtime.db, actor.organisationCode, importId)
  return row && pageOf(row)
}

/** For the command line: an import of the system's, or of the organisation it acts for. */
export async function readImportByReference({ runtime, actor }: Context<SystemActor>, reference: string): Promise<ImportPage | null> {
  const row = await findImportByReference(runtime.db, reference)
  return row && (actor.organisationCode === null || row.organisationCode === actor.organisationCode) ? pageOf(row) : null
}

/** Whose answers an import may have changed: where its people are registered, and whose registers it wrote to. */
export async function readOrganisationsTouched({ runtime }: Context, importId: string): Promise<string[]> {
  return findOrganisationsTouched(runtime.db, importId)
}

/** The rejected rows of an import that came through a page, as CSV; null when there are none. Recorded as a look. */
export async function readRejectedRowsFile(context: Context<StaffActor>, importId: string): Promise<string | null> {
  const { runtime, actor } = context
  const row = await findImport(runtime.db, actor.organisationCode, importId)
  const sealed = row?.rejectedFileId ? await readImportFile(runtime.db, row.rejectedFileId) : null
  if (!row || !sealed || sealed.length === 0) return null
  await recordLook(context, { kind: 'rejected-rows-downloaded', subject: `choices-import:${importId}`, data: { rows: row.rowsRejected } })
  return runtime.secrets.openBytes('stored-file', sealed).toString('utf8')
}
