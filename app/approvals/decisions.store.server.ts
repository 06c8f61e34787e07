import { asc, eq, inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { approvalDecisionClauses, approvalDecisions, documents, documentVersions, users } from '#db/schema/index.ts'
import type { LeftOut } from './covering.rules.ts'
import type { CoveredClause, Decision } from './decision.rules.ts'

export interface DecisionRecord extends Decision {
  readonly projectId: string
  readonly note: string
  /** Paper by paper, what it leaves out; none where it covers all. */
  readonly leftOut: readonly LeftOut[]
  readonly recordedBy: string
  readonly recordedByName: string
}

/** Every decision of a project, oldest first. Not scoped to an organisation: whoever reads them for people has found the project for theirs. */
export function listDecisions(db: Queryable, projectId: string): Promise<DecisionRecord[]> {
  return listDecisionsOf(db, [projectId])
}

/** The same of several projects. */
export async function listDecisionsOf(db: Queryable, projectIds: readonly string[]): Promise<DecisionRecord[]> {
  if (projectIds.length === 0) return []
  const rows = await db.select({ decision: approvalDecisions, recordedByName: users.name }).from(approvalDecisions)
    .innerJoin(users, eq(users.id, approvalDecisions.recordedBy))
    .where(inArray(approvalDecisions.projectId, [...projectIds])).orderBy(asc(approvalDecisions.decidedAt), asc(approvalDecisions.recordedAt))
  const covered = await db.select({
    decisionId: approvalDecisionClauses.decisionId, documentId: documents.id, documentRef: documents.ref, kind: documents.kind, about: documents.about,
    number: documentVersions.number, clause: approvalDecisionClauses.clause, digest: approvalDecisionClauses.digest,
  }).from(approvalDecisionClauses)
    .innerJoin(approvalDecisions, eq(approvalDecisions.id, approvalDecisionClauses.decisionId))
    .innerJoin(documentVersions, eq(documentVersions.id, approvalDecisionClauses.documentVersionId))
    .innerJoin(documents, eq(documents.id, documentVersions.documentId))
    .where(inArray(approvalDecisions.projectId, [...projectIds])).orderBy(asc(documents.ref), asc(approvalDecisionClauses.clause))
  const covers = new Map<string, CoveredClause[]>()
  for (const { decisionId, ...clause } of covered) covers.set(decisionId, [...(covers.get(decisionId) ?? []), clause])
  return rows.map(({ decision, recordedByName }) => ({ ...decision, recordedByName, covers: covers.get(decision.id) ?? [] }))
}

/** A decision with the parts it covers, in the caller's transaction. */
export async function addDecision(
  db: Queryable, row: typeof approvalDecisions.$inferInsert, clauses: readonly Omit<typeof approvalDecisionClauses.$inferInsert, 'decisionId'>[],
): Promise<void> {
  await db.insert(approvalDecisions).values(row)
  if (clauses.length > 0) await db.insert(approvalDecisionClauses).values(clauses.map((clause) => ({ ...clause, decisionId: row.id })))
}

/** What each of these decisions leaves out of the papers that it was made on, by its id. */
export async function listLeftOut(db: Queryable, decisionIds: readonly string[]): Promise<ReadonlyMap<string, readonly LeftOut[]>> {
  if (decisionIds.length === 0) return new Map()
  const rows = await db.select({ id: approvalDecisions.id, leftOut: approvalDecisions.leftOut }).from(approvalDecisions).where(inArray(approvalDecisions.id, [...decisionIds]))
  return new Map(rows.map(({ id, leftOut }) => [id, leftOut]))
}
