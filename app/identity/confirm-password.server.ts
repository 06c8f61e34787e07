import { change } from '#app/audit/change.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { StaffActor } from './actor.rules.ts'
import { passwordMatches } from './passwords.server.ts'
import { lockAfterFailure } from './sign-in.rules.ts'
import { findUserByEmail, setSignInFailures } from './users.store.server.ts'

/**
 * Whether someone who is signed in can say their password again, before they do what cannot be undone. Wrong tries count
 * with those at the door, and a locked account is refused.
 */
export async function confirmPassword(context: Context<StaffActor>, password: string): Promise<boolean> {
  const { actor, now, runtime } = context
  const user = await findUserByEmail(runtime.db, actor.email)
  if (!user || user.id !== actor.userId) return false
  const isLocked = user.lockedUntil !== null && user.lockedUntil > now
  const matches = await passwordMatches(user.passwordHash, password)
  if (matches && !isLocked) {
    if (user.failedSignIns > 0) await setSignInFailures(runtime.db, user.id, 0, null)
    return true
  }
  const next = lockAfterFailure(isLocked ? user.failedSignIns : user.failedSignIns + 1, now)
  await change(context, async (tx, record) => {
    if (!isLocked) await setSignInFailures(tx, user.id, next.failures, next.lockedUntil)
    record({ kind: 'sign-in-failed', subject: `staff:${user.id}`, data: { account: isLocked ? 'locked' : 'known' } })
  })
  return false
}
