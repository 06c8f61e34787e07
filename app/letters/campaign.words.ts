import type { Refusal } from '#app/kernel/result.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { AddressCode } from './address.rules.ts'
import { LEAST_REPLY_DAYS, MOST_REPLY_DAYS, type CampaignState, type OptOutWindow, type Suppression, type ToldHow } from './campaign.rules.ts'

type Details = NonNullable<Refusal['details']>
const day = (value: Details[string] | undefined) => (typeof value === 'string' ? formatDay(value) : '')

export const CAMPAIGN_REFUSALS = [
  'not-allowed', 'not-found', 'reference-taken', 'project-not-found', 'not-a-party', 'protocol-not-drafted', 'project-ended', 'campaign-there-already',
  'letters-made-already', 'changed-since-read', 'letter-date-past', 'closing-date-too-soon', 'closing-date-too-late', 'fewer-days-than-promised',
  'no-closing-date', 'no-people', 'list-being-read', 'protocol-not-signed-by-practice', 'protocol-out-of-date', 'facts-incomplete', 'nothing-to-tell-of', 'letter-too-long',
  'letters-not-made', 'posted-already', 'replies-recorded', 'posted-in-future', 'posted-before-made', 'posted-too-late', 'not-to-be-told',
  'told-in-future', 'told-before-made', 'not-posted', 'code-unknown',
] as const
export type CampaignRefusalKind = (typeof CAMPAIGN_REFUSALS)[number]
export type CampaignRefusal = Refusal<CampaignRefusalKind>

export const CAMPAIGN_REFUSAL_WORDS = {
  'not-allowed': () => 'Only a practice manager of the surgery may do this.',
  'not-found': () => 'There is no such campaign at your surgery.',
  'reference-taken': () => 'Another campaign has this reference. Choose another.',
  'project-not-found': () => 'Select a project that your surgery is a party to.',
  'not-a-party': () => 'Your surgery is not a party to this project, so it cannot write to patients about it.',
  'protocol-not-drafted': () => 'The protocol of this project has not been drafted yet. The letters state its facts, so it must come first.',
  'project-ended': () => 'This project has ended, so no letters are sent about it.',
  'campaign-there-already': () => 'Your surgery has a campaign for this project already.',
  'letters-made-already': () => 'The letters have been made. To change the dates, set the letters aside first.',
  'changed-since-read': () => 'Someone else changed this campaign while you had the page open. What it says now is shown below. Check it, then try again.',
  'letter-date-past': () => 'The date on the letters is past. Choose today or a later day.',
  'closing-date-too-soon': (details) => `People need at least ${LEAST_REPLY_DAYS} days to reply. Choose ${day(details.earliest)} or later.`,
  'closing-date-too-late': (details) => `The closing date must be within ${MOST_REPLY_DAYS} days of the date on the letters. Choose ${day(details.latest)} or earlier.`,
  'fewer-days-than-promised': (details) => `The protocol says that people have ${details.days ?? ''} days to reply. Choose ${day(details.earliest)} or later.`,
  'no-closing-date': () => 'Set the closing date first.',
  'no-people': () => 'Upload your people list first.',
  'list-being-read': () => 'A people list is being read. Wait until it is done, so that the letters go to the right people.',
  'protocol-not-signed-by-practice': () => 'Your surgery has not signed the newest version of the protocol. Your Caldicott Guardian signs it. The letters state its facts, so it must be signed first.',
  'protocol-out-of-date': () => 'The facts of the project have changed since the protocol was drafted. Wait for the new version, then sign it.',
  'facts-incomplete': () => 'The protocol lacks something that the letter must say: the purpose, what is shared, how it is kept safe, or how people are told. Ask whoever drafts it.',
  'nothing-to-tell-of': () => 'By the schedules that the protocol is signed with, your surgery sends nothing in this project now, so there is nothing to tell patients of.',
  'letter-too-long': () => 'The facts of the project are too many words for a letter. Ask whoever drafts the protocol to shorten what it says to patients.',
  'letters-not-made': () => 'The letters have not been made yet.',
  'posted-already': () => 'The letters have been posted, so they cannot be set aside.',
  'replies-recorded': () => 'A reply to these letters has been recorded, so they cannot be set aside.',
  'posted-in-future': () => 'The day the letters were posted must be today or earlier.',
  'posted-before-made': (details) => `The letters were made on ${day(details.madeOn)}. Choose that day or later.`,
  'posted-too-late': (details) => `Letters posted after ${day(details.latest)} leave people fewer than ${details.days ?? ''} days to reply. Set the letters aside, choose a later closing date, and make them again.`,
  'not-to-be-told': () => 'This person is not on the list of people to tell another way.',
  'told-in-future': () => 'The day they were told must be today or earlier.',
  'told-before-made': (details) => `The letters were made on ${day(details.madeOn)}. Choose that day or later.`,
  'not-posted': () => 'Record that the letters were posted first.',
  'code-unknown': () => 'No letter of this campaign has that code. Check each letter of it.',
} as const satisfies Record<CampaignRefusalKind, (details: Details) => string>

