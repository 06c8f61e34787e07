import { AUTHORITY_REFUSALS, type AuthorityRefusal } from '#app/choices/authority.rules.ts'
import { AUTHORITY_REFUSAL_FIELD, authorityRefusalWords } from '#app/choices/authority.words.ts'
import type { Channel, OnWhoseWord } from '#app/choices/choice.rules.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { Refusal } from '#app/kernel/result.ts'
import type { ReplyOutcome, Suppression } from './campaign.rules.ts'
import { SCAN_REFUSALS, type ScanRefusal } from './scan.rules.ts'
import { SCAN_REFUSAL_STATUS, SCAN_REFUSAL_WORDS } from './scan.words.ts'
import type { QueryKind, ReplyCame, ReplyRefusal, ReplySays, ReplyWordOf, Settlement } from './reply.rules.ts'

export const REPLY_CODE_FAULT_WORDS = {
  blank: 'Enter the reply code from the slip',
  'not-a-code': 'Check the code: it has 12 letters and numbers, such as 4C7D-9FGH-3JKM',
} as const

export const REPLY_CODE_NOT_FOUND = 'No letter of these has that code. Check each letter of it, or find the patient by name and date of birth.'

export const SAYS_WORDS = {
  'opt-out': 'Do not share my information',
  'opt-out-withdrawn': 'I have changed my mind: you may share it',
} as const satisfies Record<ReplySays, string>

export const CAME_WORDS = {
  'slip-signed': 'On a slip, signed',
  'slip-unsigned': 'On a slip without a signature',
  phone: 'By phone',
  desk: 'At the desk',
} as const satisfies Record<ReplyCame, string>

export const WORD_OF_WORDS = {
  self: 'The patient',
  parent: 'A parent or carer with parental responsibility',
  attorney: 'Someone with power of attorney',
  deputy: 'A deputy appointed by the court',
} as const satisfies Record<ReplyWordOf, string>

export const WORD_OF_HINTS = {
  self: 'Aged 13 or over',
  parent: 'Only for a child under 13',
  attorney: 'Only for an adult. Ask to see the registered power of attorney',
  deputy: 'Only for an adult. Ask to see the court order',
} as const satisfies Record<ReplyWordOf, string>

export const ON_WHOSE_WORD_WORDS = { ...WORD_OF_WORDS, practice: 'The surgery’s list' } as const satisfies Record<OnWhoseWord, string>

export const CHANNEL_WORDS = {
  slip: 'Slip', phone: 'Phone', desk: 'At the desk', web: 'Online', list: 'List', extract: 'Coded record',
} as const satisfies Record<Channel, string>

/** Why there is no letter, as a patient's page says it. */
export const LETTER_STATE_WORDS = {
  none: 'None: they were not on the list when the letters were made',
  deceased: 'None: the patient has died',
  restricted: 'None: the patient’s details are kept secret. Staff tell them another way',
  'left-the-practice': 'None: the patient had left the surgery',
  'address-unusable': 'None: the address cannot be used. Staff tell them another way',
  'format-not-printable': 'None: they need another format than print. Staff tell them another way',
} as const satisfies Record<Suppression | 'none', string>

export const OUTCOME_WORDS = {
  'opt-out': 'Do not share',
  'opt-out-withdrawn': 'May share again',
  query: 'Query',
} as const satisfies Record<ReplyOutcome, string>

export const QUERY_WORDS = {
  'unsigned-opt-out': 'A slip that says “do not share”, without a signature',
  'unsigned-opt-out-withdrawn': 'A slip that says “you may share it”, without a signature',
  'matches-several': 'A reply that may be from any of several patients. All of them are left out until it is settled.',
} as const satisfies Record<QueryKind, string>

export const SETTLEMENT_WORDS = {
  'signed-since': 'They have signed it since',
  'spoke-to-patient': 'I spoke to them and they said this is what they want',
  'is-this-person': 'I know which patient it is from',
  'not-a-choice': 'It is not a choice: they do not want this, or it was not from them',
  corrected: 'A second person read the paper, and it was recorded anew',
} as const satisfies Record<Settlement, string>

const REFUSAL_WORDS: Record<Exclude<ReplyRefusal, AuthorityRefusal | ScanRefusal>, (details: Refusal['details']) => string> = {
  'not-allowed': () => 'Only a practice manager or a receptionist may record replies.',
  'letters-not-made': () => 'The letters of this campaign have not been made yet, so nobody can have replied to one.',
  'received-in-future': () => 'The date it came cannot be in the future.',
  'received-before-letters': (details) => `The date it came cannot be before the letters, which are from ${formatDay(String(details?.first))}.`,
  'aged-13-plus': () => 'This patient is 13 or over, so they decide for themselves. Ask to hear from the patient: they can sign the slip, phone, come in, or use the web page with the code on the letter. Nothing was recorded.',
  'under-13-needs-parent': () => 'This patient is under 13. Someone with parental responsibility decides for them. Ask for a parent or carer to sign, phone or come in. Nothing was recorded.',
  'not-adult': () => 'A power of attorney or a court deputy can act only for an adult. Nothing was recorded.',
  'birth-date-unknown': () => 'The list has no date of birth for this patient, and who may decide depends on age. Nothing was recorded.',
  'settled-already': () => 'Someone has settled this query already.',
  'settlement-does-not-fit': () => 'Select one of the answers on the page.',
}

const isAboutAuthority = (kind: ReplyRefusal): kind is AuthorityRefusal => (AUTHORITY_REFUSALS as readonly string[]).includes(kind)
const isAboutScan = (kind: ReplyRefusal): kind is ScanRefusal => (SCAN_REFUSALS as readonly string[]).includes(kind)

export function replyRefusalWords({ kind, details }: Refusal<ReplyRefusal>): string {
  if (isAboutAuthority(kind)) return authorityRefusalWords({ kind, details })
  return isAboutScan(kind) ? SCAN_REFUSAL_WORDS[kind] : REFUSAL_WORDS[kind](details)
}

/** The field of the form that a refusal is about. */
export const REFUSAL_FIELD = {
  'not-allowed': '', 'letters-not-made': '', 'received-in-future': 'received', 'received-before-letters': 'received', 'aged-13-plus': 'word',
  'under-13-needs-parent': 'word', 'not-adult': 'word', 'birth-date-unknown': 'word', 'settled-already': '', 'settlement-does-not-fit': 'settlement',
  ...AUTHORITY_REFUSAL_FIELD, 'scan-missing': 'scan', 'scan-empty': 'scan', 'scan-too-large': 'scan', 'scan-not-a-picture': 'scan',
} as const satisfies Record<ReplyRefusal, string>

export const REPLY_REFUSAL_STATUS = {
  'not-allowed': 403, 'letters-not-made': 409, 'received-in-future': 400, 'received-before-letters': 400, 'aged-13-plus': 422, 'under-13-needs-parent': 422,
  'not-adult': 422, 'birth-date-unknown': 422, 'settled-already': 409, 'settlement-does-not-fit': 400,
  'holder-missing': 400, 'holder-name-short': 400, 'power-missing': 400, 'evidence-missing': 400, 'evidence-does-not-fit': 400, 'authority-ended': 422,
  ...SCAN_REFUSAL_STATUS,
} as const satisfies Record<ReplyRefusal, number>

export const STILL_LEFT_OUT = 'The patient is still left out.'

export const lateWords = (closed: string): string =>
  `It came after the closing date, ${formatDay(closed)}. It counts from the day it came, and holds for everything shared from then on.`
