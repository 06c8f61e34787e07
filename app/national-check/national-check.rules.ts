import { NATIONAL_CHECK_CEILING_DAYS, NATIONAL_CHECK_DEFAULT_DAYS } from '#app/choices/decision.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { LineEnd } from './dat-file.rules.ts'
import { NumberSet } from './number-set.rules.ts'

/** What an installation is told when it is let on to the national service. Mailboxes differ by place and time, so none is built in. */
export interface NationalCheckSettings {
  readonly mailbox: string
  /** Mailboxes the service receives at and answers from. */
  readonly serviceMailboxes: readonly string[]
  /** Named on what is sent. */
  readonly workflowId: string
  /** Accepted on what comes back. */
  readonly replyWorkflowIds: readonly string[]
  readonly lineEnd: LineEnd
  readonly maxAgeDays: number
  readonly allowTestNumbers: boolean
}

export const SAFE_SETTINGS: NationalCheckSettings = {
  mailbox: '', serviceMailboxes: [], workflowId: 'SPINE_NTT_UPHOLDING', replyWorkflowIds: ['SPINE_NTT_UPHOLDING'], lineEnd: 'LF',
  maxAgeDays: NATIONAL_CHECK_DEFAULT_DAYS, allowTestNumbers: false,
}

/**
 * A run is one question to the national service about the people of one flow, and its answer. `alerted` is an answer that
 * cleared nobody; `blocked` an error; `rejected` a reply with a number that was not asked about.
 */
export const RUN_STATES = ['drafted', 'exported', 'receipted', 'answered', 'alerted', 'blocked', 'rejected', 'expired', 'purged'] as const
export type RunState = (typeof RUN_STATES)[number]

export const RUN_EVENTS = [
  'export', 'receipt', 'receipt-refused', 'report', 'error', 'list', 'empty-list', 'foreign-list', 'expire', 'purge',
] as const
export type RunEvent = (typeof RUN_EVENTS)[number]

export const RUN_REFUSALS = [
  'not-exported', 'already-exported', 'already-receipted', 'already-answered', 'empty-before-receipt', 'run-blocked', 'run-rejected',
  'run-expired', 'run-purged', 'nothing-to-expire', 'other-run', 'nothing-to-ask', 'before-export', 'answer-too-late', 'own-export',
  'empty-without-control', 'not-yet-expired', 'not-yet-due',
] as const
export type RunRefusal = (typeof RUN_REFUSALS)[number]

type Step = RunState | { readonly refuse: RunRefusal }
const no = (kind: RunRefusal): Step => ({ refuse: kind })

function replies(refusal: RunRefusal): Readonly<Record<Exclude<RunEvent, 'export' | 'expire' | 'purge'>, Step>> {
  const step = no(refusal)
  return { receipt: step, 'receipt-refused': step, report: step, error: step, list: step, 'empty-list': step, 'foreign-list': step }
}

/** Every state and everything that can happen in it: the next state, or why not. A run that is over is never opened again. */
export const RUN_STEPS: Readonly<Record<RunState, Readonly<Record<RunEvent, Step>>>> = {
  drafted: { ...replies('not-exported'), export: 'exported', expire: no('nothing-to-expire'), purge: 'purged' },
  exported: {
    export: no('already-exported'), receipt: 'receipted', 'receipt-refused': 'blocked', report: 'exported', error: 'blocked',
    list: 'answered', 'empty-list': no('empty-before-receipt'), 'foreign-list': 'rejected', expire: no('nothing-to-expire'), purge: 'purged',
  },
  receipted: {
    export: no('already-exported'), receipt: no('already-receipted'), 'receipt-refused': 'blocked', report: 'receipted', error: 'blocked',
    list: 'answered', 'empty-list': 'alerted', 'foreign-list': 'rejected', expire: no('nothing-to-expire'), purge: 'purged',
  },
  answered: { ...replies('already-answered'), export: no('already-exported'), expire: 'expired', purge: 'purged' },
  alerted: { ...replies('already-answered'), export: no('already-exported'), expire: 'expired', purge: 'purged' },
  blocked: { ...replies('run-blocked'), export: no('already-exported'), expire: no('nothing-to-expire'), purge: 'purged' },
  rejected: { ...replies('run-rejected'), export: no('already-exported'), expire: no('nothing-to-expire'), purge: 'purged' },
  expired: { ...replies('run-expired'), export: no('already-exported'), expire: no('run-expired'), purge: 'purged' },
  purged: { ...replies('run-purged'), export: no('run-purged'), expire: no('run-purged'), purge: no('run-purged') },
}

