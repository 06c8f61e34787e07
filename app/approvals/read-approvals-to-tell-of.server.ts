import type { Queryable } from '#app/platform/database.server.ts'
import type { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { listCases } from './cases.store.server.ts'
import { listDecisions } from './decisions.store.server.ts'
import { readStagesDue } from './read-due.server.ts'

type Project = NonNullable<Awaited<ReturnType<typeof readProjectAsItStands>>>

/** The newest approval of each step of a project, who is asked in which stage, and every decision. Not scoped to an organisation: for the background work that tells of them. */
export async function readApprovalsToTellOf(db: Queryable, project: Pick<Project, 'id' | 'facts'>, now: Date) {
  const [cases, decisions] = await Promise.all([listCases(db, project.id), listDecisions(db, project.id)])
  return { cases: cases.filter(({ stepId }, index) => cases.findIndex((other) => other.stepId === stepId) === index), decisions, stages: await readStagesDue(db, project, cases, now) }
}
