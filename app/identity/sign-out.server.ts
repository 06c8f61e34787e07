import { recordLook } from '#app/audit/change.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { StaffActor } from './actor.rules.ts'
import { endSession } from './sessions.server.ts'

/** Ends the session and gives the Set-Cookie header that clears it. */
export async function signOut(context: Context<StaffActor>, request: Request): Promise<string> {
  const cookie = await endSession(context.runtime, request)
  await recordLook(context, { kind: 'signed-out', subject: context.actor.label })
  return cookie
}
