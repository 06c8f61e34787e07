import { and, asc, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { replies, replyChecks, replySamplesOfAll, replySamplings, users } from '#db/schema/index.ts'
import { SAMPLE_DEFAULT, type SampleSetting } from './reply-sample.rules.ts'

export type ReplyCheckRow = typeof replyChecks.$inferSelect

/** Papers, and rows of lists, that one member of staff entered as one person's. A correction has been seen by two people already. */
const isToSample = and(
  isNotNull(replies.recordedBy), isNotNull(replies.personId), isNull(replies.corrects), or(eq(replies.channel, 'slip'), isNotNull(replies.uploadId)),
  or(isNull(replies.queryKind), ne(replies.queryKind, 'matches-several')),
)

/** Everything of a campaign that a second person may be asked to read, with the check of it where there is one. The oldest first. */
export async function repliesToSample(db: Queryable, campaignId: string) {
  const rows = await db.select({
    id: replies.id, enteredBy: sql<string>`${replies.recordedBy}`, enteredByName: users.name, recordedAt: replies.recordedAt, draw: replies.draw, check: replyChecks,
  }).from(replies).innerJoin(users, eq(users.id, replies.recordedBy)).leftJoin(replyChecks, eq(replyChecks.replyId, replies.id))
    .where(and(eq(replies.campaignId, campaignId), isToSample)).orderBy(asc(replies.recordedAt), asc(replies.id))
  return rows
}

export async function findReplyCheck(db: Queryable, replyId: string): Promise<ReplyCheckRow | null> {
  const [row] = await db.select().from(replyChecks).where(eq(replyChecks.replyId, replyId))
  return row ?? null
}

export async function lockReplyCheck(tx: Queryable, replyId: string): Promise<ReplyCheckRow | null> {
  const [row] = await tx.select().from(replyChecks).where(eq(replyChecks.replyId, replyId)).for('update')
  return row ?? null
}

/** Keeps a check, the reply being locked. One whose paper was not found is read again. */
export async function keepReplyCheck(tx: Queryable, row: typeof replyChecks.$inferInsert): Promise<void> {
  const { replyId: _replyId, campaignId: _campaignId, enteredBy: _enteredBy, ...read } = row
  await tx.insert(replyChecks).values(row).onConflictDoUpdate({ target: replyChecks.replyId, set: read, setWhere: eq(replyChecks.outcome, 'paper-missing') })
}

export async function updateReplyCheck(tx: Queryable, replyId: string, changes: Partial<typeof replyChecks.$inferInsert>): Promise<void> {
  await tx.update(replyChecks).set(changes).where(eq(replyChecks.replyId, replyId))
}

export async function readSampling(db: Queryable, campaignId: string): Promise<{ readonly setting: SampleSetting; readonly allOf: ReadonlySet<string> }> {
  const [row] = await db.select().from(replySamplings).where(eq(replySamplings.campaignId, campaignId))
  const all = await db.select({ userId: replySamplesOfAll.userId }).from(replySamplesOfAll).where(eq(replySamplesOfAll.campaignId, campaignId))
  const { oneIn, atLeast, boundOneIn, enough } = row ?? SAMPLE_DEFAULT
  return { setting: { oneIn, atLeast, boundOneIn, enough }, allOf: new Set(all.map(({ userId }) => userId)) }
}

export async function keepSampling(tx: Queryable, row: typeof replySamplings.$inferInsert): Promise<void> {
  const { campaignId: _campaignId, ...set } = row
  await tx.insert(replySamplings).values(row).onConflictDoUpdate({ target: replySamplings.campaignId, set })
}

/** Enlarges the sample of what someone entered to all of it; false where that was done already. */
export async function addSampleOfAll(tx: Queryable, row: typeof replySamplesOfAll.$inferInsert): Promise<boolean> {
  return (await tx.insert(replySamplesOfAll).values(row).onConflictDoNothing().returning({ userId: replySamplesOfAll.userId })).length > 0
}
