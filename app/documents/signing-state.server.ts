import type { Queryable } from '#app/platform/database.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { withMembersOf } from '#app/projects/groups.rules.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import type { SigningState } from './document.rules.ts'
import { saysWhatIsTrue } from './draft-paper.server.ts'
import { findNewestVersion, listSignatures, type VersionRecord } from './documents.store.server.ts'
import { paperKind } from './papers/papers.rules.ts'

/** What decides whether a version may be signed, as it stands now. */
export async function signingState(db: Queryable, version: VersionRecord): Promise<SigningState & { readonly facts: ProjectFacts }> {
  const [project, newest, signedBy] = await Promise.all([
    readProjectAsItStands(db, { ref: version.projectRef }), findNewestVersion(db, version.projectId, version.kind, version.about), listSignatures(db, version.id),
  ])
  const facts = project ? withMembersOf(version.facts, project.facts) : version.facts
  return {
    facts, signers: paperKind(version.kind).signers(facts, version.about), madeBy: version.madeBy, signedBy,
    isNewest: newest?.id === version.id,
    projectEnded: project === null || project.endedAt !== null,
    saysWhatFactsSay: project !== null && (newest?.id === version.id ? await saysWhatIsTrue(db, project, version) : project.factsVersion === version.statesFactsVersion),
  }
}
