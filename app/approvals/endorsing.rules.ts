import type { DocumentKind } from '#app/documents/document.rules.ts'
import { flowsOfProcessor } from '#app/documents/papers/processing-agreement.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { processingOf } from '#app/projects/processing-key.rules.ts'
import type { Decision } from './decision.rules.ts'
import { stepOfRoute } from './in-force.rules.ts'

/** The refs of the flows that an agreement is about: a protocol's are all; of a processor, those that its agreement tells of. None for a paper that is no agreement. */
export function flowsOfPaper(facts: ProjectFacts, { kind, about }: { readonly kind: DocumentKind; readonly about: string }): string[] {
  const { flows } = facts
  switch (kind) {
    case 'protocol': return flows.map(({ ref }) => ref)
    case 'sharing-agreement': return flows.filter(({ ref }) => ref === about).map(({ ref }) => ref)
    case 'processing-agreement': {
      const terms = processingOf(facts, about)
      return terms ? flowsOfProcessor(facts, terms).map(({ ref }) => ref) : []
    }
    default: return []
  }
}

/** Which of these flows rest on a decision: those that its step, as the route had it when the decision took effect, holds until it is decided. */
export function restsOn(facts: ProjectFacts, { stepId, effectiveFrom }: Pick<Decision, 'stepId' | 'effectiveFrom'>, flowRefs: readonly string[], risksLeftHigh: number): string[] {
  const step = flowRefs.length > 0 ? stepOfRoute(facts, stepId, effectiveFrom, risksLeftHigh) : null
  return step?.isNeededToFlow ? flowRefs.filter((ref) => step.flows.includes(ref)) : []
}
