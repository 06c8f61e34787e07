import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { dpiaState, highRisks, openAnswers, risksToConsultOn, undecidedRisks } from './dpia-assessment.rules.ts'
import { findAssessment, findLastAssessmentSave } from './dpia-assessments.store.server.ts'

/** A project's impact assessment as it stands, for someone whose organisation drafts the project or is a party; null otherwise. */
export async function readDpia(context: Context<StaffActor>, ref: string) {
  const { actor, runtime: { db } } = context
  const project = await readProject(context, ref)
  if (!project) return null
  const [{ version, assessment }, lastSave] = await Promise.all([findAssessment(db, project.id), findLastAssessmentSave(db, project.id)])
  const isOpenToChange = project.isDrafter && !project.endedAt
  return {
    ref: project.ref, title: project.title, facts: project.facts, factsVersion: project.factsVersion, assessmentVersion: version, assessment,
    state: dpiaState(assessment, project.facts), open: openAnswers(assessment, project.facts), undecided: undecidedRisks(assessment, project.facts),
    high: highRisks(assessment).map((risk) => risk.id), toConsultOn: risksToConsultOn(assessment).map((risk) => risk.id), lastSave,
    mayDraft: isOpenToChange && mayRole(actor.role, 'projects.draft'), mayApprove: isOpenToChange && mayRole(actor.role, 'documents.sign'),
  }
}

export type DpiaPage = NonNullable<Awaited<ReturnType<typeof readDpia>>>
