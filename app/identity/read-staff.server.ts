import type { Queryable } from '#app/platform/database.server.ts'
import type { StaffActor } from './actor.rules.ts'
import { rolesWho, type Permission } from './permissions.rules.ts'
import { countUsers, findUserByEmail, listUsersWith, readStaffActor } from './users.store.server.ts'

export async function readStaffByEmail(db: Queryable, email: string): Promise<StaffActor | null> {
  const user = await findUserByEmail(db, email)
  return user ? readStaffActor(db, user.id) : null
}

/** Where the members of an organisation's staff who may do something can be told of it. */
export async function readAddressesOfStaffWho(db: Queryable, organisationCode: string, may: Permission): Promise<string[]> {
  return (await listUsersWith(db, organisationCode, rolesWho(may))).map(({ email }) => email)
}

/** True before anyone has an account. */
export async function hasNoStaff(db: Queryable): Promise<boolean> {
  return (await countUsers(db)) === 0
}
