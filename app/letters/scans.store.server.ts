import { and, asc, eq, inArray, or } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { campaigns, replies, replyScans, storedFiles } from '#db/schema/index.ts'

export async function addScanFile(tx: Queryable, file: typeof storedFiles.$inferInsert): Promise<void> {
  await tx.insert(storedFiles).values(file)
}

export async function addScanLinks(tx: Queryable, rows: readonly (typeof replyScans.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.insert(replyScans).values([...rows]).onConflictDoNothing()
}

/** A scan's place: which reply, or which choice that stood already, it shows. */
export interface ScanLink {
  readonly fileId: string
  readonly replyId: string | null
  readonly choiceId: string | null
  readonly linkedAt: Date
}

/** The scans of replies and choices of a practice, the oldest first. */
export async function scansOf(
  db: Queryable, organisationCode: string, of: { readonly replyIds: readonly string[]; readonly choiceIds?: readonly string[] },
): Promise<ScanLink[]> {
  const { replyIds, choiceIds = [] } = of
  if (replyIds.length === 0 && choiceIds.length === 0) return []
  return db.select({ fileId: replyScans.fileId, replyId: replyScans.replyId, choiceId: replyScans.choiceId, linkedAt: replyScans.linkedAt })
    .from(replyScans).innerJoin(campaigns, eq(campaigns.id, replyScans.campaignId))
    .where(and(eq(campaigns.organisationCode, organisationCode), or(
      replyIds.length > 0 ? inArray(replyScans.replyId, [...replyIds]) : undefined, choiceIds.length > 0 ? inArray(replyScans.choiceId, [...choiceIds]) : undefined,
    ))).orderBy(asc(replyScans.linkedAt), asc(replyScans.id))
}

/** Where a practice's scan is linked: each campaign, and the person whose it is, where that is known. */
export async function linksOfScan(db: Queryable, organisationCode: string, fileId: string) {
  return db.select({
    campaignRef: campaigns.ref, replyId: replyScans.replyId, choiceId: replyScans.choiceId, linkedTo: replyScans.personId, replyOf: replies.personId,
  }).from(replyScans).innerJoin(campaigns, eq(campaigns.id, replyScans.campaignId)).leftJoin(replies, eq(replies.id, replyScans.replyId))
    .where(and(eq(campaigns.organisationCode, organisationCode), eq(replyScans.fileId, fileId)))
}

export async function findScanFile(db: Queryable, organisationCode: string, fileId: string) {
  const [row] = await db.select({ mediaType: storedFiles.mediaType, content: storedFiles.content }).from(storedFiles)
    .where(and(eq(storedFiles.id, fileId), eq(storedFiles.organisationCode, organisationCode)))
  return row ?? null
}
