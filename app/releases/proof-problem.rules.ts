/** What can be wrong with a call for a receipt or a proof. Stable: programs tell them apart by these codes. */
export const PROOF_PROBLEMS = ['no-receipt', 'proof-call-malformed', 'no-such-head', 'no-head-yet', 'entry-not-in-tree', 'size-not-reached', 'sizes-not-in-order'] as const
export type ProofProblem = (typeof PROOF_PROBLEMS)[number]

export const PROOF_PROBLEM_STATUS = {
  'no-receipt': 409,
  'proof-call-malformed': 400,
  'no-such-head': 404,
  'no-head-yet': 404,
  'entry-not-in-tree': 404,
  'size-not-reached': 404,
  'sizes-not-in-order': 400,
} as const satisfies Record<ProofProblem, number>
