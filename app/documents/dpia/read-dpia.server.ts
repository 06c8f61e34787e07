import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { notFound, type PageArgs } from '#app/identity/route-wrappers.server.ts'
import { formatInstant, londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { actionStanding } from './dpia-actions.rules.ts'
import { dpiaState, highRisks, riskLeft, openAnswers, risksToConsultOn, undecidedRisks } from './dpia-assessment.rules.ts'
import { sectionsOf } from './dpia-steps.rules.ts'
import { questionsToAsk, screen } from './dpia-screening.rules.ts'
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
    parties: project.facts.parties.map(({ organisationCode, name }) => ({ code: organisationCode, name })), organisationCode: actor.organisationCode,
    mayClose: !project.endedAt && mayRole(actor.role, 'actions.close'), isDrafter: project.isDrafter,
    mayDraft: isOpenToChange && mayRole(actor.role, 'projects.draft'), mayApprove: isOpenToChange && mayRole(actor.role, 'documents.sign'),
  }
}

/** Everything that the pages of the assessment show. Throws not-found for someone whose organisation has no part in the project. */
export async function readDpiaPage({ context, params }: Pick<PageArgs<StaffActor>, 'context' | 'params'>) {
  const dpia = await readDpia(context, params.ref ?? '')
  if (!dpia) throw notFound()
  const { facts, lastSave, assessment, ...rest } = dpia
  const screening = assessment.screening
  const today = londonDay(context.now)
  const said = screening?.said ?? {}
  const risks = assessment.risks.map(({ restsOn, ...risk }) => ({ ...risk, left: riskLeft({ ...risk, restsOn }), sections: risk.rule ? [] : sectionsOf(Object.keys(restsOn)) }))
  return {
    ...rest,
    assessment: { ...assessment, risks: [], actions: [], screening: screening && { ...screening, findings: screening.findings.map(({ criterion, met, reason }) => ({ criterion, met, reason })) } },
    risks, hasPiaFile: assessment.piaFile !== null, today, actions: assessment.actions.map((action) => ({ ...action, standing: actionStanding(action, today), mayClose: rest.mayClose && (rest.isDrafter || action.ownerCode === rest.organisationCode) })),
    questions: questionsToAsk(facts),
    /** What the facts say of each criterion as they are now, with the answers that were given. */
    readings: screen(facts, said, screening?.reasons ?? {}),
    officers: facts.officers.filter((officer) => officer.post === 'dpo').map((officer) => officer.name),
    involvement: facts.involvement?.plan ?? null,
    lastSave: lastSave && `${lastSave.by}, ${formatInstant(lastSave.at)}`,
  }
}

export type DpiaPage = Awaited<ReturnType<typeof readDpiaPage>>
