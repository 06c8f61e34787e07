import { change } from '#app/audit/change.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { StaffActor } from './actor.rules.ts'
import { passwordMatches } from './passwords.server.ts'
import { settleTry } from './settle-try.server.ts'
import { findUserByEmail } from './users.store.server.ts'

/**
 * Whether someone who is signed in can say their password again, before they do what cannot be undone. Wrong tries count
 * with those at the door, and a locked account is refused.
 */
export async function confirmPassword(context: Context<StaffActor>, password: string): Promise<boolean> {
  const { actor, now, runtime } = context
  const user = await findUserByEmail(runtime.db, actor.email)
  if (!user || user.id !== actor.userId) return false
  const matches = await passwordMatches(user.passwordHash, password)
  return change(context, async (tx, record) => {
    const settled = await settleTry(tx, user.id, matches, now)
    if (settled === 'right') return true
    record({ kind: 'sign-in-failed', subject: `staff:${user.id}`, data: { account: settled === 'locked' ? 'locked' : 'known' } })
    return false
  })
}
