/**
 * Who may do what with an approval, and when: the one table from which pages choose their buttons and actions refuse. It is
 * printed in `docs/approvals.md`, which a test holds to be equal.
 */

/** Where an approval stands. The last three are its ends. */
export const CASE_STATES = ['not-started', 'open', 'waiting', 'returned', 'agreed', 'declined', 'withdrawn'] as const
export type CaseState = (typeof CASE_STATES)[number]

/** How someone stands to an approval. The author of what is decided on is that, whatever else they are. */
export const CASE_ROLES = ['applicant', 'decider', 'deputy', 'adviser', 'author', 'onlooker'] as const
export type CaseRole = (typeof CASE_ROLES)[number]

export const CASE_COMMANDS = ['start', 'advise', 'approve', 'approve-with-conditions', 'ask', 'answer', 'return', 'resubmit', 'decline', 'withdraw', 'delegate'] as const
export type CaseCommand = (typeof CASE_COMMANDS)[number]

const DECIDING = ['approve', 'approve-with-conditions', 'ask', 'return', 'decline'] as const satisfies readonly CaseCommand[]

/** What is not here is refused. */
export const MAY: Readonly<Record<CaseRole, Partial<Record<CaseState, readonly CaseCommand[]>>>> = {
  applicant: { 'not-started': ['start'], open: ['withdraw'], waiting: ['answer', 'withdraw'], returned: ['resubmit', 'withdraw'] },
  decider: { open: [...DECIDING, 'delegate'], waiting: ['delegate'], returned: ['delegate'] },
  deputy: { open: DECIDING },
  adviser: { open: ['advise', 'ask', 'delegate'], waiting: ['delegate'], returned: ['delegate'] },
  author: { open: ['delegate'], waiting: ['delegate'], returned: ['delegate'] },
  onlooker: {},
}

export function mayCommand(role: CaseRole, state: CaseState, command: CaseCommand): boolean {
  return (MAY[role][state] ?? []).includes(command)
}

/** Whether nothing more happens to it. */
export const isOver = (state: CaseState): boolean => state === 'agreed' || state === 'declined' || state === 'withdrawn'
