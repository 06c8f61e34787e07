import { and, asc, count, eq, inArray } from 'drizzle-orm'
import type { Queryable, Transaction } from '#app/platform/database.server.ts'
import { organisations, users } from '#db/schema/index.ts'
import type { StaffActor } from './actor.rules.ts'
import type { Role } from './permissions.rules.ts'

type UserRow = typeof users.$inferSelect

export async function findUserByEmail(db: Queryable, email: string): Promise<UserRow | null> {
  const [row] = await db.select().from(users).where(eq(users.email, email.trim().toLowerCase()))
  return row ?? null
}

export async function readStaffActor(db: Queryable, userId: string): Promise<StaffActor | null> {
  const [row] = await db
    .select({ user: users, organisation: organisations })
    .from(users)
    .innerJoin(organisations, eq(organisations.code, users.organisationCode))
    .where(eq(users.id, userId))
  if (!row) return null
  return {
    kind: 'staff',
    label: `staff:${row.user.id}`,
    organisationCode: row.organisation.code,
    userId: row.user.id,
    name: row.user.name,
    email: row.user.email,
    jobTitle: row.user.jobTitle,
    role: row.user.role,
    organisationName: row.organisation.name,
    organisationKind: row.organisation.kind,
  }
}

/** An account's wrong tries so far, held so that tries made at the same moment count one after the other. */
export async function holdSignInFailures(tx: Transaction, userId: string): Promise<{ readonly failedSignIns: number; readonly lockedUntil: Date | null } | null> {
  // Not `for update`: a session that begins meanwhile refers to this row and would wait.
  const [row] = await tx
    .select({ failedSignIns: users.failedSignIns, lockedUntil: users.lockedUntil })
    .from(users)
    .where(eq(users.id, userId))
    .for('no key update')
  return row ?? null
}

export async function setSignInFailures(db: Queryable, userId: string, failures: number, lockedUntil: Date | null): Promise<void> {
  await db.update(users).set({ failedSignIns: failures, lockedUntil }).where(eq(users.id, userId))
}

export async function addUser(db: Queryable, row: typeof users.$inferInsert): Promise<void> {
  await db.insert(users).values({ ...row, email: row.email.trim().toLowerCase() })
}

/** The accounts of one organisation that have one of the roles. */
export async function listUsersWith(db: Queryable, organisationCode: string, roles: readonly Role[]): Promise<UserRow[]> {
  return db.select().from(users).where(and(eq(users.organisationCode, organisationCode), inArray(users.role, [...roles]))).orderBy(asc(users.email))
}

/** The accounts with these ids, whosever they are. */
export async function listUsersById(db: Queryable, userIds: readonly string[]): Promise<UserRow[]> {
  return userIds.length === 0 ? [] : db.select().from(users).where(inArray(users.id, [...new Set(userIds)])).orderBy(asc(users.email))
}

/** Those of several organisations, by the code of each. One query, however many they are. */
export async function listUsersOfMany(db: Queryable, organisationCodes: readonly string[], roles: readonly Role[]): Promise<UserRow[]> {
  if (organisationCodes.length === 0) return []
  return db.select().from(users).where(and(inArray(users.organisationCode, [...organisationCodes]), inArray(users.role, [...roles]))).orderBy(asc(users.organisationCode), asc(users.email))
}

/** The accounts of the demo world, for the sign-in page that lists them there and nowhere else. */
export async function listUsers(db: Queryable): Promise<UserRow[]> {
  return db.select().from(users).orderBy(asc(users.organisationCode), asc(users.name))
}

export async function countUsers(db: Queryable): Promise<number> {
  const [row] = await db.select({ users: count() }).from(users)
  return row?.users ?? 0
}
