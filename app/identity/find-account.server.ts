import type { Queryable } from '#app/platform/database.server.ts'
import { findUserByEmail } from './users.store.server.ts'

/** The account with an e-mail address, by its id and name; null where there is none. */
export async function findAccountByEmail(db: Queryable, email: string): Promise<{ readonly userId: string; readonly name: string } | null> {
  const row = await findUserByEmail(db, email)
  return row && { userId: row.id, name: row.name }
}
