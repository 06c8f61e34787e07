import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { signingParties, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { isGroup, membersOf, withMembersOf } from '#app/projects/groups.rules.ts'
import { maySign } from './document.rules.ts'
import { findNewestVersion, listSignatures } from './documents.store.server.ts'
import { readSigner } from './read-signer.server.ts'
import { signingState } from './signing-state.server.ts'

/** The newest protocol of a project that the actor may read, by the facts as they are: who has signed it, and whether the actor may now. Null while there is none. */
export async function readProtocolSigning(context: Context<StaffActor>, { id: projectId, facts }: { readonly id: string; readonly facts: ProjectFacts }) {
  const { actor, runtime: { db } } = context
  const version = await findNewestVersion(db, projectId, 'protocol')
  if (!version) return null
  const [signatures, signer] = await Promise.all([listSignatures(db, version.id), readSigner(db, actor, context.now)])
  const signed = new Set(signatures.map(({ organisationCode }) => organisationCode))
  return {
    ref: version.documentRef, number: version.number, madeAt: version.madeAt, statesFactsVersion: version.statesFactsVersion,
    href: `/documents/${version.documentRef}/v${version.number}`,
    reviewDate: version.facts.purpose?.reviewDate ?? null, endDate: version.facts.purpose?.endDate ?? null,
    canSign: signer.signs && maySign(await signingState(db, version), signer).ok,
    signing: signingParties(withMembersOf(version.facts, facts)).map((party) => ({
      name: party.name, group: isGroup(party) ? { signed: membersOf(party).filter(({ code }) => signed.has(code)).length, of: membersOf(party).length } : null, signedAt: signatures.find((signature) => signature.organisationCode === party.organisationCode)?.signedAt ?? null,
    })),
  }
}
