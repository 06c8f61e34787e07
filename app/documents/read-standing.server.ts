import type { Queryable } from '#app/platform/database.server.ts'
import { signsFor, type DocumentKind } from './document.rules.ts'
import { assessmentPrint, type Approval } from './dpia/dpia-assessment.rules.ts'
import { findAssessmentAsOf } from './dpia/dpia-assessments.store.server.ts'
import { listSignatures, listVersionLines, listVersionsOfProject, type VersionRecord } from './documents.store.server.ts'
import { paperKind } from './papers/papers.rules.ts'
import { isApplication, paperState, type Endorsement, type FactsSpan, type PaperStanding } from './paper-standing.rules.ts'

const spanOf = (version: VersionRecord): FactsSpan => ({ from: version.factsVersion, to: version.statesFactsVersion })

/** The facts that the parties of a project have agreed: those of each version of its protocol that all of them have signed. */
export async function readAgreedFacts(db: Queryable, projectId: string): Promise<FactsSpan[]> {
  const agreed: FactsSpan[] = []
  for (const version of await listVersionsOfProject(db, projectId, 'protocol')) {
    const signatures = await listSignatures(db, version.id)
    // A group has begun to sign with the first of its members: each signs for itself.
    const isSigned = paperKind('protocol').signers(version.facts, '').every((party) => signatures.some(({ organisationCode }) => signsFor(party, organisationCode)))
    if (isSigned) agreed.push(spanOf(version))
  }
  return agreed
}

/**
 * What is known about a version beside its words. `given` are reviews and approvals that are kept elsewhere than with the
 * documents; those of the impact assessment are its own.
 */
export async function readStanding(
  db: Queryable, version: VersionRecord, signed: readonly boolean[], agreed: readonly FactsSpan[] | null = null, given: readonly Endorsement[] = [],
): Promise<PaperStanding> {
  const isDecided = paperKind(version.kind).statesAssessment === true
  const own = isDecided ? await endorsementsOfAssessment(db, version) : []
  const assessed = RESTS_ON_ASSESSMENT.includes(version.kind) ? (await endorsementsOfAssessment(db, version)).map(ofAssessment) : []
  const endorsements = [...own, ...assessed, ...given]
  // A body that looked at an application looked at other papers with it: it approved the application.
  const deciding = isApplication(version.kind) ? endorsements : own
  const lines = await listVersionLines(db, version.documentId)
  return {
    state: paperState({ signed, isDecided, states: spanOf(version), agreed: signed.length > 0 ? [] : (agreed ?? await readAgreedFacts(db, version.projectId)), endorsements: deciding }),
    history: lines.filter((line) => line.number <= version.number), endorsements,
  }
}

/** Agreements whose flows the impact assessment weighed before anybody signed. */
const RESTS_ON_ASSESSMENT: readonly DocumentKind[] = ['protocol', 'sharing-agreement', 'processing-agreement']

/** What was said of the assessment, told at the end of an agreement whose flows rest on it: it makes no approval of the words of the agreement. */
const ofAssessment = (said: Endorsement): Endorsement => ({
  ...said, kind: said.kind === 'approved' ? 'flows-approved' : said.kind, words: said.kind === 'approved' ? `In the impact assessment: ${said.words.charAt(0).toLowerCase()}${said.words.slice(1)}` : 'Advice is in the impact assessment',
})

/** Advice and approval as the assessment held them when the version was drafted; those of an earlier state of it do not count. */
async function endorsementsOfAssessment(db: Queryable, version: VersionRecord): Promise<Endorsement[]> {
  const assessment = await findAssessmentAsOf(db, version.projectId, version.madeAt)
  const { advice, approval } = assessment
  const print = assessmentPrint(assessment)
  return [
    ...(advice?.of === print ? [{ kind: 'reviewed' as const, by: advice.name, as: 'data protection officer', on: advice.on, words: 'Advice is in the paper' }] : []),
    ...(approval?.of === print ? approvalsOf(approval) : []),
  ]
}

function approvalsOf({ measuresBy, residualBy, on }: Approval): Endorsement[] {
  const approved = (by: string, words: string): Endorsement => ({ kind: 'approved', by, as: '', on, words })
  return measuresBy === residualBy ? [approved(measuresBy, 'The measures, and the risk that is left')] : [approved(measuresBy, 'The measures'), approved(residualBy, 'The risk that is left')]
}
