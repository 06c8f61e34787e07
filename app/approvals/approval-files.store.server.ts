import { and, asc, eq } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { approvalFiles, storedFiles } from '#db/schema/index.ts'
import type { KeptFileType } from './kept-file.rules.ts'

/** What a file shows: one of the three. */
export interface FileOf {
  readonly submissionEventId?: string | null
  readonly decisionId?: string | null
  readonly conditionId?: string | null
}

export interface FileRecord extends FileOf {
  readonly id: string
  readonly type: KeptFileType
  readonly size: number
  readonly isPersonal: boolean
  readonly organisationCode: string
}

/** Every file of a project, the oldest first, without what is in it. The caller has found the project for whoever asks. */
export async function listApprovalFiles(db: Queryable, projectId: string): Promise<FileRecord[]> {
  const rows = await db.select({ link: approvalFiles, type: storedFiles.mediaType, size: storedFiles.size }).from(approvalFiles).innerJoin(storedFiles, eq(storedFiles.id, approvalFiles.fileId))
    .where(eq(approvalFiles.projectId, projectId)).orderBy(asc(approvalFiles.attachedAt), asc(approvalFiles.id))
  return rows.map(({ link, type, size }) => ({
    id: link.id, type: type as KeptFileType, size, isPersonal: link.isPersonal, organisationCode: link.organisationCode, submissionEventId: link.submissionEventId, decisionId: link.decisionId, conditionId: link.conditionId,
  }))
}

export async function addApprovalFile(tx: Queryable, file: typeof storedFiles.$inferInsert, link: typeof approvalFiles.$inferInsert): Promise<void> {
  await tx.insert(storedFiles).values(file)
  await tx.insert(approvalFiles).values(link)
}

/** A file of a project with what is in it, sealed. */
export async function findApprovalFile(db: Queryable, projectId: string, id: string): Promise<(FileRecord & { readonly sealed: Buffer }) | null> {
  const [row] = await db.select({ link: approvalFiles, file: storedFiles }).from(approvalFiles).innerJoin(storedFiles, eq(storedFiles.id, approvalFiles.fileId))
    .where(and(eq(approvalFiles.projectId, projectId), eq(approvalFiles.id, id)))
  return row ? {
    id: row.link.id, type: row.file.mediaType as KeptFileType, size: row.file.size, isPersonal: row.link.isPersonal, organisationCode: row.link.organisationCode, conditionId: row.link.conditionId, sealed: row.file.content,
  } : null
}
