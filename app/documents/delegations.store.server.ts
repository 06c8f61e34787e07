import { and, desc, eq, gt, gte, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable, Transaction } from '#app/platform/database.server.ts'
import { signingDelegations, users } from '#db/schema/index.ts'
import type { Delegation } from './delegation.rules.ts'

export interface DelegationRecord extends Delegation {
  readonly id: string
}

/** Of an organisation, the newest first; of one of its people alone, where `userId` says so. */
export async function listDelegations(db: Queryable, organisationCode: string, userId: string | null = null): Promise<DelegationRecord[]> {
  const rows = await db.select({ row: signingDelegations, giver: { name: users.name, jobTitle: users.jobTitle, role: users.role } }).from(signingDelegations)
    .innerJoin(users, and(eq(users.id, signingDelegations.givenBy), eq(users.organisationCode, signingDelegations.organisationCode)))
    .where(and(eq(signingDelegations.organisationCode, organisationCode), userId === null ? undefined : eq(signingDelegations.userId, userId))).orderBy(desc(signingDelegations.givenAt), desc(signingDelegations.id))
  return rows.map(({ row: { id, userId: to, fromDay, untilDay, givenAt, endedAt }, giver }) => ({ id, userId: to, fromDay, untilDay, givenAt, endedAt, givenBy: giver }))
}

/** Who stands in at several organisations on a day, by the code of each: where they can be told. One query. */
export async function listStandIns(db: Queryable, organisationCodes: readonly string[], day: Day, at: Date): Promise<{ readonly organisationCode: string; readonly email: string }[]> {
  if (organisationCodes.length === 0) return []
  return db.selectDistinct({ organisationCode: signingDelegations.organisationCode, email: users.email }).from(signingDelegations)
    .innerJoin(users, and(eq(users.id, signingDelegations.userId), eq(users.organisationCode, signingDelegations.organisationCode)))
    .where(and(
      inArray(signingDelegations.organisationCode, [...organisationCodes]), lte(signingDelegations.fromDay, day), gte(signingDelegations.untilDay, day),
      or(isNull(signingDelegations.endedAt), gt(signingDelegations.endedAt, at)),
    ))
}

export async function addDelegation(tx: Transaction, row: typeof signingDelegations.$inferInsert): Promise<void> {
  await tx.insert(signingDelegations).values(row)
}

/** False when there is no such delegation of the organisation, or it was ended before. */
export async function endDelegationRow(tx: Transaction, organisationCode: string, id: string, end: { readonly endedAt: Date; readonly endedBy: string }): Promise<boolean> {
  const ended = await tx.update(signingDelegations).set(end)
    .where(and(eq(signingDelegations.id, id), eq(signingDelegations.organisationCode, organisationCode), isNull(signingDelegations.endedAt))).returning({ id: signingDelegations.id })
  return ended.length > 0
}
