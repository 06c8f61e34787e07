import type { Refusal } from '#app/kernel/result.ts'
import type { RecordableNumberEvent } from './number-event.schema.ts'
import type { NumberDoubt, NumberEventKind, NumberSource } from './number-standing.rules.ts'
import type { PersonChange } from './person-history.rules.ts'

/** What the form offers, with what becomes of it. */
export const NUMBER_EVENT_OPTIONS = {
  superseded: { label: 'This number was replaced by another', hint: 'Enter the new number. The patient’s choices count under both. Then send the list with the new number.' },
  merged: { label: 'Another number is this patient’s too', hint: 'Two records are one person. Enter the number that was given up. Until the national register confirms it, the patient is left out.' },
  'merge-confirmed': { label: 'The national register confirms that two numbers are this patient’s', hint: 'Enter the other number. From then on the latest choice under either counts.' },
  split: { label: 'This number was used for two people', hint: 'Both are left out until each has confirmed their choices. If one of them has another number now, enter it.' },
  reconfirmed: { label: 'This patient has confirmed their choices', hint: 'After a mix-up of numbers. First record each choice again under the number they have now.' },
  invalidated: { label: 'This number is not valid any more', hint: 'The patient is left out, and their number is not sent to the national check.' },
} as const satisfies Record<RecordableNumberEvent, { label: string; hint: string }>

export const NUMBER_SOURCE_WORDS = {
  'pds-trace': 'The national register (PDS trace)',
  'practice-record': 'Our own records',
  patient: 'The patient, or who speaks for them',
  'other-organisation': 'Another organisation',
} as const satisfies Record<NumberSource, string>

/** `other`: the other number as people read it, where the reader's own practice entered it. */
type Told = { readonly other: string | null; readonly isFirst: boolean }
const or = (other: string | null, words: string): string => (other === null ? words : other)

/** One entry in plain words. `isFirst`: the page is about the number that the entry is about, not the other. */
export const NUMBER_EVENT_SENTENCES = {
  superseded: ({ other, isFirst }) => (isFirst ? `Replaced by ${or(other, 'another number')}` : `Replaces ${or(other, 'another number')}`),
  merged: ({ other }) => `One person’s, together with ${or(other, 'another number')}`,
  'merge-confirmed': ({ other }) => `Confirmed to be one person’s, together with ${or(other, 'another number')}`,
  split: ({ other }) => (other === null ? 'Used for two people' : `Used for two people: one has ${other} now`),
  reconfirmed: () => 'The patient’s choices were confirmed again',
  invalidated: () => 'Not valid any more',
  'taken-back': () => 'An entry was taken back',
} as const satisfies Record<NumberEventKind, (told: Told) => string>

export const NUMBER_DOUBT_WORDS = {
  'merge-unconfirmed': {
    short: 'Two numbers may be one person’s',
    long: 'Somebody recorded that this number and another are one person’s. Until it is certain, the patient is left out of every flow.',
    todo: 'Look the patient up on the national register. Then record what it says: that the numbers are one person’s, or take back the entry that was wrong.',
  },
  'split-unconfirmed': {
    short: 'Choices to confirm again',
    long: 'A number that this patient has or had may stand for somebody else’s choices too. Until they have confirmed their own, they are left out of every flow.',
    todo: 'Ask the patient what they want, record each choice again, then record here that they have confirmed their choices.',
  },
  invalidated: {
    short: 'Number not valid',
    long: 'The national register no longer knows this number, so the patient is left out of every flow and not sent to the national check.',
    todo: 'Find the patient’s right number on the national register. Record here that this one was replaced, and send the list with the new one.',
  },
} as const satisfies Record<NumberDoubt, { short: string; long: string; todo: string }>

