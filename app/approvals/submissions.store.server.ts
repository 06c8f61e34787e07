import { asc, desc, eq, inArray, max } from 'drizzle-orm'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { documents, documentVersions, stepSubmissionPapers, stepSubmissions, submissionEvents, users } from '#db/schema/index.ts'
import type { Submission, SubmissionEvent } from './submission.rules.ts'

export interface EventRecord extends SubmissionEvent {
  readonly id: string
  readonly said: string
  readonly reference: string
  readonly byName: string
}

export interface SubmittedVersion {
  readonly documentId: string
  readonly documentRef: string
  readonly kind: DocumentKind
  readonly number: number
}

export interface SubmissionRecord extends Submission {
  readonly projectId: string
  readonly id: string
  readonly toName: string
  readonly reference: string
  readonly note: string
  readonly byName: string
  readonly events: readonly EventRecord[]
  readonly papers: readonly SubmittedVersion[]
}

/** Every submission of a project, newest first. Not scoped to an organisation: whoever reads them for people has found the project for theirs. */
export function listStepSubmissions(db: Queryable, projectId: string): Promise<SubmissionRecord[]> {
  return listStepSubmissionsOf(db, [projectId])
}

/** The same of several projects. */
export async function listStepSubmissionsOf(db: Queryable, projectIds: readonly string[]): Promise<SubmissionRecord[]> {
  if (projectIds.length === 0) return []
  const rows = await db.select({ submission: stepSubmissions, byName: users.name }).from(stepSubmissions).innerJoin(users, eq(users.id, stepSubmissions.recordedBy))
    .where(inArray(stepSubmissions.projectId, [...projectIds])).orderBy(desc(stepSubmissions.recordedAt), desc(stepSubmissions.id))
  if (rows.length === 0) return []
  const ids = rows.map(({ submission }) => submission.id)
  const [events, papers] = await Promise.all([
    db.select({ event: submissionEvents, byName: users.name }).from(submissionEvents).innerJoin(users, eq(users.id, submissionEvents.recordedBy))
      .where(inArray(submissionEvents.submissionId, ids)).orderBy(asc(submissionEvents.number)),
    db.select({ submissionId: stepSubmissionPapers.submissionId, documentId: documents.id, documentRef: documents.ref, kind: documents.kind, number: documentVersions.number })
      .from(stepSubmissionPapers).innerJoin(documentVersions, eq(documentVersions.id, stepSubmissionPapers.documentVersionId)).innerJoin(documents, eq(documents.id, documentVersions.documentId))
      .where(inArray(stepSubmissionPapers.submissionId, ids)).orderBy(asc(documents.ref)),
  ])
  return rows.map(({ submission: { id, projectId, stepId, submittedOn, boardRef, toName, reference, note }, byName }) => ({
    id, projectId, stepId, submittedOn, boardRef, toName, reference, note, byName,
    events: events.filter(({ event }) => event.submissionId === id).map(({ event, byName: by }) => ({ id: event.id, kind: event.kind, onDay: event.onDay, number: event.number, said: event.said, reference: event.reference, byName: by })),
    papers: papers.filter((paper) => paper.submissionId === id).map(({ submissionId: _, ...paper }) => paper),
  }))
}

/** A submission with the versions that went with it, in the caller's transaction. */
export async function addStepSubmission(tx: Queryable, row: typeof stepSubmissions.$inferInsert, versionIds: readonly string[]): Promise<void> {
  await tx.insert(stepSubmissions).values(row)
  if (versionIds.length > 0) await tx.insert(stepSubmissionPapers).values(versionIds.map((documentVersionId) => ({ submissionId: row.id, documentVersionId })))
}

/** An event after those that there are. The caller holds the project, so that two do not get one number. */
export async function addSubmissionEvent(tx: Queryable, row: Omit<typeof submissionEvents.$inferInsert, 'number'>): Promise<void> {
  const [last] = await tx.select({ number: max(submissionEvents.number) }).from(submissionEvents).where(eq(submissionEvents.submissionId, row.submissionId))
  await tx.insert(submissionEvents).values({ ...row, number: (last?.number ?? 0) + 1 })
}
