import { asc, eq, gt } from 'drizzle-orm'
import { inWords, type Queryable } from '#app/platform/database.server.ts'
import { receipts } from '#db/schema/index.ts'

export type ReceiptRow = typeof receipts.$inferSelect

export async function addReceipt(tx: Queryable, row: ReceiptRow): Promise<void> {
  await inWords(tx, `insert into receipts (check_id, entry_seq, signed_at, kid, jws) values ($1, $2, $3, $4, $5)`,
    [row.checkId, row.entrySeq, row.signedAt.toISOString(), row.kid, row.jws])
}

/** The caller has asked whose check it is. */
export async function findReceipt(db: Queryable, checkId: string): Promise<ReceiptRow | null> {
  const [row] = await db.select().from(receipts).where(eq(receipts.checkId, checkId))
  return row ?? null
}

/** Receipts in the order of their audit entries, from after one. Of every organisation: for whoever verifies the record. */
export async function receiptsAfter(db: Queryable, entrySeq: number, limit: number): Promise<ReceiptRow[]> {
  return db.select().from(receipts).where(gt(receipts.entrySeq, entrySeq)).orderBy(asc(receipts.entrySeq)).limit(limit)
}
