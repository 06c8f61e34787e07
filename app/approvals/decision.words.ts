import type { Refusal } from '#app/kernel/result.ts'

export const DECISION_REFUSALS = [
  'not-found', 'not-allowed', 'not-the-drafter', 'project-ended', 'decided-here', 'outcome-unknown', 'not-decided-yet', 'effective-before-decided', 'days-in-wrong-order',
  'nothing-to-decide-on', 'paper-not-found', 'decided-by-a-board-here', 'too-little-covered',
] as const
export type DecisionRefusalKind = (typeof DECISION_REFUSALS)[number]
export type DecisionRefusal = Refusal<DecisionRefusalKind>

export const DECISION_REFUSAL_WORDS = {
  'not-found': 'The route of this project has no such step.',
  'not-allowed': 'Only an information governance lead writes down what a body has decided.',
  'not-the-drafter': 'Only the organisation that drafts this project writes down what a body has decided about it.',
  'project-ended': 'This project has ended, so nothing more is decided about it.',
  'decided-here': 'This step is decided in the portal, or shown by a signature or the impact assessment. Nothing is to be written down for it.',
  'outcome-unknown': 'Select one of the outcomes that the body had on that day.',
  'not-decided-yet': 'The day of the letter must be today or in the past.',
  'effective-before-decided': 'A decision cannot take effect before the day of the letter.',
  'days-in-wrong-order': 'The last day and the day of the review must be on or after the day on which it takes effect.',
  'nothing-to-decide-on': 'Draft the papers that this step is about first, so that it can be said what was decided on.',
  'paper-not-found': 'One of the papers, or a part of one, is not there in that version. Load the page again.',
  'decided-by-a-board-here': 'A board on this portal has this step before it, or has decided it. Its own outcome is the decision, so none is written down by hand.',
  'too-little-covered': 'Leave at least one part with words of its own ticked for each paper, and at least one paper of each kind. Without that, nothing says what was decided on.',
} as const satisfies Record<DecisionRefusalKind, string>

export const DECISION_REFUSAL_FIELDS: Partial<Record<DecisionRefusalKind, string>> = {
  'outcome-unknown': 'outcome', 'not-decided-yet': 'decidedOn', 'effective-before-decided': 'effectiveFrom', 'days-in-wrong-order': 'endsOn',
}
