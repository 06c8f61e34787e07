import type { DocumentKind } from '#app/documents/document.rules.ts'
import { readLooks, readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import type { PaperVersion } from '#app/documents/version.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readStaffOf, readStaffOfMany } from '#app/identity/read-staff.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { OFFICER_POSTS, type OfficerPost } from '#app/projects/further-facts.rules.ts'
import type { ApprovalRoute } from './approval-route.rules.ts'
import type { CaseRecord } from './cases.store.server.ts'
import type { CaseActor, CaseFacts } from './case.rules.ts'
import type { PostHolder } from './check-route.rules.ts'
import { papersOfStep } from './covering.rules.ts'
import type { RouteStep } from './route-finder.rules.ts'

export const postOf = (role: string): OfficerPost | null => OFFICER_POSTS.find((post) => post === role) ?? null

/** A member of staff as an approval sees them. `isDrafter`: whether their organisation drafts the project. */
export function caseActor(actor: StaffActor, isDrafter: boolean): CaseActor {
  return { userId: actor.userId, organisationCode: actor.organisationCode, post: postOf(actor.role), isApplicant: isDrafter && actor.role === 'ig-lead' }
}

interface Project {
  readonly id: string
  readonly facts: { readonly flows: readonly { readonly ref: string }[] }
}

/** The papers that a step is decided on, at their newest version. */
export async function readPapersOfStep(db: Queryable, project: Project, step: RouteStep): Promise<PaperVersion[]> {
  return papersOfStep(step, await readNewestPapers(db, project.id), project.facts)
}

/** The papers of an approval, at their newest version. */
export interface PapersOfCase {
  /** Those that are decided on. */
  readonly papers: readonly PaperVersion[]
  /** Those and all others that somebody must have had open to act. */
  readonly toSee: readonly PaperVersion[]
  /** Kinds of papers that are asked for and not drafted. */
  readonly missing: readonly DocumentKind[]
}

/** What is decided on by a route, and what is to be seen besides. */
export async function readPapersOfCase(db: Queryable, project: Project, step: RouteStep, route: ApprovalRoute | null): Promise<PapersOfCase> {
  const all = await readNewestPapers(db, project.id)
  const papers = papersOfStep(step, all, project.facts)
  const kinds = [...new Set([...step.documents, ...(route?.stages ?? []).flatMap(({ mustSee }) => mustSee)])]
  const besides = kinds.filter((kind) => !step.documents.includes(kind))
  const toSee = [...papers, ...(besides.length > 0 ? papersOfStep({ documents: besides, flows: step.flows }, all, project.facts).filter((paper) => !papers.includes(paper)) : [])]
  return { papers, toSee, missing: kinds.filter((kind) => !toSee.some((paper) => paper.kind === kind)) }
}

/** What decides whether someone may act, as it is now. `cases` are all others of the project: whoever acted in one post does not act in the other. */
export async function readCaseFacts(db: Queryable, actor: StaffActor, { papers, toSee }: Pick<PapersOfCase, 'papers' | 'toSee'>, cases: readonly CaseRecord[]): Promise<CaseFacts> {
  const [looks, staff, holders] = await Promise.all([readLooks(db, actor.userId, toSee), readStaffOf(db, actor.organisationCode), readPostHolders(db, [actor.organisationCode])])
  return {
    newest: papers, authors: [...new Set(papers.map(({ madeBy }) => madeBy))],
    seen: [...new Set(toSee.map(({ kind }) => kind))].filter((kind) => toSee.every((paper) => paper.kind !== kind || looks.get(paper.versionId)?.isSeen)),
    actedAs: cases.flatMap(({ route, acts }) => acts.filter((act) => act.userId === actor.userId && act.covers.length > 0).flatMap((act) => route.stages.find(({ id }) => id === act.stageId)?.post ?? [])),
    colleagues: staff.map(({ userId }) => userId), holders,
  }
}

/** Who holds a post at these organisations. */
export async function readPostHolders(db: Queryable, organisationCodes: readonly string[]): Promise<readonly (PostHolder & { readonly name: string })[]> {
  return (await readStaffOfMany(db, [...new Set(organisationCodes)])).flatMap(({ userId, name, role, organisationCode }) => {
    const post = postOf(role)
    return post ? [{ userId, name, organisationCode, post }] : []
  })
}
