import type { Refusal } from '#app/kernel/result.ts'
import type { ExtractStanding } from './extracts.rules.ts'
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

/** About extracts that are checked before linkage and before release. */
export const EXTRACT_WORDS = {
  caption: 'Extracts',
  none: 'Not checked',
  few: 'Fewer than 5',
} as const

export const STANDING_WORDS = {
  both: { label: 'Both checked', says: 'It was checked before linkage, and again before release.' },
  'linkage-only': { label: 'Linkage only', says: 'Check it again before anything made of it is released.' },
  'release-only': { label: 'Release only', says: 'It was not checked before linkage.' },
  'release-not-later': { label: 'Check again', says: 'It was checked before linkage since, so check it again before release.' },
  'release-larger': { label: 'More rows', says: 'More rows were to be released than were checked before linkage. Find out where they are from.' },
} as const satisfies Record<ExtractStanding, { readonly label: string; readonly says: string }>

/** The page where anyone asks whether a receipt holds. */
export const VERIFY_WORDS = {
  title: 'Check a receipt',
  intro: 'A receipt says what was checked before health or care data left: which rules applied, how many rows went on, and which files it was about. Give one here to find out whether this portal signed it, and whether its record still says the same.',
  nothing: 'Choose a receipt, or paste one',
  tooLarge: 'That is too large to be a receipt. Choose the file that ends in .jws',
  tooMany: 'Too many receipts were checked from your address. Wait a minute, then try again.',
  holds: 'The receipt holds',
  holdsNot: 'The receipt does not hold',
  nobody: 'Nothing of what you give is kept, and no receipt names a person.',
} as const

/** What holds of a receipt, step by step. */
export const HOLDS_WORDS = {
  signed: (at: string, kid: string) => `This portal signed it on ${at}, with the key ${kid}, and nothing in it was changed since.`,
  recorded: (seq: number) => `The audit record has it as entry ${seq.toLocaleString('en-GB')}, as it was written.`,
  kept: 'The receipt that the portal keeps for this check is the same.',
} as const

/** What a receipt says of the choices that applied, for people. */
export const RECEIPT_CHOICE_WORDS = {
  project_opt_out: 'project opt-outs',
  type_1: 'type 1 opt-outs',
  national_opt_out: 'national data opt-outs',
} as const

export const HOW_TO_VERIFY_WORDS = {
  intro: 'Get the portal’s public keys once, and keep them. With the program verify-receipt.mjs, which is one file of Concordat’s source and needs nothing but Node.js, anyone can verify the receipt on a machine without a network, together with the list that was sent and the answer that was received.',
  label: 'Commands that verify the receipt',
  record: 'That the audit record has it, and that nothing before it was changed, is shown by a signed head of the record and a proof.',
  recordLabel: 'Commands that find the receipt in the audit record',
} as const
