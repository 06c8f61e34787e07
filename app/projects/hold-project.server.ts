import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { mayChange } from './project.rules.ts'
import type { ProjectView } from './read-project.server.ts'
import { findProjectOf, lockFacts, lockProjectOfDrafter, type ProjectRecord } from './projects.store.server.ts'

/** Holds a project that the actor may change until the transaction ends; or says why the actor may not. */
export async function holdProject(
  tx: Transaction, actor: StaffActor, ref: string,
): Promise<Result<ProjectRecord, Refusal<'not-found' | 'not-the-drafter' | 'project-ended'>>> {
  const project = await lockProjectOfDrafter(tx, actor.organisationCode, ref)
  if (!project) return (await findProjectOf(tx, actor.organisationCode, ref)) ? refuse('not-the-drafter') : refuse('not-found')
  const may = mayChange(project, actor.organisationCode)
  return may.ok ? ok(project) : may
}

/**
 * Holds a project that the actor's organisation drafts or takes part in, and reads it once nobody can change it any more. Null when
 * there is none, and when it has no part in it.
 */
export async function holdToRead(tx: Transaction, actor: StaffActor, ref: string): Promise<ProjectView | null> {
  const found = await findProjectOf(tx, actor.organisationCode, ref)
  if (!found) return null
  await lockFacts(tx, found.id)
  const project = await findProjectOf(tx, actor.organisationCode, ref)
  return project && { ...project, isDrafter: project.organisationCode === actor.organisationCode }
}

/**
 * Keeps a project as it is until the transaction ends, whoever asks: nobody can save facts, and so make a newer version,
 * while a party signs.
 */
export function holdFacts(tx: Transaction, projectId: string): Promise<{ readonly factsVersion: number; readonly endedAt: Date | null }> {
  return lockFacts(tx, projectId)
}
