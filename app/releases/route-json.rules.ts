import { bodyById, bodyOn } from '#app/approvals/bodies.rules.ts'
import { holds } from '#app/approvals/decision.rules.ts'
import { closedFor, type Standing } from '#app/approvals/in-force.rules.ts'
import { flowClosedWords } from '#app/approvals/in-force.words.ts'
import type { Route, RouteFlow } from '#app/approvals/route-finder.rules.ts'
import { optOutWords, RULE_WORDS, stepWords } from '#app/approvals/route-finder.words.ts'
import type { SubmissionStanding } from '#app/approvals/submission.rules.ts'
import { PAPER_SOURCES } from '#app/approvals/route-rules.rules.ts'
import type { PackStanding } from '#app/documents/pack-standing.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { ProjectJson } from './arrangement-answer.schema.ts'

/** What a flow's route turns on, for programs: its category with the rule that puts it there, and the opt-outs that it keeps. */
export function routeFlowJson({ category, rule, source, optOuts }: RouteFlow): Pick<ProjectJson['flows'][number], 'category' | 'because' | 'opt_outs'> {
  const [project, type1, national] = optOutWords(optOuts).map(({ applies, why, rule: choiceRule }) => ({ applies, why, rule: choiceRule }))
  return { category, because: { rule, says: RULE_WORDS[rule], source }, opt_outs: { project: project!, type_1: type1!, national: national! } }
}

/** Every paper that the facts call for, with the rule that asks for it, and where it stands. */
export function documentsJson(papers: readonly PackStanding[]): ProjectJson['documents'] {
  return papers.map(({ kind, about, documentRef, state, version, signedBy, waitingFor }) => ({
    ref: documentRef, kind, about: about || null, rule: `paper-${kind}` as const, asked_for_by: RULE_WORDS[`paper-${kind}`], source: PAPER_SOURCES[kind], state,
    version: version?.number ?? null, sha256: version?.contentHash ?? null,
    signed_by: signedBy.map(({ organisationCode, signedAt }) => ({ organisation: organisationCode, signed_at: signedAt.toISOString() })), waiting_for: [...waitingFor],
  }))
}

/** Every sign-off and outside approval that the facts call for, in order, with the rule that asks for it, what was decided on it, and where it stands. */
export function approvalsJson({ steps, day }: Route, standing: Standing, submissions: readonly SubmissionStanding[], now: Date): ProjectJson['approvals'] {
  return steps.flatMap((step) => (step.kind === 'document' ? [] : [{
    id: step.id, kind: step.kind, name: stepWords(step),
    body: step.bodyId && { id: step.bodyId, kind: bodyById(step.bodyId).kind, name: bodyOn(step.bodyId, day).name, short: bodyOn(step.bodyId, day).short },
    organisation: step.organisationCode, post: step.post, flows: [...step.flows], documents: [...step.documents], after: [...step.after],
    shown_by: step.shownBy, needed_to_flow: step.isNeededToFlow,
    not_open_for: step.shownBy === 'decision' ? closedFor(standing, step, now).map(({ flowRef, refusal }) => ({ flow: flowRef, because: { code: refusal.kind, detail: flowClosedWords(refusal) } })) : null,
    decisions: standing.decisions.filter(({ stepId }) => stepId === step.id).map((decision) => ({
      outcome: decision.outcome, meaning: decision.meaning, decided_on: londonDay(decision.decidedAt), effective_from: decision.effectiveFrom, ends_on: decision.endsOn, review_due_on: decision.reviewDueOn,
      reference: decision.reference || null, holds: holds(decision, standing.papers),
    })),
    submissions: submissions.filter(({ stepId }) => stepId === step.id).map(({ toName, submittedOn, reference, state, papers }) => ({
      to: toName, submitted_on: submittedOn, reference: reference || null, state, documents: papers.map(({ documentRef, kind, number }) => ({ ref: documentRef, kind, version: number })),
    })),
    rule: step.rule, asked_for_by: RULE_WORDS[step.rule], source: step.source,
  }]))
}
