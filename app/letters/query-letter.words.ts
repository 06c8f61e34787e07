import type { QueryLetterRefusal } from './query-letter.rules.ts'

export const QUERY_LETTER_REFUSAL_WORDS = {
  'not-allowed': 'Only a practice manager or a receptionist may write to a patient about a reply.',
  'not-unsigned': 'A letter asks only about a slip with one patient’s name and no signature.',
  'settled-already': 'This query is settled, so nobody needs to be asked.',
  'no-first-letter': 'This patient was sent no letter, so there is no reply code to put on this one. Phone them, or ask when they come in.',
  'not-by-letter': 'This patient cannot be written to by this portal: they have died, have left, have no address that can be used, or need another format. Ask them another way.',
  'letter-too-long': 'The letter does not fit on its pages. Phone the patient, and tell whoever looks after the portal.',
} as const satisfies Record<QueryLetterRefusal, string>

export const QUERY_LETTER_WORDS = {
  heading: 'Ask the patient',
  headingForChild: 'Ask a parent or carer',
  why: 'Each person decides for themselves, so a name without a signature is no choice. Ask this patient: by phone, when they come in, or by letter.',
  whyForChild: 'A parent or carer decides for a child under 13, and a name without a signature is no choice. Ask them: by phone, when they come in, or by letter.',
  make: 'Make the letter (PDF)',
  sent: 'I have sent the letter',
  toWrite: 'A letter to write',
} as const
