import type { Queryable } from '#app/platform/database.server.ts'
import { approvalNotices, dueReminders } from '#db/schema/index.ts'

/** False where people were reminded of it at this distance before. */
export async function addDueReminder(tx: Queryable, row: typeof dueReminders.$inferInsert): Promise<boolean> {
  const added = await tx.insert(dueReminders).values(row).onConflictDoNothing().returning({ step: dueReminders.step })
  return added.length > 0
}

/** False where this person was told of it before. */
export async function addNotice(tx: Queryable, row: typeof approvalNotices.$inferInsert): Promise<boolean> {
  const added = await tx.insert(approvalNotices).values(row).onConflictDoNothing().returning({ about: approvalNotices.about })
  return added.length > 0
}
