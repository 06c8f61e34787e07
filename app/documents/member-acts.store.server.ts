import { asc, eq, inArray } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { memberActs } from '#db/schema/index.ts'
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
