import type { Queryable } from '#app/platform/database.server.ts'
import type { StaffActor } from './actor.rules.ts'
import { ROLES, rolesWho, type Permission, type Role } from './permissions.rules.ts'
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

export interface Colleague {
  readonly userId: string
  readonly name: string
  readonly jobTitle: string
  readonly role: Role
}

/** Everyone who has an account at an organisation, by name: for who may be asked, and who may stand in. */
export async function readStaffOf(db: Queryable, organisationCode: string): Promise<readonly Colleague[]> {
  return (await listUsersWith(db, organisationCode, ROLES)).map(({ id, name, jobTitle, role }) => ({ userId: id, name, jobTitle, role })).sort((a, b) => a.name.localeCompare(b.name))
}
