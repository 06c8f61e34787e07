/** Closed lists about recorded choices. What a set of events amounts to is decided in `decision.rules.ts`. */
export const CHOICE_KINDS = [
  'project-opt-out',
  'project-opt-out-withdrawn',
  'consent',
  'consent-refused',
  'consent-withdrawn',
  'type-1-dissent',
  'type-1-withdrawn',
  'type-2-dissent',
  'type-2-withdrawn',
  'shared-care-summary-dissent',
  'shared-care-local-dissent',
  'shared-care-audit-dissent',
  'entered-in-error',
] as const
export type ChoiceKind = (typeof CHOICE_KINDS)[number]

/** What can be recorded one at a time. The other kinds come only with coded extracts: they are shown, and never decide. */
export type RecordableKind = Exclude<ChoiceKind, `type-2-${string}` | `shared-care-${string}` | 'entered-in-error'>

/** How a choice reached us. */
export const CHANNELS = ['slip', 'phone', 'desk', 'web', 'list', 'extract'] as const
export type Channel = (typeof CHANNELS)[number]

export const ON_WHOSE_WORD = ['self', 'parent', 'attorney', 'deputy', 'practice'] as const
export type OnWhoseWord = (typeof ON_WHOSE_WORD)[number]
