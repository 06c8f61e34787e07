import type { MessageKind, RunState } from './national-check.rules.ts'
import { exportRefusalSentence, LIST_FAULT_WORDS, MESSAGE_KIND_WORDS, RUN_STATE_WORDS, takeInRefusalSentence } from './national-check.words.ts'
import type { Station, StationOfRun } from './run-track.rules.ts'
import type { ListFault } from './dat-file.rules.ts'

export const CONDITIONS_OF_USE_WORDS =
  'Only your organisation sees its checks, because it is controller of the answers. They may be used to apply the national opt-out and for nothing else, and are written into no care record. An answer is never consent.'

export const OVERDUE_WORDS = 'The answer should have come within a day. Ask whoever looks after the mailbox whether it is waiting there.'

export const NOT_NEEDED_WORDS = 'The national opt-out does not apply to this flow, so it needs no check.'

/** The same from the portal's machine, for lists too large for a page. */
export const exportCommand = (flowRef: string): string => `npm run national-check -- export --flow ${flowRef} --out outbox`

export const IMPORT_COMMAND = 'npm run national-check -- import inbox'

/** Why a check cannot be asked for on a page now. */
export const ASK_REFUSALS = ['project-ended', 'not-needed', 'service-mailbox-not-set', 'nobody-on-register', 'being-asked'] as const
export type AskRefusal = (typeof ASK_REFUSALS)[number]

export const ASK_REFUSAL_WORDS = {
  'project-ended': 'The project has ended, so nothing of it may flow and there is nothing to ask about.',
  'not-needed': NOT_NEEDED_WORDS,
  'service-mailbox-not-set': 'Your mailbox is set but not the national service’s, so there is nowhere to send the file to. Ask whoever runs the portal to set NATIONAL_CHECK_SERVICE_MAILBOXES.',
  'nobody-on-register': 'Nobody is on your register, so there is nobody to ask about. Send your people list first.',
  'being-asked': 'This check was asked for already and its file is being written. Nothing more was asked.',
} as const satisfies Record<AskRefusal, string>

/** What came of asking, where no file was sent. */
export function askOutcomeWords(refusal: string): string {
  return refusal === 'gave-up' ? 'The file could not be written within a day. Ask again.' : exportRefusalSentence({ kind: refusal })
}

export const BY_HAND_WORDS = 'No mailbox is set for your organisation. The file is put in the outbox folder, for whoever runs the portal to send through the MESH web pages.'

export const NATIONAL_CHECK_DONE_WORDS = {
  asked: 'The check was asked for. Its file is written and sent behind this page; you can leave it.',
  taken: 'The reply was taken in. See below what came of it.',
} as const

export function nationalCheckDoneWords(done: string | null): string | null {
  return done !== null && Object.hasOwn(NATIONAL_CHECK_DONE_WORDS, done) ? NATIONAL_CHECK_DONE_WORDS[done as keyof typeof NATIONAL_CHECK_DONE_WORDS] : null
}

export const STATION_WORDS = {
  written: 'File written',
  receipt: 'Receipt',
  answer: 'Answer',
  'runs-out': 'Answer runs out',
  deleted: 'Numbers deleted',
} as const satisfies Record<Station, string>

/** Said beside each station, with its day where there is one. */
export function stationSentence({ station, state }: Pick<StationOfRun, 'station' | 'state'>): string {
  switch (state) {
    case 'done': return 'Done'
    case 'stopped': return 'Stopped here'
    case 'passed-by': return 'None was taken in'
    case 'never': return 'Does not come to this'
    case 'now': return 'Waiting for this'
    case 'next': return station === 'runs-out' || station === 'deleted' ? 'At the latest' : 'Comes next'
  }
}

/** A reply that a person chose to give. */
export const REPLY_FILE_WORDS = {
  'file-missing': 'Choose the file that the national service sent.',
  'file-too-large': 'The file is larger than 25 MB. Ask whoever runs the portal to take it in on its machine.',
  'control-not-text': 'The control file is not a text file.',
} as const
export type ReplyFileRefusal = keyof typeof REPLY_FILE_WORDS

export function ageWords(ms: number): string {
  const hours = Math.floor(ms / 3_600_000)
  if (hours < 1) return 'Less than an hour'
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`
  return `${Math.floor(hours / 24)} days`
}

/** A message that came in, as the run's timeline tells it. */
export function messageWords({ kind, verdict, state, cleared, foreign, says }: {
  readonly kind: MessageKind
  readonly verdict: string
  readonly state: RunState | null
  readonly cleared: number | null
  readonly foreign: number | null
  readonly says: string | null
}): string {
  const what = `${MESSAGE_KIND_WORDS[kind]} came.`
  const quoted = says ? ` It says: ${says}` : ''
  if (verdict !== 'taken-in') {
    const why = verdict in LIST_FAULT_WORDS ? `The list was not used: ${LIST_FAULT_WORDS[verdict as ListFault]}.` : takeInRefusalSentence({ kind: verdict })
    return `${what} It was refused. ${why}`
  }
  if (kind !== 'list') return `${what} ${state ? `${RUN_STATE_WORDS[state]}.` : ''}${quoted}`
  if (foreign) return `${what} It held ${foreign.toLocaleString('en-GB')} that were not asked about, so nobody was cleared.`
  return `${what} It cleared ${(cleared ?? 0).toLocaleString('en-GB')}.`
}

/** Of a flow that is in force: what still holds it. */
export const FLOW_WAITING_WORDS = {
  waits: 'Waits for the national check: nothing of it goes before its answer',
  'sender-asks': 'Goes only with an answer of the national check, which its sender asks for',
} as const
