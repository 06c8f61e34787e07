import { asc, inArray, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { choiceAuthorities, choiceHolders } from '#db/schema/index.ts'

/** Whoever is stored under one of the keyed hashes of a name; null when nobody is. */
export async function findHolder(db: Queryable, lookups: readonly Buffer[]): Promise<number | null> {
  const [row] = await db.select({ id: choiceHolders.id }).from(choiceHolders).where(inArray(choiceHolders.lookup, [...lookups])).orderBy(asc(choiceHolders.id)).limit(1)
  return row?.id ?? null
}

const HOLDERS_LOCK = 0x484f4c44

/**
 * Makes others who would add someone wait until this transaction ends: while one key takes another's place the same name could
 * else be added under both at once.
 */
export async function lockNewHolders(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${HOLDERS_LOCK}::int, 0)`)
}

export async function addHolder(tx: Queryable, row: { readonly lookup: Buffer; readonly nameSealed: Buffer }): Promise<void> {
  await tx.insert(choiceHolders).values(row)
}

export async function addAuthorities(tx: Queryable, rows: readonly (typeof choiceAuthorities.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(choiceAuthorities).values([...rows])
}
