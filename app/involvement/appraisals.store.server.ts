import { and, asc, desc, eq } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { optionsAppraisals, users } from '#db/schema/index.ts'
import type { Appraisal } from './appraisal.rules.ts'

export interface AppraisalRecord {
  readonly id: string
  readonly version: number
  readonly appraisal: Appraisal
  readonly isFixed: boolean
  readonly decidedOn: string | null
  readonly decidedBy: string
  readonly savedAt: Date
  readonly savedByName: string
}

const COLUMNS = {
  id: optionsAppraisals.id, version: optionsAppraisals.version, appraisal: optionsAppraisals.appraisal, isFixed: optionsAppraisals.isFixed, decidedOn: optionsAppraisals.decidedOn, decidedBy: optionsAppraisals.decidedBy,
  savedAt: optionsAppraisals.savedAt, savedByName: users.name,
} as const

/** The newest version of each appraisal of a project. The caller has found the project for whoever asks. */
export function listNewestAppraisals(db: Queryable, projectId: string): Promise<AppraisalRecord[]> {
  return db.selectDistinctOn([optionsAppraisals.id], COLUMNS).from(optionsAppraisals).innerJoin(users, eq(users.id, optionsAppraisals.savedBy))
    .where(eq(optionsAppraisals.projectId, projectId)).orderBy(optionsAppraisals.id, desc(optionsAppraisals.version))
}

/** Every version of one appraisal of a project, oldest first; none where it is another project's. */
export function listVersionsOfAppraisal(db: Queryable, projectId: string, id: string): Promise<AppraisalRecord[]> {
  return db.select(COLUMNS).from(optionsAppraisals).innerJoin(users, eq(users.id, optionsAppraisals.savedBy))
    .where(and(eq(optionsAppraisals.projectId, projectId), eq(optionsAppraisals.id, id))).orderBy(asc(optionsAppraisals.version))
}

/** False where that version is there already. */
export async function addAppraisalVersion(tx: Queryable, row: typeof optionsAppraisals.$inferInsert): Promise<boolean> {
  return (await tx.insert(optionsAppraisals).values(row).onConflictDoNothing().returning({ id: optionsAppraisals.id })).length > 0
}
