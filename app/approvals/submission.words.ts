import type { SubmissionEventKind, SubmissionRefusalKind, SubmissionState } from './submission.rules.ts'

export const SUBMISSION_STATE_WORDS = {
  'with-them': { label: 'With them', colour: 'blue', says: 'It is with the body.' },
  'with-us': { label: 'Waits for an answer', colour: 'yellow', says: 'The body asked for something. Its clock stops until that is answered.' },
  decided: { label: 'Decided', colour: 'green', says: 'The body has decided.' },
  withdrawn: { label: 'Withdrawn', colour: 'grey', says: 'It was withdrawn.' },
} as const satisfies Record<SubmissionState, { readonly label: string; readonly colour: string; readonly says: string }>

/** What happened, for the history; what it is called where it is written down, and what is asked for then. */
export const SUBMISSION_EVENT_WORDS = {
  acknowledged: { happened: 'They acknowledged it', title: 'They acknowledged it', day: 'Day of their message', said: 'What they said' },
  'query-received': { happened: 'They asked for something', title: 'They asked for something', day: 'Day on which you had their query', said: 'What they asked for' },
  'query-answered': { happened: 'Answered', title: 'You answered what they asked', day: 'Day on which the answer went', said: 'What the answer was' },
  meeting: { happened: 'Meeting', title: 'The day of their meeting', day: 'Day of the meeting', said: 'What else is known of it' },
  'letter-received': { happened: 'A letter came', title: 'A letter came', day: 'Day of the letter', said: 'What it says, in short' },
  'put-off': { happened: 'Not decided yet', title: '', day: '', said: '' },
  decided: { happened: 'Decided', title: '', day: '', said: '' },
  withdrawn: { happened: 'Withdrawn', title: 'You withdrew it', day: 'Day on which you did', said: 'Why' },
} as const satisfies Record<SubmissionEventKind, { readonly happened: string; readonly title: string; readonly day: string; readonly said: string }>

export const SUBMISSION_REFUSAL_WORDS = {
  'not-found': 'There is no such project, step or submission.',
  'not-allowed': 'Only an information governance lead writes down what was submitted and what came of it.',
  'not-the-drafter': 'Only the organisation that drafts this project writes down what was submitted about it.',
  'project-ended': 'This project has ended, so nothing more is submitted about it.',
  'decided-here': 'This step is decided in the portal, or shown by a signature or the impact assessment. Nothing is submitted for it.',
  'nothing-to-submit': 'Choose at least one paper that went with it. Papers can be chosen once they are drafted.',
  'paper-not-found': 'One of the papers is not there in that version. Load the page again.',
  'already-submitted': 'This step has been submitted already, and is not decided. Withdraw that submission first.',
  'decided-by-a-board-here': 'A board on this portal has decided this step, so it is submitted to a board again: see the boards asked to decide.',
  'kept-by-a-board': 'This submission is with a board on this portal. What happens to it is written down there.',
  'day-to-come': 'The day must be today or in the past.',
  'before-submission': 'That day is before the day on which it was submitted.',
  'before-the-last': 'Something that is written down already came after that day. Enter the same day or a later one.',
  'already-over': 'This submission is decided or withdrawn. Only a letter can still be added.',
  'no-query-open': 'Nothing that they asked for is open. Write down first what they asked.',
} as const satisfies Record<SubmissionRefusalKind, string>

export const SUBMISSION_REFUSAL_FIELDS: Partial<Record<SubmissionRefusalKind, string>> = {
  'day-to-come': 'onDay', 'before-submission': 'onDay', 'before-the-last': 'onDay',
}

export const SUBMISSION_DONE_WORDS: Readonly<Record<string, string>> = {
  submitted: 'It is written down that the step was submitted, with the versions of the papers.',
  told: 'It is written down.',
}

const days = (count: number): string => `${count.toLocaleString('en-GB')} ${count === 1 ? 'day' : 'days'}`

/** How long a submission was with whom: "41 days with them, 6 days with the applicant". */
export function submissionDaysWords({ withThem, withUs }: { readonly withThem: number; readonly withUs: number }): string {
  return withUs > 0 ? `${days(withThem)} with them, ${days(withUs)} with the applicant` : `${days(withThem)} with them`
}