/** The sentence of a refusal, and the field of the form it is about. */
export function campaignRefusalSentence(refusal: CampaignRefusal): string {
  return CAMPAIGN_REFUSAL_WORDS[refusal.kind](refusal.details ?? {})
}

export const REFUSAL_FIELDS: Partial<Record<CampaignRefusalKind, string>> = {
  'reference-taken': 'ref', 'project-not-found': 'projectRef', 'not-a-party': 'projectRef', 'protocol-not-drafted': 'projectRef', 'campaign-there-already': 'projectRef',
  'letter-date-past': 'letterDate', 'closing-date-too-soon': 'closingDate', 'closing-date-too-late': 'closingDate', 'fewer-days-than-promised': 'closingDate',
  'posted-in-future': 'postedOn', 'posted-before-made': 'postedOn', 'posted-too-late': 'postedOn', 'told-in-future': 'toldOn', 'told-before-made': 'toldOn', 'code-unknown': 'code',
}

export const CAMPAIGN_STATE_WORDS = {
  draft: 'Not made yet', making: 'Being made', made: 'Ready to post', posted: 'Posted',
} as const satisfies Record<CampaignState, string>

export const WINDOW_WORDS = {
  'not-begun': 'The time for replies has not begun',
  open: 'Open for replies',
  closed: 'Closed',
} as const satisfies Record<OptOutWindow, string>

export const SUPPRESSION_WORDS = {
  deceased: 'Has died',
  restricted: 'Restricted: the address is kept secret',
  'left-the-practice': 'Has left the surgery',
  'address-unusable': 'The address cannot be used on a letter',
  'format-not-printable': 'Needs braille, a recording or easy read',
} as const satisfies Record<Suppression, string>

export const RETURNED_WORDS = 'The letter came back'

export const TOLD_HOW_WORDS = {
  telephone: 'By telephone', 'in-person': 'In person', braille: 'A letter in braille', audio: 'A recording', 'easy-read': 'A letter in easy read',
  'british-sign-language': 'In British Sign Language', 'other-letter': 'A letter sent another way',
} as const satisfies Record<ToldHow, string>

/** What to mend in an address, by Notify's name for what is wrong. */
export const ADDRESS_CODE_WORDS = {
  'address-is-empty': 'There is no address',
  'not-enough-address-lines': 'The address has too few lines',
  'too-many-address-lines': 'The address has too many lines',
  'not-a-real-uk-postcode': 'The postcode is missing or cannot be delivered to',
  'invalid-char-in-address': 'A line begins with a character that is not allowed',
  'has-country-for-bfpo-address': 'A BFPO address must not name a country',
  'no-fixed-abode-address': 'The address says no fixed abode',
  'invalid-address-line-1-or-2': 'One of the first two lines has no letters',
} as const satisfies Record<AddressCode, string>

export const CAMPAIGN_DONE_WORDS: Readonly<Record<string, string>> = {
  made: 'The campaign has been started.',
  dates: 'The dates have been set.',
  asked: 'The letters are being made.',
  aside: 'The letters have been set aside. Destroy any that were printed: their reply codes no longer work.',
  posted: 'The letters are recorded as posted. The time for replies has begun.',
  told: 'Recorded that the person was told.',
  returned: 'Recorded that the letter came back. The person is on the list below, to be told another way.',
}
