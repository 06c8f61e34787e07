import type { Queryable } from '#app/platform/database.server.ts'
import type { Role } from './permissions.rules.ts'
import { findUserByEmail } from './users.store.server.ts'

/** The account with an e-mail address, by its id, name and role; null where there is none. */
export async function findAccountByEmail(db: Queryable, email: string): Promise<{ readonly userId: string; readonly name: string; readonly role: Role } | null> {
  const row = await findUserByEmail(db, email)
  return row && { userId: row.id, name: row.name, role: row.role }
}
