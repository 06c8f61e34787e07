import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { StaffActor } from './actor.rules.ts'
import type { KeyRefusal } from './api-key.rules.ts'
import { revokeApiKey } from './api-keys.server.ts'
import { readApiKey } from './read-api-keys.server.ts'

/** Ends a key at once and for good. The person types its name, so that none is revoked by a slip of the hand. */
export async function revokeKeyByName(
  context: Context<StaffActor>, command: { readonly keyId: string; readonly typedName: string },
): Promise<Result<null, Refusal<KeyRefusal>>> {
  const key = await readApiKey(context, command.keyId)
  if (!key) return refuse('not-found')
  if (command.typedName !== key.name) return refuse('name-does-not-match')
  return (await revokeApiKey(context, context.actor.organisationCode, key.id)) ? ok(null) : refuse('not-in-use')
}
