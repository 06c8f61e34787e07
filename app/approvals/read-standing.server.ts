import { agreementOf, agreementsOf } from '#app/documents/read-agreement.server.ts'
import type { Agreement } from '#app/documents/agreement.rules.ts'
import { readNewestPapers, readNewestPapersOf } from '#app/documents/read-newest-papers.server.ts'
import type { PaperVersion } from '#app/documents/version.rules.ts'
import { groupBy } from '#app/kernel/group-by.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { listDecisions, listDecisionsOf, type DecisionRecord } from './decisions.store.server.ts'
import { asKnown, holdsFrom, type Condition, type Suspension } from './condition.rules.ts'
import { listConditions, listConditionsOf, listSuspensions, listSuspensionsOf, type ConditionRecord, type SuspensionRecord } from './conditions.store.server.ts'
import { stepOfRoute, type Standing } from './in-force.rules.ts'

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
  return standingFrom(agreed as Agreement, papers, decisions, conditions, suspensions)
}

/** The same of several projects at once, by the id of each: a fixed number of queries, however many there are. */
export async function standingsOf(db: Queryable, projects: readonly Project[]): Promise<ReadonlyMap<string, StandingRead>> {
  const ids = projects.map(({ id }) => id)
  const [agreements, papers, decisions, conditions, suspensions] = await Promise.all([
    agreementsOf(db, projects), readNewestPapersOf(db, ids), listDecisionsOf(db, ids), listConditionsOf(db, ids), listSuspensionsOf(db, ids),
  ])
  const of = <T extends { readonly projectId: string }>(rows: readonly T[]) => groupBy(rows, ({ projectId }) => projectId)
  const [decided, asked, stopped] = [of(decisions), of(conditions), of(suspensions)]
  return new Map(ids.map((id) => {
    const theirs = { papers: papers.get(id) ?? [], decisions: decided.get(id) ?? [], conditions: asked.get(id) ?? [], suspensions: stopped.get(id) ?? [] }
    return [id, { ...standingFrom(agreements.get(id) as Agreement, theirs.papers, theirs.decisions, theirs.conditions, theirs.suspensions), ...theirs }]
  }))
}

/** A standing with what it was made of. */
export interface StandingRead extends Standing {
  readonly papers: readonly PaperVersion[]
  readonly decisions: readonly DecisionRecord[]
  readonly conditions: readonly ConditionRecord[]
  readonly suspensions: readonly SuspensionRecord[]
}

function standingFrom(agreement: Agreement, papers: Standing['papers'], decisions: readonly DecisionRecord[], conditions: readonly Condition[], suspensions: readonly Suspension[]): Standing {
  const facts = agreement.version?.facts ?? null
  const stepOn = (stepId: string, day: Day) => stepOfRoute(facts, stepId, day, agreement.risksToConsultOn)
  const happened = { conditions, suspensions, decisions, stepOn, papers, facts }
  return { agreement, papers, decisions, holds: holdsFrom(happened), holdsAsKnown: (known) => holdsFrom(asKnown(happened, known)) }
}
