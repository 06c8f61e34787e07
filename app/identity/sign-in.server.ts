import { change } from '#app/audit/change.server.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { VisitorActor } from './actor.rules.ts'
import { passwordMatches, spendPasswordCheck } from './passwords.server.ts'
import { beginSession } from './sessions.server.ts'
import { lockAfterFailure } from './sign-in.rules.ts'
import { findUserByEmail, setSignInFailures } from './users.store.server.ts'

/**
 * Signs a member of staff in. A wrong password, an unknown address and a locked account are one refusal to the person,
 * so that nobody learns who has an account.
 */
export async function signIn(
  context: Context<VisitorActor>,
  command: { readonly email: string; readonly password: string },
): Promise<Result<{ readonly cookie: string }>> {
  const { runtime, now } = context
  const user = await findUserByEmail(runtime.db, command.email)
  if (!user) {
    await spendPasswordCheck(command.password)
    await change(context, async (_tx, record) => record({ kind: 'sign-in-failed', data: { account: 'none' } }))
    return refuse('sign-in-failed')
  }
  const isLocked = user.lockedUntil !== null && user.lockedUntil > now
  const matches = await passwordMatches(user.passwordHash, command.password)
  if (isLocked || !matches) {
    const next = lockAfterFailure(isLocked ? user.failedSignIns : user.failedSignIns + 1, now)
    await change(context, async (tx, record) => {
      if (!isLocked) await setSignInFailures(tx, user.id, next.failures, next.lockedUntil)
      record({ kind: 'sign-in-failed', organisationCode: user.organisationCode, subject: `staff:${user.id}`, data: { account: isLocked ? 'locked' : 'known' } })
    })
    return refuse('sign-in-failed')
  }
  const cookie = await beginSession(runtime, user.id)
  // From here on it is known who this is, and the entry is theirs.
  const known = { ...context, actor: { label: `staff:${user.id}`, organisationCode: user.organisationCode } }
  await change(known, async (tx, record) => {
    if (user.failedSignIns > 0) await setSignInFailures(tx, user.id, 0, null)
    record({ kind: 'signed-in', organisationCode: user.organisationCode, subject: `staff:${user.id}` })
  })
  return ok({ cookie })
}
