import { readImport, readOrganisationsTouched } from '#app/choices/read-imports.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import { countsOf } from './check-counts.rules.ts'
import type { CheckState } from './check.rules.ts'
import { findChecksBetween } from './incidents.store.server.ts'
import { flowsOfMember } from './told-check.rules.ts'

/** A check that may have been answered wrongly, for someone to look at. Nothing is called a breach by itself. */
export interface PossibleIncident {
  readonly checkId: string
  readonly flowRef: string
  readonly projectRef: string
  readonly projectTitle: string
  readonly state: CheckState
  readonly beganAt: string
  /** Of a complete check: an unfinished answer may not be used. */
  readonly rows: number | null
  readonly included: number | null
}

const MOST = 200

/**
 * Checks of the actor's organisation's own data that were answered while an import counted: from its first row until it was
 * undone, or until now while it stands. Null where the import is not the organisation's own. Others' checks are theirs to
 * see; their audit says that the import was undone.
 */
export async function readPossibleIncidents(context: Context<StaffActor>, importId: string): Promise<readonly PossibleIncident[] | null> {
  const { actor, now } = context
  const brought = await readImport(context, importId)
  if (!brought) return null
  if (brought.kept === 0 && brought.repeated === 0) return []
  const touched = await readOrganisationsTouched(context, importId)
  if (!touched.includes(actor.organisationCode)) return []
  return readChecksBetween(context, brought.startedAt, brought.undoneAt ?? now)
}

/** Checks of the actor's organisation's own data that were under way or answered between two instants. */
export async function readChecksBetween(context: Context<StaffActor>, from: Date, to: Date): Promise<readonly PossibleIncident[]> {
  const { actor, runtime } = context
  const flowRefs = (await listProjects(context)).flatMap(({ facts }) => flowsOfMember(facts, actor.organisationCode))
  const found = await findChecksBetween(runtime.db, { discloserCodes: [actor.organisationCode], flowRefs }, from, to, MOST)
  return found.map((check) => {
    const isComplete = check.state === 'complete'
    const counts = countsOf(check.counts, 0)
    return {
      checkId: check.id, flowRef: check.flowRef, projectRef: check.projectRef, projectTitle: check.projectTitle, state: check.state,
      beganAt: check.beganAt.toISOString(), rows: isComplete ? counts.rows : null, included: isComplete ? counts.included : null,
    }
  })
}
