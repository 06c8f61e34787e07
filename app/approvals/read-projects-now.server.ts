import { readSigner, type SignerNow } from '#app/documents/read-signer.server.ts'
import { readSignersOf } from '#app/documents/read-signers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { readOrganisationsByCode } from '#app/organisations/read-organisations.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { listProjects, type ProjectView } from '#app/projects/read-project.server.ts'
import { listCasesOf, type CaseRecord } from './cases.store.server.ts'
import { projectState, type ProjectState } from './project-state.rules.ts'
import { caseActor, readPostHolders } from './read-case-facts.server.ts'
import { standingsOf, type StandingRead } from './read-standing.server.ts'
import { listStepSubmissionsOf } from './submissions.store.server.ts'
import type { Wait } from './wait.rules.ts'
import { waitsOf, type WaitActor } from './waiting.rules.ts'

/** A project of the actor's organisation as it is now: its state, and whom it waits on. */
export interface ProjectNow {
  readonly project: ProjectView
  readonly drafterName: string
  readonly standing: StandingRead
  readonly cases: readonly CaseRecord[]
  readonly state: ProjectState
  readonly waits: readonly Wait[]
  /** Codes of the organisations that have signed the newest version of a paper, by the version's id. */
  readonly signedBy: ReadonlyMap<string, readonly string[]>
}

/** Every project that the actor's organisation drafts or is a party to, by title. The queries do not grow with the projects, the papers or who signs them. */
export async function readProjectsNow(context: Context<StaffActor>): Promise<ProjectNow[]> {
  const { actor, now, runtime: { db } } = context
  const projects = await listProjects(context)
  if (projects.length === 0) return []
  const ids = projects.map(({ id }) => id)
  const [standings, cases, submissions, organisations, holders, signer] = await Promise.all([
    standingsOf(db, projects), listCasesOf(db, ids), listStepSubmissionsOf(db, ids), readOrganisationsByCode(db, [...new Set(projects.map(({ organisationCode }) => organisationCode))]),
    readPostHolders(db, [actor.organisationCode]), readSigner(db, actor, now),
  ])
  const signedBy = await readSignersOf(db, [...standings.values()].flatMap(({ papers }) => papers.map(({ versionId }) => versionId)))
  const names = new Map(organisations.map(({ code, name }) => [code, name]))
  return projects.map((project) => {
    const standing = standings.get(project.id) as StandingRead
    const theirs = cases.filter(({ projectId }) => projectId === project.id)
    const drafterName = names.get(project.organisationCode) ?? project.organisationCode
    return {
      project, drafterName, standing, cases: theirs, signedBy, state: projectState(project.facts, standing, now),
      waits: waitsOf({ project, standing, cases: theirs, signedBy, drafterName, holders, submissions: submissions.filter(({ projectId }) => projectId === project.id) }, waitActor(actor, signer, project.isDrafter), now),
    }
  })
}

/** A member of staff, as what waits for them is worked out. */
function waitActor(actor: StaffActor, { signs, standsInFor }: SignerNow, isDrafter: boolean): WaitActor {
  return {
    ...caseActor(actor, isDrafter), role: actor.role, organisationKind: actor.organisationKind, maySign: signs, standsInFor, mayDraft: isDrafter && mayRole(actor.role, 'projects.draft'),
    mayCloseActions: mayRole(actor.role, 'actions.close'),
  }
}
