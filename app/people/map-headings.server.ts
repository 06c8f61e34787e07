import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { decodeList, readListHeadings } from './list-file.server.ts'
import { MENDABLE_FAULTS, normalHeading, planColumns, type ListFaultKind, type PeopleListColumn } from './people-list.rules.ts'
import { findUpload, lockUpload, readStoredContent, updateUpload } from './people-lists.store.server.ts'

/** The headings of an upload that waits to be told about them; null when it does not wait. */
export async function readWaitingHeadings(context: Context<StaffActor>, uploadId: string): Promise<readonly string[] | null> {
  const { runtime, actor } = context
  const upload = await findUpload(runtime.db, actor.organisationCode, uploadId)
  if (!upload || !isMendable(upload)) return null
  const sealed = await readStoredContent(runtime.db, actor.organisationCode, upload.fileId)
  if (!sealed || sealed.length === 0) return null
  const headings = await readListHeadings(decodeList(runtime.secrets.openBytes('stored-file', sealed)).text)
  return headings.ok ? headings.value.cells : null
}

function isMendable(upload: { readonly state: string; readonly fault: { readonly kind: string } | null }): boolean {
  return upload.state === 'failed' && MENDABLE_FAULTS.includes(upload.fault?.kind as ListFaultKind)
}

/**
 * Says which of the file's columns stands for which of ours, and has the same file read again. `columns`: for each of our
 * columns that was missing, the place of theirs, from 0.
 */
export async function mapHeadings(
  context: Context<StaffActor>,
  command: { readonly uploadId: string; readonly columns: ReadonlyMap<PeopleListColumn, number> },
): Promise<Result<null, Refusal<'not-allowed' | 'not-mendable' | 'columns-still-missing'>>> {
  const { runtime, actor } = context
  if (!mayRole(actor.role, 'people.upload')) return refuse('not-allowed')
  const headings = await readWaitingHeadings(context, command.uploadId)
  if (!headings) return refuse('not-mendable')
  const upload = await findUpload(runtime.db, actor.organisationCode, command.uploadId)
  const mapping = { ...(upload?.headings ?? {}) }
  for (const [ours, place] of command.columns) {
    const theirs = headings[place]
    if (theirs !== undefined) mapping[normalHeading(theirs)] = ours
  }
  const plan = planColumns(headings, mapping)
  if (plan.missing.length > 0 || plan.twice.length > 0) return refuse('columns-still-missing')
  return change(context, async (tx, record) => {
    const locked = await lockUpload(tx, command.uploadId)
    if (!locked || !isMendable(locked)) return refuse('not-mendable')
    await updateUpload(tx, command.uploadId, { state: 'received', fault: null, endedAt: null, headings: mapping })
    await addJob(tx, 'read-people-list', { uploadId: command.uploadId }, `${command.uploadId}:${newId()}`)
    record({ kind: 'people-list-headings-given', subject: `people-list:${command.uploadId}` })
    return ok(null)
  })
}
