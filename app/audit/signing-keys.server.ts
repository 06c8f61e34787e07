import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { PublicKey, Signer } from '#app/platform/signing.server.ts'
import { change } from './change.server.ts'
import { addKey, endOtherKeys, listKeys, resumeKey } from './proofs.store.server.ts'

/** A public key that the portal has signed with, and when. `usedTo` is null while it is in use. */
export interface KnownKey extends PublicKey {
  readonly usedFrom: Date
  readonly usedTo: Date | null
}

/** Puts the key that this portal signs with on record, when it begins: what was signed with those before it can still be checked. */
export async function beginSigning(runtime: Runtime): Promise<void> {
  const { key } = runtime.signer
  const now = runtime.clock()
  const keys = await listKeys(runtime.db)
  if (keys.some(({ kid, usedTo }) => kid === key.kid && usedTo === null) && keys.filter(({ usedTo }) => usedTo === null).length === 1) return
  const context = { runtime, actor: { label: 'system:signing', organisationCode: null }, now, requestId: key.kid }
  await change(context, async (tx, record) => {
    const isNew = await addKey(tx, { ...key, usedFrom: now, usedTo: null })
    const isResumed = !isNew && (await resumeKey(tx, key.kid))
    const ended = await endOtherKeys(tx, key.kid, now)
    if (isNew || isResumed || ended.length > 0) record({ kind: 'signing-key-begun', data: { kid: key.kid, x: key.x, insteadOf: ended } })
  })
}

/** Every key that was ever signed with, oldest first; this portal's own is among them. */
export async function readKnownKeys(db: Queryable, signer: Signer, now: Date): Promise<KnownKey[]> {
  const keys = await listKeys(db)
  return keys.some(({ kid }) => kid === signer.key.kid) ? keys : [...keys, { ...signer.key, usedFrom: now, usedTo: null }]
}

/** Members of a key set (RFC 7517, RFC 8037). `used_from` and `used_to` are ours: what a key signed outside them is not to be believed. */
export function keySetOf(keys: readonly KnownKey[]): { readonly keys: readonly Readonly<Record<string, string | null>>[] } {
  return {
    keys: keys.map(({ kid, x, usedFrom, usedTo }) => ({
      kty: 'OKP', crv: 'Ed25519', x, kid, alg: 'EdDSA', use: 'sig', used_from: usedFrom.toISOString(), used_to: usedTo?.toISOString() ?? null,
    })),
  }
}
