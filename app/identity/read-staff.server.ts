import type { Queryable } from '#app/platform/database.server.ts'
import type { StaffActor } from './actor.rules.ts'
import { countUsers, findUserByEmail, readStaffActor } from './users.store.server.ts'

export async function readStaffByEmail(db: Queryable, email: string): Promise<StaffActor | null> {
  const user = await findUserByEmail(db, email)
  return user ? readStaffActor(db, user.id) : null
}

/** True before anyone has an account. */
export async function hasNoStaff(db: Queryable): Promise<boolean> {
  return (await countUsers(db)) === 0
}
