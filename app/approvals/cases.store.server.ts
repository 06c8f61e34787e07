import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { approvalActClauses, approvalActs, approvalCases, documents, documentVersions, users } from '#db/schema/index.ts'
import type { ApprovalCase, CaseAct } from './case.rules.ts'
import type { CoveredClause } from './decision.rules.ts'

export interface ActRecord extends CaseAct {
  readonly byName: string
  /** What it leaves out of the decision, each as the paper's reference and the part's name. */
  readonly leavesOut: readonly string[]
}

export interface CaseRecord extends ApprovalCase {
  readonly id: string
  readonly projectId: string
  readonly stepId: string
  readonly number: number
  /** Which of its organisation's saved routes it goes by; null for the usual one. */
  readonly routeNumber: number | null
  readonly startedAt: Date
  readonly acts: readonly ActRecord[]
}

/** Every approval of a project, newest first. Not scoped to an organisation: whoever reads them for people has found the project for theirs. */
export function listCases(db: Queryable, projectId: string): Promise<CaseRecord[]> {
  return listCasesOf(db, [projectId])
}

/** The same of several projects. */
export async function listCasesOf(db: Queryable, projectIds: readonly string[]): Promise<CaseRecord[]> {
  if (projectIds.length === 0) return []
  const isTheirs = inArray(approvalCases.projectId, [...projectIds])
  const cases = await db.select().from(approvalCases).where(isTheirs).orderBy(desc(approvalCases.number))
  if (cases.length === 0) return []
  const acts = await db.select({ act: approvalActs, byName: users.name }).from(approvalActs).innerJoin(users, eq(users.id, approvalActs.userId))
    .innerJoin(approvalCases, eq(approvalCases.id, approvalActs.caseId)).where(isTheirs).orderBy(asc(approvalActs.number))
  const covered = await db.select({
    actId: approvalActClauses.actId, documentId: documents.id, documentRef: documents.ref, kind: documents.kind, about: documents.about,
    number: documentVersions.number, clause: approvalActClauses.clause, digest: approvalActClauses.digest,
  }).from(approvalActClauses)
    .innerJoin(approvalActs, eq(approvalActs.id, approvalActClauses.actId))
    .innerJoin(approvalCases, eq(approvalCases.id, approvalActs.caseId))
    .innerJoin(documentVersions, eq(documentVersions.id, approvalActClauses.documentVersionId))
    .innerJoin(documents, eq(documents.id, documentVersions.documentId)).where(isTheirs)
  const covers = new Map<string, CoveredClause[]>()
  for (const { actId, ...clause } of covered) covers.set(actId, [...(covers.get(actId) ?? []), clause])
  return cases.map(({ id, projectId, stepId, number, route, routeNumber, startedAt }) => ({
    id, projectId, stepId, number, route, routeNumber, startedAt,
    acts: acts.filter(({ act }) => act.caseId === id).map(({ act, byName }): ActRecord => ({
      command: act.command, at: act.at, userId: act.userId, forUserId: act.forUserId, stageId: act.stageId, text: act.said, covers: covers.get(act.id) ?? [], completes: act.completes, leavesOut: act.leavesOut, byName,
      cover: act.coverUserId && act.coverFrom && act.coverTo ? { userId: act.coverUserId, from: act.coverFrom, to: act.coverTo } : null,
    })),
  }))
}

export async function addCase(db: Queryable, row: typeof approvalCases.$inferInsert): Promise<void> {
  await db.insert(approvalCases).values(row)
}

/** An act with the parts it covers, in the caller's transaction. */
export async function addAct(db: Queryable, row: typeof approvalActs.$inferInsert, clauses: readonly Omit<typeof approvalActClauses.$inferInsert, 'actId'>[]): Promise<void> {
  await db.insert(approvalActs).values(row)
  if (clauses.length > 0) await db.insert(approvalActClauses).values(clauses.map((clause) => ({ ...clause, actId: row.id })))
}
