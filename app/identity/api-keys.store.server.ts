import { and, desc, eq, getTableColumns, inArray, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Day } from '#app/kernel/uk-date.ts'
import { inWords, type Queryable } from '#app/platform/database.server.ts'
import { apiKeyCalls, apiKeys, users } from '#db/schema/index.ts'

export type ApiKeyRow = typeof apiKeys.$inferSelect

export async function addApiKey(tx: Queryable, row: typeof apiKeys.$inferInsert): Promise<void> {
  await tx.insert(apiKeys).values(row)
}

export type ApiKeyFound = Pick<ApiKeyRow, 'id' | 'organisationCode' | 'flowRefs' | 'actions' | 'expiresOn' | 'lastUsedOn' | 'keyHash'>

/** By any of the forms its hash may be kept in. Only a key that has not been revoked. */
export async function findApiKeyByHash(db: Queryable, keyHashes: readonly [Buffer, ...Buffer[]]): Promise<ApiKeyFound | null> {
  const [row] = await inWords<ApiKeyFound>(db, `
    select id, organisation_code as "organisationCode", flow_refs as "flowRefs", actions, expires_on as "expiresOn", last_used_on as "lastUsedOn", key_hash as "keyHash"
    from api_keys where key_hash in (${keyHashes.map((_, i) => `$${i + 1}`).join(', ')}) and revoked_at is null`, keyHashes)
  return row ?? null
}

export async function setApiKeyUsed(db: Queryable, keyId: string, used: { readonly lastUsedOn: Day; readonly keyHash: Buffer }): Promise<void> {
  await db.update(apiKeys).set(used).where(eq(apiKeys.id, keyId))
}

/** Counts a call within the minute that is running by the database's clock: how many there have been, and the seconds that are left of it. */
export async function countCallOfKey(db: Queryable, keyId: string, action: string): Promise<{ readonly calls: number; readonly seconds: number }> {
  const minute = sql`date_trunc('minute', clock_timestamp())`
  const [row] = await db.insert(apiKeyCalls).values({ apiKeyId: keyId, action, windowBeganAt: minute, calls: 1 })
    .onConflictDoUpdate({
      target: [apiKeyCalls.apiKeyId, apiKeyCalls.action],
      set: {
        calls: sql`case when ${apiKeyCalls.windowBeganAt} >= excluded.window_began_at then ${apiKeyCalls.calls} + 1 else 1 end`,
        windowBeganAt: sql`greatest(${apiKeyCalls.windowBeganAt}, excluded.window_began_at)`,
      },
    })
    .returning({ calls: apiKeyCalls.calls, seconds: sql<number>`extract(epoch from ${apiKeyCalls.windowBeganAt} + interval '1 minute' - clock_timestamp())::float8` })
  return row as { calls: number; seconds: number }
}

/** True when there was such a key of that organisation, not yet revoked. */
export async function setApiKeyRevoked(tx: Queryable, organisationCode: string, keyId: string, revoked: { readonly at: Date; readonly by: string | null }): Promise<boolean> {
  const rows = await tx.update(apiKeys).set({ revokedAt: revoked.at, revokedBy: revoked.by })
    .where(and(eq(apiKeys.id, keyId), eq(apiKeys.organisationCode, organisationCode), isNull(apiKeys.revokedAt))).returning({ id: apiKeys.id })
  return rows.length > 0
}

export interface ApiKeyListed extends Omit<ApiKeyRow, 'keyHash'> {
  readonly madeByName: string | null
  readonly revokedByName: string | null
}

const maker = alias(users, 'maker')
const revoker = alias(users, 'revoker')

/** The keys of an organisation, newest first; one of them, where it is named. */
export async function listApiKeys(db: Queryable, organisationCode: string, keyId?: string): Promise<ApiKeyListed[]> {
  const { keyHash: _keyHash, ...columns } = getTableColumns(apiKeys)
  return db.select({ ...columns, madeByName: maker.name, revokedByName: revoker.name }).from(apiKeys)
    .leftJoin(maker, eq(maker.id, apiKeys.madeBy)).leftJoin(revoker, eq(revoker.id, apiKeys.revokedBy))
    .where(and(eq(apiKeys.organisationCode, organisationCode), keyId === undefined ? undefined : eq(apiKeys.id, keyId)))
    .orderBy(desc(apiKeys.madeAt), desc(apiKeys.id))
}

export async function findApiKeyNames(db: Queryable, ids: readonly string[]): Promise<{ readonly id: string; readonly name: string }[]> {
  return ids.length === 0 ? [] : db.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).where(inArray(apiKeys.id, [...ids]))
}
