import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { ProjectView } from '#app/projects/read-project.server.ts'
import { actionsOnDesk, type ActionOnDesk } from './dpia-actions.rules.ts'
import { listActionsOf } from './dpia-assessments.store.server.ts'

/** The actions of impact assessments that the actor may close, by project; none for a project that has ended. */
export async function readActionsForDesk(context: Context<StaffActor>, projects: readonly ProjectView[]): Promise<ReadonlyMap<string, readonly ActionOnDesk[]>> {
  const { actor, now, runtime } = context
  if (!mayRole(actor.role, 'actions.close')) return new Map()
  const actions = await listActionsOf(runtime.db, projects.filter(({ endedAt }) => !endedAt).map(({ id }) => id))
  return new Map(projects.map((project) => [project.id, actionsOnDesk(actions.get(project.id) ?? [], project.isDrafter ? null : actor.organisationCode, londonDay(now))]))
}
