import type { Refusal } from '#app/kernel/result.ts'
import type { ProofProblem } from './proof-problem.rules.ts'

type Details = NonNullable<Refusal['details']>
interface ProblemWords {
  readonly title: string
  readonly detail: (details: Details) => string
}

const NO_RECEIPT_BECAUSE = {
  incomplete: 'The check is not complete. Nothing that was received of its answer may be used.',
  refused: 'The check was refused, so no row was answered.',
  earlier: 'The check was completed before this portal signed receipts.',
} as const
export type NoReceiptBecause = keyof typeof NO_RECEIPT_BECAUSE

/** Each problem of a call for a receipt or a proof: what it is, and what to do. */
export const PROOF_PROBLEM_WORDS = {
  'no-receipt': { title: 'There is no receipt', detail: ({ because }) => NO_RECEIPT_BECAUSE[because as NoReceiptBecause] },
  'proof-call-malformed': { title: 'The address is not one that can be answered', detail: () => 'Give each number in the address as whole digits, and leave none out that is needed.' },
  'no-such-head': { title: 'No head of that size', detail: () => 'The record was not signed at that size. The sizes it was signed at are at /.well-known/concordat/heads.' },
  'no-head-yet': { title: 'Nothing has been signed yet', detail: () => 'The first head is signed when the portal begins. Ask again in a while.' },
  'entry-not-in-tree': { title: 'The entry is not in the tree', detail: ({ entry, size }) => `Entry ${String(entry)} is not among the first ${String(size)}. Ask for a larger size.` },
  'size-not-reached': { title: 'The record has not reached that size', detail: ({ size, reached }) => `There are ${String(reached)} entries, and not ${String(size)}.` },
  'sizes-not-in-order': { title: 'The first size is larger than the second', detail: ({ from, to }) => `"from" is ${String(from)}, and "to" is ${String(to)}. Give the smaller one first.` },
} as const satisfies Record<ProofProblem, ProblemWords>

export function proofProblemWords(refusal: Refusal<ProofProblem>): { readonly title: string; readonly detail: string } {
  const words: ProblemWords = PROOF_PROBLEM_WORDS[refusal.kind]
  return { title: words.title, detail: words.detail(refusal.details ?? {}) }
}
