import type { CoveredClause, Decision } from '#app/approvals/decision.rules.ts'
import type { Hold, Standing, StandingPaper } from '#app/approvals/in-force.rules.ts'
import { routeOn } from '#app/approvals/in-force.rules.ts'
import type { RouteStep } from '#app/approvals/route-finder.rules.ts'
import type { Agreement } from '#app/documents/agreement.rules.ts'
import type { DocumentKind } from '#app/documents/document.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { underSection251 } from './national-check.ts'
import { someFacts } from './facts.ts'

export const WORDS_HASH = 'a'.repeat(64)
export const SIGNED_AT = new Date('2026-04-20T12:00:00Z')

/** The pilot on section 251 support, so that its flows wait for decisions. */
export const factsToApprove = (changes: Partial<ProjectFacts> = {}): ProjectFacts => underSection251(someFacts(changes))

export function anAgreement(changes: Partial<Agreement> = {}, facts: ProjectFacts = factsToApprove()): Agreement {
  return {
    projectId: 'p', projectRef: 'oldham-gp-pilot', projectEndedAt: null, factsVersion: 7,
    version: { id: 'v', documentRef: 'oldham-gp-pilot-protocol', number: 2, factsVersion: 7, facts, contentHash: WORDS_HASH },
    signatures: facts.parties.map(({ organisationCode }) => ({ organisationCode, contentHash: WORDS_HASH, signedAt: SIGNED_AT, schedules: [] })),
    memberActs: [], risksToConsultOn: 0, openBlockingActions: 0,
    ...changes,
  }
}

/** A paper whose parts have these words, as digests stand for them here. */
export function aPaper(kind: DocumentKind, clauses: Readonly<Record<string, string>> = { purpose: 'p1', flows: 'f1' }, changes: Partial<StandingPaper> = {}): StandingPaper {
  return {
    documentId: `d-${kind}`, documentRef: `oldham-gp-pilot-${kind}`, kind, about: '', versionId: `v-${kind}`, number: 1, statesFactsVersion: 7,
    clauses: Object.entries(clauses).map(([name, digest]) => ({ name, digest })), ...changes,
  }
}

export function coverOf(papers: readonly StandingPaper[]): CoveredClause[] {
  return papers.flatMap(({ documentId, documentRef, kind, about, number, clauses }) => clauses.map(({ name, digest }) => ({ documentId, documentRef, kind, about, number, clause: name, digest })))
}

export function aDecision(stepId: string, covers: readonly CoveredClause[], changes: Partial<Decision> = {}): Decision {
  const decidedAt = changes.decidedAt ?? new Date('2026-04-21T12:00:00Z')
  return {
    id: `decision of ${stepId}`, stepId, bodyId: null, organisationCode: null, post: null, outcome: 'Agreed', meaning: 'granted', decidedAt, effectiveFrom: '2026-04-21', endsOn: null,
    reviewDueOn: null, reference: '', recordedAt: decidedAt, covers, ...changes,
  }
}

/** The steps without which something of the project may not flow. */
export function stepsToOpen(facts: ProjectFacts, day = '2026-06-15'): RouteStep[] {
  return routeOn(facts, day, 0).steps.filter((step) => step.isNeededToFlow)
}

/** A project that is signed, with every decision that its route needs; all on the protocol and the assessment. */
export function aStanding(changes: Partial<Standing> & { readonly facts?: ProjectFacts } = {}): Standing {
  const { facts = factsToApprove(), ...given } = changes
  const papers = [aPaper('protocol'), aPaper('dpia')]
  return {
    agreement: anAgreement({}, facts), papers, holds: [] as readonly Hold[],
    decisions: stepsToOpen(facts).map((step) => aDecision(step.id, coverOf(papers))), ...given,
  }
}
