import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation } from '#app/platform/database.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { checkListBytes } from './list-file.server.ts'
import type { ListFaultKind } from './people-list.rules.ts'
import { addStoredFile, addUpload, findUpload, findUploadById, newestUploadInState } from './people-lists.store.server.ts'

export interface PeopleListCommand {
  /** The form's own id, a UUID: the same form sent twice is one upload. */
  readonly formId: string
  readonly fileName: string
  readonly content: Uint8Array
  /** The sender says that the file names everyone on the practice's list. */
  readonly isWholeList: boolean
}

/**
 * Takes in a practice's people list: kept sealed as it came, and read behind the page. The file and the work are saved
 * together, so neither is without the other. Answers the id of the upload.
 */
export async function receivePeopleList(
  context: Context<StaffActor>,
  command: PeopleListCommand,
): Promise<Result<{ readonly uploadId: string }, Refusal<'not-allowed' | 'file-missing' | ListFaultKind>>> {
  const { runtime, actor, now } = context
  if (!mayRole(actor.role, 'people.upload') || actor.organisationKind !== 'gp-practice') return refuse('not-allowed')
  if (command.content.length === 0 && command.fileName === '') return refuse('file-missing')
  const checked = checkListBytes(command.content)
  if (!checked.ok) return checked

  const uploadId = await freeId(context, command.formId)
  if (await findUpload(runtime.db, actor.organisationCode, uploadId)) return ok({ uploadId })
  const mapped = await newestUploadInState(runtime.db, actor.organisationCode, ['done'])
  try {
    await change(context, async (tx, record) => {
      const fileId = newId()
      const digest = sha256Hex(command.content)
      await addStoredFile(tx, {
        id: fileId, organisationCode: actor.organisationCode, name: plainFileName(command.fileName), mediaType: 'text/csv', size: command.content.length,
        digest, content: runtime.secrets.sealBytes('stored-file', command.content), storedAt: now, storedBy: actor.userId,
      })
      await addUpload(tx, {
        id: uploadId, organisationCode: actor.organisationCode, fileId, state: 'received', headings: mapped?.headings ?? {},
        bytesTotal: command.content.length, isWholeList: command.isWholeList, startedAt: now, startedBy: actor.userId,
      })
      await addJob(tx, 'read-people-list', { uploadId }, uploadId)
      record({ kind: 'people-list-received', subject: `people-list:${uploadId}`, data: { bytes: command.content.length, digest, wholeList: command.isWholeList } })
    })
  } catch (error) {
    // The same form came twice at the same moment, and the other was first.
    if (!isUniqueViolation(error) || !(await findUpload(runtime.db, actor.organisationCode, uploadId))) throw error
  }
  return ok({ uploadId })
}

/** The form's id, unless it is none or stands for somebody else's upload. */
async function freeId(context: Context<StaffActor>, formId: string): Promise<string> {
  if (!isId(formId)) return newId()
  const there = await findUploadById(context.runtime.db, formId.toLowerCase())
  return there && there.organisationCode !== context.actor.organisationCode ? newId() : formId.toLowerCase()
}

/** The last part of whatever path a browser sent, without what cannot be printed. */
function plainFileName(name: string): string {
  return (name.split(/[\\/]/).pop() ?? '').replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 120) || 'people list'
}
