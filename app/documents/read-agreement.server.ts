import { groupBy } from '#app/kernel/group-by.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { isGroup, withMembersOf } from '#app/projects/groups.rules.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import type { Agreement } from './agreement.rules.ts'
import type { SignatureOn } from './member-standing.rules.ts'
import { findWhatStopsFlows, listWhatStopsFlows } from './dpia/dpia-assessments.store.server.ts'
import { listMemberActs, listMemberActsOf, type MemberActRecord } from './member-acts.store.server.ts'
import { findNewestVersion, listNewestProtocols, listSignatures, listSignaturesOf, type ProtocolNow } from './documents.store.server.ts'

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
  return agreementFrom(project, version, version ? await listSignatures(db, version.id) : [], memberActs, stops)
}

/** The same of several projects at once, by the id of each: a fixed number of queries, however many there are. */
export async function agreementsOf(db: Queryable, projects: readonly NonNullable<Project>[]): Promise<ReadonlyMap<string, Agreement>> {
  const ids = projects.map(({ id }) => id)
  const [versions, stops, memberActs] = await Promise.all([
    listNewestProtocols(db, ids), listWhatStopsFlows(db, ids), listMemberActsOf(db, projects.filter(({ facts }) => facts.parties.some(isGroup)).map(({ id }) => id)),
  ])
  const signatures = groupBy(await listSignaturesOf(db, versions.map(({ id }) => id)), ({ versionId }) => versionId)
  const acts = groupBy(memberActs, ({ projectId }) => projectId)
  return new Map(projects.map((project) => {
    const version = versions.find(({ projectId }) => projectId === project.id) ?? null
    return [project.id, agreementFrom(project, version, (version && signatures.get(version.id)) ?? [], acts.get(project.id) ?? [], stops.get(project.id) ?? { risksToConsultOn: 0, openBlockingActions: 0 })]
  }))
}

function agreementFrom(
  project: NonNullable<Project>, version: Pick<ProtocolNow, 'id' | 'documentRef' | 'number' | 'statesFactsVersion' | 'facts' | 'contentHash'> | null, signatures: readonly SignatureOn[],
  memberActs: readonly MemberActRecord[], stops: Pick<Agreement, 'risksToConsultOn' | 'openBlockingActions'>,
): Agreement {
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
