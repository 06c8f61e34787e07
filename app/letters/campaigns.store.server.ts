import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { campaigns, projects, replies } from '#db/schema/index.ts'
import type { ReplyOutcome } from './campaign.rules.ts'

export type CampaignRow = typeof campaigns.$inferSelect & { readonly projectRef: string; readonly projectTitle: string }

const columns = { campaign: campaigns, projectRef: projects.ref, projectTitle: projects.title }
type Joined = { campaign: typeof campaigns.$inferSelect; projectRef: string; projectTitle: string }
const flat = (row: Joined): CampaignRow => ({ ...row.campaign, projectRef: row.projectRef, projectTitle: row.projectTitle })

export async function addCampaign(tx: Queryable, row: typeof campaigns.$inferInsert): Promise<void> {
  await tx.insert(campaigns).values(row)
}

export async function listCampaigns(db: Queryable, organisationCode: string): Promise<CampaignRow[]> {
  const rows = await db.select(columns).from(campaigns).innerJoin(projects, eq(projects.id, campaigns.projectId))
    .where(eq(campaigns.organisationCode, organisationCode)).orderBy(desc(campaigns.madeAt), asc(campaigns.ref))
  return rows.map(flat)
}

export async function findCampaign(db: Queryable, organisationCode: string, ref: string): Promise<CampaignRow | null> {
  const [row] = await db.select(columns).from(campaigns).innerJoin(projects, eq(projects.id, campaigns.projectId))
    .where(and(eq(campaigns.organisationCode, organisationCode), eq(campaigns.ref, ref)))
  return row ? flat(row) : null
}

/** For the background work and for scripts, which belong to no organisation. */
export async function findCampaignById(db: Queryable, campaignId: string): Promise<CampaignRow | null> {
  const [row] = await db.select(columns).from(campaigns).innerJoin(projects, eq(projects.id, campaigns.projectId)).where(eq(campaigns.id, campaignId))
  return row ? flat(row) : null
}

/** For scripts, which belong to no organisation: references are unique in the installation. */
export async function findCampaignAnywhere(db: Queryable, ref: string): Promise<CampaignRow | null> {
  const [row] = await db.select(columns).from(campaigns).innerJoin(projects, eq(projects.id, campaigns.projectId)).where(eq(campaigns.ref, ref))
  return row ? flat(row) : null
}

export async function findCampaignOfProject(db: Queryable, organisationCode: string, projectId: string): Promise<CampaignRow | null> {
  const [row] = await db.select(columns).from(campaigns).innerJoin(projects, eq(projects.id, campaigns.projectId))
    .where(and(eq(campaigns.organisationCode, organisationCode), eq(campaigns.projectId, projectId)))
  return row ? flat(row) : null
}

/** What decides whether people may be asked about, of those of several organisations that have begun to tell theirs of a project. */
export async function findCampaignsOfProject(db: Queryable, organisationCodes: readonly string[], projectId: string) {
  return organisationCodes.length === 0 ? [] : db.select({
    id: campaigns.id, ref: campaigns.ref, organisationCode: campaigns.organisationCode, state: campaigns.state, closingDate: campaigns.closingDate, postedAt: campaigns.postedAt, flowsTold: campaigns.flowsTold,
  }).from(campaigns).where(and(inArray(campaigns.organisationCode, [...organisationCodes]), eq(campaigns.projectId, projectId)))
}

/** The row, held until the transaction ends, so that two people change it one after the other. */
export async function lockCampaign(tx: Queryable, organisationCode: string, campaignId: string): Promise<typeof campaigns.$inferSelect | null> {
  const [row] = await tx.select().from(campaigns)
    .where(and(eq(campaigns.organisationCode, organisationCode), eq(campaigns.id, campaignId))).for('update')
  return row ?? null
}

type Changes = Partial<Pick<typeof campaigns.$inferInsert,
  'state' | 'closingDate' | 'letterDate' | 'documentVersionId' | 'flowsTold' | 'optOutContact' | 'template' | 'lettersTotal' | 'lettersDone' | 'fault' | 'lettersMadeAt' | 'postedAt'>>

/** `isEdit` raises the revision that forms are filled in against; progress does not. */
export async function updateCampaign(tx: Queryable, organisationCode: string, campaignId: string, changes: Changes, isEdit = true): Promise<void> {
  await tx.update(campaigns).set({ ...changes, ...(isEdit ? { revision: sql`${campaigns.revision} + 1` } : {}) })
    .where(and(eq(campaigns.organisationCode, organisationCode), eq(campaigns.id, campaignId)))
}

/** How many replies of each kind have come, and how many queries still wait. */
export async function countReplies(db: Queryable, campaignId: string): Promise<Record<ReplyOutcome, number> & { openQueries: number }> {
  const counted = { 'opt-out': 0, 'opt-out-withdrawn': 0, query: 0, openQueries: 0 }
  const rows = await db.select({ outcome: replies.outcome, count: sql<number>`count(*)::int` }).from(replies)
    .where(eq(replies.campaignId, campaignId)).groupBy(replies.outcome)
  for (const row of rows) counted[row.outcome] = row.count
  const [open] = await db.select({ count: sql<number>`count(*)::int` }).from(replies)
    .where(and(eq(replies.campaignId, campaignId), eq(replies.outcome, 'query'), isNull(replies.settledAt)))
  return { ...counted, openQueries: open?.count ?? 0 }
}