/** What a message that came in was; `unknown` where that could not be told. */
export const MESSAGE_KINDS = ['receipt', 'report', 'error-text', 'list', 'unknown'] as const
export type MessageKind = (typeof MESSAGE_KINDS)[number]

export interface Run {
  readonly flow: string
  readonly localId: string
  readonly subject: string
  readonly state: RunState
  readonly draftedAt: Date
  /** When the file was written. The service looks later than this, so an answer's age counts from here. */
  readonly exportedAt: Date | null
  /** When the list was taken in: from then on its answers are known. */
  readonly answeredAt: Date | null
  readonly sent: number
  readonly cleared: number
}

/** A list held against what was sent. Counts only. */
export interface ListComparison {
  readonly cleared: number
  readonly foreign: number
}

export type RunMessage =
  | { readonly kind: 'export'; readonly written: number }
  | { readonly kind: 'receipt'; readonly localId: string; readonly isAccepted: boolean }
  | { readonly kind: 'report'; readonly localId: string; readonly isError: boolean }
  | { readonly kind: 'error-text'; readonly localId: string }
  | {
      readonly kind: 'list'
      readonly localId: string
      readonly comparison: ListComparison
      /** Whether a control file from the service came with it, or only its name or a person says which run it answers. */
      readonly vouchedBy: 'control' | 'name'
      /** Byte for byte the file we sent (compare hashes). The two have one format, so ours could be taken in by mistake. */
      readonly isSameAsSent: boolean
    }
  | { readonly kind: 'expire' }
  | { readonly kind: 'purge' }

export function eventOf(message: RunMessage): RunEvent {
  switch (message.kind) {
    case 'receipt': return message.isAccepted ? 'receipt' : 'receipt-refused'
    case 'report': return message.isError ? 'error' : 'report'
    case 'error-text': return 'error'
    case 'list': return message.comparison.foreign > 0 ? 'foreign-list' : message.comparison.cleared === 0 ? 'empty-list' : 'list'
    default: return message.kind
  }
}

/** The run after a message, or why the message changes nothing. `maxAgeDays` bears on `expire` alone. */
export function advance(run: Run, message: RunMessage, at: Date, maxAgeDays?: number | null): Result<Run, Refusal<RunRefusal>> {
  if ('localId' in message && message.localId !== run.localId) return refuse('other-run')
  const event = eventOf(message)
  const step = RUN_STEPS[run.state][event]
  if (typeof step === 'object') return refuse(step.refuse)
  const refusal = guard(run, message, at, allowedAgeDays(maxAgeDays))
  if (refusal !== null) return refuse(refusal)
  if (message.kind === 'export') return ok({ ...run, state: step, exportedAt: at, sent: message.written })
  if (event === 'list' || event === 'empty-list') return ok({ ...run, state: step, answeredAt: at, cleared: message.kind === 'list' ? message.comparison.cleared : 0 })
  return ok({ ...run, state: step })
}

function guard(run: Run, message: RunMessage, at: Date, maxAgeDays: number): RunRefusal | null {
  const age = at.getTime() - (run.exportedAt ?? run.draftedAt).getTime()
  if (message.kind === 'export') return message.written < 1 ? 'nothing-to-ask' : null
  if (message.kind === 'purge') return age > NATIONAL_CHECK_CEILING_DAYS * DAY_MS ? null : 'not-yet-due'
  if (message.kind === 'expire') return age > maxAgeDays * DAY_MS ? null : 'not-yet-expired'
  if (age < 0) return 'before-export'
  if (message.kind !== 'list') return null
  if (age > NATIONAL_CHECK_CEILING_DAYS * DAY_MS) return 'answer-too-late'
  if (message.vouchedBy === 'control') return null
  if (message.comparison.cleared + message.comparison.foreign === 0) return 'empty-without-control'
  return message.isSameAsSent ? 'own-export' : null
}

