/** Closed lists about recorded choices. What a set of events amounts to is decided in `decision.rules.ts`. */
export const CHOICE_KINDS = [
  'project-opt-out',
  'project-opt-out-withdrawn',
  'consent',
  'consent-refused',
  'consent-withdrawn',
  'type-1-dissent',
  'type-1-withdrawn',
  'entered-in-error',
] as const
export type ChoiceKind = (typeof CHOICE_KINDS)[number]

/** How a choice reached us. */
export const CHANNELS = ['slip', 'phone', 'desk', 'web', 'list', 'extract'] as const
export type Channel = (typeof CHANNELS)[number]

export const ON_WHOSE_WORD = ['self', 'parent', 'attorney', 'deputy', 'practice'] as const
export type OnWhoseWord = (typeof ON_WHOSE_WORD)[number]
