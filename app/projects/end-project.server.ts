import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdProject } from './hold-project.server.ts'
import type { ProjectRefusal } from './project.rules.ts'
import { setProjectEnded } from './projects.store.server.ts'

/**
 * Ends a project for good: from this instant none of its flows is in force and its facts cannot be changed. The person types
 * the project's reference, so that nobody ends one by a slip of the hand.
 */
export async function endProject(
  context: Context<StaffActor>, command: { readonly ref: string; readonly typedReference: string; readonly reason: string },
): Promise<Result<null, ProjectRefusal>> {
  return change(context, async (tx, record) => {
    const held = await holdProject(tx, context.actor, command.ref)
    if (!held.ok) return held
    const project = held.value
    if (command.typedReference !== project.ref) return refuse('reference-does-not-match', { reference: project.ref })
    await setProjectEnded(tx, project.id, context.now, command.reason)
    record({ kind: 'project-ended', projectRef: project.ref, subject: `project:${project.ref}` })
    return ok(null)
  })
}
