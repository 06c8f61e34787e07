import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { dpiaAssessments, projects, users } from '#db/schema/index.ts'
import { wholeAction, type DpiaAction } from './dpia-actions.rules.ts'
import { NO_ASSESSMENT, wholeAssessment, type DpiaAssessment } from './dpia-assessment.rules.ts'

export interface AssessmentRecord {
  /** 0 while nothing has been saved. */
  readonly version: number
  readonly assessment: DpiaAssessment
}

/** The newest state; the caller says whose project it is. */
export async function findAssessment(db: Queryable, projectId: string): Promise<AssessmentRecord> {
  const [row] = await db.select({ version: dpiaAssessments.version, assessment: dpiaAssessments.assessment }).from(dpiaAssessments)
    .where(eq(dpiaAssessments.projectId, projectId)).orderBy(desc(dpiaAssessments.version)).limit(1)
  return row ? { version: row.version, assessment: wholeAssessment(row.assessment) } : { version: 0, assessment: NO_ASSESSMENT }
}

export async function findAssessmentAt(db: Queryable, projectId: string, version: number): Promise<DpiaAssessment | null> {
  if (version === 0) return NO_ASSESSMENT
  const [row] = await db.select({ assessment: dpiaAssessments.assessment }).from(dpiaAssessments)
    .where(and(eq(dpiaAssessments.projectId, projectId), eq(dpiaAssessments.version, version)))
  return row ? wholeAssessment(row.assessment) : null
}

/** The state that was newest at an instant: what a paper that was drafted then states. */
export async function findAssessmentAsOf(db: Queryable, projectId: string, at: Date): Promise<DpiaAssessment> {
  const [row] = await db.select({ assessment: dpiaAssessments.assessment }).from(dpiaAssessments)
    .where(and(eq(dpiaAssessments.projectId, projectId), lte(dpiaAssessments.savedAt, at))).orderBy(desc(dpiaAssessments.version)).limit(1)
  return row ? wholeAssessment(row.assessment) : NO_ASSESSMENT
}

/** What of a project's assessment keeps its flows from being in force; nothing for a project without one. */
export async function findWhatStopsFlows(db: Queryable, projectId: string): Promise<{ readonly risksToConsultOn: number; readonly openBlockingActions: number }> {
  const [row] = await db.select({ risksToConsultOn: dpiaAssessments.risksToConsultOn, openBlockingActions: dpiaAssessments.openBlockingActions }).from(dpiaAssessments)
    .where(eq(dpiaAssessments.projectId, projectId)).orderBy(desc(dpiaAssessments.version)).limit(1)
  return row ?? { risksToConsultOn: 0, openBlockingActions: 0 }
}

/** The same for each state of a project's assessment, with when it was saved, oldest first. */
export async function listStopsThen(db: Queryable, projectId: string): Promise<{ readonly savedAt: Date; readonly risksToConsultOn: number; readonly openBlockingActions: number }[]> {
  return db.select({ savedAt: dpiaAssessments.savedAt, risksToConsultOn: dpiaAssessments.risksToConsultOn, openBlockingActions: dpiaAssessments.openBlockingActions }).from(dpiaAssessments)
    .where(eq(dpiaAssessments.projectId, projectId)).orderBy(asc(dpiaAssessments.version))
}

/** The same for each of several projects that has an assessment. */
export async function listWhatStopsFlows(db: Queryable, projectIds: readonly string[]): Promise<ReadonlyMap<string, { readonly risksToConsultOn: number; readonly openBlockingActions: number }>> {
  if (projectIds.length === 0) return new Map()
  const rows = await db.selectDistinctOn([dpiaAssessments.projectId], { projectId: dpiaAssessments.projectId, risksToConsultOn: dpiaAssessments.risksToConsultOn, openBlockingActions: dpiaAssessments.openBlockingActions }).from(dpiaAssessments)
    .where(inArray(dpiaAssessments.projectId, [...projectIds])).orderBy(dpiaAssessments.projectId, desc(dpiaAssessments.version))
  return new Map(rows.map(({ projectId, ...stops }) => [projectId, stops]))
}

/** The actions of each of these projects' assessments as they are, done ones too. */
export async function listActionsOf(db: Queryable, projectIds: readonly string[]): Promise<ReadonlyMap<string, readonly DpiaAction[]>> {
  if (projectIds.length === 0) return new Map()
  const rows = await db.selectDistinctOn([dpiaAssessments.projectId], { projectId: dpiaAssessments.projectId, actions: sql<DpiaAction[]>`${dpiaAssessments.assessment} -> 'actions'` }).from(dpiaAssessments)
    .where(inArray(dpiaAssessments.projectId, [...projectIds])).orderBy(dpiaAssessments.projectId, desc(dpiaAssessments.version))
  return new Map(rows.map(({ projectId, actions }) => [projectId, actions.map(wholeAction)]))
}

/** Which version the newest assessment of each project is, and when it was saved. */
export async function listLastSavesOf(db: Queryable, projectIds: readonly string[]): Promise<ReadonlyMap<string, { readonly version: number; readonly savedAt: Date }>> {
  if (projectIds.length === 0) return new Map()
  const rows = await db.selectDistinctOn([dpiaAssessments.projectId], { projectId: dpiaAssessments.projectId, version: dpiaAssessments.version, savedAt: dpiaAssessments.savedAt }).from(dpiaAssessments)
    .where(inArray(dpiaAssessments.projectId, [...projectIds])).orderBy(dpiaAssessments.projectId, desc(dpiaAssessments.version))
  return new Map(rows.map(({ projectId, ...saved }) => [projectId, saved]))
}

/** The projects that have not ended and whose assessment, as it is, has an action that is not done. */
export async function listProjectsWithOpenActions(db: Queryable): Promise<{ readonly id: string; readonly ref: string }[]> {
  const newest = db.selectDistinctOn([dpiaAssessments.projectId], { projectId: dpiaAssessments.projectId, actions: sql`${dpiaAssessments.assessment} -> 'actions'`.as('actions') }).from(dpiaAssessments)
    .orderBy(dpiaAssessments.projectId, desc(dpiaAssessments.version)).as('newest')
  return db.select({ id: projects.id, ref: projects.ref }).from(newest).innerJoin(projects, eq(projects.id, newest.projectId))
    .where(and(isNull(projects.endedAt), sql`jsonb_path_exists(${newest.actions}, '$[*] ? (@.doneOn == null)')`)).orderBy(projects.ref)
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
