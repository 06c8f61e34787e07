import type { Queryable } from '#app/platform/database.server.ts'
import { membersOf } from '#app/projects/groups.rules.ts'
import { documentRefOf } from './document.rules.ts'
import { listNewestVersions, listSignaturesOf } from './documents.store.server.ts'
import { saysWhatIsTrue, type DraftSource } from './draft-paper.server.ts'
import { packOf } from './pack.rules.ts'
import type { PackStanding } from './pack-standing.rules.ts'
import { paperKind } from './papers/papers.rules.ts'

/** Every paper that a project's facts call for and where it stands at an instant, in the order of the pack. Not scoped to an organisation. */
export async function readPackStandings(db: Queryable, project: DraftSource, at: Date): Promise<PackStanding[]> {
  const newest = await listNewestVersions(db, project.id)
  const signed = (await listSignaturesOf(db, newest.map((version) => version.id))).filter((signature) => signature.signedAt <= at)
  return Promise.all(packOf(project.facts).map(async ({ kind, about }): Promise<PackStanding> => {
    const version = newest.find((candidate) => candidate.kind === kind && candidate.about === about)
    if (!version) return { kind, about, documentRef: documentRefOf(project.ref, kind, about), state: 'not-drafted', version: null, signedBy: [], waitingFor: [] }
    const signers = paperKind(kind).signers(version.facts, about)
    const whose = new Map(signers.flatMap((party) => [party.organisationCode, ...membersOf(party).map(({ code }) => code)].map((code) => [code, party.organisationCode])))
    const signedBy = signed.filter(({ versionId, contentHash, organisationCode }) => versionId === version.id && contentHash === version.contentHash && whose.has(organisationCode))
    // A group has begun to sign with the first of its members: each signs for itself.
    const done = new Set(signedBy.map(({ organisationCode }) => whose.get(organisationCode)))
    const waitingFor = signers.filter((party) => !done.has(party.organisationCode)).map((party) => party.organisationCode)
    const isCurrent = await saysWhatIsTrue(db, project, version)
    return {
      kind, about, documentRef: version.documentRef, version: { number: version.number, contentHash: version.contentHash },
      state: !isCurrent ? 'out-of-date' : waitingFor.length > 0 ? 'waiting-for-signatures' : signers.length > 0 ? 'signed' : 'drafted',
      signedBy: signedBy.map(({ organisationCode, signedAt }) => ({ organisationCode, signedAt })), waitingFor,
    }
  }))
}
