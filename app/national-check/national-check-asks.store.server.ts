import { and, desc, eq, isNull, lt } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { nationalCheckAsks, projects } from '#db/schema/index.ts'

export type AskRow = typeof nationalCheckAsks.$inferSelect

/** False when the organisation has asked about the flow already and that question is still being written. */
export async function addAsk(tx: Queryable, row: typeof nationalCheckAsks.$inferInsert): Promise<boolean> {
  return (await tx.insert(nationalCheckAsks).values(row).onConflictDoNothing().returning({ id: nationalCheckAsks.id })).length > 0
}

/** Ends what was asked so long ago that it will not be written any more. */
export async function endStaleAsks(tx: Queryable, flow: { readonly organisationCode: string; readonly flowRef: string }, askedBefore: Date, at: Date): Promise<void> {
  await tx.update(nationalCheckAsks).set({ endedAt: at, refusal: 'gave-up' }).where(and(
    eq(nationalCheckAsks.organisationCode, flow.organisationCode), eq(nationalCheckAsks.flowRef, flow.flowRef), isNull(nationalCheckAsks.endedAt), lt(nationalCheckAsks.askedAt, askedBefore),
  ))
}

/** For the background work; with the reference of its project. */
export async function findAsk(db: Queryable, askId: string): Promise<(AskRow & { readonly projectRef: string }) | null> {
  const [row] = await db.select({ ask: nationalCheckAsks, projectRef: projects.ref }).from(nationalCheckAsks)
    .innerJoin(projects, eq(projects.id, nationalCheckAsks.projectId)).where(eq(nationalCheckAsks.id, askId))
  return row ? { ...row.ask, projectRef: row.projectRef } : null
}

export async function updateAsk(tx: Queryable, askId: string, values: Partial<Pick<AskRow, 'done' | 'total' | 'runId' | 'refusal' | 'endedAt'>>): Promise<void> {
  await tx.update(nationalCheckAsks).set(values).where(and(eq(nationalCheckAsks.id, askId), isNull(nationalCheckAsks.endedAt)))
}

/** What an organisation has asked about a project's flows on its pages, newest first. */
export async function listAsksOfProject(db: Queryable, organisationCode: string, projectId: string): Promise<AskRow[]> {
  return db.select().from(nationalCheckAsks).where(and(eq(nationalCheckAsks.organisationCode, organisationCode), eq(nationalCheckAsks.projectId, projectId)))
    .orderBy(desc(nationalCheckAsks.askedAt)).limit(50)
}
