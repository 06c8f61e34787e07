/** Why a single choice is taken back as entered in error. */
export const TAKE_BACK_REASONS = ['read-wrongly', 'another-patient', 'not-their-word', 'twice', 'after-check'] as const
export type TakeBackReason = (typeof TAKE_BACK_REASONS)[number]

/** Those that staff give on the patient's page; the others come of themselves. */
export const TAKE_BACK_REASONS_GIVEN = ['read-wrongly', 'another-patient', 'not-their-word', 'twice'] as const satisfies readonly TakeBackReason[]

export const TAKE_BACK_REFUSALS = ['not-allowed', 'taken-back-already', 'query-open'] as const
export type TakeBackRefusal = (typeof TAKE_BACK_REFUSALS)[number]

/** A choice as far as taking it back goes. */
export interface ChoiceToTakeBack {
  readonly isAmbiguous: boolean
  readonly retractedAt: Date | null
}

/** What stands in the way of taking a choice back, if anything does. One that may be someone else's is settled with its query. */
export function whyNotTakeBack({ isAmbiguous, retractedAt }: ChoiceToTakeBack): Exclude<TakeBackRefusal, 'not-allowed'> | null {
  if (retractedAt !== null) return 'taken-back-already'
  return isAmbiguous ? 'query-open' : null
}
