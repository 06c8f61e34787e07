import type { DelegationRefusalKind, DelegationState } from './delegation.rules.ts'

/** What people read about letting somebody sign. */
export const DELEGATION_STATE_WORDS = {
  now: { label: 'Signs now', colour: 'green' },
  'to-come': { label: 'Yet to begin', colour: 'yellow' },
  over: { label: 'Over', colour: 'grey' },
  ended: { label: 'Ended early', colour: 'grey' },
} as const satisfies Record<DelegationState, { readonly label: string; readonly colour: string }>

export const DELEGATION_REFUSAL_WORDS = {
  'wrong-role': 'Only your Caldicott Guardian or senior information risk owner can let someone sign.',
  'not-a-practice': 'Only a GP practice can let its practice manager sign. Your organisation is bound by its officers.',
  'not-a-manager': 'Select a practice manager of your practice.',
  'days-wrong': 'The last day must be today or later, and not before the first.',
  'too-long': 'Choose a last day within a year of the first.',
  'password-wrong': 'The password is not right. Check it and try again. After 10 wrong tries an account waits 15 minutes.',
  'ended-already': 'This has ended already.',
} as const satisfies Record<DelegationRefusalKind, string>

export const DELEGATION_REFUSAL_FIELDS: Partial<Record<DelegationRefusalKind, string>> = { 'not-a-manager': 'userId', 'days-wrong': 'until', 'too-long': 'until', 'password-wrong': 'password' }

export const DELEGATION_DONE_WORDS: Readonly<Record<string, string>> = { given: 'Recorded. They can sign from the first day on.', ended: 'Ended. They cannot sign from now on; what they signed stands.' }
