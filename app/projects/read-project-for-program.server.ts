import type { Queryable } from '#app/platform/database.server.ts'
import { findProjectOf, findProjectOfFlow, findProjectOfFlowFor, type ProjectRecord } from './projects.store.server.ts'

/** The project of a flow, where a program's organisation is a party to it or drafts it; null for anyone else's, and where there is none. */
export function readProjectOfFlow(db: Queryable, organisationCode: string, flowRef: string): Promise<{ readonly id: string; readonly ref: string } | null> {
  return findProjectOfFlowFor(db, organisationCode, flowRef)
}

export type { ProjectRecord } from './projects.store.server.ts'

/** A project as a program of one of its parties, or of its drafter, sees it; null for anyone else's, and where there is none. */
export async function readProjectForProgram(
  db: Queryable, organisationCode: string, by: { readonly ref: string } | { readonly flowRef: string },
): Promise<ProjectRecord | null> {
  const ref = 'ref' in by ? by.ref : (await findProjectOfFlow(db, by.flowRef))?.ref
  return ref === undefined ? null : findProjectOf(db, organisationCode, ref)
}
