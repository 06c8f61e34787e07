import { routeOn } from '#app/approvals/in-force.rules.ts'
import type { ProjectNow } from '#app/approvals/read-projects-now.server.ts'
import type { Wait } from '#app/approvals/wait.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { groupBy } from '#app/kernel/group-by.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { boardTasks, withBoardWaits, type BoardTask } from './board-waits.rules.ts'
import { countUnlisted, listSittingsOfSeats, listSubmissionsOf, type SubmissionOfProject } from './board-waits.store.server.ts'

/** What the actor's seats on boards ask of them. */
export async function readBoardTasks(context: Context<StaffActor>): Promise<BoardTask[]> {
  const { actor, now, runtime: { db } } = context
  if (!mayRole(actor.role, 'boards.read')) return []
  const today = londonDay(now)
  const [sittings, unlisted] = await Promise.all([listSittingsOfSeats(db, actor.userId, today), countUnlisted(db, actor.userId, today)])
  return boardTasks(sittings, unlisted, today)
}

/** The same projects' waits, with those for boards: by the project's reference. One query, however many there are. */
export async function readWaitsWithBoards(context: Context<StaffActor>, projects: readonly ProjectNow[]): Promise<ReadonlyMap<string, readonly Wait[]>> {
  const { now, runtime: { db } } = context
  const submissions = groupBy(await listSubmissionsOf(db, projects.map(({ project }) => project.id)), ({ projectId }) => projectId)
  return new Map(projects.map(({ project, standing, waits }) => [
    project.ref, withBoardWaits(waits, project, submissions.get(project.id) ?? [], routeOn(project.facts, londonDay(now), standing.agreement.risksToConsultOn).steps),
  ]))
}

/** What a project has asked of boards and what became of it, for its timeline. The caller has found the project for whoever asks. */
export function readSubmissionsForTimeline(context: Context<StaffActor>, projectId: string): Promise<SubmissionOfProject[]> {
  return listSubmissionsOf(context.runtime.db, [projectId])
}
