import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { apiKeys } from '#db/schema/index.ts'

export type ApiKeyRow = typeof apiKeys.$inferSelect

export async function addApiKey(tx: Queryable, row: typeof apiKeys.$inferInsert): Promise<void> {
  await tx.insert(apiKeys).values(row)
}

/** Only a key that has not been revoked. */
export async function findApiKeyByHash(db: Queryable, keyHash: Buffer): Promise<ApiKeyRow | null> {
  const [row] = await db.select().from(apiKeys).where(and(eq(apiKeys.keyHash, keyHash), isNull(apiKeys.revokedAt)))
  return row ?? null
}

/** True when there was such a key of that organisation, not yet revoked. */
export async function setApiKeyRevoked(tx: Queryable, organisationCode: string, keyId: string, at: Date): Promise<boolean> {
  const rows = await tx.update(apiKeys).set({ revokedAt: at })
    .where(and(eq(apiKeys.id, keyId), eq(apiKeys.organisationCode, organisationCode), isNull(apiKeys.revokedAt))).returning({ id: apiKeys.id })
  return rows.length > 0
}

export async function findApiKeyNames(db: Queryable, ids: readonly string[]): Promise<{ readonly id: string; readonly name: string }[]> {
  return ids.length === 0 ? [] : db.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).where(inArray(apiKeys.id, [...ids]))
}
