import type { Record as RecordEntry } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { fileFromForm } from '#app/kernel/form-data.ts'
import type { Result, Refusal } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { addApprovalFile, type FileOf, type FileRecord } from './approval-files.store.server.ts'
import { readKeptFile, type KeptFile, type KeptFileRefusal } from './kept-file.rules.ts'
import { keptFileWords } from './kept-file.words.ts'

/** The file of a form's boxes `file` and `filePersonal`; null where none was chosen. */
export async function keptFileFromForm(form: FormData): Promise<Result<KeptFile | null, Refusal<KeptFileRefusal>>> {
  return readKeptFile(await fileFromForm(form, 'file'), form.get('filePersonal') === 'yes')
}

/** Keeps a file, sealed, with the one thing that it shows, inside the caller's change. */
export async function keepFile(tx: Transaction, record: RecordEntry, context: Context<StaffActor>, project: { readonly id: string; readonly ref: string }, file: KeptFile, of: FileOf): Promise<void> {
  const { runtime, actor, now } = context
  const [fileId, id, digest] = [newId(), newId(), sha256Hex(file.content)]
  await addApprovalFile(tx, {
    id: fileId, organisationCode: actor.organisationCode, name: 'approval-file', mediaType: file.type, size: file.content.length, digest, content: runtime.secrets.sealBytes('stored-file', file.content),
    storedAt: now, storedBy: actor.userId,
  }, { id, projectId: project.id, fileId, ...of, isPersonal: file.isPersonal, organisationCode: actor.organisationCode, attachedAt: now, attachedBy: actor.userId })
  record({ kind: 'approval-file-kept', projectRef: project.ref, subject: `approval-file:${id}`, data: { of: ofWhat(of), type: file.type, bytes: file.content.length, digest, personal: file.isPersonal } })
}

const ofWhat = (of: FileOf): string => (of.decisionId ? 'decision' : of.conditionId ? 'condition' : 'submission')

/** Whether someone of a party opens a file. One that is about people is for the organisation that keeps it, and there for those who answer for the project. */
export function mayOpenFile(actor: StaffActor, file: Pick<FileRecord, 'isPersonal' | 'organisationCode'>): boolean {
  return !file.isPersonal || (file.organisationCode === actor.organisationCode && mayRole(actor.role, 'actions.close'))
}

/** A file as a page names it, with where it is given out; no address where the reader may not open it. */
export interface ShownFile {
  readonly id: string
  readonly words: string
  readonly href: string | null
  readonly isPersonal: boolean
}

export function shownFile(actor: StaffActor, projectRef: string, file: FileRecord): ShownFile {
  return { id: file.id, words: keptFileWords(file), href: mayOpenFile(actor, file) ? `/projects/${projectRef}/files/${file.id}` : null, isPersonal: file.isPersonal }
}
