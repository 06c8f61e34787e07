import type { DocumentKind } from '#app/documents/document.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { daysBetween, type Day } from '#app/kernel/uk-date.ts'

/**
 * What happens with a submission after it went out. `put-off` is an outcome that is not yet one, such as provisional support:
 * the body waits for the applicant. It and `decided` come with a decision that is recorded.
 */
export const SUBMISSION_EVENTS = ['acknowledged', 'query-received', 'query-answered', 'meeting', 'letter-received', 'put-off', 'decided', 'withdrawn'] as const
export type SubmissionEventKind = (typeof SUBMISSION_EVENTS)[number]

/** Those that somebody writes down by itself. */
export const TOLD_EVENTS = ['acknowledged', 'query-received', 'query-answered', 'meeting', 'letter-received', 'withdrawn'] as const
export type ToldEvent = (typeof TOLD_EVENTS)[number]

export const SUBMISSION_ACTS = ['submit', ...TOLD_EVENTS] as const
export type SubmissionAct = (typeof SUBMISSION_ACTS)[number]

export interface SubmissionEvent {
  readonly kind: SubmissionEventKind
  readonly onDay: Day
  /** In the order in which they were written down. */
  readonly number: number
}

/** A step that was put to whoever decides it outside the parties. */
export interface Submission {
  readonly stepId: string
  readonly submittedOn: Day
  /** The board of this portal that decides it; null for a body that decides elsewhere. */
  readonly boardRef: string | null
  readonly events: readonly SubmissionEvent[]
}

/** A submission in short: to whom it went, with which versions, and where it is. */
export interface SubmissionStanding {
  readonly stepId: string
  readonly toName: string
  /** The newest that the body gave; empty where it gave none. */
  readonly reference: string
  readonly submittedOn: Day
  readonly state: SubmissionState
  readonly papers: readonly { readonly documentRef: string; readonly kind: DocumentKind; readonly number: number }[]
}

export const SUBMISSION_STATES = ['with-them', 'with-us', 'decided', 'withdrawn'] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]

const TURNS: Partial<Record<SubmissionEventKind, SubmissionState>> = {
  'query-received': 'with-us', 'query-answered': 'with-them', 'put-off': 'with-us', decided: 'decided', withdrawn: 'withdrawn',
}
const isOver = (state: SubmissionState): boolean => state === 'decided' || state === 'withdrawn'

/** What hands a submission from one to the other or ends it, by its day, and nothing after its end. */
function turnsOf({ events }: Pick<Submission, 'events'>): { readonly onDay: Day; readonly to: SubmissionState }[] {
  const turns = events.flatMap(({ kind, onDay, number }) => (TURNS[kind] ? [{ onDay, number, to: TURNS[kind] }] : [])).sort((a, b) => a.onDay.localeCompare(b.onDay) || a.number - b.number)
  const end = turns.findIndex(({ to }) => isOver(to))
  return end === -1 ? turns : turns.slice(0, end + 1)
}

/** With whom a submission is, or how it ended. */
export function submissionState(submission: Pick<Submission, 'events'>): SubmissionState {
  return turnsOf(submission).at(-1)?.to ?? 'with-them'
}

export const isOpen = (submission: Pick<Submission, 'events'>): boolean => !isOver(submissionState(submission))

/**
 * For how many days a submission was with the body and, while a query was open, with the applicant, up to its end or today.
 * The day on which it changes hands counts for whoever it goes to.
 */
export function submissionDays(submission: Pick<Submission, 'events' | 'submittedOn'>, today: Day): { readonly withThem: number; readonly withUs: number } {
  const days = { 'with-them': 0, 'with-us': 0 }
  let [since, holder]: [Day, SubmissionState] = [submission.submittedOn, 'with-them']
  for (const { onDay, to } of [...turnsOf(submission), { onDay: today, to: null }]) {
    if (holder === 'with-them' || holder === 'with-us') days[holder] += Math.max(0, daysBetween(since, onDay))
    if (to !== null) [since, holder] = [onDay > since ? onDay : since, to]
  }
  return { withThem: days['with-them'], withUs: days['with-us'] }
}

/** Whether a board of this portal decides a step or has decided it, so that nobody writes its decision down by hand. */
export function isBoardsToDecide(submissions: readonly Submission[]): boolean {
  return submissions.some((submission) => submission.boardRef !== null && submissionState(submission) !== 'withdrawn')
}

export const SUBMISSION_REFUSALS = [
  'not-found', 'not-allowed', 'not-the-drafter', 'project-ended', 'decided-here', 'nothing-to-submit', 'paper-not-found', 'already-submitted', 'decided-by-a-board-here', 'kept-by-a-board',
  'day-to-come', 'before-submission', 'before-the-last', 'already-over', 'no-query-open',
] as const
export type SubmissionRefusalKind = (typeof SUBMISSION_REFUSALS)[number]
export type SubmissionRefusal = Refusal<SubmissionRefusalKind>

/** Whether a step may be put to a body that decides elsewhere. `submissions` are all of that step: one is open at a time. */
export function maySubmit(submissions: readonly Submission[], submittedOn: Day, today: Day): Result<null, SubmissionRefusal> {
  if (submissions.some(isOpen)) return refuse('already-submitted')
  if (isBoardsToDecide(submissions)) return refuse('decided-by-a-board-here')
  return submittedOn > today ? refuse('day-to-come') : ok(null)
}

/** Whether an event may be written down. Only a meeting may be on a day to come; what changes hands comes after what did before. */
export function mayTell(submission: Submission, { kind, onDay }: { readonly kind: ToldEvent; readonly onDay: Day }, today: Day): Result<null, SubmissionRefusal> {
  if (submission.boardRef !== null) return refuse('kept-by-a-board')
  // The letter may come when all is said.
  if (!isOpen(submission) && kind !== 'letter-received') return refuse('already-over')
  if (kind === 'query-answered' && submissionState(submission) !== 'with-us') return refuse('no-query-open')
  if (onDay > today && kind !== 'meeting') return refuse('day-to-come')
  if (onDay < submission.submittedOn) return refuse('before-submission')
  const last = turnsOf(submission).at(-1)
  return TURNS[kind] && last && onDay < last.onDay ? refuse('before-the-last') : ok(null)
}

/** What may be written down about a submission now, for the links of a page. */
export function tellable(submission: Submission): readonly ToldEvent[] {
  if (submission.boardRef !== null) return []
  return TOLD_EVENTS.filter((kind) => (isOpen(submission) ? kind !== 'query-answered' || submissionState(submission) === 'with-us' : kind === 'letter-received'))
}

/** What a decision comes to for the submission that was open: where it is not one yet, the body waits for the applicant. */
export function eventOfDecision(meaning: 'not-yet' | (string & {})): 'put-off' | 'decided' {
  return meaning === 'not-yet' ? 'put-off' : 'decided'
}
