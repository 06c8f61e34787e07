import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import type { Agreement } from './agreement.rules.ts'
import { unsignedParties } from './agreement.rules.ts'
import { actionsOnDesk, type ActionOnDesk } from './dpia/dpia-actions.rules.ts'
import { listActionsOf } from './dpia/dpia-assessments.store.server.ts'
import { maySign } from './document.rules.ts'
import { findNewestVersion } from './documents.store.server.ts'
import { projectState, type ProjectState } from './project-state.rules.ts'
import { agreementOf } from './read-agreement.server.ts'
import { signingState } from './signing-state.server.ts'

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
  const actions = mayRole(actor.role, 'actions.close') ? await listActionsOf(db, projects.filter(({ endedAt }) => !endedAt).map(({ id }) => id)) : new Map<string, never>()
  return Promise.all(projects.map(async (project) => {
    const agreement = (await agreementOf(db, project)) as Agreement
    const version = await findNewestVersion(db, project.id, 'protocol')
    const canSign = version !== null && mayRole(actor.role, 'documents.sign') && maySign(await signingState(db, version), actor).ok
    return {
      ref: project.ref,
      title: project.title,
      state: projectState(project.facts, agreement, now),
      mayDraft: project.isDrafter && mayRole(actor.role, 'projects.draft'),
      signHref: canSign ? `/documents/${version.documentRef}/v${version.number}` : null,
      waitingFor: unsignedParties(agreement, now).map((party) => party.name),
      reviewDate: version?.facts.purpose?.reviewDate ?? null,
      endDate: version?.facts.purpose?.endDate ?? null,
      actions: actionsOnDesk(actions.get(project.id) ?? [], project.isDrafter ? null : actor.organisationCode, londonDay(now)),
    }
  }))
}
