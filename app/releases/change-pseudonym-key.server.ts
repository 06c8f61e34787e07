import { randomBytes } from 'node:crypto'
import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { CompactEncrypt, importJWK } from 'jose'
import { isController, type PseudonymKeyRefusal } from './pseudonym-keys.rules.ts'
import { addPseudonymKey, addWrap, listPseudonymKeys, listPublicKeys, lockPseudonymKeys, retirePseudonymKey } from './pseudonyms.store.server.ts'

const KEY_BYTES = 32

/**
 * Makes the first key of a project's pseudonyms, or the next, which retires the one before: lists under that are refused from
 * then on. `seen` is the version that the person saw in use, so that two who change it at once do not do so twice.
 */
export async function changePseudonymKey(
  context: Context<StaffActor>, ref: string, given: { readonly typedReference: string; readonly seen: number },
): Promise<Result<{ readonly version: number }, Refusal<PseudonymKeyRefusal>>> {
  const { runtime, actor, now } = context
  const project = await readProject(context, ref)
  if (!project) return refuse('not-found')
  if (!isController(project.facts, actor.organisationCode)) return refuse('not-a-controller')
  if (project.endedAt) return refuse('project-over')
  if (given.typedReference !== ref) return refuse('reference-does-not-match')
  return change(context, async (tx, record) => {
    await lockPseudonymKeys(tx, project.id)
    const [newest] = await listPseudonymKeys(tx, project.id)
    if ((newest?.version ?? 0) !== given.seen) return refuse('changed-meanwhile')
    const version = given.seen + 1
    await retirePseudonymKey(tx, project.id, { at: now, userId: actor.userId })
    await addPseudonymKey(tx, {
      id: newId(), projectId: project.id, version, keySealed: runtime.secrets.sealBytes('pseudonym-key', randomBytes(KEY_BYTES)),
      organisationCode: actor.organisationCode, madeAt: now, madeBy: actor.userId,
    })
    record({ kind: 'pseudonym-key-made', projectRef: ref, subject: `project:${ref}`, data: { version } })
    return ok({ version })
  })
}

/**
 * The key in use, encrypted for one public key of the actor's own organisation: a compact JWE (RFC 7516). Only so does it ever
 * leave the portal, only for a controller, and every time it does is on record before it goes out.
 */
export async function wrapPseudonymKey(
  context: Context<StaffActor>, ref: string, publicKeyId: string,
): Promise<Result<{ readonly jwe: string; readonly version: number }, Refusal<PseudonymKeyRefusal>>> {
  const { runtime, actor, now } = context
  const project = await readProject(context, ref)
  if (!project || !isId(publicKeyId)) return refuse('not-found')
  if (!isController(project.facts, actor.organisationCode)) return refuse('not-a-controller')
  return change(context, async (tx, record) => {
    await lockPseudonymKeys(tx, project.id)
    const key = (await listPseudonymKeys(tx, project.id)).find(({ retiredAt }) => retiredAt === null)
    const publicKey = (await listPublicKeys(tx, actor.organisationCode)).find(({ id, revokedAt }) => id === publicKeyId && revokedAt === null)
    if (!key || !publicKey) return refuse('not-found')
    const { version } = key
    const content = { project: ref, version, algorithm: 'HMAC-SHA-256', key: runtime.secrets.openBytes('pseudonym-key', key.keySealed).toString('base64url') }
    const jwe = await new CompactEncrypt(Buffer.from(JSON.stringify(content), 'utf8'))
      .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: publicKey.thumbprint, typ: 'concordat-pseudonym-key', cty: 'json' })
      .encrypt(await importJWK(publicKey.jwk, 'ECDH-ES+A256KW'))
    await addWrap(tx, { id: newId(), pseudonymKeyId: key.id, publicKeyId, organisationCode: actor.organisationCode, givenAt: now, givenBy: actor.userId })
    record({ kind: 'pseudonym-key-given', projectRef: ref, subject: `project:${ref}`, data: { version, thumbprint: publicKey.thumbprint } })
    return ok({ jwe, version })
  })
}
