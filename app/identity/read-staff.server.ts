import type { Queryable } from '#app/platform/database.server.ts'
import type { StaffActor } from './actor.rules.ts'
import { ROLES, rolesWho, type Permission, type Role } from './permissions.rules.ts'
import { countUsers, findUserByEmail, listUsersById, listUsersOfMany, listUsersWith, readStaffActor } from './users.store.server.ts'

export async function readStaffByEmail(db: Queryable, email: string): Promise<StaffActor | null> {
  const user = await findUserByEmail(db, email)
  return user ? readStaffActor(db, user.id) : null
}

/** Somebody with an account, and where they can be told of something. */
export interface Addressee {
  readonly userId: string
  readonly organisationCode: string
  readonly email: string
}

const addressee = ({ id, organisationCode, email }: { readonly id: string; readonly organisationCode: string; readonly email: string }): Addressee => ({ userId: id, organisationCode, email })

/** The members of an organisation's staff who may do something, for telling each of something of their own. */
export async function readAddresseesWho(db: Queryable, organisationCode: string, may: Permission): Promise<Addressee[]> {
  return (await listUsersWith(db, organisationCode, rolesWho(may))).map(addressee)
}

/** These accounts, for telling each of something. Not scoped to an organisation: the caller has found them by what they do. */
export async function readAddressees(db: Queryable, userIds: readonly string[]): Promise<Addressee[]> {
  return (await listUsersById(db, userIds)).map(addressee)
}

/** A member of staff by the id of the account, as the actor they are; null when there is no such account. */
export function readStaffById(db: Queryable, userId: string): Promise<StaffActor | null> {
  return readStaffActor(db, userId)
}

/** The same for many organisations at once, by their codes; those where nobody may are left out. */
export async function readAddressesOfManyWho(db: Queryable, organisationCodes: readonly string[], may: Permission): Promise<ReadonlyMap<string, readonly string[]>> {
  const addresses = new Map<string, string[]>()
  for (const { organisationCode, email } of await listUsersOfMany(db, organisationCodes, rolesWho(may))) addresses.set(organisationCode, [...(addresses.get(organisationCode) ?? []), email])
  return addresses
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
  return (await listUsersWith(db, organisationCode, ROLES)).map(colleague).sort((a, b) => a.name.localeCompare(b.name))
}

/** The same of several organisations at once, each with whose staff they are. */
export async function readStaffOfMany(db: Queryable, organisationCodes: readonly string[]): Promise<readonly (Colleague & { readonly organisationCode: string })[]> {
  const staff = (await listUsersOfMany(db, organisationCodes, ROLES)).map((user) => ({ ...colleague(user), organisationCode: user.organisationCode }))
  return staff.sort((a, b) => a.organisationCode.localeCompare(b.organisationCode) || a.name.localeCompare(b.name))
}

const colleague = ({ id, name, jobTitle, role }: { readonly id: string; readonly name: string; readonly jobTitle: string; readonly role: Role }): Colleague => ({ userId: id, name, jobTitle, role })
