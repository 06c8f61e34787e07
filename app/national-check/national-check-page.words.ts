import type { MessageKind, RunState } from './national-check.rules.ts'
import { LIST_FAULT_WORDS, MESSAGE_KIND_WORDS, RUN_STATE_WORDS, takeInRefusalSentence } from './national-check.words.ts'
import type { ListFault } from './dat-file.rules.ts'

export const CONDITIONS_OF_USE_WORDS =
  'Only your organisation sees its checks, because it is controller of the answers. They may be used to apply the national opt-out and for nothing else, and are written into no care record. An answer is never consent.'

export const OVERDUE_WORDS = 'The answer should have come within a day. Ask whoever looks after the mailbox whether it is waiting there.'

export const NOT_NEEDED_WORDS = 'The national opt-out does not apply to this flow, so it needs no check.'

/** How one asks and takes the answer in, until the portal is tied to a mailbox. */
export const exportCommand = (flowRef: string): string => `npm run national-check -- export --flow ${flowRef} --out outbox`

export const IMPORT_COMMAND = 'npm run national-check -- import inbox'

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
