import { listFaultSentence } from '#app/people/people-list.words.ts'
import { REPLY_LIST_BYTES_MAX, REPLY_LIST_ROWS_MAX, type RowFault } from './reply-list.rules.ts'
import type { Refusal } from '#app/kernel/result.ts'

export const ROW_FAULT_WORDS = {
  'nobody-named': 'The row names nobody: give an NHS number, the surgery’s own number or a reply code.',
  'nhs-number': 'The NHS number is not a real one: check each digit.',
  unknown: 'Nobody on your list has that number.',
  several: 'More than one person on your list has that number: give the NHS number too.',
  differ: 'The NHS number and the surgery’s own number are of two different people.',
  code: 'The reply code is not a whole one: it has 12 letters and numbers.',
  'code-unknown': 'No letter of this campaign has that reply code.',
  'code-differs': 'The reply code and the number are of two different people.',
  channel: 'The channel must be slip, phone, desk, web or list.',
  received: 'The date it came must be a real date, such as 2026-03-27 or 27/03/2026.',
  'received-in-future': 'The date it came is in the future.',
  'received-before-letters': 'The date it came is before the letters.',
  signed: 'Signed must be yes, no or blank.',
  formula: 'A cell begins like a spreadsheet formula (= + - @). Enter it as plain text.',
  'too-few-cells': 'The row has fewer cells than the headings: check for a missing comma.',
} as const satisfies Record<RowFault, string>

const OWN: Readonly<Record<string, (details: NonNullable<Refusal['details']>) => string>> = {
  'not-allowed': () => 'Only a practice manager or a receptionist may upload replies.',
  'letters-not-made': () => 'The letters of this campaign have not been made yet, so nobody can have replied to one.',
  'file-missing': () => 'Choose the CSV file with the opt-outs',
  'reply-columns-missing': (details) => `The file has no column ${details.columns}. Its first row must have the headings nhs_number (or local_id, or reply_code), channel and received.`,
  'too-many-rows': () => `The file has more than ${REPLY_LIST_ROWS_MAX.toLocaleString('en-GB')} rows. Check that it is the list of opt-outs, not the whole people list. Nothing was kept.`,
  'file-too-large': () => `The file is larger than ${REPLY_LIST_BYTES_MAX / 1024 / 1024} MB. Check that it is the list of opt-outs. Nothing was kept.`,
}

export function replyListFaultWords(fault: Refusal): string {
  return OWN[fault.kind]?.(fault.details ?? {}) ?? listFaultSentence(fault)
}
