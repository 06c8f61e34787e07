import { and, desc, eq, lte } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { dpiaAssessments, users } from '#db/schema/index.ts'
import { NO_ASSESSMENT, type DpiaAssessment } from './dpia-assessment.rules.ts'

export interface AssessmentRecord {
  /** 0 while nothing has been saved. */
  readonly version: number
  readonly assessment: DpiaAssessment
}

/** The newest state; the caller says whose project it is. */
export async function findAssessment(db: Queryable, projectId: string): Promise<AssessmentRecord> {
  const [row] = await db.select({ version: dpiaAssessments.version, assessment: dpiaAssessments.assessment }).from(dpiaAssessments)
    .where(eq(dpiaAssessments.projectId, projectId)).orderBy(desc(dpiaAssessments.version)).limit(1)
  return row ? { version: row.version, assessment: { ...NO_ASSESSMENT, ...row.assessment } } : { version: 0, assessment: NO_ASSESSMENT }
}

export async function findAssessmentAt(db: Queryable, projectId: string, version: number): Promise<DpiaAssessment | null> {
  if (version === 0) return NO_ASSESSMENT
  const [row] = await db.select({ assessment: dpiaAssessments.assessment }).from(dpiaAssessments)
    .where(and(eq(dpiaAssessments.projectId, projectId), eq(dpiaAssessments.version, version)))
  return row ? { ...NO_ASSESSMENT, ...row.assessment } : null
}

/** The state that was newest at an instant: what a paper that was drafted then states. */
export async function findAssessmentAsOf(db: Queryable, projectId: string, at: Date): Promise<DpiaAssessment> {
  const [row] = await db.select({ assessment: dpiaAssessments.assessment }).from(dpiaAssessments)
    .where(and(eq(dpiaAssessments.projectId, projectId), lte(dpiaAssessments.savedAt, at))).orderBy(desc(dpiaAssessments.version)).limit(1)
  return row ? { ...NO_ASSESSMENT, ...row.assessment } : NO_ASSESSMENT
}

/** How many high risks stop a project's flows; none for a project without an assessment. */
export async function findRisksToConsultOn(db: Queryable, projectId: string): Promise<number> {
  const [row] = await db.select({ count: dpiaAssessments.risksToConsultOn }).from(dpiaAssessments)
    .where(eq(dpiaAssessments.projectId, projectId)).orderBy(desc(dpiaAssessments.version)).limit(1)
  return row?.count ?? 0
}

/** Who saved the newest state, and when. */
export async function findLastAssessmentSave(db: Queryable, projectId: string): Promise<{ readonly by: string; readonly at: Date } | null> {
  const [row] = await db.select({ by: users.name, at: dpiaAssessments.savedAt }).from(dpiaAssessments).innerJoin(users, eq(users.id, dpiaAssessments.savedBy))
    .where(eq(dpiaAssessments.projectId, projectId)).orderBy(desc(dpiaAssessments.version)).limit(1)
  return row ?? null
}

export async function addAssessment(db: Queryable, row: typeof dpiaAssessments.$inferInsert): Promise<void> {
  await db.insert(dpiaAssessments).values(row)
}
