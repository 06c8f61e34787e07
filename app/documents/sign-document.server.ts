import { randomUUID } from 'node:crypto'
import { change } from '#app/audit/change.server.ts'
import { confirmPassword } from '#app/identity/confirm-password.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation } from '#app/platform/database.server.ts'
import { holdFacts } from '#app/projects/hold-project.server.ts'
import { isSameName, maySign, type SignRefusal } from './document.rules.ts'
import { addSignature, listVersionsFor, type VersionRecord } from './documents.store.server.ts'
import { signingState } from './signing-state.server.ts'

export interface SignCommand {
  readonly documentRef: string
  readonly number: number
  /** The digest of the words that the person was shown. */
  readonly contentHash: string
  readonly fullName: string
  readonly password: string
}

export interface SignManyCommand {
  readonly papers: readonly Pick<SignCommand, 'documentRef' | 'number' | 'contentHash'>[]
  readonly fullName: string
  readonly password: string
}

/**
 * Signs a version for the actor's organisation, binding the signature to the digest of exactly the words shown. Null when
 * the actor's organisation cannot see such a version. The same form sent twice is one signature, and the second is told so.
 */
export async function signDocument(context: Context<StaffActor>, command: SignCommand): Promise<Result<null, SignRefusal> | null> {
  const { actor, runtime } = context
  const versions = await listVersionsFor(runtime.db, actor.organisationCode, command.documentRef)
  const shown = versions.find((version) => version.number === command.number)
  if (!shown) return null
  // Asked before the password, so that someone who may not sign is not made to type it; and again below, once nothing can move.
  const early = maySign(await signingState(runtime.db, shown), actor)
  if (!early.ok) return early
  if (shown.contentHash !== command.contentHash) return refuse('words-changed')
  if (!isSameName(command.fullName, actor.name)) return refuse('name-does-not-match')
  if (!(await confirmPassword(context, command.password))) return refuse('password-wrong')
  return signAll(context, [shown])
}

/**
 * Signs several papers at once with one password, each bound to the digest of exactly the words shown: all of them or none.
 * A refusal names the paper it is about. Null when the actor's organisation cannot see one of them.
 */
export async function signDocuments(context: Context<StaffActor>, command: SignManyCommand): Promise<Result<null, SignRefusal> | null> {
  const { actor, runtime } = context
  const shown: VersionRecord[] = []
  for (const { documentRef, number, contentHash } of command.papers) {
    const version = (await listVersionsFor(runtime.db, actor.organisationCode, documentRef)).find((candidate) => candidate.number === number)
    if (!version) return null
    const may = maySign(await signingState(runtime.db, version), actor)
    if (!may.ok) return refuse(may.refusal.kind, { paper: documentRef })
    if (version.contentHash !== contentHash) return refuse('words-changed', { paper: documentRef })
    shown.push(version)
  }
  if (!isSameName(command.fullName, actor.name)) return refuse('name-does-not-match')
  if (!(await confirmPassword(context, command.password))) return refuse('password-wrong')
  return signAll(context, shown)
}

/** In one transaction, which holds every project it is about, in one order. */
async function signAll(context: Context<StaffActor>, shown: readonly VersionRecord[]): Promise<Result<null, SignRefusal>> {
  const { actor, now } = context
  try {
    return await change(context, async (tx, record) => {
      for (const projectId of [...new Set(shown.map((version) => version.projectId))].sort()) await holdFacts(tx, projectId)
      for (const version of shown) {
        const may = maySign(await signingState(tx, version), actor)
        if (!may.ok) return refuse(may.refusal.kind, { paper: version.documentRef })
      }
      for (const version of shown) {
        await addSignature(tx, {
          id: randomUUID(), documentVersionId: version.id, organisationCode: actor.organisationCode, userId: actor.userId, name: actor.name,
          jobTitle: actor.jobTitle, role: actor.role, contentHash: version.contentHash, signedAt: now,
        })
        record({ kind: 'document-signed', projectRef: version.projectRef, subject: `document:${version.documentRef}`, data: { document: version.kind, number: version.number, contentHash: version.contentHash } })
      }
      return ok(null)
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('already-signed')
    throw error
  }
}
