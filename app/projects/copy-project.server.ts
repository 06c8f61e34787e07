import type { StaffActor } from '#app/identity/actor.rules.ts'
import { refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { makeProject } from './make-project.server.ts'
import type { ProjectRefusal } from './project.rules.ts'
import { findProjectByRef, flowRefsTakenElsewhere } from './projects.store.server.ts'
import { readProject } from './read-project.server.ts'
import { copiedFacts } from './renewal.rules.ts'

/** Starts a project with the facts of one that the actor may read. The actor's organisation drafts it. */
export async function copyProject(
  context: Context<StaffActor>, command: { readonly from: string; readonly title: string; readonly reference: string },
): Promise<Result<{ readonly ref: string }, ProjectRefusal>> {
  const project = await readProject(context, command.from)
  if (!project) return refuse('not-found')
  const facts = copiedFacts(project.facts, project.ref, command)
  // The same form sent twice finds the references taken by the project that the first sending made.
  const there = await findProjectByRef(context.runtime.db, command.reference)
  const taken = await flowRefsTakenElsewhere(context.runtime.db, there?.id ?? '', facts.flows.map((flow) => flow.ref))
  if (taken.length > 0) return refuse('flow-reference-taken', { reference: taken.join(', ') })
  return makeProject(context, { title: command.title, reference: command.reference, facts, starter: project.starter ?? undefined })
}
