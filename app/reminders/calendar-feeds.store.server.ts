import { and, eq, isNull } from 'drizzle-orm'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { calendarFeeds } from '#db/schema/index.ts'

export type CalendarFeedRow = typeof calendarFeeds.$inferSelect

/** False where the person has one in use already. */
export async function addFeed(tx: Queryable, row: typeof calendarFeeds.$inferInsert): Promise<boolean> {
  const added = await tx.insert(calendarFeeds).values(row).onConflictDoNothing().returning({ id: calendarFeeds.id })
  return added.length > 0
}

/** The feed that a person has in use. */
export async function findFeedOf(db: Queryable, userId: string): Promise<CalendarFeedRow | null> {
  const [row] = await db.select().from(calendarFeeds).where(and(eq(calendarFeeds.userId, userId), isNull(calendarFeeds.withdrawnAt)))
  return row ?? null
}

/** Only one that has not been withdrawn. */
export async function findFeedByHash(db: Queryable, tokenHash: Buffer): Promise<CalendarFeedRow | null> {
  const [row] = await db.select().from(calendarFeeds).where(and(eq(calendarFeeds.tokenHash, tokenHash), isNull(calendarFeeds.withdrawnAt)))
  return row ?? null
}

/** The id of the feed that was withdrawn; null where the person had none in use. */
export async function setFeedWithdrawn(tx: Queryable, userId: string, at: Date): Promise<string | null> {
  const [row] = await tx.update(calendarFeeds).set({ withdrawnAt: at }).where(and(eq(calendarFeeds.userId, userId), isNull(calendarFeeds.withdrawnAt))).returning({ id: calendarFeeds.id })
  return row?.id ?? null
}

export async function setFeedRead(db: Queryable, feedId: string, on: Day): Promise<void> {
  await db.update(calendarFeeds).set({ lastReadOn: on }).where(eq(calendarFeeds.id, feedId))
}
