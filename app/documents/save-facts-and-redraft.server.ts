import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { missingFacts } from '#app/projects/facts.rules.ts'
import type { ProjectRefusal } from '#app/projects/project.rules.ts'
import { saveFacts, type SaveFactsCommand } from '#app/projects/save-facts.server.ts'
import { findNewestVersion } from './documents.store.server.ts'
import { draftWithin, type DraftedVersion } from './draft-protocol.server.ts'

export interface SavedFacts {
  readonly isChanged: boolean
  /** The version of the facts now. */
  readonly factsVersion: number
  /** The version that this change made, which every party must sign. */
  readonly drafted: DraftedVersion | null
  /** A protocol had been drafted, and no longer says what the facts say because some are missing. */
  readonly isOutOfDate: boolean
}

/**
 * Saves facts and keeps the protocol in step, in one transaction. Once a protocol has been drafted, a change of fact makes
 * its next version at once, when the facts are complete; until that is signed no flow is in force. A save that changes
 * nothing makes no version.
 */
export async function saveFactsAndRedraft(context: Context<StaffActor>, command: SaveFactsCommand): Promise<Result<SavedFacts, ProjectRefusal>> {
  return change(context, async (tx, record) => {
    const saved = await saveFacts(tx, record, context, command)
    if (!saved.ok) return saved
    const { project, isChanged } = saved.value
    const nothing = { isChanged, factsVersion: project.factsVersion, drafted: null, isOutOfDate: false }
    if (!isChanged || !(await findNewestVersion(tx, project.id, 'protocol'))) return ok(nothing)
    if (missingFacts(project.facts).length > 0) return ok({ ...nothing, isOutOfDate: true })
    return ok({ ...nothing, drafted: await draftWithin(tx, record, context, project) })
  })
}
