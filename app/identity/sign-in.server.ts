import { change } from '#app/audit/change.server.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { VisitorActor } from './actor.rules.ts'
import { passwordMatches, spendPasswordCheck } from './passwords.server.ts'
import { beginSession } from './sessions.server.ts'
import { settleTry } from './settle-try.server.ts'
import { findUserByEmail } from './users.store.server.ts'

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
  const matches = await passwordMatches(user.passwordHash, command.password)
  // With the right password it is known who this is, and the entry is theirs.
  const by = matches ? { ...context, actor: { label: `staff:${user.id}`, organisationCode: user.organisationCode } } : context
  const outcome = await change(by, async (tx, record) => {
    const settled = await settleTry(tx, user.id, matches, now)
    const entry = { organisationCode: user.organisationCode, subject: `staff:${user.id}` }
    if (settled === 'right') record({ kind: 'signed-in', ...entry })
    else record({ kind: 'sign-in-failed', ...entry, data: { account: settled === 'locked' ? 'locked' : 'known' } })
    return settled
  })
  return outcome === 'right' ? ok({ cookie: await beginSession(runtime, user.id) }) : refuse('sign-in-failed')
}
