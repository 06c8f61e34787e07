import { FLOW_CLOSED_KINDS } from '#app/approvals/in-force.rules.ts'
import type { OptOutWindow } from '#app/letters/campaign.rules.ts'
import type { AnswersRefusal } from '#app/national-check/national-check.rules.ts'
import { refuse, ok, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { SCAN_REFUSALS } from './row-scanner.rules.ts'

/** A check's life: incomplete until the last byte of its answer is out; refused when the flow as a whole may not run. */
export const CHECK_STATES = ['incomplete', 'complete', 'refused'] as const
export type CheckState = (typeof CHECK_STATES)[number]

/** Why a whole check is refused: nothing may flow at present, whoever the rows are about. */
export const CHECK_REFUSALS = [...FLOW_CLOSED_KINDS, 'no-people-list', 'people-not-told-yet', 'opt-out-window-open', 'national-check-missing', 'national-check-stale', 'canary-would-be-released'] as const
export type CheckRefusal = (typeof CHECK_REFUSALS)[number]

/** What can be wrong with how a check is asked for. */
export const CHECK_CALL_PROBLEMS = [
  ...SCAN_REFUSALS, 'content-type-not-taken', 'content-encoding-not-taken', 'answer-format-not-offered', 'detail-unknown', 'detail-not-allowed',
  'replay-malformed', 'instant-malformed', 'instant-to-come', 'replay-and-instant-together', 'past-of-no-extract', 'replay-not-allowed', 'replay-not-found', 'replay-not-kept', 'replay-of-another-list',
  'stage-unknown', 'extract-malformed', 'extract-and-stage-together', 'request-id-reused', 'request-in-progress', 'list-broken-off', 'gzip-broken', 'took-too-long', 'gate-busy',
] as const
export type CheckCallProblem = (typeof CHECK_CALL_PROBLEMS)[number]
export type CheckProblem = CheckRefusal | CheckCallProblem

const REFUSED = Object.fromEntries(CHECK_REFUSALS.map((kind) => [kind, 409])) as Record<CheckRefusal, 409>
export const CHECK_PROBLEM_STATUS = {
  ...REFUSED,
  'row-too-long': 413,
  'missing-column': 422,
  'column-twice': 422,
  'columns-not-agreed': 422,
  'quote-not-closed': 422,
  'plain-hashes': 422,
  'lone-carriage-return': 422,
  'nul-byte': 422,
  'content-type-not-taken': 415,
  'content-encoding-not-taken': 415,
  'answer-format-not-offered': 406,
  'detail-unknown': 422,
  'detail-not-allowed': 403,
  'replay-malformed': 422,
  'instant-malformed': 422,
  'instant-to-come': 422,
  'replay-and-instant-together': 422,
  'past-of-no-extract': 422,
  'replay-not-allowed': 403,
  'replay-not-found': 404,
  'replay-not-kept': 410,
  'replay-of-another-list': 409,
  'stage-unknown': 422,
  'extract-malformed': 422,
  'extract-and-stage-together': 422,
  'request-id-reused': 409,
  'request-in-progress': 409,
  'list-broken-off': 400,
  'gzip-broken': 400,
  'took-too-long': 408,
  'gate-busy': 503,
} as const satisfies Record<CheckProblem, number>

/**
 * How long a check may take from the state it answers from to its end, in milliseconds. A list that comes slower would be let
 * through on what people had said by then, whatever they have said since.
 */
export const LONGEST_CHECK = 6 * 3_600_000

/** Whoever answers a check says so again and again; silent for this long, it is taken to have stopped. In milliseconds. */
export const BUSY_FOR = 30_000
export const SAY_BUSY_EVERY = 10_000

/**
 * Whether people have been told, and have had the time they were promised, where the flow leaves out those who object.
 * `telling` is null where nobody has begun to tell them; `tellsOfFlow` false where what they are told leaves this flow out.
 */
export function mayAskAboutPeople(
  facts: { readonly mustBeTold: boolean; readonly hasPeople: boolean },
  telling: { readonly window: OptOutWindow; readonly closingDate: Day | null; readonly tellsOfFlow: boolean } | null,
): Result<null, Refusal<CheckRefusal>> {
  if (!facts.hasPeople) return refuse('no-people-list')
  if (!facts.mustBeTold) return ok(null)
  if (!telling || telling.window === 'not-begun') return refuse('people-not-told-yet')
  if (!telling.tellsOfFlow) return refuse('people-not-told-yet', { because: 'not-of-this-flow' })
  if (telling.window === 'open') return refuse('opt-out-window-open', { closingDate: telling.closingDate })
  return ok(null)
}

/** Why a flow to which the national opt-out applies may not run: it has no answer of the national check, or none young enough. */
export function nationalCheckRefusal({ kind }: Refusal<AnswersRefusal>): { readonly ok: false; readonly refusal: Refusal<CheckRefusal> } {
  return refuse(kind === 'answers-stale' || kind === 'answers-purged' ? 'national-check-stale' : 'national-check-missing', { because: kind })
}

const DAY_MS = 86_400_000

/** Days, to two places and never rounded down, from when the national check was asked to the instant a check was answered as at. */
export function nationalCheckAgeDays(askedAt: Date | null, asAt: Date): number | null {
  return askedAt === null ? null : Math.ceil(((asAt.getTime() - askedAt.getTime()) / DAY_MS) * 100) / 100
}
