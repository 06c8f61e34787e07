import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import type { PaperVersion } from '#app/documents/version.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { readStaffOfMany } from '#app/identity/read-staff.server.ts'
import { groupBy } from '#app/kernel/group-by.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { readOrganisations } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { listProjects, type readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { peopleAsked } from './asked.rules.ts'
import { stageClocks } from './case-clock.rules.ts'
import { activeStages, stateOf } from './case.rules.ts'
import { listCasesOf, type CaseRecord } from './cases.store.server.ts'
import { papersOfStep } from './covering.rules.ts'
import { dueItems, isAskedOf, type DueItem, type StageDue } from './due.rules.ts'
import { routeOn } from './in-force.rules.ts'
import { postOf } from './read-case-facts.server.ts'
import { standingsOf, type StandingRead } from './read-standing.server.ts'

type Project = NonNullable<Awaited<ReturnType<typeof readProjectAsItStands>>>
type NameOf = (organisationCode: string) => string

/** An item on a person's list. */
export interface DueForActor extends DueItem {
  /** Whether the actor, or the actor's organisation, is the one to do it. */
  readonly isOwn: boolean
  /** Whether the actor's organisation drafts the project. */
  readonly isDrafted: boolean
}

/** All that is due in the projects that the actor's organisation drafts or takes part in, by its day. The queries do not grow with the projects. None for who may not read projects. */
export async function readDue(context: Context<StaffActor>): Promise<DueForActor[]> {
  const { actor, now, runtime: { db } } = context
  if (!mayRole(actor.role, 'projects.read')) return []
  const [projects, nameOf] = await Promise.all([listProjects(context), readNames(db)])
  const due = await readDueOfMany(db, projects, now, nameOf)
  return projects.flatMap(({ id, isDrafter }) => (due.get(id) ?? []).map((item): DueForActor => ({ ...item, isOwn: isAskedOf(item, actor), isDrafted: isDrafter })))
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.projectTitle.localeCompare(b.projectTitle) || a.id.localeCompare(b.id))
}

/** What is due in one project. Not scoped to an organisation: the caller has found the project for whoever asks, or reminds them. */
export async function readDueOf(db: Queryable, project: Project, now: Date, nameOf?: NameOf): Promise<readonly DueItem[]> {
  return (await readDueOfMany(db, [project], now, nameOf ?? (await readNames(db)))).get(project.id) ?? []
}

/** The same of several projects at once, by the id of each. */
async function readDueOfMany(db: Queryable, projects: readonly Project[], now: Date, nameOf: NameOf): Promise<ReadonlyMap<string, readonly DueItem[]>> {
  const ids = projects.map(({ id }) => id)
  const [standings, cases] = await Promise.all([standingsOf(db, projects), listCasesOf(db, ids)])
  const ofProject = groupBy(cases, ({ projectId }) => projectId)
  const staff = await readStaffAsked(db, cases)
  return new Map(projects.map((project) => {
    const standing = standings.get(project.id) as StandingRead
    return [project.id, dueItems({ project, standing, conditions: standing.conditions, stages: stagesDue(project, ofProject.get(project.id) ?? [], standing.papers, staff, now), nameOf }, now)]
  }))
}

export async function readNames(db: Queryable): Promise<NameOf> {
  const names = new Map((await readOrganisations(db)).map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}

/** The stages of a project's newest approvals in which somebody has to act now; none while one waits for the applicant. */
export async function readStagesDue(db: Queryable, project: Pick<Project, 'id' | 'facts'>, cases: readonly CaseRecord[], now: Date): Promise<StageDue[]> {
  const running = runningOf(cases)
  return running.length === 0 ? [] : stagesDue(project, cases, await readNewestPapers(db, project.id), await readStaffAsked(db, running), now)
}

type Staff = Awaited<ReturnType<typeof readStaffOfMany>>

/** Everyone at the organisations that decide in the stages of approvals that run. */
function readStaffAsked(db: Queryable, cases: readonly CaseRecord[]): Promise<Staff> {
  const codes = cases.filter((approval) => stateOf(approval) === 'open').flatMap(({ route }) => route.stages.map(({ organisationCode }) => organisationCode))
  return readStaffOfMany(db, [...new Set(codes)])
}

/** The newest approval of each step, where it is open. */
const runningOf = (cases: readonly CaseRecord[]): CaseRecord[] => cases.filter((approval) => stateOf(approval) === 'open' && cases.find(({ stepId }) => stepId === approval.stepId) === approval)

function stagesDue(project: Pick<Project, 'facts'>, cases: readonly CaseRecord[], papers: readonly PaperVersion[], staff: Staff, now: Date): StageDue[] {
  const [today, running] = [londonDay(now), runningOf(cases)]
  const steps = running.length > 0 ? routeOn(project.facts, today, 0).steps : []
  return running.flatMap((approval) => {
    const step = steps.find(({ id }) => id === approval.stepId)
    if (!step) return []
    const newest = papersOfStep(step, papers, project.facts)
    const authors = newest.map(({ madeBy }) => madeBy)
    const clocks = new Map(stageClocks(approval, newest, now).map((clock) => [clock.stageId, clock]))
    return activeStages(approval, newest).flatMap((stage): StageDue[] => {
      const [clock, last] = [clocks.get(stage.id), approval.acts.at(-1)]
      if (!clock || !last) return []
      const colleagues = staff.filter(({ organisationCode }) => organisationCode === stage.organisationCode).map(({ userId, role, organisationCode }) => ({ userId, organisationCode, post: postOf(role), isApplicant: false }))
      return [{ caseId: approval.id, stepId: step.id, stage, dueOn: clock.dueOn, asked: peopleAsked(approval, stage, colleagues, { newest, authors }, today), acts: approval.acts.length, lastActAt: last.at }]
    })
  })
}
