import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdFacts } from '#app/projects/hold-project.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { isSameFact } from '#app/projects/project.rules.ts'
import { applyDpiaEdit } from './dpia-assessment.rules.ts'
import { findAssessment } from './dpia-assessments.store.server.ts'
import { doneStep, type DpiaRefusal } from './dpia-steps.rules.ts'
import { keepAssessment } from './save-dpia.server.ts'

/**
 * Records that an action is done, with what shows it: by the organisation that does it, or by the one that drafts the
 * project. It is about the action as it stands, whatever else of the assessment or the facts has changed meanwhile.
 */
export async function closeAction(
  context: Context<StaffActor>, { ref, id, ...given }: { readonly ref: string; readonly id: string; readonly doneOn: Day; readonly proof: string },
): Promise<Result<{ readonly version: number; readonly isChanged: boolean }, DpiaRefusal>> {
  const { actor, now } = context
  if (!mayRole(actor.role, 'actions.close')) return refuse('wrong-role')
  const project = await readProject(context, ref)
  if (!project) return refuse('not-found')
  return change(context, async (tx, record) => {
    const { factsVersion, endedAt } = await holdFacts(tx, project.id)
    if (endedAt !== null) return refuse('project-ended')
    const { version, assessment } = await findAssessment(tx, project.id)
    const action = assessment.actions.find((each) => each.id === id)
    if (!action) return refuse('no-longer-there')
    if (!project.isDrafter && action.ownerCode !== actor.organisationCode) return refuse('not-its-owner')
    const edit = doneStep(id, given, londonDay(now))(project.facts, assessment)
    if (!edit.ok) return edit
    const edited = applyDpiaEdit(assessment, edit.value)
    if (!edited.ok) return edited
    if (isSameFact(edited.value, assessment)) return ok({ version, isChanged: false })
    await keepAssessment(tx, context, { id: project.id, factsVersion }, version + 1, edited.value, 'actions')
    record({ kind: 'action-closed', projectRef: project.ref, subject: `project:${project.ref}`, data: { doneOn: given.doneOn, isBlocking: action.isBlocking, version: version + 1 } })
    return ok({ version: version + 1, isChanged: true })
  })
}
