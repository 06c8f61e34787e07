import type { Refusal } from '#app/kernel/result.ts'
import { MOST_TAGGED, type PrivateProblem } from './private-check.rules.ts'

interface ProblemWords {
  readonly title: string
  readonly detail: (details: NonNullable<Refusal['details']>) => string
}

/** Each problem of a private check: what it is, and what to do. */
export const PRIVATE_PROBLEM_WORDS = {
  'register-too-large': {
    title: 'The register is too large for a private check',
    detail: () => `A private check takes up to ${MOST_TAGGED.toLocaleString('en-GB')} people who may be included. Put the list to the gate in the plain way.`,
  },
  'private-check-over': { title: 'The private check is over', detail: () => 'Choices may have been recorded since it was begun. Begin another.' },
  'element-not-valid': { title: 'An element is not one of the group', detail: () => 'Each must be an element of ristretto255 in its canonical spelling, and not the identity. Nothing was evaluated.' },
  'asked-too-much': { title: 'The check has evaluated as many elements as it may', detail: ({ most }) => `One private check evaluates up to ${String(most)} elements.` },
} as const satisfies Record<PrivateProblem, ProblemWords>

export function privateProblemWords(refusal: Refusal<PrivateProblem>): { readonly title: string; readonly detail: string } {
  const words: ProblemWords = PRIVATE_PROBLEM_WORDS[refusal.kind]
  return { title: words.title, detail: words.detail(refusal.details ?? {}) }
}
