import { and, asc, eq, inArray, notInArray } from 'drizzle-orm'
import { inWords, type Queryable } from '#app/platform/database.server.ts'
import { flows, projectFacts, projectParties, projects, users } from '#db/schema/index.ts'
import type { Starter } from './patterns.rules.ts'
import { wholeFacts, type FactSection, type ProjectFacts } from './facts.rules.ts'

/** A project with the facts it is at now. */
export interface ProjectRecord {
  readonly id: string
  readonly ref: string
  readonly title: string
  /** The organisation that drafts it. */
  readonly organisationCode: string
  readonly factsVersion: number
  readonly facts: ProjectFacts
  readonly factsSavedAt: Date
  readonly madeAt: Date
  readonly endedAt: Date | null
  readonly endedBecause: string | null
  readonly starter: Starter | null
}

const currentFacts = and(eq(projectFacts.projectId, projects.id), eq(projectFacts.version, projects.factsVersion))

function record(row: { project: typeof projects.$inferSelect; facts: ProjectFacts; savedAt: Date }): ProjectRecord {
  const { id, ref, title, organisationCode, factsVersion, madeAt, endedAt, endedBecause, starter } = row.project
  return { id, ref, title, organisationCode, factsVersion, facts: wholeFacts(row.facts), factsSavedAt: row.savedAt, madeAt, endedAt, endedBecause, starter }
}

/** Only when the organisation drafts the project or is a party to it. */
export async function findProjectOf(db: Queryable, organisationCode: string, ref: string): Promise<ProjectRecord | null> {
  const [row] = await db.select({ project: projects, facts: projectFacts.facts, savedAt: projectFacts.savedAt }).from(projects)
    .innerJoin(projectFacts, currentFacts)
    .innerJoin(projectParties, and(eq(projectParties.projectId, projects.id), eq(projectParties.organisationCode, organisationCode)))
    .where(eq(projects.ref, ref))
  return row ? record(row) : null
}

export async function listProjectsOf(db: Queryable, organisationCode: string): Promise<ProjectRecord[]> {
  const rows = await db.select({ project: projects, facts: projectFacts.facts, savedAt: projectFacts.savedAt }).from(projects)
    .innerJoin(projectFacts, currentFacts)
    .innerJoin(projectParties, and(eq(projectParties.projectId, projects.id), eq(projectParties.organisationCode, organisationCode)))
    .orderBy(asc(projects.title), asc(projects.ref))
  return rows.map(record)
}

/** The reference of every project there is, whosever it is: for background work. */
export async function listProjectRefs(db: Queryable): Promise<string[]> {
  return (await db.select({ ref: projects.ref }).from(projects).orderBy(asc(projects.ref))).map(({ ref }) => ref)
}

/** Whoever asks: for rules that hold for everybody, such as whether a flow is in force. */
export async function findProjectByRef(db: Queryable, ref: string): Promise<ProjectRecord | null> {
  const [row] = await db.select({ project: projects, facts: projectFacts.facts, savedAt: projectFacts.savedAt }).from(projects)
    .innerJoin(projectFacts, currentFacts).where(eq(projects.ref, ref))
  return row ? record(row) : null
}

export async function findProjectOfFlow(db: Queryable, flowRef: string): Promise<ProjectRecord | null> {
  const [row] = await db.select({ project: projects, facts: projectFacts.facts, savedAt: projectFacts.savedAt }).from(flows)
    .innerJoin(projects, eq(projects.id, flows.projectId))
    .innerJoin(projectFacts, currentFacts).where(eq(flows.ref, flowRef))
  return row ? record(row) : null
}

/** The id and reference alone, for a party. */
export async function findProjectOfFlowFor(db: Queryable, organisationCode: string, flowRef: string): Promise<{ readonly id: string; readonly ref: string } | null> {
  const [row] = await inWords<{ id: string; ref: string }>(db, `
    select project.id, project.ref from flows flow join projects project on project.id = flow.project_id
    join project_parties party on party.project_id = project.id and party.organisation_code = $1 where flow.ref = $2`, [organisationCode, flowRef])
  return row ?? null
}

/** Holds the drafter's project for the rest of the transaction, so that two who save at once do so one after the other. */
export async function lockProjectOfDrafter(db: Queryable, organisationCode: string, ref: string): Promise<ProjectRecord | null> {
  const [locked] = await db.select({ id: projects.id }).from(projects)
    .where(and(eq(projects.ref, ref), eq(projects.organisationCode, organisationCode))).for('update')
  return locked ? findProjectByRef(db, ref) : null
}

