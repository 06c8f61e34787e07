import type { StandingPaper } from './in-force.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'

/**
 * The papers that a decision on a step is about: those that must be there before it, of the flows that it is for. A step
 * that names none is about the protocol.
 */
export function papersOfStep<P extends Pick<StandingPaper, 'kind' | 'about'>>(step: Pick<RouteStep, 'documents' | 'flows'>, papers: readonly P[], flowRefs: readonly string[]): P[] {
  const kinds = step.documents.length > 0 ? step.documents : ['protocol' as const]
  const isOfOtherFlow = (about: string) => flowRefs.includes(about) && !step.flows.includes(about)
  return papers.filter((paper) => kinds.includes(paper.kind) && !isOfOtherFlow(paper.about))
}

/** A version of a paper as somebody had it before them: what of it is decided on, by the names of its parts; null for all of it. */
export interface PaperShown {
  readonly documentRef: string
  readonly number: number
  readonly clauses: readonly string[] | null
}
