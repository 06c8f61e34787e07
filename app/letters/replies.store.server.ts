import { and, asc, count, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { campaigns, letters, projects, replies, replyUploads, storedFiles, users } from '#db/schema/index.ts'
import type { Channel } from '#app/choices/choice.rules.ts'
import type { CampaignState, LetterAddressee, Suppression } from './campaign.rules.ts'

export type ReplyRow = typeof replies.$inferSelect
export type ReplyListed = ReplyRow & { readonly recordedByName: string | null }

/** Adds a reply; false where the same form has brought it already. */
export async function addReply(tx: Queryable, row: typeof replies.$inferInsert): Promise<boolean> {
  const added = await tx.insert(replies).values(row).onConflictDoNothing({ target: replies.formId }).returning({ id: replies.id })
  return added.length > 0
}

export async function findReplyByForm(db: Queryable, campaignId: string, formId: string): Promise<ReplyRow | null> {
  const [row] = await db.select().from(replies).where(and(eq(replies.campaignId, campaignId), eq(replies.formId, formId)))
  return row ?? null
}

export async function findReply(db: Queryable, campaignId: string, replyId: string): Promise<ReplyListed | null> {
  const [row] = await db.select({ reply: replies, recordedByName: users.name }).from(replies).leftJoin(users, eq(users.id, replies.recordedBy))
    .where(and(eq(replies.campaignId, campaignId), eq(replies.id, replyId)))
  return row ? { ...row.reply, recordedByName: row.recordedByName } : null
}

export async function lockReply(tx: Queryable, campaignId: string, replyId: string): Promise<ReplyRow | null> {
  const [row] = await tx.select().from(replies).where(and(eq(replies.campaignId, campaignId), eq(replies.id, replyId))).for('update')
  return row ?? null
}

export async function updateReply(tx: Queryable, campaignId: string, replyId: string, changes: Partial<typeof replies.$inferInsert>): Promise<void> {
  await tx.update(replies).set(changes).where(and(eq(replies.campaignId, campaignId), eq(replies.id, replyId)))
}

export async function recentReplies(db: Queryable, campaignId: string, limit: number): Promise<ReplyListed[]> {
  const rows = await db.select({ reply: replies, recordedByName: users.name }).from(replies).leftJoin(users, eq(users.id, replies.recordedBy))
    .where(eq(replies.campaignId, campaignId)).orderBy(desc(replies.recordedAt), desc(replies.id)).limit(limit)
  return rows.map((row) => ({ ...row.reply, recordedByName: row.recordedByName }))
}

/** Queries that wait, the oldest first; and one person's alone where they are named. */
export async function openQueries(db: Queryable, campaignId: string, personId?: string): Promise<ReplyListed[]> {
  const rows = await db.select({ reply: replies, recordedByName: users.name }).from(replies).leftJoin(users, eq(users.id, replies.recordedBy))
    .where(and(
      eq(replies.campaignId, campaignId), eq(replies.outcome, 'query'), isNull(replies.settledAt), personId ? eq(replies.personId, personId) : undefined,
    )).orderBy(asc(replies.recordedAt), asc(replies.id))
  return rows.map((row) => ({ ...row.reply, recordedByName: row.recordedByName }))
}

/** A reply that was recorded anew after a second reading counts once, as it was recorded then. */
const stands = sql`not exists (select from ${replies} anew where anew.corrects = ${replies.id})`

export async function countByChannel(db: Queryable, campaignId: string): Promise<{ channel: Channel; count: number }[]> {
  return db.select({ channel: replies.channel, count: count() }).from(replies).where(and(eq(replies.campaignId, campaignId), stands))
    .groupBy(replies.channel).orderBy(desc(count()))
}

export async function countByDay(db: Queryable, campaignId: string): Promise<{ day: Day; optOuts: number; backIn: number; queries: number }[]> {
  const when = (outcome: string) => sql<number>`(count(*) filter (where ${replies.outcome} = ${outcome}))::int`
  return db.select({ day: replies.receivedDay, optOuts: when('opt-out'), backIn: when('opt-out-withdrawn'), queries: when('query') })
    .from(replies).where(and(eq(replies.campaignId, campaignId), stands)).groupBy(replies.receivedDay).orderBy(asc(replies.receivedDay))
}

export interface LetterOfPerson {
  readonly letterId: string
  readonly personId: string
  readonly campaignRef: string
  readonly campaignState: CampaignState
  readonly projectRef: string
  readonly projectTitle: string
  readonly addressee: LetterAddressee
  readonly suppression: Suppression | null
  readonly isPrinted: boolean
  readonly toldAt: Date | null
  readonly toldHow: string | null
  readonly returnedAt: Date | null
  readonly lettersMadeAt: Date | null
  readonly postedAt: Date | null
  readonly closingDate: Day | null
}

const letterColumns = {
  letterId: letters.id, personId: letters.personId, campaignRef: campaigns.ref, campaignState: campaigns.state, projectRef: projects.ref,
  projectTitle: projects.title, addressee: letters.addressee, suppression: letters.suppression, isPrinted: sql<boolean>`${letters.position} is not null`,
  toldAt: letters.toldAt, toldHow: letters.toldHow, returnedAt: letters.returnedAt, lettersMadeAt: campaigns.lettersMadeAt, postedAt: campaigns.postedAt, closingDate: campaigns.closingDate,
}

const lettersOf = (db: Queryable) => db.select(letterColumns).from(letters)
  .innerJoin(campaigns, eq(campaigns.id, letters.campaignId)).innerJoin(projects, eq(projects.id, campaigns.projectId))

/** A letter of any of the practice's campaigns, by the keyed hashes that its code may have. */
export async function findLetterByCode(db: Queryable, organisationCode: string, lookups: readonly Buffer[]): Promise<LetterOfPerson | null> {
  const [row] = await lettersOf(db).where(and(eq(campaigns.organisationCode, organisationCode), inArray(letters.replyCodeLookup, [...lookups])))
  return row ?? null
}

export async function lettersOfPerson(db: Queryable, organisationCode: string, personId: string): Promise<LetterOfPerson[]> {
  return lettersOf(db).where(and(eq(campaigns.organisationCode, organisationCode), eq(letters.personId, personId))).orderBy(desc(campaigns.madeAt))
}

/** A reply as a person's page needs it: what it was, where it can be read, and what came of it. */
export type ReplyOfPerson = Pick<ReplyRow, 'id' | 'personId' | 'outcome' | 'channel' | 'onWhoseWord' | 'receivedDay' | 'recordedAt' | 'queryKind' | 'settledAt' | 'settlement' | 'uploadId' | 'askedByLetterAt'> & {
  readonly campaignRef: string
  readonly recordedBy: string | null
  readonly settledBy: string | null
}

const settler = alias(users, 'settler')

/** The replies of a practice's campaigns that are one person's, and those with the ids, whoever they turned out to be from. */
export async function repliesOfPerson(db: Queryable, organisationCode: string, personId: string, ids: readonly string[]): Promise<ReplyOfPerson[]> {
  return db.select({
    id: replies.id, personId: replies.personId, outcome: replies.outcome, channel: replies.channel, onWhoseWord: replies.onWhoseWord, receivedDay: replies.receivedDay,
    recordedAt: replies.recordedAt, queryKind: replies.queryKind, settledAt: replies.settledAt, settlement: replies.settlement, uploadId: replies.uploadId,
    askedByLetterAt: replies.askedByLetterAt,
    campaignRef: campaigns.ref, recordedBy: users.name, settledBy: settler.name,
  }).from(replies).innerJoin(campaigns, eq(campaigns.id, replies.campaignId))
    .leftJoin(users, eq(users.id, replies.recordedBy)).leftJoin(settler, eq(settler.id, replies.settledBy))
    .where(and(eq(campaigns.organisationCode, organisationCode), or(eq(replies.personId, personId), ids.length > 0 ? inArray(replies.id, [...ids]) : undefined)))
}

export async function addReplyUpload(tx: Queryable, file: typeof storedFiles.$inferInsert, upload: typeof replyUploads.$inferInsert): Promise<void> {
  await tx.insert(storedFiles).values(file)
  await tx.insert(replyUploads).values(upload)
}

export type ReplyUploadRow = typeof replyUploads.$inferSelect & { readonly fileName: string }

export async function findReplyUpload(db: Queryable, campaignId: string, uploadId: string): Promise<ReplyUploadRow | null> {
  const [row] = await db.select({ upload: replyUploads, fileName: storedFiles.name }).from(replyUploads)
    .innerJoin(storedFiles, eq(storedFiles.id, replyUploads.fileId)).where(and(eq(replyUploads.campaignId, campaignId), eq(replyUploads.id, uploadId)))
  return row ? { ...row.upload, fileName: row.fileName } : null
}

export async function listReplyUploads(db: Queryable, campaignId: string): Promise<ReplyUploadRow[]> {
  const rows = await db.select({ upload: replyUploads, fileName: storedFiles.name }).from(replyUploads)
    .innerJoin(storedFiles, eq(storedFiles.id, replyUploads.fileId)).where(eq(replyUploads.campaignId, campaignId)).orderBy(desc(replyUploads.at)).limit(20)
  return rows.map((row) => ({ ...row.upload, fileName: row.fileName }))
}
