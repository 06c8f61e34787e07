import { withMembersOf } from '#app/projects/groups.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { Agreement } from './agreement.rules.ts'
import type { MemberAct, SignatureOn } from './member-standing.rules.ts'
import type { PaperDigest, PaperVersion, VersionDrafted } from './version.rules.ts'

/** A version of a paper as it came to be. */
export interface VersionMade extends VersionDrafted {
  readonly clauses: readonly PaperDigest[]
}

/** All that happened to a project's papers. */
export interface PaperHistory {
  /** Oldest first. */
  readonly versions: readonly VersionMade[]
  /** Since when a version states later facts as well. */
  readonly restatements: readonly { readonly versionId: string; readonly factsVersion: number; readonly statedAt: Date }[]
  readonly signatures: readonly (SignatureOn & { readonly versionId: string })[]
  readonly memberActs: readonly MemberAct[]
  /** What of the impact assessment stops flows, from when it was saved; oldest first. */
  readonly stops: readonly { readonly savedAt: Date; readonly risksToConsultOn: number; readonly openBlockingActions: number }[]
  /** The facts that each protocol was drafted from, by the version's id. */
  readonly protocolFacts: ReadonlyMap<string, ProjectFacts>
}

/** A paper as it was at an instant. */
export type PaperThen = VersionMade & PaperVersion

/** The newest version of each paper at an instant, with the newest facts that it stated then. */
export function papersAt({ versions, restatements }: Pick<PaperHistory, 'versions' | 'restatements'>, at: Date): PaperThen[] {
  const newest = new Map<string, VersionMade>()
  for (const version of versions) {
    const before = newest.get(version.documentId)
    if (version.madeAt <= at && (!before || version.number > before.number)) newest.set(version.documentId, version)
  }
  return [...newest.values()].map((version) => ({
    ...version, statesFactsVersion: Math.max(version.factsVersion, ...restatements.filter(({ versionId, statedAt }) => versionId === version.versionId && statedAt <= at).map(({ factsVersion }) => factsVersion)),
  }))
}

interface ProjectThen {
  readonly id: string
  readonly ref: string
  readonly endedAt: Date | null
  /** When each state of the facts was saved, oldest first. */
  readonly factsSaved: readonly { readonly version: number; readonly savedAt: Date }[]
  /** The facts at the versions that a protocol stated. */
  readonly factsAt: ReadonlyMap<number, ProjectFacts>
}

/** The agreement as it stood at an instant, as `agreementOf` gives it for now. */
export function agreementAt(project: ProjectThen, history: PaperHistory, papers: readonly PaperThen[], at: Date): Agreement {
  const factsVersion = project.factsSaved.findLast(({ savedAt }) => savedAt <= at)?.version ?? 0
  const protocol = papers.find(({ kind, about }) => kind === 'protocol' && about === '')
  const own = protocol && history.protocolFacts.get(protocol.versionId)
  const now = project.factsAt.get(factsVersion)
  const { risksToConsultOn, openBlockingActions } = history.stops.findLast(({ savedAt }) => savedAt <= at) ?? { risksToConsultOn: 0, openBlockingActions: 0 }
  return {
    projectId: project.id, projectRef: project.ref, projectEndedAt: project.endedAt, factsVersion,
    version: protocol && own ? {
      id: protocol.versionId, documentRef: protocol.documentRef, number: protocol.number, factsVersion: protocol.statesFactsVersion, contentHash: protocol.contentHash,
      facts: protocol.statesFactsVersion === factsVersion && now ? now : now ? withMembersOf(own, now) : own,
    } : null,
    signatures: history.signatures.filter(({ versionId }) => versionId === protocol?.versionId), memberActs: history.memberActs, risksToConsultOn, openBlockingActions,
  }
}
