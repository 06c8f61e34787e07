import type { TakeBackReason, TakeBackRefusal } from './take-back.rules.ts'

export const TAKE_BACK_REASON_WORDS = {
  'read-wrongly': 'The paper or the caller was misunderstood: it does not say this',
  'another-patient': 'It was about another patient',
  'not-their-word': 'The one who said it may not choose for this patient, or it is not known who spoke',
  twice: 'It is in the record twice',
  'after-check': 'A second person read the paper, and it says something else',
} as const satisfies Record<TakeBackReason, string>

export const TAKE_BACK_REFUSAL_WORDS = {
  'not-allowed': 'Only a practice manager or a receptionist may take a choice back.',
  'taken-back-already': 'This choice has been taken back already.',
  'query-open': 'It may be someone else’s choice, and a query about that is open. Settle the query instead.',
} as const satisfies Record<TakeBackRefusal, string>

export const TAKE_BACK_REFUSAL_STATUS = { 'not-allowed': 403, 'taken-back-already': 409, 'query-open': 409 } as const satisfies Record<TakeBackRefusal, number>

export const TAKE_BACK_WORDS = {
  title: 'Take back a choice',
  titleDone: 'A choice that was taken back',
  what: 'Do this only when the record is wrong. It says that the patient never said this. When patients change their mind, record a new choice instead.',
  kept: 'Nothing is deleted. The choice stays in the patient’s history, marked as entered in error, with your name, the time and the reason. It counts no more from now on; what was answered before stays as it was answered.',
  fromExtract: 'It came with a coded extract. Correct it in the system it came from too: sent again, it stays taken back here.',
  effect: 'What would change',
  noFlows: 'Nothing of this surgery’s is shared by any project, so nothing would change for now.',
  undo: 'If this turns out to be wrong, record the choice again. Both stay in the history.',
  done: 'The choice is taken back. It counts no more.',
} as const
