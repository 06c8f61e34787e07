import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { countChecksByMonth, listChecksFor, type ChecksOfMonth } from './checks.store.server.ts'
import { checkLine, type CheckLine } from './read-releases-page.server.ts'

/** The newest checks of all projects of the actor's organisation; none for who may not read them. */
export async function readLatestChecks(context: Context<StaffActor>, limit: number): Promise<CheckLine[]> {
  const { actor, now, runtime } = context
  if (!mayRole(actor.role, 'checks.read')) return []
  return (await listChecksFor(runtime.db, actor.organisationCode, { limit })).map((check) => checkLine(check, actor.organisationCode, now))
}

/** How many checks a project had in each month, by how they ended; none for who may not read them, or has no part in the project. */
export async function readChecksByMonth(context: Context<StaffActor>, projectRef: string): Promise<ChecksOfMonth[]> {
  const { actor, runtime } = context
  return mayRole(actor.role, 'checks.read') ? countChecksByMonth(runtime.db, actor.organisationCode, projectRef) : []
}
