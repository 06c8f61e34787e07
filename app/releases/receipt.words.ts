import type { Refusal } from '#app/kernel/result.ts'
import type { ProofProblem } from './proof-problem.rules.ts'
import type { ReceiptFault } from './receipt.rules.ts'

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

const ALTERED = 'It was altered after it was signed, or this portal never signed it.'

/** What does not hold about a receipt, for people. */
export const RECEIPT_FAULT_WORDS = {
  'not-three-parts': 'This is not a receipt: it does not have three parts with a full stop between them. Check that the whole of it is there.',
  'header-unreadable': `The first part of it cannot be read. ${ALTERED}`,
  'payload-unreadable': `The second part of it, which says what was checked, cannot be read. ${ALTERED}`,
  'signature-unreadable': `The third part of it, the signature, cannot be read. ${ALTERED}`,
  'header-not-ours': `Its first part does not say that it is a receipt of Concordat. ${ALTERED}`,
  'key-unknown': 'It was signed with a key that this portal has never used.',
  'signature-wrong': `The signature does not fit what it says. ${ALTERED}`,
  'not-a-receipt': 'This portal signed it, but it is not a receipt in a form that this version knows.',
  'key-not-in-use': 'It was signed with a key of this portal at a time when that key was not in use.',
  'entry-not-its-own': 'The audit entry that it quotes is not about it.',
  'entry-gone': 'This portal signed it, but the audit record does not have its entry any more.',
  'entry-changed': 'This portal signed it, but its entry in the audit record was changed since.',
  'tree-changed': 'This portal signed it, but the tree over the audit record was changed since.',
  'not-kept': 'This portal signed it, but the receipt that is kept for this check is another one, or none.',
} as const satisfies Record<ReceiptFault, string>

export function keptReceiptWords(verdict: { readonly checkId: string; readonly entrySeq: number; readonly fault: ReceiptFault }): string {
  return `The receipt of check ${verdict.checkId} (audit entry ${verdict.entrySeq.toLocaleString('en-GB')}) does not hold. ${RECEIPT_FAULT_WORDS[verdict.fault]}`
}
