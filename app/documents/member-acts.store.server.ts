import { asc, eq } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { memberActs } from '#db/schema/index.ts'
import type { MemberAct } from './member-standing.rules.ts'

export interface MemberActRecord extends MemberAct {
  readonly reason: string
}

/** What members of a project's groups said, oldest first. Whoever asks: what stands is the same for everybody. */
export async function listMemberActs(db: Queryable, projectId: string): Promise<MemberActRecord[]> {
  return db.select({
    organisationCode: memberActs.organisationCode, kind: memberActs.kind, contentHash: memberActs.contentHash, recordedAt: memberActs.recordedAt,
    effectiveAt: memberActs.effectiveAt, successorCode: memberActs.successorCode, reason: memberActs.reason,
  }).from(memberActs).where(eq(memberActs.projectId, projectId)).orderBy(asc(memberActs.recordedAt), asc(memberActs.id))
}

export async function addMemberAct(db: Queryable, row: typeof memberActs.$inferInsert): Promise<void> {
  await db.insert(memberActs).values(row)
}
