import type { Queryable } from '#app/platform/database.server.ts'
import { membersOf } from '#app/projects/groups.rules.ts'
import { documentRefOf } from './document.rules.ts'
import { findNewestVersion, listNewestLines, listSignaturesOf } from './documents.store.server.ts'
import type { VersionStating } from './version.rules.ts'
import { mayBeOldAnyhow, saysWhatIsTrue, type DraftSource } from './draft-paper.server.ts'
import { packOf } from './pack.rules.ts'
import type { PackStanding } from './pack-standing.rules.ts'
import { paperKind } from './papers/papers.rules.ts'

/** Every paper that a project's facts call for and where it stands at an instant, in the order of the pack. Not scoped to an organisation. */
export async function readPackStandings(db: Queryable, project: DraftSource, at: Date): Promise<PackStanding[]> {
  const newest = await listNewestLines(db, [project.id])
  const signed = (await listSignaturesOf(db, newest.map(({ versionId }) => versionId))).filter((signature) => signature.signedAt <= at)
  return Promise.all(packOf(project.facts).map(async ({ kind, about }): Promise<PackStanding> => {
    const version = newest.find((candidate) => candidate.kind === kind && candidate.about === about)
    if (!version) return { kind, about, documentRef: documentRefOf(project.ref, kind, about), state: 'not-drafted', version: null, signedBy: [], waitingFor: [] }
    const signedBy = signed.filter(({ versionId, contentHash }) => versionId === version.versionId && contentHash === version.contentHash)
    const signers = paperKind(kind).signers(project.facts, about)
    const done = new Set(signedBy.map(({ organisationCode }) => organisationCode))
    // A group has begun to sign with the first of its members: each signs for itself.
    const waitingFor = signers.filter((party) => ![party.organisationCode, ...membersOf(party).map(({ code }) => code)].some((code) => done.has(code))).map((party) => party.organisationCode)
    return {
      kind, about, documentRef: version.documentRef, version: { number: version.number, contentHash: version.contentHash },
      state: !(await isCurrent(db, project, version)) ? 'out-of-date' : waitingFor.length > 0 ? 'waiting-for-signatures' : signers.length > 0 ? 'signed' : 'drafted',
      signedBy: signedBy.map(({ organisationCode, signedAt }) => ({ organisationCode, signedAt })), waitingFor,
    }
  }))
}

/** Only a paper that states more than facts has to be drawn again to know: see `saysWhatIsTrue`. */
async function isCurrent(db: Queryable, project: DraftSource, { kind, about, statesFactsVersion }: VersionStating): Promise<boolean> {
  if (statesFactsVersion !== project.factsVersion || !(await mayBeOldAnyhow(db, project.id, kind))) return statesFactsVersion === project.factsVersion
  const version = await findNewestVersion(db, project.id, kind, about)
  return version !== null && saysWhatIsTrue(db, project, version)
}
