import { agreementOf } from '#app/documents/read-agreement.server.ts'
import type { Agreement } from '#app/documents/agreement.rules.ts'
import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { listDecisions } from './decisions.store.server.ts'
import type { Hold, Standing } from './in-force.rules.ts'

type Project = NonNullable<Awaited<ReturnType<typeof readProjectAsItStands>>>

/**
 * All that decides whether data may flow in a project, for `inForce`. Not scoped to an organisation: whether a flow may run
 * is the same for everybody. Null when there is no such flow or project.
 */
export async function standingForFlow(db: Queryable, flowRef: string): Promise<Standing | null> {
  const project = await readProjectAsItStands(db, { flowRef })
  return project && standingOf(db, project)
}

export async function standingForProject(db: Queryable, projectRef: string): Promise<Standing | null> {
  const project = await readProjectAsItStands(db, { ref: projectRef })
  return project && standingOf(db, project)
}

export async function standingOf(db: Queryable, project: Project): Promise<Standing> {
  const [agreement, papers, decisions, holds] = await Promise.all([agreementOf(db, project), readNewestPapers(db, project.id), listDecisions(db, project.id), readHolds(db, project.id)])
  return { agreement: agreement as Agreement, papers, decisions, holds }
}

/** What stops flows for a time: each kind is worked out by the reader of what it comes from. */
async function readHolds(_db: Queryable, _projectId: string): Promise<readonly Hold[]> {
  return []
}
