import type { Refusal } from '#app/kernel/result.ts'
import type { ControlFault } from './control-file.rules.ts'
import type { DatNameFault, LeftOutReason, ListFault } from './dat-file.rules.ts'
import type { LocalIdRefusal, MatchRefusal, SequenceRefusal } from './local-id.rules.ts'
import type { AnswersRefusal, MessageKind, RunRefusal, RunState } from './national-check.rules.ts'
import type { ReplyRefusal } from './reply-sniffer.rules.ts'

/**
 * A number that is missing from an answer may be one the national service does not know, so nothing here says what the
 * person chose: the check cleared them or it did not.
 */
export const NOT_CLEARED_WORDS =
  'The national check did not clear this person. It does not say why: the service may not have found the number. Leave the person out.'

export const RUN_STATE_WORDS = {
  drafted: 'Being prepared',
  exported: 'Sent, waiting for a receipt',
  receipted: 'Received by the national service, waiting for the answer',
  answered: 'Answered',
  alerted: 'Answered, and nobody was cleared',
  blocked: 'Stopped by an error',
  rejected: 'Answer rejected',
  expired: 'Answer too old to use',
  purged: 'Numbers deleted',
} as const satisfies Record<RunState, string>

/** What to do next, for the page that shows a run. */
export const RUN_ADVICE_WORDS = {
  drafted: 'The file is being written. It is sent when it is whole.',
  exported: 'A receipt usually comes within the hour. The portal fetches it from the mailbox; take in here what reaches you another way.',
  receipted: 'The answer usually comes within the hour, and within a day. The portal fetches it from the mailbox; take in here what reaches you another way.',
  answered: 'Nothing to do until the answer runs out. Ask again before then: those who can are told three days and one day ahead.',
  alerted: 'Nobody may be included on this answer. An answer that clears nobody is rarely right: ask the national service, then start a new check.',
  blocked: 'The national service could not answer. Put right what it names, then start a new check: never send the same file again.',
  rejected: 'The answer held numbers that were not asked about, so none of it was used. Ask the national service, then start a new check.',
  expired: 'Start a new check. Until it is answered, people are left out of the flow.',
  purged: 'Only the counts are kept. Start a new check if the flow still runs.',
} as const satisfies Record<RunState, string>

export const LEFT_OUT_WORDS = {
  blank: 'No NHS number',
  'not-ten-digits': 'Not 10 digits, such as an old-format number or one that lost a leading zero',
  'check-digit': 'A digit is wrong: the last digit does not fit the others',
  'all-same-digit': 'One digit repeated, which is never a real number',
  'not-issued': 'From a range that is not issued',
  'not-england': 'Issued in Scotland, Northern Ireland or Ireland, which the national check does not cover',
  'test-range': 'From the range kept for testing',
  invalidated: 'No longer recognised by the national register',
  repeated: 'Already in the file',
} as const satisfies Record<LeftOutReason, string>

export const RUN_REFUSAL_WORDS = {
  'not-exported': 'This check has not been sent, so nothing can have come back for it.',
  'already-exported': 'This check has been sent. Start a new one: the national service refuses the same file twice.',
  'already-receipted': 'The receipt for this check is already here. Nothing was changed.',
  'already-answered': 'This check already has its answer. Nothing was changed.',
  'empty-before-receipt': 'The list is empty and no receipt has come for this check. Take in the receipt first.',
  'run-blocked': 'This check was stopped by an error. Start a new one.',
  'run-rejected': 'The answer to this check was rejected. Start a new one.',
  'run-expired': 'The answer to this check is too old. Start a new one.',
  'run-purged': 'The numbers of this check have been deleted, so nothing can be held against them. Start a new one.',
  'nothing-to-expire': 'This check has no answer that could run out.',
  'other-run': 'This reply belongs to another check.',
  'nothing-to-ask': 'No number is left to ask about, so there is no file to send. See why each was left out.',
  'before-export': 'This reply is dated before the file was sent. Check the clock of this machine.',
  'answer-too-late': 'This answer came more than 21 days after the file was written, so it cannot be used. Start a new check.',
  'own-export': 'This is the file that was sent, number for number. If it truly is the answer, take it in with the control file (.ctl) that came with it.',
  'empty-without-control': 'An empty list is taken in only with the control file (.ctl) that came with it.',
  'not-yet-expired': 'The answer to this check can still be used.',
  'not-yet-due': 'The numbers of this check are kept until 21 days after the file was written.',
} as const satisfies Record<RunRefusal, string>

export const ANSWERS_REFUSAL_WORDS = {
  'never-asked': 'The national check has not been asked about the people of this flow. Start a check.',
  'awaiting-answer': 'The national check has not answered yet. People are left out until it has.',
  'answers-stale': 'The answers of the national check are too old. Start a new check: people are left out until it is answered.',
  'answers-purged': 'The answers of the national check were deleted at the end of their time. Start a new check.',
  'run-blocked': 'The last national check was stopped by an error. Start a new check.',
  'run-rejected': 'The answer to the last national check was rejected. Start a new check.',
} as const satisfies Record<AnswersRefusal, string>

export const FOREIGN_NUMBERS_WORDS = 'The list holds numbers that were not asked about, so nobody in it was cleared.'

export const MATCH_REFUSAL_WORDS = {
  'no-local-id': 'The reply does not say which check it answers. Take in the control file (.ctl) with it, or name the check.',
  'no-such-run': 'The reply names a check that is not one of ours.',
} as const satisfies Record<MatchRefusal, string>

