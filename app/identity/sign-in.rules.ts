/** Failed sign-ins in a row before an account waits. */
export const SIGN_IN_FAILURES_ALLOWED = 10
export const SIGN_IN_LOCK_MINUTES = 15

const MINUTE = 60_000

/** What a failure does: counts, and from the limit on makes the account wait. */
export function lockAfterFailure(failures: number, now: Date): { readonly failures: number; readonly lockedUntil: Date | null } {
  return {
    failures,
    lockedUntil: failures >= SIGN_IN_FAILURES_ALLOWED ? new Date(now.getTime() + SIGN_IN_LOCK_MINUTES * MINUTE) : null,
  }
}
