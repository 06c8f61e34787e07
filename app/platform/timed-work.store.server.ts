import { eq } from 'drizzle-orm'
import { timedWork } from '#db/schema/index.ts'
import type { Queryable } from './database.server.ts'

/** When work that comes round by the clock was last done; null before the first time. */
export async function findDoneAt(db: Queryable, name: string): Promise<Date | null> {
  const [row] = await db.select({ doneAt: timedWork.doneAt }).from(timedWork).where(eq(timedWork.name, name))
  return row?.doneAt ?? null
}

export async function saveDoneAt(db: Queryable, name: string, doneAt: Date): Promise<void> {
  await db.insert(timedWork).values({ name, doneAt }).onConflictDoUpdate({ target: timedWork.name, set: { doneAt } })
}