export const REPLY_REFUSAL_WORDS = {
  'other-workflow': 'The control file names another workflow, so this is not a reply of the national check.',
  'other-sender': 'The control file does not come from the national service. It may be the copy of what was sent.',
  'other-mailbox': 'The control file is addressed to another mailbox.',
  'report-status-unknown': 'The report says neither success nor error. Nothing was changed.',
  'receipt-unreadable': 'This looks like a receipt but is not whole or not of the form we know. Nothing was changed.',
  'receipt-status-unknown': 'The receipt gives a state we do not know. Nothing was changed.',
  'local-id-differs': 'The receipt and its control file name different checks.',
  'content-differs-from-control': 'The control file says one thing and the file beside it is another. Check that the two belong together.',
  'empty-without-control': 'An empty file is taken in only with the control file (.ctl) that came with it.',
  'control-file-given': 'This is a control file. Give the data file (.dat) that came with it.',
  'not-understood': 'This is neither a receipt, a report, an error nor a list. Nothing was changed.',
} as const satisfies Record<ReplyRefusal, string>

/** Each follows "Line 12: ". */
export const LIST_FAULT_WORDS = {
  'line-shape': 'not 10 digits and a comma',
  'line-end': 'the line does not end as it should',
  'not-a-number': 'not a valid NHS number',
  'blank-line': 'blank, and more lines follow',
  'cut-short': 'the file ends in the middle of the line. Fetch it again',
} as const satisfies Record<ListFault, string>

export function listFaultSentence(fault: { readonly kind: ListFault; readonly details?: Readonly<Record<string, unknown>> }): string {
  return `Line ${String(fault.details?.line ?? '?')}: ${LIST_FAULT_WORDS[fault.kind]}. The list was not used.`
}

export const CONTROL_FAULT_WORDS = {
  'too-long': 'The control file is far too long to be one.',
  declarations: 'The control file holds a declaration or a comment, which none of ours has.',
  entity: 'The control file holds an entity that is not one of XML’s own five.',
  attributes: 'The control file holds attributes, which none of ours has.',
  'not-xml': 'The control file is not whole XML.',
  'not-a-control-file': 'The file is not a MESH control file (DTSControl).',
  'element-twice': 'The control file says the same thing twice, so which is meant cannot be known.',
  'message-type': 'The control file does not say whether it goes with data or a report.',
} as const satisfies Record<ControlFault, string>

export const ODD_CHARACTERS_WORDS = 'Use letters, digits, hyphens and underscores only: the national service does not answer otherwise.'

export const NAMING_REFUSAL_WORDS = {
  'mailbox-shape': 'Give the mailbox as its id, letters and digits only, such as ABC01HC001.',
  'day-not-real': 'The day of the file is not a real day.',
  'sequence-not-a-number': 'The number of the file must be a whole number from 1.',
  'sequence-used': 'This number was used for the last file. Each file needs a new one.',
  'sequence-out-of-order': 'A later number has been used already. The national service refuses files out of order.',
  'reference-not-fit': 'The reference of the flow cannot be used: it must be lower case with hyphens and hold no run of ten digits.',
} as const satisfies Record<DatNameFault | SequenceRefusal | LocalIdRefusal, string>

export const EXPORT_WORDS = {
  'no-such-flow': 'There is no flow with this reference.',
  'no-such-sender': 'The flow comes from many organisations, each of which asks for its own people. Name one of them by its code, with --organisation.',
  'service-mailbox-not-set': 'NATIONAL_CHECK_SERVICE_MAILBOXES is not set, so there is nowhere to send the file to.',
  'not-sent': 'The file could not be written, so the check was stopped. Put right what is in the way, then start a new check.',
} as const satisfies Record<'no-such-flow' | 'no-such-sender' | 'service-mailbox-not-set' | 'not-sent', string>

/** Why a file could not be exported. */
export function exportRefusalSentence({ kind, details }: Refusal): string {
  const all: Readonly<Record<string, string>> = { ...NAMING_REFUSAL_WORDS, ...RUN_REFUSAL_WORDS, 'odd-characters': ODD_CHARACTERS_WORDS, ...EXPORT_WORDS }
  const words = all[kind] ?? kind
  return typeof details?.why === 'string' ? `${words} (${details.why})` : words
}

/** Why a reply was not taken in. */
export function takeInRefusalSentence(refusal: Refusal): string {
  if (refusal.kind in LIST_FAULT_WORDS) return listFaultSentence(refusal as Refusal<ListFault>)
  const all: Readonly<Record<string, string>> = { ...CONTROL_FAULT_WORDS, ...MATCH_REFUSAL_WORDS, ...REPLY_REFUSAL_WORDS, ...RUN_REFUSAL_WORDS }
  return all[refusal.kind] ?? refusal.kind
}

export const MESSAGE_KIND_WORDS = {
  receipt: 'A receipt',
  report: 'A delivery report',
  'error-text': 'An error',
  list: 'The list of numbers that were cleared',
  unknown: 'A message',
} as const satisfies Record<MessageKind, string>

/** Why a run came to a stop: the message that stopped it. */
export const RUN_STOP_WORDS: Readonly<Record<string, string>> = {
  'receipt-refused': 'The national service refused the file.',
  error: 'The national service sent an error.',
  'foreign-list': FOREIGN_NUMBERS_WORDS,
  'not-sent': 'The file could not be written where it was to be sent from.',
}
