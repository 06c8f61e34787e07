import { and, eq, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { privateChecks } from '#db/schema/index.ts'

export type PrivateCheckRow = typeof privateChecks.$inferSelect

export async function addPrivateCheck(tx: Queryable, row: typeof privateChecks.$inferInsert): Promise<void> {
  await tx.insert(privateChecks).values(row)
}

/** One check of one key, held until the transaction ends. */
export async function lockPrivateCheck(tx: Queryable, apiKeyId: string, id: string): Promise<PrivateCheckRow | null> {
  const [row] = await tx.select().from(privateChecks).where(and(eq(privateChecks.id, id), eq(privateChecks.apiKeyId, apiKeyId))).for('update')
  return row ?? null
}

export async function addEvaluated(tx: Queryable, id: string, more: number): Promise<void> {
  await tx.update(privateChecks).set({ evaluated: sql`${privateChecks.evaluated} + ${more}` }).where(eq(privateChecks.id, id))
}
