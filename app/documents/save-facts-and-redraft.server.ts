import { change, type Record as RecordEntry } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { missingFacts } from '#app/projects/facts.rules.ts'
import type { ProjectRefusal } from '#app/projects/project.rules.ts'
import { saveFacts, type SaveFactsCommand } from '#app/projects/save-facts.server.ts'
import type { DocumentKind } from './document.rules.ts'
import { listNewestVersions } from './documents.store.server.ts'
import { draftWithin, restateWithin, type DraftedVersion, type DraftSource } from './draft-paper.server.ts'

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
 * Saves facts and keeps the protocol in step, in one transaction. Once a protocol has been drafted, a change of a fact that
 * it states makes its next version at once, when the facts are complete; until that is signed no flow is in force. A change
 * of facts that it does not state leaves it, and its signatures, as they are.
 */
export function saveFactsAndRedraft(context: Context<StaffActor>, command: SaveFactsCommand): Promise<Result<SavedFacts, ProjectRefusal>> {
  return change(context, (tx, record) => saveFactsWithin(tx, record, context, command))
}

/** The same inside the caller's transaction, for what is saved together with facts. */
export async function saveFactsWithin(tx: Transaction, record: RecordEntry, context: Context<StaffActor>, command: SaveFactsCommand): Promise<Result<SavedFacts, ProjectRefusal>> {
  const saved = await saveFacts(tx, record, context, command)
  if (!saved.ok) return saved
  const { project, isChanged } = saved.value
  const nothing = { isChanged, factsVersion: project.factsVersion, drafted: null, isOutOfDate: false }
  if (!isChanged) return ok(nothing)
  const stale = await restateAll(tx, context.now, project)
  if (!stale.includes('protocol')) return ok(nothing)
  if (missingFacts(project.facts).length > 0) return ok({ ...nothing, isOutOfDate: true })
  return ok({ ...nothing, drafted: await draftWithin(tx, record, context, project, { kind: 'protocol', about: '' }) })
}

/**
 * Notes for every paper that has been drafted whether it states the new facts word for word; gives the kinds of those that
 * do not. A paper that the parties do not sign is drafted anew when someone asks for it, and says until then that it is old.
 */
async function restateAll(tx: Transaction, now: Date, project: DraftSource): Promise<readonly DocumentKind[]> {
  const stale: DocumentKind[] = []
  for (const newest of await listNewestVersions(tx, project.id)) {
    if (!(await restateWithin(tx, now, project, newest))) stale.push(newest.kind)
  }
  return stale
}
