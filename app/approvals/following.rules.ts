import { isGrant, type Decision } from './decision.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'

/** What of a decision says for which flows it counts. */
export type Counted = Pick<Decision, 'stepId' | 'meaning' | 'covers'>
/** What of a step says which papers are about one of its flows alone. */
export type StepScope = Pick<RouteStep, 'documents' | 'flows'>
/** A paper by what it is, and what it is about. */
export interface AboutPaper {
  readonly documentId: string
  readonly kind: RouteStep['documents'][number]
  readonly about: string
}

const coversAll = ({ covers }: Pick<Decision, 'covers'>, papers: readonly AboutPaper[]): boolean =>
  papers.every(({ documentId }) => covers.some((covered) => covered.documentId === documentId))

/**
 * Whether a decision counts for a flow of its step: one that grants, where it covers every paper of the step that is about that flow
 * alone; one that grants nothing, always. For the papers that are about no flow where none is named.
 */
export function countsFor(decision: Pick<Decision, 'meaning' | 'covers'>, step: Pick<RouteStep, 'documents'>, papers: readonly AboutPaper[], flowRef: string | null): boolean {
  return !isGrant(decision.meaning) || coversAll(decision, papers.filter(({ kind, about }) => about === flowRef && step.documents.includes(kind)))
}

/**
 * The flows for which a decision counts, and for each the later decisions on its step that count for it too, in their order: none
 * where nothing follows it there. Of a step that is not known, one line that stands for every flow (null), which only what
 * covers all that the decision covers of single flows follows.
 */
export function followedBy<D extends Counted>(decisions: readonly D[], decision: D, step: StepScope | null, papers: readonly AboutPaper[]): { readonly flowRef: string | null; readonly later: readonly D[] }[] {
  const later = decisions.slice(decisions.indexOf(decision) + 1).filter(({ stepId }) => stepId === decision.stepId)
  if (!step) {
    const own = papers.filter((paper) => paper.about !== '' && coversAll(decision, [paper]))
    return [{ flowRef: null, later: later.filter((one) => !isGrant(one.meaning) || coversAll(one, own)) }]
  }
  return step.flows.filter((flowRef) => countsFor(decision, step, papers, flowRef)).map((flowRef) => ({ flowRef, later: later.filter((one) => countsFor(one, step, papers, flowRef)) }))
}

/** The flows whose newest decision on a step this is; null stands for every flow. Empty where others have followed it for all. */
export function boundFlows<D extends Counted>(decisions: readonly D[], decision: D, step: StepScope | null, papers: readonly AboutPaper[]): (string | null)[] {
  return followedBy(decisions, decision, step, papers).filter(({ later }) => later.length === 0).map(({ flowRef }) => flowRef)
}