/** Holds a project's row, whoever asks, without its facts. */
export async function lockFacts(db: Queryable, projectId: string): Promise<{ readonly factsVersion: number; readonly endedAt: Date | null }> {
  const [row] = await db.select({ factsVersion: projects.factsVersion, endedAt: projects.endedAt }).from(projects).where(eq(projects.id, projectId)).for('update')
  if (!row) throw new Error('The project of a document is not there')
  return row
}

export async function findFactsAt(db: Queryable, projectId: string, version: number): Promise<ProjectFacts | null> {
  const [row] = await db.select({ facts: projectFacts.facts }).from(projectFacts)
    .where(and(eq(projectFacts.projectId, projectId), eq(projectFacts.version, version)))
  return row ? wholeFacts(row.facts) : null
}

/** When each state of a project's facts was saved, oldest first, without the facts. */
export async function listFactsSaved(db: Queryable, projectId: string): Promise<{ readonly version: number; readonly savedAt: Date }[]> {
  return db.select({ version: projectFacts.version, savedAt: projectFacts.savedAt }).from(projectFacts).where(eq(projectFacts.projectId, projectId)).orderBy(asc(projectFacts.version))
}

/** The facts at some versions, by version. */
export async function listFactsAt(db: Queryable, projectId: string, versions: readonly number[]): Promise<ReadonlyMap<number, ProjectFacts>> {
  if (versions.length === 0) return new Map()
  const rows = await db.select({ version: projectFacts.version, facts: projectFacts.facts }).from(projectFacts)
    .where(and(eq(projectFacts.projectId, projectId), inArray(projectFacts.version, [...versions])))
  return new Map(rows.map(({ version, facts }) => [version, wholeFacts(facts)]))
}

/** Who saved the newest facts, and when. */
export async function findLastSave(db: Queryable, projectId: string, version: number): Promise<{ readonly by: string; readonly at: Date } | null> {
  const [row] = await db.select({ by: users.name, at: projectFacts.savedAt }).from(projectFacts).innerJoin(users, eq(users.id, projectFacts.savedBy))
    .where(and(eq(projectFacts.projectId, projectId), eq(projectFacts.version, version)))
  return row ?? null
}

export async function addProject(db: Queryable, row: typeof projects.$inferInsert): Promise<void> {
  await db.insert(projects).values(row)
}

export interface FactsRow {
  readonly projectId: string
  readonly version: number
  readonly facts: ProjectFacts
  readonly factsHash: string
  readonly savedAt: Date
  readonly savedBy: string
  readonly section: FactSection | 'title' | 'everything'
}

export async function addFacts(db: Queryable, row: FactsRow): Promise<void> {
  await db.insert(projectFacts).values(row)
}

export async function setFactsVersion(db: Queryable, projectId: string, version: number, title: string): Promise<void> {
  await db.update(projects).set({ factsVersion: version, title }).where(eq(projects.id, projectId))
}

/** Makes exactly these organisations the ones who may read the project. */
export async function setProjectParties(db: Queryable, projectId: string, codes: readonly string[]): Promise<void> {
  await db.delete(projectParties).where(and(eq(projectParties.projectId, projectId), notInArray(projectParties.organisationCode, [...codes])))
  await db.insert(projectParties).values(codes.map((organisationCode) => ({ projectId, organisationCode }))).onConflictDoNothing()
}

/** Those of the references that another project has taken. */
export async function flowRefsTakenElsewhere(db: Queryable, projectId: string, refs: readonly string[]): Promise<string[]> {
  if (refs.length === 0) return []
  const rows = await db.select().from(flows).where(inArray(flows.ref, [...refs]))
  return rows.filter((row) => row.projectId !== projectId).map((row) => row.ref)
}

/** Takes the references. One taken before stays taken after its flow is removed: a reference never comes to mean another flow. */
export async function takeFlowRefs(db: Queryable, projectId: string, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return
  await db.insert(flows).values(refs.map((ref) => ({ ref, projectId }))).onConflictDoNothing({ target: flows.ref })
}

export async function setProjectEnded(db: Queryable, projectId: string, endedAt: Date, endedBecause: string): Promise<void> {
  await db.update(projects).set({ endedAt, endedBecause }).where(eq(projects.id, projectId))
}
