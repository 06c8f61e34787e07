import { randomUUID } from 'node:crypto'
import { change } from '#app/audit/change.server.ts'
import { confirmPassword } from '#app/identity/confirm-password.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation } from '#app/platform/database.server.ts'
import { holdFacts } from '#app/projects/hold-project.server.ts'
import { isSameName, maySign, type SignRefusal } from './document.rules.ts'
import { addSignature, listVersionsFor } from './documents.store.server.ts'

import { signingState } from './signing-state.server.ts'

export interface SignCommand {
  readonly documentRef: string
  readonly number: number
  /** The digest of the words that the person was shown. */
  readonly contentHash: string
  readonly fullName: string
  readonly password: string
}

/**
 * Signs a version for the actor's organisation, binding the signature to the digest of exactly the words shown. Null when
 * the actor's organisation cannot see such a version. The same form sent twice is one signature, and the second is told so.
 */
export async function signDocument(context: Context<StaffActor>, command: SignCommand): Promise<Result<null, SignRefusal> | null> {
  const { actor, now, runtime } = context
  const versions = await listVersionsFor(runtime.db, actor.organisationCode, command.documentRef)
  const shown = versions.find((version) => version.number === command.number)
  if (!shown) return null
  // Asked before the password, so that someone who may not sign is not made to type it; and again below, once nothing can move.
  const early = maySign(await signingState(runtime.db, shown), actor)
  if (!early.ok) return early
  if (shown.contentHash !== command.contentHash) return refuse('words-changed')
  if (!isSameName(command.fullName, actor.name)) return refuse('name-does-not-match')
  if (!(await confirmPassword(context, command.password))) return refuse('password-wrong')
  try {
    return await change(context, async (tx, record) => {
      await holdFacts(tx, shown.projectId)
      const may = maySign(await signingState(tx, shown), actor)
      if (!may.ok) return may
      await addSignature(tx, {
        id: randomUUID(), documentVersionId: shown.id, organisationCode: actor.organisationCode, userId: actor.userId, name: actor.name,
        jobTitle: actor.jobTitle, role: actor.role, contentHash: shown.contentHash, signedAt: now,
      })
      record({ kind: 'document-signed', projectRef: shown.projectRef, subject: `document:${shown.documentRef}`, data: { document: shown.kind, number: shown.number, contentHash: shown.contentHash } })
      return ok(null)
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('already-signed')
    throw error
  }
}
