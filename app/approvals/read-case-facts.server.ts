import { readLooks, readNewestPapers, type PaperVersion } from '#app/documents/read-newest-papers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { readStaffOf } from '#app/identity/read-staff.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { OFFICER_POSTS, type OfficerPost } from '#app/projects/further-facts.rules.ts'
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
  return papersOfStep(step, await readNewestPapers(db, project.id), project.facts.flows.map(({ ref }) => ref))
}

/** What decides whether someone may act, as it is now. `cases` are all of the project: whoever acted in one post does not act in the other. */
export async function readCaseFacts(db: Queryable, actor: StaffActor, papers: readonly PaperVersion[], cases: readonly CaseRecord[]): Promise<CaseFacts> {
  const [looks, staff] = await Promise.all([readLooks(db, actor.userId, papers), readStaffOf(db, actor.organisationCode)])
  return {
    newest: papers, authors: [...new Set(papers.map(({ madeBy }) => madeBy))],
    seen: [...new Set(papers.map(({ kind }) => kind))].filter((kind) => papers.every((paper) => paper.kind !== kind || looks.get(paper.versionId)?.isSeen)),
    actedAs: cases.flatMap(({ route, acts }) => acts.filter((act) => act.userId === actor.userId && act.covers.length > 0).flatMap((act) => route.stages.find(({ id }) => id === act.stageId)?.post ?? [])),
    colleagues: staff.map(({ userId }) => userId),
  }
}

/** Who holds a post at these organisations. */
export async function readPostHolders(db: Queryable, organisationCodes: readonly string[]): Promise<readonly (PostHolder & { readonly name: string })[]> {
  const staff = await Promise.all([...new Set(organisationCodes)].map(async (organisationCode) => (await readStaffOf(db, organisationCode)).map((one) => ({ ...one, organisationCode }))))
  return staff.flat().flatMap(({ userId, name, role, organisationCode }) => {
    const post = postOf(role)
    return post ? [{ userId, name, organisationCode, post }] : []
  })
}
