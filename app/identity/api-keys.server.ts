import { change } from '#app/audit/change.server.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256 } from '#app/kernel/sha256.server.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newId, newToken } from '#app/platform/secrets.server.ts'
import type { KeyActor, StaffActor, SystemActor } from './actor.rules.ts'
import { KEY_HINT_LENGTH } from './api-key.rules.ts'
import type { ApiAction } from './api-problem.rules.ts'
import { addApiKey, findApiKeyByHash, setApiKeyRevoked, setApiKeyUsed } from './api-keys.store.server.ts'

const PREFIX = 'ck_'

export interface NewApiKey {
  readonly organisationCode: string
  /** What people call it, such as "Linkage pipeline". */
  readonly name: string
  readonly flowRefs: readonly string[]
  readonly actions: readonly ApiAction[]
  /** The last Europe/London day on which it opens anything; none for a key without an end. */
  readonly expiresOn?: Day | null
}

/**
 * A key's hash, as it is kept. A key is 256 random bits, which nobody guesses, so the hash needs no key of its own and holds
 * when IDENTIFIER_KEY changes. The byte before it tells it from the keyed hashes that were kept first.
 */
const hashOf = (token: string): Buffer => Buffer.concat([Buffer.from([2]), sha256(token)])

/** Makes a key. The token is given once, here: only its hash is kept. */
export async function makeApiKey(context: Context<SystemActor | StaffActor>, key: NewApiKey): Promise<{ readonly id: string; readonly token: string }> {
  const id = newId()
  const token = `${PREFIX}${newToken()}`
  const { actor, now } = context
  const expiresOn = key.expiresOn ?? null
  await change(context, async (tx, record) => {
    await addApiKey(tx, {
      id, organisationCode: key.organisationCode, name: key.name, keyHash: hashOf(token), hint: token.slice(-KEY_HINT_LENGTH),
      flowRefs: [...key.flowRefs], actions: [...key.actions], madeAt: now, madeBy: actor.kind === 'staff' ? actor.userId : null, expiresOn,
    })
    record({
      kind: 'api-key-made', organisationCode: key.organisationCode, subject: `api-key:${id}`, data: { name: key.name, flows: key.flowRefs, actions: key.actions, expiresOn },
    })
  })
  return { id, token }
}

/** From now on the key opens nothing. False when the organisation has no such key, or it was revoked before. */
export async function revokeApiKey(context: Context<SystemActor | StaffActor>, organisationCode: string, keyId: string): Promise<boolean> {
  return change(context, async (tx, record) => {
    const isRevoked = await setApiKeyRevoked(tx, organisationCode, keyId, { at: context.now, by: context.actor.kind === 'staff' ? context.actor.userId : null })
    if (isRevoked) record({ kind: 'api-key-revoked', organisationCode, subject: `api-key:${keyId}` })
    return isRevoked
  })
}

/**
 * Whose key a token is, today. Found by its hash, so that how long it takes says nothing about how much of it was right.
 * The day is written down, once a day, so that keys nobody uses can be found. A key that was kept as a keyed hash is kept as
 * its own from then on.
 */
export async function readKeyActor(runtime: Runtime, token: string): Promise<Result<KeyActor, Refusal<'key-unknown' | 'key-ended'>>> {
  const keyHash = hashOf(token)
  const row = await findApiKeyByHash(runtime.db, [keyHash, ...runtime.secrets.lookups('api-key', token)])
  if (!row) return refuse('key-unknown')
  const today = londonDay(runtime.clock())
  if (row.expiresOn !== null && row.expiresOn < today) return refuse('key-ended')
  if (row.lastUsedOn !== today || !row.keyHash.equals(keyHash)) await setApiKeyUsed(runtime.db, row.id, { lastUsedOn: today, keyHash })
  return ok({ kind: 'api-key', label: `api-key:${row.id}`, organisationCode: row.organisationCode, keyId: row.id, flowRefs: row.flowRefs, actions: row.actions })
}