export const NUMBERS_WORDS = {
  heading: 'NHS numbers',
  settled: 'Nothing about the number is in doubt.',
  none: 'The practice knows no NHS number for this patient.',
  merged: 'Choices made under any of these numbers count as this patient’s.',
  nothing: 'Nothing has been recorded about this number. When it is replaced, joined with another or found to be wrong, the history will be here.',
  byAnother: 'Another organisation',
  byAnotherHint: 'Another organisation recorded something about this number. You are not shown who, or which number. If it is wrong, look the patient up on the national register, and record that they have confirmed their choices.',
  recordTitle: 'Record what you know about the number',
  takeBackTitle: 'Take back an entry that was a mistake',
  takenBack: 'Taken back',
  settleTitle: 'Numbers to settle',
  settleEmpty: 'No number waits to be settled. When two numbers may be one person’s, or one number was used for two, the patients will be listed here, with what to do.',
  settleIntro: 'These patients are left out of every flow until what is known of their number is settled. Open each record and record what you find out.',
} as const

export function patientsToSettle(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'patient is' : 'patients are'} left out of every flow until what is known of their number is settled.`
}

export const NUMBER_REFUSAL_WORDS = {
  'not-allowed': () => 'Only a practice manager may record what is known about NHS numbers.',
  'no-number': () => 'The practice knows no NHS number for this patient. Send a list that gives it first.',
  'same-number': () => 'This is the number the patient has now. Enter the other one.',
  'test-number': () => 'The number is from the range kept for tests. Enter the number as the national register has it.',
  'not-issued': () => 'The number is from a range that is not issued. Enter the number as the national register has it.',
  'nothing-to-confirm': () => 'You have recorded nothing that joins these two numbers, so there is nothing to confirm. Record that another number is this patient’s too.',
  'nothing-in-doubt': () => 'Nothing about this patient’s number is in doubt, so there is nothing to confirm.',
  'settles-nothing': () => 'This would settle nothing. Check that the day is not before what put the number in doubt. What another organisation recorded is settled only by looking the patient up on the national register.',
  'already-recorded': () => 'This is recorded already, and it stands.',
  'not-yours-to-take-back': () => 'There is no such entry of yours, or it was taken back already. Open the page again.',
} as const satisfies Record<string, () => string>
export type NumberRefusal = keyof typeof NUMBER_REFUSAL_WORDS

/** The box that a refusal is about. Empty for the page as a whole. */
export const NUMBER_REFUSAL_FIELD = {
  'not-allowed': '', 'no-number': '', 'same-number': 'otherNumber', 'test-number': 'otherNumber', 'not-issued': 'otherNumber', 'nothing-to-confirm': 'otherNumber',
  'nothing-in-doubt': 'what', 'settles-nothing': 'since', 'already-recorded': 'what', 'not-yours-to-take-back': 'entry',
} as const satisfies Record<NumberRefusal, string>

export function numberRefusalSentence({ kind }: Refusal<NumberRefusal>): string {
  return NUMBER_REFUSAL_WORDS[kind]()
}

export const NUMBER_DONE_WORDS: Readonly<Record<string, string>> = {
  recorded: 'It is recorded. What it means for the patient is shown below.',
  'taken-back': 'The entry is taken back. Everything stands as if it had not been made, and it stays in the history.',
}

/** What changed in a practice's record of a person, as their history says it. */
export const PERSON_CHANGE_WORDS = {
  listed: 'First named by a people list',
  left: 'No longer named by a whole people list: left the surgery',
  'came-back': 'Named by a people list again: came back to the surgery',
  died: 'A people list says that the patient has died',
  'death-taken-back': 'A people list no longer says that the patient has died',
  restricted: 'A people list says that the patient’s details are kept secret',
  'no-longer-restricted': 'A people list no longer says that the patient’s details are kept secret',
  'number-given': 'A people list gave the patient’s NHS number',
  'number-replaced': 'A people list gave another NHS number in place of the one before',
  'number-taken-away': 'A people list no longer gives an NHS number',
  regular: 'Registered as a regular patient',
  temporary: 'Registered as a temporary patient',
} as const satisfies Record<PersonChange, string>