/** Holds a reply list against the numbers sent. One number that was not sent spoils the whole list: then nobody is cleared. */
export class ReplyComparison {
  private readonly clearedNumbers = new NumberSet()
  private foreign = 0

  constructor(private readonly sent: { has(nhsNumber: string): boolean }) {}

  take(nhsNumber: string): void {
    if (this.sent.has(nhsNumber)) this.clearedNumbers.add(nhsNumber)
    else this.foreign += 1
  }

  counts(): ListComparison {
    return { cleared: this.clearedNumbers.size, foreign: this.foreign }
  }

  /** The people the service cleared. Call it only after the list's last line was read and found sound. */
  cleared(): Result<NumberSet, Refusal<'foreign-numbers'>> {
    return this.foreign === 0 ? ok(this.clearedNumbers) : refuse('foreign-numbers', { count: this.foreign })
  }
}

const DAY_MS = 86_400_000

/** Days an answer may be used: 7 unless told otherwise, never above 21, and 0 for what is not a sensible number. */
export function allowedAgeDays(configured?: number | null): number {
  if (configured == null) return NATIONAL_CHECK_DEFAULT_DAYS
  if (!Number.isFinite(configured)) return 0
  return Math.min(Math.max(configured, 0), NATIONAL_CHECK_CEILING_DAYS)
}

/** Fresh while the age is at most the allowed days (of 24 hours), to the millisecond. */
export function isFresh(askedAt: Date, at: Date, maxAgeDays?: number | null): boolean {
  const age = at.getTime() - askedAt.getTime()
  return age >= 0 && age <= allowedAgeDays(maxAgeDays) * DAY_MS
}

/** The last instant at which a run's answers may be used. */
export function expiresAt(askedAt: Date, maxAgeDays?: number | null): Date {
  return new Date(askedAt.getTime() + allowedAgeDays(maxAgeDays) * DAY_MS)
}

/** The instant after which the run's rows about single numbers must go, answered or not. */
export function purgeAfter(run: Pick<Run, 'draftedAt' | 'exportedAt'>): Date {
  return new Date((run.exportedAt ?? run.draftedAt).getTime() + NATIONAL_CHECK_CEILING_DAYS * DAY_MS)
}

/** The service answers within a day at most; later than that somebody should look. */
export function isOverdue(run: Pick<Run, 'state' | 'exportedAt'>, at: Date): boolean {
  const isWaiting = run.state === 'exported' || run.state === 'receipted'
  return isWaiting && run.exportedAt !== null && at.getTime() - run.exportedAt.getTime() > DAY_MS
}

export type AnswersRefusal = 'never-asked' | 'awaiting-answer' | 'answers-stale' | 'answers-purged' | 'run-blocked' | 'run-rejected'

/**
 * The runs whose answers a flow may use at an instant, the newest asked first: for each person the first that asked about
 * them decides. Worked out from the times, so that it says of a past instant what held then, until the rows are purged.
 * Refused when there is none; the flow is then blocked.
 */
export function usableRuns<R extends Run>(runs: Iterable<R>, flow: string, at: Date, maxAgeDays?: number | null): Result<readonly R[], Refusal<AnswersRefusal>> {
  const known = [...runs].filter((run) => run.flow === flow && run.exportedAt !== null && run.exportedAt <= at)
  known.sort((one, other) => (other.exportedAt as Date).getTime() - (one.exportedAt as Date).getTime() || (one.localId < other.localId ? 1 : -1))
  const usable = known.filter((run) =>
    isAnswer(run.state) && run.answeredAt !== null && run.answeredAt <= at && isFresh(run.exportedAt as Date, at, maxAgeDays))
  if (usable.length > 0) return ok(usable)
  const newest = known[0]
  if (newest === undefined) return refuse('never-asked')
  if (newest.state === 'blocked' || newest.state === 'rejected') return refuse(`run-${newest.state}`)
  if (newest.state === 'purged') return refuse('answers-purged')
  return refuse(newest.answeredAt === null || newest.answeredAt > at ? 'awaiting-answer' : 'answers-stale')
}

function isAnswer(state: RunState): boolean {
  return state === 'answered' || state === 'alerted' || state === 'expired'
}
