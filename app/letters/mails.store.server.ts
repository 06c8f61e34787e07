import { and, desc, eq, gt, inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { mails } from '#db/schema/index.ts'

export type MailRow = typeof mails.$inferSelect

export async function addMail(tx: Queryable, row: typeof mails.$inferInsert): Promise<void> {
  await tx.insert(mails).values(row)
}

/** Many in one statement. */
export async function addMails(tx: Queryable, rows: readonly (typeof mails.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(mails).values([...rows])
}

/** Those of the organisations to whom such a mail was written after an instant. */
export async function organisationsMailedSince(db: Queryable, message: MailRow['message'], codes: readonly string[], since: Date): Promise<ReadonlySet<string | null>> {
  if (codes.length === 0) return new Set()
  const rows = await db.selectDistinct({ code: mails.organisationCode }).from(mails).where(and(eq(mails.message, message), inArray(mails.organisationCode, [...codes]), gt(mails.madeAt, since)))
  return new Set(rows.map(({ code }) => code))
}

/** For the background work, which belongs to no organisation. */
export async function findMailById(db: Queryable, mailId: string): Promise<MailRow | null> {
  const [row] = await db.select().from(mails).where(eq(mails.id, mailId))
  return row ?? null
}

export async function findMail(db: Queryable, organisationCode: string, mailId: string): Promise<MailRow | null> {
  const [row] = await db.select().from(mails).where(and(eq(mails.organisationCode, organisationCode), eq(mails.id, mailId)))
  return row ?? null
}

export async function listMails(db: Queryable, organisationCode: string, limit: number): Promise<MailRow[]> {
  return db.select().from(mails).where(eq(mails.organisationCode, organisationCode)).orderBy(desc(mails.madeAt)).limit(limit)
}

export async function updateMail(tx: Queryable, mailId: string, changes: Partial<Pick<MailRow, 'sealed' | 'sentAt' | 'attempts' | 'lastError'>>): Promise<void> {
  await tx.update(mails).set(changes).where(eq(mails.id, mailId))
}
