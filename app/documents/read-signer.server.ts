import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole, ROLE_WORDS } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { delegationFor } from './delegation.rules.ts'
import { listDelegations, listStandIns } from './delegations.store.server.ts'
import type { Signer } from './document.rules.ts'
import { signerWords } from './document.words.ts'

/** Someone who may come to sign, and by whose word where their own role does not. */
export interface SignerNow extends Signer {
  readonly standsInFor: string | null
  /** Whether they sign at all: each paper has its own conditions. */
  readonly signs: boolean
}

/** The actor as whoever signs for their organisation at an instant. Asks the database only about those who may stand in. */
export async function readSigner(db: Queryable, actor: StaffActor, at: Date): Promise<SignerNow> {
  const { userId, organisationCode, organisationKind, role } = actor
  const own = mayRole(role, 'documents.sign')
  const word = own || !mayRole(role, 'documents.sign-for') ? null : delegationFor(await listDelegations(db, organisationCode, userId), userId, organisationKind, at)
  const standsInFor = word && signerWords({ ...word.givenBy, role: ROLE_WORDS[word.givenBy.role] })
  return { userId, organisationCode, organisationKind, role, standsInFor, signs: own || standsInFor !== null }
}

/** Where those can be told who stand in for the officers of several organisations, by the code of each. */
export async function readStandIns(db: Queryable, organisationCodes: readonly string[], at: Date): Promise<ReadonlyMap<string, readonly string[]>> {
  const addresses = new Map<string, string[]>()
  for (const { organisationCode, email } of await listStandIns(db, organisationCodes, londonDay(at), at)) addresses.set(organisationCode, [...(addresses.get(organisationCode) ?? []), email])
  return addresses
}
