import { and, asc, desc, eq } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { involvementEvents, users } from '#db/schema/index.ts'
import type { InvolvementEvent } from './event.rules.ts'

export interface EventRecord {
  readonly id: string
  readonly version: number
  readonly event: InvolvementEvent
  readonly withdrawnBecause: string | null
  readonly savedAt: Date
  readonly savedByName: string
}

const COLUMNS = {
  id: involvementEvents.id, version: involvementEvents.version, event: involvementEvents.event, withdrawnBecause: involvementEvents.withdrawnBecause, savedAt: involvementEvents.savedAt, savedByName: users.name,
} as const

/** The newest version of each event of a project, withdrawn ones too. The caller has found the project for whoever asks. */
export function listNewestEvents(db: Queryable, projectId: string): Promise<EventRecord[]> {
  return db.selectDistinctOn([involvementEvents.id], COLUMNS).from(involvementEvents).innerJoin(users, eq(users.id, involvementEvents.savedBy))
    .where(eq(involvementEvents.projectId, projectId)).orderBy(involvementEvents.id, desc(involvementEvents.version))
}

/** Every version of one event of a project, oldest first; none where it is another project's. */
export function listVersionsOfEvent(db: Queryable, projectId: string, id: string): Promise<EventRecord[]> {
  return db.select(COLUMNS).from(involvementEvents).innerJoin(users, eq(users.id, involvementEvents.savedBy))
    .where(and(eq(involvementEvents.projectId, projectId), eq(involvementEvents.id, id))).orderBy(asc(involvementEvents.version))
}

/** False where that version is there already. */
export async function addEventVersion(tx: Queryable, row: typeof involvementEvents.$inferInsert): Promise<boolean> {
  return (await tx.insert(involvementEvents).values(row).onConflictDoNothing().returning({ id: involvementEvents.id })).length > 0
}

export async function hasEvents(db: Queryable, projectId: string): Promise<boolean> {
  return (await db.select({ id: involvementEvents.id }).from(involvementEvents).where(eq(involvementEvents.projectId, projectId)).limit(1)).length > 0
}
