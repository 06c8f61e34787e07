import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { ProjectView } from '#app/projects/read-project.server.ts'
import type { DatedAction } from './dpia-actions.rules.ts'
import { listLastSavesOf } from './dpia-assessments.store.server.ts'
import { readActionsForDesk } from './read-actions-for-desk.server.ts'

/** The open actions with a day that the actor may close, of these projects. */
export async function readActionsForCalendar(context: Context<StaffActor>, projects: readonly ProjectView[]): Promise<DatedAction[]> {
  const actions = await readActionsForDesk(context, projects)
  const saves = await listLastSavesOf(context.runtime.db, [...actions].flatMap(([id, some]) => (some.length > 0 ? [id] : [])))
  return projects.flatMap(({ id: projectId, ref, title }) => {
    const saved = saves.get(projectId)
    return (actions.get(projectId) ?? []).flatMap(({ id, what, owner, due }): DatedAction[] => (saved && due !== null ? [{ projectRef: ref, projectTitle: title, id, what, owner, due, ...saved }] : []))
  })
}
