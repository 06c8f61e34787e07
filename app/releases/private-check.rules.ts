import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'

/** What can be wrong with a private check beside what can be wrong with any. */
export const PRIVATE_PROBLEMS = ['register-too-large', 'private-check-over', 'element-not-valid', 'asked-too-much'] as const
export type PrivateProblem = (typeof PRIVATE_PROBLEMS)[number]

export const PRIVATE_PROBLEM_STATUS = {
  'register-too-large': 409,
  'private-check-over': 409,
  'element-not-valid': 400,
  'asked-too-much': 403,
} as const satisfies Record<PrivateProblem, number>

/** A tag takes about a millisecond of the machine: a larger register would keep everyone waiting. */
export const MOST_TAGGED = 20_000
/** A private check is as good as the state it was begun at, so it does not last. In milliseconds. */
export const PRIVATE_CHECK_LASTS = 30 * 60_000
/** Elements that one check evaluates: enough for any list of the people of a register that may be asked about. */
export const MOST_EVALUATED = 4 * MOST_TAGGED

/** Whether a private check may evaluate so many more elements at an instant. */
export function mayEvaluate(check: { readonly endsAt: Date; readonly evaluated: number }, more: number, now: Date): Result<null, Refusal<'private-check-over' | 'asked-too-much'>> {
  if (now >= check.endsAt) return refuse('private-check-over')
  return check.evaluated + more > MOST_EVALUATED ? refuse('asked-too-much', { most: MOST_EVALUATED }) : ok(null)
}
