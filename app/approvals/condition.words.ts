import type { ConditionEnd, ConditionKind, ConditionRefusalKind, ConditionStanding } from './condition.rules.ts'

export const CONDITION_KIND_WORDS = {
  condition: 'Condition', 'de-personalisation': 'Identifiers taken out', destruction: 'Certificate of destruction',
} as const satisfies Record<ConditionKind, string>

export const CONDITION_STANDING_WORDS = {
  overdue: { label: 'Overdue', colour: 'red' }, 'due-soon': { label: 'Due soon', colour: 'yellow' }, open: { label: 'Open', colour: 'blue' }, met: { label: 'Met', colour: 'green' }, lifted: { label: 'Lifted', colour: 'grey' },
} as const satisfies Record<ConditionStanding, { readonly label: string; readonly colour: string }>

export const CONDITION_END_WORDS = { met: 'It is met', lifted: 'It is asked for no more' } as const satisfies Record<ConditionEnd, string>

export const CONDITION_REFUSAL_WORDS = {
  'not-found': 'There is no such condition or project.',
  'not-allowed': 'Only the information governance lead of the organisation that drafts the project, or of the party that does it, may do that.',
  'not-a-party': 'Select one of the project’s parties.',
  'flow-unknown': 'One of the flows is not in the project any more. Load the page again.',
  'due-before-today': 'That day has passed. Enter today or a day to come.',
  'already-ended': 'It has come to its end already.',
  'no-clock': 'The facts do not say after how many months. Enter that first, with the linkage or the safeguards.',
  'clock-running': 'It is awaited already.',
  'already-suspended': 'Your organisation has suspended the same flows already.',
  'not-suspended': 'It is not suspended any more.',
  'not-yours-to-lift': 'Only whoever asked for it may let it go: the party that suspended, or the organisation that drafts the project.',
} as const satisfies Record<ConditionRefusalKind, string>

export const CONDITION_DONE_WORDS = {
  set: 'The condition is set.', clock: 'The clock is started.', destruction: 'The certificate is awaited.', suspend: 'The flows are suspended. Nothing flows from now on.', end: 'It is recorded.', prove: 'The file is kept.', resume: 'The flows are no longer suspended by your organisation.',
} as const
