/** Closed lists of how an assessment can be decided, apart from the calculation, so that pages can show them. */
export const ADVICE_TAKEN = ['accepted', 'overruled'] as const
export type AdviceTaken = (typeof ADVICE_TAKEN)[number]

/** What the Information Commissioner answered (UK GDPR Article 36). Only the first two let the use begin. */
export const CONSULTATION_OUTCOMES = ['no-objection', 'advice-followed', 'advice-open', 'warned', 'prohibited'] as const
export type ConsultationOutcome = (typeof CONSULTATION_OUTCOMES)[number]
export const OUTCOMES_THAT_ALLOW: readonly ConsultationOutcome[] = ['no-objection', 'advice-followed']

export const DPIA_STATES = [
  'not-screened', 'not-needed', 'answers-open', 'risks-open', 'prior-consultation', 'advice-needed', 'approval-needed', 'approved',
] as const
export type DpiaState = (typeof DPIA_STATES)[number]

/** The parts of the sign-off that have a page each. */
export const SIGN_OFF_PARTS = ['views', 'advice', 'approval', 'consult', 'outcome'] as const
export type SignOffPart = (typeof SIGN_OFF_PARTS)[number]
