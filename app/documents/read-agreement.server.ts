import type { Queryable } from '#app/platform/database.server.ts'
import { isGroup, withMembersOf } from '#app/projects/groups.rules.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import type { Agreement } from './agreement.rules.ts'
import { findWhatStopsFlows } from './dpia/dpia-assessments.store.server.ts'
import { listMemberActs } from './member-acts.store.server.ts'
import { findNewestVersion, listSignatures } from './documents.store.server.ts'

/**
 * A project's newest protocol as it stands, for `flowInForce`. Not scoped to an organisation: whether a flow may run is the
 * same for everybody. Null when there is no such flow or project.
 */
export async function readAgreementForFlow(db: Queryable, flowRef: string): Promise<Agreement | null> {
  return agreementOf(db, await readProjectAsItStands(db, { flowRef }))
}

export async function readAgreementForProject(db: Queryable, projectRef: string): Promise<Agreement | null> {
  return agreementOf(db, await readProjectAsItStands(db, { ref: projectRef }))
}

type Project = Awaited<ReturnType<typeof readProjectAsItStands>>

export async function agreementOf(db: Queryable, project: Project): Promise<Agreement | null> {
  if (!project) return null
  const [version, stops, memberActs] = await Promise.all([
    findNewestVersion(db, project.id, 'protocol'), findWhatStopsFlows(db, project.id), project.facts.parties.some(isGroup) ? listMemberActs(db, project.id) : [],
  ])
  const signatures = version ? await listSignatures(db, version.id) : []
  return {
    projectId: project.id,
    projectRef: project.ref,
    projectEndedAt: project.endedAt,
    factsVersion: project.factsVersion,
    version: version && {
      id: version.id, documentRef: version.documentRef, number: version.number, factsVersion: version.statesFactsVersion,
      // What it states word for word as things are now counts as it is now: facts that it has no words for, such as whose security is assured, may have changed.
      facts: version.statesFactsVersion === project.factsVersion ? project.facts : withMembersOf(version.facts, project.facts),
      contentHash: version.contentHash,
    },
    signatures: signatures.map(({ organisationCode, contentHash, signedAt, schedules }) => ({ organisationCode, contentHash, signedAt, schedules })),
    memberActs, ...stops,
  }
}
