import { asc, inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { choiceAuthorities, choiceHolders } from '#db/schema/index.ts'

/** Whoever is stored under one of the keyed hashes of a name; null when nobody is. */
export async function findHolder(db: Queryable, lookups: readonly Buffer[]): Promise<number | null> {
  const [row] = await db.select({ id: choiceHolders.id }).from(choiceHolders).where(inArray(choiceHolders.lookup, [...lookups])).orderBy(asc(choiceHolders.id)).limit(1)
  return row?.id ?? null
}

/** Adds someone. One whom someone else has added at the same moment is left as they are, and waited for. */
export async function addHolder(tx: Queryable, row: { readonly lookup: Buffer; readonly nameSealed: Buffer }): Promise<void> {
  await tx.insert(choiceHolders).values(row).onConflictDoNothing({ target: choiceHolders.lookup })
}

export async function addAuthorities(tx: Queryable, rows: readonly (typeof choiceAuthorities.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(choiceAuthorities).values([...rows])
}
