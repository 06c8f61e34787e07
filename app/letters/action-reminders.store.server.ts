import type { Queryable } from '#app/platform/database.server.ts'
import { actionReminders } from '#db/schema/index.ts'

/** False where somebody was reminded at this distance before. */
export async function addReminder(tx: Queryable, row: typeof actionReminders.$inferInsert): Promise<boolean> {
  const added = await tx.insert(actionReminders).values(row).onConflictDoNothing().returning({ step: actionReminders.step })
  return added.length > 0
}
