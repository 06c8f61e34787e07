import { agreementOf } from '#app/documents/read-agreement.server.ts'
import type { Agreement } from '#app/documents/agreement.rules.ts'
import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { listDecisions } from './decisions.store.server.ts'
import { asKnown, holdsFrom } from './condition.rules.ts'
import { listConditions, listSuspensions } from './conditions.store.server.ts'
import { routeOn, type Standing } from './in-force.rules.ts'

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
  const [agreed, papers, decisions, conditions, suspensions] = await Promise.all([
    agreementOf(db, project), readNewestPapers(db, project.id), listDecisions(db, project.id), listConditions(db, project.id), listSuspensions(db, project.id),
  ])
  const agreement = agreed as Agreement
  const facts = agreement.version?.facts ?? null
  const flowsOfStep = (stepId: string, day: Day) => (facts && routeOn(facts, day, agreement.risksToConsultOn).steps.find(({ id }) => id === stepId)?.flows) ?? null
  const happened = { conditions, suspensions, decisions, flowsOfStep, facts }
  return { agreement, papers, decisions, holds: holdsFrom(happened), holdsAsKnown: (known) => holdsFrom(asKnown(happened, known)) }
}
