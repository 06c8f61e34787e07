import { inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { users } from '#db/schema/index.ts'

export async function findUserNames(db: Queryable, ids: readonly string[]): Promise<{ readonly id: string; readonly name: string }[]> {
  return ids.length === 0 ? [] : db.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, [...ids]))
}
