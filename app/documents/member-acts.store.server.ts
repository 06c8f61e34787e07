import { asc, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { memberActs, memberContacts } from '#db/schema/index.ts'
import type { MemberAct } from './member-standing.rules.ts'

export interface MemberActRecord extends MemberAct {
  readonly reason: string
}

const columns = {
  projectId: memberActs.projectId, organisationCode: memberActs.organisationCode, kind: memberActs.kind, contentHash: memberActs.contentHash, recordedAt: memberActs.recordedAt,
  effectiveAt: memberActs.effectiveAt, successorCode: memberActs.successorCode, reason: memberActs.reason,
}

/** What members of a project's groups said, oldest first. Whoever asks: what stands is the same for everybody. */
export async function listMemberActs(db: Queryable, projectId: string): Promise<MemberActRecord[]> {
  return db.select(columns).from(memberActs).where(eq(memberActs.projectId, projectId)).orderBy(asc(memberActs.recordedAt), asc(memberActs.id))
}

/** The same of several projects. */
export async function listMemberActsOf(db: Queryable, projectIds: readonly string[]): Promise<(MemberActRecord & { readonly projectId: string })[]> {
  if (projectIds.length === 0) return []
  return db.select(columns).from(memberActs).where(inArray(memberActs.projectId, [...projectIds])).orderBy(asc(memberActs.recordedAt), asc(memberActs.id))
}

export async function addMemberAct(db: Queryable, row: typeof memberActs.$inferInsert): Promise<void> {
  await db.insert(memberActs).values(row)
}

/** Where those who sign for a project's members can be reached, by the member's code, as whoever drafts it gave them. */
export async function listMemberContacts(db: Queryable, projectId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.select({ code: memberContacts.organisationCode, email: memberContacts.email }).from(memberContacts).where(eq(memberContacts.projectId, projectId))
  return new Map(rows.map(({ code, email }) => [code, email]))
}

/** Takes the place of what was given before. One statement, however many they are. */
export async function setMemberContacts(db: Queryable, rows: readonly (typeof memberContacts.$inferInsert)[]): Promise<void> {
  if (rows.length === 0) return
  await db.insert(memberContacts).values([...rows]).onConflictDoUpdate({
    target: [memberContacts.projectId, memberContacts.organisationCode], set: { email: sql`excluded.email`, givenAt: sql`excluded.given_at`, givenBy: sql`excluded.given_by` },
  })
}
