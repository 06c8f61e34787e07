import type { DueKind } from './due.rules.ts'

export const DUE_KIND_WORDS = {
  condition: 'Condition', 'de-personalisation': 'Identifiers taken out', destruction: 'Certificate of destruction', 'decision-review': 'Review of a decision', 'decision-ends': 'End of a decision',
  'agreement-review': 'Review of the agreement', 'agreement-ends': 'End of the agreement', assurance: 'Security assurance', stage: 'Approval',
} as const satisfies Record<DueKind, string>

/** What there is to do, beneath the thing itself. */
export const DUE_TO_DO_WORDS = {
  condition: 'When it is met, record it with what shows it.',
  'de-personalisation': 'When the identifiers are gone, record it with what shows it.',
  destruction: 'When everything is destroyed, record the certificate.',
  'decision-review': 'Ask for the review in good time, and record what came of it.',
  'decision-ends': 'Ask for it to be renewed in good time, or end the project.',
  'agreement-review': 'Look at the facts again and renew the agreement, or end the project.',
  'agreement-ends': 'Renew the agreement, or end the project and await the certificate of destruction.',
  assurance: 'When the next assessment is published, enter its day and how it ended in the facts.',
  stage: 'Read the papers, and agree, advise, ask or decline.',
} as const satisfies Record<DueKind, string>
