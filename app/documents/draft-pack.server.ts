import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import type { DraftRefusalKind } from './document.rules.ts'
import { draftWithin, type DraftedVersion } from './draft-paper.server.ts'
import { missingForPaper, packOf } from './pack.rules.ts'

/**
 * Drafts every paper of the pack whose facts are complete, in one transaction: all of them or none. A paper that already
 * states the facts word for word stays as it is. Refused as `facts-incomplete` when none can be drafted yet.
 */
export async function draftPack(
  context: Context<StaffActor>, command: { readonly ref: string; readonly factsVersion: number },
): Promise<Result<readonly DraftedVersion[], Refusal<DraftRefusalKind>>> {
  return change(context, async (tx, record) => {
    const held = await holdProject(tx, context.actor, command.ref)
    if (!held.ok) return held
    const project = held.value
    if (project.factsVersion !== command.factsVersion) return refuse('changed-since-read')
    const ready = packOf(project.facts).filter((paper) => missingForPaper(project.facts, paper.kind).length === 0)
    if (ready.length === 0) return refuse('facts-incomplete')
    const drafted: DraftedVersion[] = []
    for (const paper of ready) drafted.push(await draftWithin(tx, record, context, project, paper))
    return ok(drafted)
  })
}
