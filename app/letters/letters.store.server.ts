import { and, asc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { inWords, type Queryable } from '#app/platform/database.server.ts'
import { letters } from '#db/schema/index.ts'
import type { Suppression } from './campaign.rules.ts'

export type LetterRow = typeof letters.$inferSelect
export type NewLetter = typeof letters.$inferInsert

/** Adds letters; one a person has already is left as it is. */
export async function addLetters(tx: Queryable, rows: readonly NewLetter[]): Promise<void> {
  if (rows.length > 0) await tx.insert(letters).values([...rows]).onConflictDoNothing({ target: [letters.campaignId, letters.personId] })
}

export async function personIdsWithLetter(db: Queryable, campaignId: string): Promise<Set<string>> {
  const rows = await db.select({ personId: letters.personId }).from(letters).where(eq(letters.campaignId, campaignId))
  return new Set(rows.map((row) => row.personId))
}

export async function lastPosition(db: Queryable, campaignId: string): Promise<number> {
  const [row] = await db.select({ last: sql<number | null>`max(${letters.position})` }).from(letters).where(eq(letters.campaignId, campaignId))
  return row?.last ?? 0
}

export async function removeLetters(tx: Queryable, campaignId: string): Promise<void> {
  await tx.delete(letters).where(eq(letters.campaignId, campaignId))
}

/** Letters that are printed, in order, a page at a time, so that memory does not grow with the campaign. */
export async function* eachPrintedLetter(db: Queryable, campaignId: string, pageSize = 200): AsyncGenerator<readonly (LetterRow & { readonly position: number })[]> {
  let after = 0
  for (;;) {
    const rows = await db.select().from(letters)
      .where(and(eq(letters.campaignId, campaignId), isNotNull(letters.position), gt(letters.position, after)))
      .orderBy(asc(letters.position)).limit(pageSize)
    const batch = rows.map((row) => ({ ...row, position: row.position as number }))
    const last = batch[batch.length - 1]
    if (!last) return
    yield batch
    after = last.position
  }
}

export interface LetterCounts {
  readonly printed: number
  readonly pages: number
  readonly throughParent: number
  readonly largePrint: number
  readonly otherLanguage: number
  readonly returned: number
  readonly toldAnotherWay: number
  readonly suppressed: Partial<Record<Suppression, number>>
}

export async function countLetters(db: Queryable, campaignId: string): Promise<LetterCounts> {
  const count = (condition: ReturnType<typeof sql>) => sql<number>`(count(*) filter (where ${condition}))::int`
  const isPrinted = sql`${letters.position} is not null`
  const [row] = await db.select({
    printed: count(isPrinted),
    pages: sql<number>`coalesce(sum(${letters.pages}) filter (where ${isPrinted}), 0)::int`,
    throughParent: count(sql`${isPrinted} and ${letters.addressee} = 'parent-or-carer'`),
    largePrint: count(sql`${isPrinted} and ${letters.format} = 'large-print'`),
    otherLanguage: count(sql`${isPrinted} and ${letters.language} not like 'en%'`),
    returned: count(sql`${letters.returnedAt} is not null`),
    toldAnotherWay: count(sql`${letters.toldAt} is not null`),
  }).from(letters).where(eq(letters.campaignId, campaignId))
  const reasons = await db.select({ suppression: letters.suppression, count: sql<number>`count(*)::int` }).from(letters)
    .where(and(eq(letters.campaignId, campaignId), isNotNull(letters.suppression))).groupBy(letters.suppression)
  const suppressed = Object.fromEntries(reasons.map((reason) => [reason.suppression, reason.count])) as LetterCounts['suppressed']
  return { ...(row ?? { printed: 0, pages: 0, throughParent: 0, largePrint: 0, otherLanguage: 0, returned: 0, toldAnotherWay: 0 }), suppressed }
}

/** Those whom a letter cannot tell or has not told: no letter for a reason that leaves them to be told, or one that came back. */
export async function lettersToTellAnotherWay(db: Queryable, campaignId: string): Promise<LetterRow[]> {
  const mayBeTold: Suppression[] = ['restricted', 'address-unusable', 'format-not-printable']
  return db.select().from(letters)
    .where(and(
      eq(letters.campaignId, campaignId),
      sql`(${inArray(letters.suppression, mayBeTold)} or ${letters.returnedAt} is not null)`,
    ))
    .orderBy(sql`${letters.toldAt} is not null`, asc(letters.suppression), asc(letters.id))
}

/** Takes letters out of the print file, with the reason. */
export async function holdBack(tx: Queryable, campaignId: string, letterIds: readonly string[], suppression: Suppression): Promise<void> {
  if (letterIds.length === 0) return
  await tx.update(letters).set({ suppression, position: null, pages: 0 }).where(and(eq(letters.campaignId, campaignId), inArray(letters.id, [...letterIds])))
}

/** Someone's printed letter; null where they got none. */
export async function findLetterOfPerson(db: Queryable, campaignId: string, personId: string): Promise<LetterRow | null> {
  const [row] = await db.select().from(letters).where(and(eq(letters.campaignId, campaignId), eq(letters.personId, personId), isNotNull(letters.position)))
  return row ?? null
}

export async function lockLetter(tx: Queryable, campaignId: string, letterId: string): Promise<LetterRow | null> {
  const [row] = await tx.select().from(letters).where(and(eq(letters.campaignId, campaignId), eq(letters.id, letterId))).for('update')
  return row ?? null
}

export async function lockLetterByCode(tx: Queryable, campaignId: string, codeLookups: readonly Buffer[]): Promise<LetterRow | null> {
  const [row] = await tx.select().from(letters).where(and(eq(letters.campaignId, campaignId), inArray(letters.replyCodeLookup, [...codeLookups]))).for('update')
  return row ?? null
}

export async function setTold(tx: Queryable, letterId: string, told: { readonly toldAt: Date; readonly toldHow: string; readonly toldBy: string }): Promise<void> {
  await tx.update(letters).set(told).where(eq(letters.id, letterId))
}

export async function setReturned(tx: Queryable, letterId: string, returnedAt: Date): Promise<void> {
  await tx.update(letters).set({ returnedAt }).where(and(eq(letters.id, letterId), isNull(letters.returnedAt)))
}

/** For the gate: who was told and since when, without opening anyone's record. */
export async function toldOfCampaign(db: Queryable, campaignId: string, only?: { readonly personIds: readonly string[] }): Promise<Pick<LetterRow, 'personId' | 'position' | 'toldAt' | 'returnedAt'>[]> {
  const rows = await inWords<{ personId: string; position: number | null; toldAt: string | null; returnedAt: string | null }>(db, `
    select person_id as "personId", position, told_at as "toldAt", returned_at as "returnedAt" from letters
    where campaign_id = $1 and ($2::text is null or person_id = any (string_to_array($2, ',')::uuid[]))`, [campaignId, only?.personIds.join(',') ?? null])
  return rows.map((row) => ({ ...row, toldAt: row.toldAt === null ? null : new Date(row.toldAt), returnedAt: row.returnedAt === null ? null : new Date(row.returnedAt) }))
}
