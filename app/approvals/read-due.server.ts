import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { readStaffOf } from '#app/identity/read-staff.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readOrganisations } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { listProjects, type readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { peopleAsked } from './asked.rules.ts'
import { stageClocks } from './case-clock.rules.ts'
import { activeStages, stateOf } from './case.rules.ts'
import { listCases, type CaseRecord } from './cases.store.server.ts'
import { listConditions } from './conditions.store.server.ts'
import { papersOfStep } from './covering.rules.ts'
import { dueItems, isAskedOf, type DueItem, type StageDue } from './due.rules.ts'
import { routeOn, type Standing } from './in-force.rules.ts'
import { postOf } from './read-case-facts.server.ts'
import { standingOf } from './read-standing.server.ts'

type Project = NonNullable<Awaited<ReturnType<typeof readProjectAsItStands>>>
type NameOf = (organisationCode: string) => string

/** An item on a person's list. */
export interface DueForActor extends DueItem {
  /** Whether the actor, or the actor's organisation, is the one to do it. */
  readonly isOwn: boolean
  /** Whether the actor's organisation drafts the project. */
  readonly isDrafted: boolean
}

/** All that is due in the projects that the actor's organisation drafts or takes part in, by its day. None for who may not read projects. */
export async function readDue(context: Context<StaffActor>): Promise<DueForActor[]> {
  const { actor, now, runtime: { db } } = context
  if (!mayRole(actor.role, 'projects.read')) return []
  const [projects, nameOf] = await Promise.all([listProjects(context), readNames(db)])
  const items = await Promise.all(projects.map((project) => readDueOf(db, project, now, { nameOf })))
  return items.flatMap((of, index) => of.map((item): DueForActor => ({
    ...item, isOwn: isAskedOf(item, actor), isDrafted: projects[index]?.isDrafter ?? false,
  }))).sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.projectTitle.localeCompare(b.projectTitle) || a.id.localeCompare(b.id))
}

/** What is due in one project. Not scoped to an organisation: the caller has found the project for whoever asks, or reminds them. `standing`: where it has been read already. */
export async function readDueOf(db: Queryable, project: Project, now: Date, given: { readonly nameOf?: NameOf; readonly standing?: Standing } = {}): Promise<DueItem[]> {
  const [standing, conditions, cases, nameOf] = await Promise.all([given.standing ?? standingOf(db, project), listConditions(db, project.id), listCases(db, project.id), given.nameOf ?? readNames(db)])
  return dueItems({ project, standing, conditions, stages: await readStagesDue(db, project, cases, now), nameOf }, now)
}

export async function readNames(db: Queryable): Promise<NameOf> {
  const names = new Map((await readOrganisations(db)).map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}

/** The stages of a project's newest approvals in which somebody has to act now; none while one waits for the applicant. */
export async function readStagesDue(db: Queryable, project: Pick<Project, 'id' | 'facts'>, cases: readonly CaseRecord[], now: Date): Promise<StageDue[]> {
  const running = cases.filter((approval) => stateOf(approval) === 'open' && cases.find(({ stepId }) => stepId === approval.stepId) === approval)
  if (running.length === 0) return []
  const today = londonDay(now)
  const papers = await readNewestPapers(db, project.id)
  const { steps } = routeOn(project.facts, today, 0)
  const due: StageDue[] = []
  for (const approval of running) {
    const step = steps.find(({ id }) => id === approval.stepId)
    if (!step) continue
    const newest = papersOfStep(step, papers, project.facts.flows.map(({ ref }) => ref))
    const authors = newest.map(({ madeBy }) => madeBy)
    const clocks = new Map(stageClocks(approval, newest, now).map((clock) => [clock.stageId, clock]))
    for (const stage of activeStages(approval, newest)) {
      const clock = clocks.get(stage.id)
      const last = approval.acts.at(-1)
      if (!clock || !last) continue
      const staff = (await readStaffOf(db, stage.organisationCode)).map(({ userId, role }) => ({ userId, organisationCode: stage.organisationCode, post: postOf(role), isApplicant: false }))
      due.push({ caseId: approval.id, stepId: step.id, stage, dueOn: clock.dueOn, asked: peopleAsked(approval, stage, staff, { newest, authors }, today), acts: approval.acts.length, lastActAt: last.at })
    }
  }
  return due
}
