import { createHash, createPublicKey } from 'node:crypto'
import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { readAgreementKey, type AgreementKey, type PseudonymKeyRefusal } from './pseudonym-keys.rules.ts'
import { addPublicKey, listPublicKeys, revokePublicKey } from './pseudonyms.store.server.ts'

export type PublicKeyShown = Awaited<ReturnType<typeof readPublicKeys>>[number]

/** The public keys of the actor's organisation: those in use first. */
export async function readPublicKeys({ runtime, actor }: Context<StaffActor>) {
  const keys = await listPublicKeys(runtime.db, actor.organisationCode)
  const shown = keys.map(({ id, name, jwk, thumbprint, madeAt, madeByName, revokedAt }) => ({
    id, name, curve: jwk.crv ?? '', thumbprint, madeAt: madeAt.toISOString(), madeBy: madeByName, revokedAt: revokedAt?.toISOString() ?? null,
  }))
  return [...shown.filter(({ revokedAt }) => !revokedAt), ...shown.filter(({ revokedAt }) => revokedAt)]
}

/** Registers a public key of the actor's organisation, under which secrets may be given out to it. */
export async function registerPublicKey(
  context: Context<StaffActor>, given: { readonly name: string; readonly jwk: string },
): Promise<Result<{ readonly id: string }, Refusal<PseudonymKeyRefusal>>> {
  const { actor, now } = context
  const read = readAgreementKey(given.jwk)
  if (!read.ok) return read
  if (!isOnItsCurve(read.value)) return refuse('not-a-key')
  const thumbprint = thumbprintOf(read.value)
  const inUse = (await readPublicKeys(context)).filter(({ revokedAt }) => !revokedAt)
  if (inUse.some((key) => key.thumbprint === thumbprint)) return refuse('key-registered')
  if (inUse.some((key) => key.name.toLowerCase() === given.name.toLowerCase())) return refuse('name-in-use')
  const id = newId()
  try {
    await change(context, async (tx, record) => {
      await addPublicKey(tx, { id, organisationCode: actor.organisationCode, name: given.name, jwk: { ...read.value }, thumbprint, madeAt: now, madeBy: actor.userId })
      record({ kind: 'public-key-registered', subject: `public-key:${id}`, data: { name: given.name, thumbprint } })
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('key-registered')
    throw error
  }
  return ok({ id })
}

/** Ends a public key for good: nothing is given out under it any more. */
export async function endPublicKey(context: Context<StaffActor>, id: string): Promise<Result<null, Refusal<PseudonymKeyRefusal>>> {
  const { actor, now } = context
  const key = isId(id) ? (await readPublicKeys(context)).find((candidate) => candidate.id === id) : undefined
  if (!key) return refuse('not-found')
  return change(context, async (tx, record) => {
    if (!(await revokePublicKey(tx, actor.organisationCode, id, { at: now, userId: actor.userId }))) return refuse('not-in-use')
    record({ kind: 'public-key-revoked', subject: `public-key:${id}`, data: { name: key.name, thumbprint: key.thumbprint } })
    return ok(null)
  })
}

function isOnItsCurve(key: AgreementKey): boolean {
  try {
    createPublicKey({ key: { ...key }, format: 'jwk' })
    return true
  } catch {
    return false
  }
}

/** RFC 7638: the SHA-256 of the required members in order, which is the order that they are read in. */
function thumbprintOf(key: AgreementKey): string {
  return createHash('sha256').update(JSON.stringify(key)).digest('base64url')
}
