import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import type { Refusal, Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import type { DraftRefusalKind } from './document.rules.ts'
import { draftPaper, saysWhatIsTrue, type DraftedVersion } from './draft-paper.server.ts'
import { findNewestVersion } from './documents.store.server.ts'
import { missingForPaper } from './pack.rules.ts'
import { paperKind } from './papers/papers.rules.ts'
import { moveAhead } from './template-move.rules.ts'

const KIND = 'involvement-report'

/** Where a project's involvement report stands; null where the facts call for none, and for someone else's project. */
export async function readReportStanding(context: Context<StaffActor>, ref: string) {
  const project = await readProject(context, ref)
  if (!project || !paperKind(KIND).subjects(project.facts).includes('')) return null
  const { db } = context.runtime
  const newest = await findNewestVersion(db, project.id, KIND, '')
  const isCurrent = newest !== null && (await saysWhatIsTrue(db, project, newest))
  return {
    newest: newest && { ref: newest.documentRef, number: newest.number, isCurrent, hasNewerTemplate: moveAhead(newest, paperKind(KIND).template) !== null }, reportDue: project.facts.involvement?.reportDue ?? '', factsVersion: project.factsVersion,
    mayDraft: project.isDrafter && !project.endedAt && mayRole(context.actor.role, 'projects.draft') && !isCurrent && missingForPaper(project.facts, KIND).length === 0,
  }
}

/** Drafts the report from the facts and the log as they stand. It keeps its template, as any paper does, until whoever drafts moves it. */
export function draftReport(context: Context<StaffActor>, ref: string, factsVersion: number): Promise<Result<DraftedVersion, Refusal<DraftRefusalKind>>> {
  return draftPaper(context, { ref, factsVersion, kind: KIND })
}
