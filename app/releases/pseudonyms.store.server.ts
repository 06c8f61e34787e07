import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { organisations, pseudonymKeys, pseudonymKeyWraps, publicKeys, users } from '#db/schema/index.ts'

export type PublicKeyRow = typeof publicKeys.$inferSelect
export type PseudonymKeyRow = typeof pseudonymKeys.$inferSelect

export async function addPublicKey(tx: Queryable, row: typeof publicKeys.$inferInsert): Promise<void> {
  await tx.insert(publicKeys).values(row)
}

/** An organisation's keys with who registered them, the newest first. */
export async function listPublicKeys(db: Queryable, organisationCode: string): Promise<(PublicKeyRow & { readonly madeByName: string })[]> {
  const rows = await db.select({ key: publicKeys, madeByName: users.name }).from(publicKeys).innerJoin(users, eq(users.id, publicKeys.madeBy))
    .where(eq(publicKeys.organisationCode, organisationCode)).orderBy(desc(publicKeys.madeAt), desc(publicKeys.id))
  return rows.map(({ key, madeByName }) => ({ ...key, madeByName }))
}

/** False when it was not in use any more, or is none of the organisation's. */
export async function revokePublicKey(tx: Queryable, organisationCode: string, id: string, by: { readonly at: Date; readonly userId: string }): Promise<boolean> {
  const rows = await tx.update(publicKeys).set({ revokedAt: by.at, revokedBy: by.userId })
    .where(and(eq(publicKeys.id, id), eq(publicKeys.organisationCode, organisationCode), isNull(publicKeys.revokedAt))).returning({ id: publicKeys.id })
  return rows.length > 0
}

/** Makes another that changes the project's key wait until this transaction ends. */
export async function lockPseudonymKeys(tx: Queryable, projectId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`pseudonyms ${projectId}`}, 0))`)
}

/** A project's keys with who made them, the newest first. The keys themselves are sealed. */
export async function listPseudonymKeys(db: Queryable, projectId: string): Promise<(PseudonymKeyRow & { readonly organisationName: string })[]> {
  const rows = await db.select({ key: pseudonymKeys, organisationName: organisations.name }).from(pseudonymKeys)
    .innerJoin(organisations, eq(organisations.code, pseudonymKeys.organisationCode)).where(eq(pseudonymKeys.projectId, projectId)).orderBy(desc(pseudonymKeys.version))
  return rows.map(({ key, organisationName }) => ({ ...key, organisationName }))
}

export async function addPseudonymKey(tx: Queryable, row: typeof pseudonymKeys.$inferInsert): Promise<void> {
  await tx.insert(pseudonymKeys).values(row)
}

/** Retires the one that is in use, where one is. */
export async function retirePseudonymKey(tx: Queryable, projectId: string, by: { readonly at: Date; readonly userId: string }): Promise<void> {
  await tx.update(pseudonymKeys).set({ retiredAt: by.at, retiredBy: by.userId }).where(and(eq(pseudonymKeys.projectId, projectId), isNull(pseudonymKeys.retiredAt)))
}

export async function addWrap(tx: Queryable, row: typeof pseudonymKeyWraps.$inferInsert): Promise<void> {
  await tx.insert(pseudonymKeyWraps).values(row)
}

/** To whom a project's keys were given, the newest first. */
export async function listWraps(db: Queryable, projectId: string, limit: number) {
  return db.select({
    version: pseudonymKeys.version, organisationName: organisations.name, keyName: publicKeys.name, thumbprint: publicKeys.thumbprint, givenAt: pseudonymKeyWraps.givenAt,
  }).from(pseudonymKeyWraps)
    .innerJoin(pseudonymKeys, eq(pseudonymKeys.id, pseudonymKeyWraps.pseudonymKeyId))
    .innerJoin(publicKeys, eq(publicKeys.id, pseudonymKeyWraps.publicKeyId))
    .innerJoin(organisations, eq(organisations.code, pseudonymKeyWraps.organisationCode))
    .where(eq(pseudonymKeys.projectId, projectId)).orderBy(desc(pseudonymKeyWraps.givenAt), desc(pseudonymKeyWraps.id)).limit(limit)
}
