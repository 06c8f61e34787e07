import type { Transaction } from '#app/platform/database.server.ts'
import { lockAfterFailure } from './sign-in.rules.ts'
import { holdSignInFailures, setSignInFailures } from './users.store.server.ts'

/**
 * What a try of a password comes to: a wrong one counts, a right one clears the count, and while the account is locked
 * neither does anything. Tries made at the same moment are settled one after the other, each by what the one before left.
 */
export async function settleTry(tx: Transaction, userId: string, matches: boolean, now: Date): Promise<'right' | 'wrong' | 'locked'> {
  const held = await holdSignInFailures(tx, userId)
  if (!held) return 'wrong'
  if (held.lockedUntil !== null && held.lockedUntil > now) return 'locked'
  if (matches) {
    if (held.failedSignIns > 0) await setSignInFailures(tx, userId, 0, null)
    return 'right'
  }
  const next = lockAfterFailure(held.failedSignIns + 1, now)
  await setSignInFailures(tx, userId, next.failures, next.lockedUntil)
  return 'wrong'
}
