import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { ProjectFacts } from './facts.rules.ts'
import { findFactsAt, findLastSave, findProjectByRef, findProjectOf, findProjectOfFlow, listFactsAt, listFactsSaved, listProjectRefs, listProjectsOf, type ProjectRecord } from './projects.store.server.ts'

/** A project as one of its parties, or its drafter, sees it. */
export interface ProjectView extends ProjectRecord {
  /** Whether the actor's organisation drafts it. */
  readonly isDrafter: boolean
}

const seenBy = (actor: StaffActor) => (project: ProjectRecord): ProjectView => ({ ...project, isDrafter: project.organisationCode === actor.organisationCode })

/** Null when there is none, and when the actor's organisation has no part in it: the two look the same. */
export async function readProject(context: Context<StaffActor>, ref: string): Promise<ProjectView | null> {
  const project = await findProjectOf(context.runtime.db, context.actor.organisationCode, ref)
  return project ? seenBy(context.actor)(project) : null
}

/** Every project that the actor's organisation drafts or is a party to, by title. */
export async function listProjects(context: Context<StaffActor>): Promise<ProjectView[]> {
  return (await listProjectsOf(context.runtime.db, context.actor.organisationCode)).map(seenBy(context.actor))
}

/** The reference of every project of the installation, for background work that goes through them. Never shown. */
export function readEveryProjectRef(db: Queryable): Promise<string[]> {
  return listProjectRefs(db)
}

/** Not scoped to anyone: for what holds for everybody, such as whether a flow is in force. Never shown as it is. */
export function readProjectAsItStands(db: Queryable, by: { readonly ref: string } | { readonly flowRef: string }): Promise<ProjectRecord | null> {
  return 'ref' in by ? findProjectByRef(db, by.ref) : findProjectOfFlow(db, by.flowRef)
}

/** The facts of a project as they were at a version; null for a version that there never was. For someone who may read the project. */
export function readFactsAt(context: Context<StaffActor>, project: Pick<ProjectView, 'id'>, version: number): Promise<ProjectFacts | null> {
  return findFactsAt(context.runtime.db, project.id, version)
}

/** When each state of a project's facts was saved, oldest first. Not scoped to anyone: for what holds for everybody. */
export function readFactsSaved(db: Queryable, projectId: string): Promise<readonly { readonly version: number; readonly savedAt: Date }[]> {
  return listFactsSaved(db, projectId)
}

/** The facts as they were at some versions, by version. Not scoped to anyone. */
export function readFactsAtAll(db: Queryable, projectId: string, versions: readonly number[]): Promise<ReadonlyMap<number, ProjectFacts>> {
  return listFactsAt(db, projectId, versions)
}

/** Who saved the facts as they are now, and when; for someone who may read the project. */
export function readLastSave(context: Context<StaffActor>, project: ProjectView): Promise<{ readonly by: string; readonly at: Date } | null> {
  return findLastSave(context.runtime.db, project.id, project.factsVersion)
}
