import type { Queryable } from '#app/platform/database.server.ts'
import { listVersionsOfProject } from './documents.store.server.ts'

/** Which paper a version id stands for, among those of a project; null when it is none of them. */
export async function readVersionOfProject(db: Queryable, projectId: string, versionId: string): Promise<{ readonly documentRef: string; readonly number: number } | null> {
  const version = (await listVersionsOfProject(db, projectId, 'protocol')).find((candidate) => candidate.id === versionId)
  return version ? { documentRef: version.documentRef, number: version.number } : null
}
