import type { Queryable } from '#app/platform/database.server.ts'
import { findProjectOf, findProjectOfFlow, type ProjectRecord } from './projects.store.server.ts'

export type { ProjectRecord } from './projects.store.server.ts'

/** A project as a program of one of its parties, or of its drafter, sees it; null for anyone else's, and where there is none. */
export async function readProjectForProgram(
  db: Queryable, organisationCode: string, by: { readonly ref: string } | { readonly flowRef: string },
): Promise<ProjectRecord | null> {
  const ref = 'ref' in by ? by.ref : (await findProjectOfFlow(db, by.flowRef))?.ref
  return ref === undefined ? null : findProjectOf(db, organisationCode, ref)
}
