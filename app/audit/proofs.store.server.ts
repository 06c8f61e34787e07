import { and, asc, desc, eq, gt, gte, isNull, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { auditTree, signedHeads, signingKeys } from '#db/schema/index.ts'
import type { NodePlace, TreeNode } from './merkle.rules.ts'

export type SignedHeadRow = typeof signedHeads.$inferSelect
export type SigningKeyRow = typeof signingKeys.$inferSelect

/** The hashes of some complete subtrees. One that is not there is a fault: the tree was altered. */
export async function nodesAt(db: Queryable, places: readonly NodePlace[]): Promise<(place: NodePlace) => Buffer> {
  const found = places.length === 0 ? [] : await db.select().from(auditTree)
    .where(sql`(${auditTree.level}, ${auditTree.index}) in ${places.map(({ level, index }) => sql`(${level}::smallint, ${index}::bigint)`)}`)
  const hashes = new Map(found.map(({ level, index, hash }) => [`${level} ${index}`, hash]))
  return ({ level, index }) => {
    const hash = hashes.get(`${level} ${index}`)
    if (!hash) throw new Error(`The tree lacks subtree ${index} of level ${level}: run npm run audit:verify`)
    return hash
  }
}

/** The subtrees that are complete within the first `to` leaves and were not within the first `from`. */
export async function nodesBetween(db: Queryable, from: number, to: number): Promise<TreeNode[]> {
  const levels: (SQL | undefined)[] = []
  for (let level = 0; 2 ** level <= to; level += 1) {
    const [begin, end] = [Math.floor(from / 2 ** level), Math.floor(to / 2 ** level)]
    if (begin < end) levels.push(and(eq(auditTree.level, level), gte(auditTree.index, begin), lt(auditTree.index, end)))
  }
  return levels.length === 0 ? [] : db.select().from(auditTree).where(or(...levels))
}

/** The signed heads of more than `from` entries and at most `to`, the smallest first. */
export async function headsBetween(db: Queryable, from: number, to: number): Promise<SignedHeadRow[]> {
  return db.select().from(signedHeads).where(and(gt(signedHeads.size, from), lte(signedHeads.size, to))).orderBy(asc(signedHeads.size))
}

/** False when there is one of that size already. */
export async function addHead(db: Queryable, row: SignedHeadRow): Promise<boolean> {
  return (await db.insert(signedHeads).values(row).onConflictDoNothing().returning({ size: signedHeads.size })).length > 0
}

export async function newestHead(db: Queryable): Promise<SignedHeadRow | null> {
  const [row] = await db.select().from(signedHeads).orderBy(desc(signedHeads.size)).limit(1)
  return row ?? null
}

export async function headOfSize(db: Queryable, size: number): Promise<SignedHeadRow | null> {
  const [row] = await db.select().from(signedHeads).where(eq(signedHeads.size, size))
  return row ?? null
}

/** Newest first. */
export async function headsBefore(db: Queryable, size: number | null, limit: number): Promise<SignedHeadRow[]> {
  return db.select().from(signedHeads).where(size === null ? undefined : lt(signedHeads.size, size)).orderBy(desc(signedHeads.size)).limit(limit)
}

/** Oldest first. */
export async function headsAfter(db: Queryable, size: number, limit: number): Promise<SignedHeadRow[]> {
  return db.select().from(signedHeads).where(gt(signedHeads.size, size)).orderBy(asc(signedHeads.size)).limit(limit)
}

/** Oldest first. */
export async function listKeys(db: Queryable): Promise<SigningKeyRow[]> {
  return db.select().from(signingKeys).orderBy(asc(signingKeys.usedFrom), asc(signingKeys.kid))
}

/** False when it was known already. */
export async function addKey(db: Queryable, row: SigningKeyRow): Promise<boolean> {
  return (await db.insert(signingKeys).values(row).onConflictDoNothing().returning({ kid: signingKeys.kid })).length > 0
}

/** Ends the use of every key but one; answers which. */
export async function endOtherKeys(db: Queryable, kid: string, at: Date): Promise<string[]> {
  const ended = await db.update(signingKeys).set({ usedTo: at }).where(and(ne(signingKeys.kid, kid), isNull(signingKeys.usedTo))).returning({ kid: signingKeys.kid })
  return ended.map((row) => row.kid)
}

/** True when the key's use had ended. */
export async function resumeKey(db: Queryable, kid: string): Promise<boolean> {
  const rows = await db.update(signingKeys).set({ usedTo: null }).where(and(eq(signingKeys.kid, kid), sql`${signingKeys.usedTo} is not null`)).returning({ kid: signingKeys.kid })
  return rows.length > 0
}
