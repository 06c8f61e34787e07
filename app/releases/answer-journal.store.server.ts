import { and, asc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { answerBaseParts, answerBases, answerChanges, answerJournals } from '#db/schema/index.ts'

export async function findBase(db: Queryable, flowRef: string, digest: Buffer): Promise<string | null> {
  const [row] = await db.select({ id: answerBases.id }).from(answerBases).where(and(eq(answerBases.flowRef, flowRef), eq(answerBases.digest, digest))).limit(1)
  return row?.id ?? null
}

export async function addBase(tx: Queryable, row: typeof answerBases.$inferInsert): Promise<void> {
  await tx.insert(answerBases).values(row)
}

export async function addBasePart(tx: Queryable, baseId: string, part: number, answers: Buffer): Promise<void> {
  await tx.insert(answerBaseParts).values({ id: newId(), baseId, part, answers })
}

/** False when the base has been removed meanwhile. */
export async function addJournal(db: Queryable, id: string, baseId: string, begunAt: Date): Promise<boolean> {
  const rows = await db.execute(sql`
    insert into ${answerJournals} (id, base_id, begun_at)
    select ${id}::uuid, base.id, ${begunAt.toISOString()}::timestamptz from ${answerBases} base where base.id = ${baseId}::uuid for key share of base returning 1`)
  return rows.length > 0
}

export async function addChanges(db: Queryable, journalId: string, number: number, answers: Buffer): Promise<void> {
  await db.insert(answerChanges).values({ id: newId(), journalId, number, answers })
}

export async function findJournal(db: Queryable, journalId: string): Promise<{ readonly baseId: string; readonly strangers: Buffer } | null> {
  const [row] = await db.select({ baseId: answerBases.id, strangers: answerBases.strangers }).from(answerJournals)
    .innerJoin(answerBases, eq(answerBases.id, answerJournals.baseId)).where(eq(answerJournals.id, journalId))
  return row ?? null
}

/** One part after the other, so that a large base is never in memory whole. */
export async function* eachBasePart(db: Queryable, baseId: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part += 1) {
    const [row] = await db.select({ answers: answerBaseParts.answers }).from(answerBaseParts).where(and(eq(answerBaseParts.baseId, baseId), eq(answerBaseParts.part, part)))
    if (!row) return
    yield row.answers
  }
}

/** The first so many changes, in order. */
export async function listChanges(db: Queryable, journalId: string, upTo: number): Promise<Buffer[]> {
  const rows = await db.select({ answers: answerChanges.answers }).from(answerChanges)
    .where(and(eq(answerChanges.journalId, journalId), lte(answerChanges.number, upTo), gt(answerChanges.number, 0))).orderBy(asc(answerChanges.number))
  return rows.map(({ answers }) => answers)
}

/** Removes journals that were begun before an instant and in which no check that began since was answered, and the bases that none is left of. */
export async function removeJournalsBefore(db: Queryable, at: Date): Promise<number> {
  const [row] = await db.execute(sql`
    with gone as (
      delete from ${answerJournals} journal where begun_at < ${at.toISOString()}::timestamptz
        and not exists (select from checks where checks.journal_id = journal.id and checks.began_at >= ${at.toISOString()}::timestamptz) returning id)
    select count(*)::int as count from gone`)
  await db.execute(sql`delete from ${answerBases} base where kept_at < ${at.toISOString()}::timestamptz and not exists (select from ${answerJournals} journal where journal.base_id = base.id)`)
  return Number((row as { count: number }).count)
}
