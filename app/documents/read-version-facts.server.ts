import type { Queryable } from '#app/platform/database.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { listVersionsOfProject } from './documents.store.server.ts'

/** The facts of one version of a project's protocol, newer ones or not: what a paper made from it goes on saying. */
export async function readVersionFacts(db: Queryable, projectId: string, versionId: string): Promise<ProjectFacts | null> {
  const versions = await listVersionsOfProject(db, projectId, 'protocol')
  return versions.find((version) => version.id === versionId)?.facts ?? null
}
