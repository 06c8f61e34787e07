import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { FactSection, ProjectFacts } from '#app/projects/facts.rules.ts'
import { processingName, processingOf } from '#app/projects/processing-key.rules.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import type { DocumentKind } from './document.rules.ts'
import { saysWhatIsTrue } from './draft-paper.server.ts'
import { listNewestVersions, listSignatures, type VersionRecord } from './documents.store.server.ts'
import { missingForPaper, packOf } from './pack.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import { moveAhead } from './template-move.rules.ts'

/** What of a project has changed since a paper was drafted: its facts, or what it states beside them. */
export type Behind = 'facts' | 'assessment' | 'log'

function behindWhat(kind: DocumentKind, statesTheseFacts: boolean): Behind {
  if (!statesTheseFacts) return 'facts'
  return paperKind(kind).statesLog ? 'log' : 'assessment'
}

export interface PackLine {
  readonly kind: DocumentKind
  readonly about: string
  /** The name of the flow or the party that it is about; empty for the whole project. */
  readonly aboutName: string
  /** False for a paper that was drafted once and that the facts no longer call for. */
  readonly isCalledFor: boolean
  /** Sections that are still needed before it can be drafted. */
  readonly missing: readonly FactSection[]
  readonly newest: { readonly ref: string; readonly number: number; readonly madeAt: Date; readonly saysWhatFactsSay: boolean; readonly behind: Behind | null; readonly hasNewerTemplate: boolean } | null
  /** Null for a paper that nobody signs. */
  readonly signed: { readonly by: number; readonly of: number } | null
}

/** The pack of a project: every paper that its facts call for and where each stands; null for someone else's project. */
export async function readPackPage(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project) return null
  const { db } = context.runtime
  const newest = await listNewestVersions(db, project.id)
  const called = packOf(project.facts)
  const isOf = (version: VersionRecord, paper: { readonly kind: DocumentKind; readonly about: string }) => version.kind === paper.kind && version.about === paper.about
  const dropped = newest.filter((version) => !called.some((paper) => isOf(version, paper)))
  const papers = [...called, ...dropped.map(({ kind, about }) => ({ kind, about }))]
  const lines = await Promise.all(papers.map(async (paper, index): Promise<PackLine> => {
    const version = newest.find((candidate) => isOf(candidate, paper)) ?? null
    const isTrue = version !== null && (await saysWhatIsTrue(db, project, version))
    const signers = version ? paperKind(paper.kind).signers(version.facts, paper.about) : []
    const signatures = version && signers.length > 0 ? await listSignatures(db, version.id) : []
    return {
      ...paper, aboutName: aboutName(project.facts, paper.about), isCalledFor: index < called.length,
      missing: index < called.length ? missingForPaper(project.facts, paper.kind) : [],
      newest: version && { ref: version.documentRef, number: version.number, madeAt: version.madeAt, saysWhatFactsSay: isTrue, behind: isTrue ? null : behindWhat(paper.kind, version.statesFactsVersion === project.factsVersion), hasNewerTemplate: moveAhead(version, paperKind(paper.kind).template) !== null },
      signed: signers.length > 0 ? { by: signers.filter((party) => signatures.some((signature) => signature.organisationCode === party.organisationCode)).length, of: signers.length } : null,
    }
  }))
  return {
    ref: project.ref, title: project.title, factsVersion: project.factsVersion, hasEnded: project.endedAt !== null,
    mayDraft: project.isDrafter && mayRole(context.actor.role, 'projects.draft') && !project.endedAt, lines,
  }
}

function aboutName(facts: ProjectFacts, about: string): string {
  const nameOf = (code: string) => facts.parties.find((party) => party.organisationCode === code)?.name ?? code
  const terms = processingOf(facts, about)
  return facts.flows.find((flow) => flow.ref === about)?.name ?? (terms ? processingName(facts, terms, nameOf) : nameOf(about))
}
