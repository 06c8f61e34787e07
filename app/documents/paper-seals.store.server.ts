import { asc, eq, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { paperSeals } from '#db/schema/index.ts'

export type PaperSealRow = typeof paperSeals.$inferSelect

/** Every certificate that papers were sealed with, oldest first. */
export async function listSeals(db: Queryable): Promise<PaperSealRow[]> {
  return db.select().from(paperSeals).orderBy(asc(paperSeals.usedFrom), asc(paperSeals.fingerprint))
}

export async function findSeal(db: Queryable, fingerprint: string): Promise<PaperSealRow | null> {
  const [row] = await db.select().from(paperSeals).where(eq(paperSeals.fingerprint, fingerprint))
  return row ?? null
}

/** Keeps two portals that begin at once from making a key each. */
export async function holdSeals(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('concordat/paper-seals'))`)
}

export async function addSeal(tx: Queryable, row: PaperSealRow): Promise<void> {
  await tx.insert(paperSeals).values(row)
}
