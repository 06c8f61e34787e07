import { namesWaitedFor } from '#app/documents/agreement.rules.ts'
import type { ActionOnDesk } from '#app/documents/dpia/dpia-actions.rules.ts'
import { readActionsForDesk } from '#app/documents/dpia/read-actions-for-desk.server.ts'
import { readProtocolSigning } from '#app/documents/read-protocol-signing.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import { projectState, type ProjectState } from './project-state.rules.ts'
import { standingOf } from './read-standing.server.ts'

/** A project as far as someone's desk needs it: its state, and what the actor may do about it. */
export interface ProjectOnDesk {
  readonly ref: string
  readonly title: string
  readonly state: ProjectState
  readonly mayDraft: boolean
  /** Where the actor may sign the newest version; null when they may not. */
  readonly signHref: string | null
  readonly waitingFor: readonly string[]
  readonly reviewDate: Day | null
  readonly endDate: Day | null
  /** Open actions of the impact assessment that the actor's organisation does, or drafted, with the nearest first; none for who may not close them. */
  readonly actions: readonly ActionOnDesk[]
}

export async function readProjectsForDesk(context: Context<StaffActor>): Promise<ProjectOnDesk[]> {
  const { actor, now, runtime: { db } } = context
  const projects = await listProjects(context)
  const actions = await readActionsForDesk(context, projects)
  return Promise.all(projects.map(async (project) => {
    const [standing, protocol] = await Promise.all([standingOf(db, project), readProtocolSigning(context, project)])
    return {
      ref: project.ref,
      title: project.title,
      state: projectState(project.facts, standing, now),
      mayDraft: project.isDrafter && mayRole(actor.role, 'projects.draft'),
      signHref: protocol?.canSign ? protocol.href : null,
      waitingFor: namesWaitedFor(standing.agreement, now),
      reviewDate: protocol?.reviewDate ?? null,
      endDate: protocol?.endDate ?? null,
      actions: actions.get(project.id) ?? [],
    }
  }))
}
