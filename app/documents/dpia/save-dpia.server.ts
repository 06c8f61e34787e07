import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import { isSameFact } from '#app/projects/project.rules.ts'
import { openBlockingActions } from './dpia-actions.rules.ts'
import { applyDpiaEdit, dpiaPieceOf, risksToConsultOn, type DpiaAssessment, type DpiaEdit } from './dpia-assessment.rules.ts'
import { addAssessment, findAssessment, findAssessmentAt } from './dpia-assessments.store.server.ts'
import { printOf } from './dpia-prints.rules.ts'
import type { DpiaRefusal } from './dpia-steps.rules.ts'

export interface SaveDpiaCommand {
  readonly ref: string
  /** The versions of the assessment and of the facts that the form was filled in against. */
  readonly assessmentVersion: number
  readonly factsVersion: number
  /** What to change, worked out from the facts and the assessment as they stand in the transaction. */
  readonly edit: (facts: ProjectFacts, assessment: DpiaAssessment) => Result<DpiaEdit, DpiaRefusal>
}

/**
 * Saves one part of a project's assessment as its next version. Refused as `facts-changed` when a fact has changed since the
 * form was filled in, since an answer must rest on the facts that the person saw; and as `changed-since-read` when someone
 * else has saved that same part. What others saved elsewhere in the assessment is kept. The person who signs for the
 * organisation saves the approval; whoever drafts saves everything else.
 */
export async function saveDpia(context: Context<StaffActor>, command: SaveDpiaCommand): Promise<Result<{ readonly version: number; readonly isChanged: boolean }, DpiaRefusal>> {
  const { actor } = context
  return change(context, async (tx, record) => {
    const held = await holdProject(tx, actor, command.ref)
    if (!held.ok) return held
    const project = held.value
    const before = await findAssessment(tx, project.id)
    const edit = command.edit(project.facts, before.assessment)
    if (!edit.ok) return edit
    if (!mayRole(actor.role, edit.value.part === 'approval' ? 'documents.sign' : 'projects.draft')) return refuse('wrong-role')
    const edited = applyDpiaEdit(before.assessment, edit.value)
    if (edited.ok && isSameFact(edited.value, before.assessment)) return ok({ version: before.version, isChanged: false })
    if (project.factsVersion !== command.factsVersion) return refuse('facts-changed')
    if (command.assessmentVersion !== before.version) {
      const read = await findAssessmentAt(tx, project.id, command.assessmentVersion)
      if (!read || !isSameFact(dpiaPieceOf(read, edit.value), dpiaPieceOf(before.assessment, edit.value))) return refuse('changed-since-read')
    }
    if (!edited.ok) return edited
    const version = await keepAssessment(tx, context, project, before.version + 1, edited.value, edit.value.part)
    record({ kind: 'assessment-saved', projectRef: project.ref, subject: `project:${project.ref}`, data: { part: edit.value.part, version } })
    return ok({ version, isChanged: true })
  })
}

/** Adds the next state of an assessment, with what of it stops the flows. The caller holds the project, and records it. */
export async function keepAssessment(
  tx: Transaction, { actor, now }: Context<StaffActor>, project: { readonly id: string; readonly factsVersion: number }, version: number, assessment: DpiaAssessment, part: string,
): Promise<number> {
  await addAssessment(tx, {
    projectId: project.id, version, assessment, assessmentHash: printOf(assessment), factsVersion: project.factsVersion,
    risksToConsultOn: risksToConsultOn(assessment).length, openBlockingActions: openBlockingActions(assessment.actions).length, part, savedAt: now, savedBy: actor.userId,
  })
  return version
}
