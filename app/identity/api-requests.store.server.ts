import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { apiRequests } from '#db/schema/index.ts'

export type ApiRequestRow = typeof apiRequests.$inferSelect

/** Puts a request on record; false when the key has sent one with this id before. */
export async function addApiRequest(tx: Queryable, row: typeof apiRequests.$inferInsert): Promise<boolean> {
  const rows = await tx.insert(apiRequests).values(row).onConflictDoNothing().returning({ id: apiRequests.requestId })
  return rows.length > 0
}

/** The earlier request, held so that two that come at once are settled one after the other. */
export async function holdApiRequest(tx: Queryable, apiKeyId: string, requestId: string): Promise<ApiRequestRow | null> {
  const [row] = await tx.select().from(apiRequests).where(and(eq(apiRequests.apiKeyId, apiKeyId), eq(apiRequests.requestId, requestId))).for('update')
  return row ?? null
}

export async function setApiRequest(tx: Queryable, apiKeyId: string, requestId: string, values: Partial<ApiRequestRow>): Promise<void> {
  await tx.update(apiRequests).set(values).where(and(eq(apiRequests.apiKeyId, apiKeyId), eq(apiRequests.requestId, requestId)))
}

/** Forgets a request that was not answered. */
export async function dropUnanswered(db: Queryable, apiKeyId: string, requestId: string): Promise<void> {
  await db.delete(apiRequests).where(and(eq(apiRequests.apiKeyId, apiKeyId), eq(apiRequests.requestId, requestId), isNull(apiRequests.answerSealed)))
}

export async function removeApiRequestsBefore(db: Queryable, instant: Date): Promise<void> {
  await db.delete(apiRequests).where(lt(apiRequests.beganAt, instant))
}
