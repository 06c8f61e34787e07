import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { mayChange } from './project.rules.ts'
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
 * Keeps a project as it is until the transaction ends, whoever asks: nobody can save facts, and so make a newer version,
 * while a party signs.
 */
export function holdFacts(tx: Transaction, projectId: string): Promise<{ readonly factsVersion: number; readonly endedAt: Date | null }> {
  return lockFacts(tx, projectId)
}
