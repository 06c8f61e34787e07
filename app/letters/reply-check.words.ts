import type { CheckDifference, CheckSays, CheckWord, PaperEntered, PaperRead, ReplyCheckRefusal } from './reply-check.rules.ts'
import type { CheckState, SampleFigures, SampleSetting } from './reply-sample.rules.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { Refusal } from '#app/kernel/result.ts'
import type { ReplyRefusal } from './reply.rules.ts'
import { REFUSAL_FIELD, REPLY_REFUSAL_STATUS, replyRefusalWords, SAYS_WORDS, WORD_OF_WORDS } from './reply.words.ts'

export const CHECK_SAYS_WORDS = { ...SAYS_WORDS, 'not-clear': 'It is not clear what it says' } as const satisfies Record<CheckSays, string>
export const CHECK_WORD_WORDS = { ...WORD_OF_WORDS, 'not-told': 'It does not say' } as const satisfies Record<CheckWord, string>

export const CHECK_DIFFERENCE_WORDS = {
  whose: 'whose it is', says: 'what it says', signature: 'whether it is signed', word: 'who is speaking', received: 'when it came',
} as const satisfies Record<CheckDifference, string>

export const CHECK_STATE_WORDS = {
  waiting: { label: 'To check', colour: 'blue' }, agrees: { label: 'Agrees', colour: 'green' }, differs: { label: 'Differs', colour: 'red' },
  'was-right': { label: 'Was right', colour: 'green' }, corrected: { label: 'Corrected', colour: 'orange' }, 'paper-missing': { label: 'Paper not found', colour: 'yellow' },
} as const satisfies Record<CheckState, { readonly label: string; readonly colour: string }>

export const CHECK_REFUSAL_WORDS = {
  'not-allowed': 'Only a practice manager or a receptionist may check replies.',
  'own-entry': 'You entered this reply yourself, so someone else must read the paper.',
  'checked-already': 'Someone has checked this reply already.',
  'not-to-settle': 'There is no difference to settle here, or it has been settled already.',
  'code-unknown': 'No letter of your surgery’s has that code. Check each letter of it, or leave the box blank.',
  'nothing-differs': 'This is what was entered at first. If that is right, press “What was entered is right”.',
} as const satisfies Record<ReplyCheckRefusal, string>

export const CHECK_REFUSAL_STATUS = { 'not-allowed': 403, 'own-entry': 403, 'checked-already': 409, 'not-to-settle': 409, 'code-unknown': 400, 'nothing-differs': 409 } as const satisfies Record<ReplyCheckRefusal, number>

const isAboutCheck = (refusal: Refusal<ReplyCheckRefusal | ReplyRefusal>): refusal is Refusal<ReplyCheckRefusal> => refusal.kind in CHECK_REFUSAL_WORDS

export function checkRefusalWords(refusal: Refusal<ReplyCheckRefusal | ReplyRefusal>): string {
  return isAboutCheck(refusal) ? CHECK_REFUSAL_WORDS[refusal.kind] : replyRefusalWords(refusal as Refusal<ReplyRefusal>)
}

/** The field of the form that a refusal is about. */
export function checkFieldOf(refusal: Refusal<ReplyCheckRefusal | ReplyRefusal>): string {
  return refusal.kind === 'code-unknown' ? 'code' : isAboutCheck(refusal) ? '' : REFUSAL_FIELD[refusal.kind as ReplyRefusal]
}

export function checkStatusOf(refusal: Refusal<ReplyCheckRefusal | ReplyRefusal>): number {
  return isAboutCheck(refusal) ? CHECK_REFUSAL_STATUS[refusal.kind] : REPLY_REFUSAL_STATUS[refusal.kind as ReplyRefusal]
}

/** The boxes of a correction as the second person read the paper, for those who settle to confirm or change. What is not clear is left to them. */
export function correctAsRead({ entered, read }: { readonly entered: PaperEntered; readonly read: PaperRead }): Readonly<Record<'says' | 'came' | 'word', string>> {
  return {
    says: read.says === 'not-clear' ? '' : read.says, came: read.isSigned === null ? '' : read.isSigned ? 'slip-signed' : 'slip-unsigned',
    word: read.word !== null && read.word !== 'not-told' ? read.word : entered.word ?? '',
  }
}

const percent = (share: number): string => `${(share * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 })}%`
const number = (count: number): string => count.toLocaleString('en-GB')
const readings = (count: number): string => `${number(count)} ${count === 1 ? 'reply' : 'replies'}`

/** What the figures come to, in a sentence that says how sure it is. */
export function sampleSentence({ checked, misread, rate }: SampleFigures): string {
  if (rate === null) return 'Nothing has been checked by a second person yet, so nobody knows how often a reply is misread.'
  const interval = `If many were checked, between ${percent(rate.low)} and ${percent(rate.high)} would probably be misread.`
  return misread === 0
    ? `None of the ${readings(checked)} that a second person checked was misread. ${interval}`
    : `${number(misread)} of the ${readings(checked)} that a second person checked ${misread === 1 ? 'was' : 'were'} misread: ${percent(rate.share)}. ${interval}`
}

export function boundSentence(name: string, { boundOneIn }: SampleSetting): string {
  return `More than 1 in ${number(boundOneIn)} of the replies that ${name} entered and a second person checked were misread. All of them should be checked.`
}

/** One reading of a paper, as rows to show side by side. */
export function readingRows(reading: PaperEntered | PaperRead): Readonly<Record<CheckDifference, string>> {
  return {
    whose: 'whose' in reading ? { same: 'This patient', other: 'Another patient', 'not-told': 'The paper does not show it' }[reading.whose] : 'This patient',
    says: CHECK_SAYS_WORDS[reading.says],
    signature: reading.isSigned === null ? 'Not a slip' : reading.isSigned ? 'Signed' : 'Not signed',
    word: reading.word === null ? 'Not entered' : CHECK_WORD_WORDS[reading.word],
    received: reading.received === null ? 'The paper does not show it' : formatDay(reading.received),
  }
}

export const REPLY_CHECK_WORDS = {
  title: 'Check a sample of replies',
  why: 'Papers can be misread. Of the paper replies and lists that each of you enters, a sample is read again by someone else, who does not see what was entered. Nobody can tell beforehand which will be chosen, and nobody checks their own. Once too many of someone’s are misread, all of theirs are read again.',
  findPaper: 'Find the paper, and enter what it says. You are not shown what was entered before.',
  own: 'You entered this reply. Someone else reads the paper; if they read it otherwise, both readings are shown here.',
  held: 'Until this is settled, the patient is left out of the sharing, because the paper may say no.',
  settle: 'Look at the paper together. Then record what it says. What was entered by mistake is taken back as entered in error, and stays in the history.',
} as const
