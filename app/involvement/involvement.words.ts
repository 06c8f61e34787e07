import type { TagColour } from '#app/ui/furniture.tsx'
import type { EventKind, EventState, InvolvementEvent, LogRefusalKind, Payment, PointAnswer, TakingPart } from './event.rules.ts'
import type { PersonalData } from './personal-data.rules.ts'

/** What people read about the log. */

export const EVENT_KIND_WORDS = {
  meeting: 'Meeting',
  'focus-group': 'Focus group',
  survey: 'Survey',
  'online-session': 'Online session',
  'panel-review': 'Panel review',
  other: 'Another way',
} as const satisfies Record<EventKind, string>

export const EVENT_STATE_WORDS = {
  held: { label: 'It was held', hint: 'Or it was open, such as a survey, and has closed' },
  planned: { label: 'It is planned', hint: 'It stands in the report under what is planned' },
} as const satisfies Record<EventState, { readonly label: string; readonly hint: string }>

export const TAKING_PART_WORDS = {
  public: 'Patients, carers and the public',
  'speaks-for': 'People who speak for them, such as Healthwatch',
  staff: 'Staff',
} as const satisfies Record<TakingPart, string>

export const PAYMENT_WORDS = {
  paid: 'Paid for their time',
  expenses: 'Given their expenses',
  nothing: 'Not paid',
  'not-known': 'Not known',
} as const satisfies Record<Payment, string>

export const POINT_ANSWER_WORDS: Readonly<Record<PointAnswer, { readonly label: string; readonly colour: TagColour }>> = {
  changed: { label: 'Changed', colour: 'green' },
  'not-changed': { label: 'Not changed', colour: 'grey' },
  'not-yet': { label: 'Not answered yet', colour: 'yellow' },
}

export const EVENT_PART_WORDS = {
  state: 'whether it was held', day: 'day', kind: 'kind', place: 'place', groups: 'who took part', shown: 'what was asked', points: 'what was said and what came of it', payment: 'payment', costPounds: 'cost', lesson: 'what was learnt',
} as const satisfies Record<keyof InvolvementEvent, string>

/** Continues the name of the box, or stands alone. What was found is not repeated. */
export const PERSONAL_DATA_WORDS = {
  'nhs-number': 'This holds what looks like an NHS number. Take it out: the log holds groups and counts, and nothing about one person',
  'e-mail': 'This holds an e-mail address. Take it out: the log holds groups and counts, and nothing about one person',
  phone: 'This holds what looks like a phone number. Take it out: the log holds groups and counts, and nothing about one person',
  name: 'This holds what looks like a person’s name. Say what they do or whom they speak for, and leave the name out. If it is a place or an organisation, say what it is after its name, such as Centre or Trust',
} as const satisfies Record<PersonalData, string>

export const LOG_REFUSAL_WORDS = {
  'not-found': 'There is no such project.',
  'not-the-drafter': 'Only the organisation that drafts this project can write in its log. Ask its information governance lead.',
  'project-ended': 'This project has ended, so nothing more can be written in its log.',
  'changed-since-read': 'Someone else changed this while you were writing. Open it again in another window, see what they wrote, and save yours over it only where it is right.',
  withdrawn: 'This event was withdrawn. Enter it anew if it is to count.',
  'personal-data': 'Something here looks like a person’s name, an NHS number, an e-mail address or a phone number. Take it out: the log holds groups and counts, and nothing about one person.',
  'held-in-future': 'What was held has a day that has come. Correct the day, or select that it is planned.',
  'planned-in-past': 'What is planned has a day to come. Correct the day, or select that it was held.',
  'nobody-took-part': 'Add who took part, as groups and counts.',
  'answer-missing': 'Say what changed, or why nothing did.',
  'no-such-point': 'There is no such point any more. Open the event again.',
} as const satisfies Record<LogRefusalKind, string>

export const LOG_REFUSAL_STATUS = {
  'not-found': 404, 'not-the-drafter': 403, 'project-ended': 409, 'changed-since-read': 409, withdrawn: 409, 'personal-data': 400, 'held-in-future': 400, 'planned-in-past': 400, 'nobody-took-part': 400, 'answer-missing': 400, 'no-such-point': 409,
} as const satisfies Record<LogRefusalKind, number>

/** Which box a refusal belongs to; none for the form as a whole. */
export const LOG_REFUSAL_FIELDS: Partial<Record<LogRefusalKind, string>> = { 'held-in-future': 'day', 'planned-in-past': 'day', 'nobody-took-part': 'groups' }

export const LOG_DONE_WORDS: Readonly<Record<string, string>> = {
  added: 'The event is in the log.',
  corrected: 'The event is corrected. What it said before is kept with it.',
  unchanged: 'Nothing was different, so nothing was saved.',
  answered: 'The answer is in the log.',
  withdrawn: 'The event is withdrawn. It counts no more, and stays to be read.',
  drafted: 'A new version of the involvement report is drafted from the log.',
}

export const pounds = (whole: number): string => `£${whole.toLocaleString('en-GB')}`

/** The groups of an event with their counts as they are, in a line. */
export function groupsLine(groups: InvolvementEvent['groups']): string {
  const line = groups.map(({ who, people }) => `${who} (${people.toLocaleString('en-GB')})`).join('; ')
  return line === '' ? 'Not known yet' : line.charAt(0).toUpperCase() + line.slice(1)
}
