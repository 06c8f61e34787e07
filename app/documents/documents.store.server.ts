import { and, asc, desc, eq, exists, getTableColumns, inArray, lt, or, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { wholeFacts, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { documentLooks, documentRestatements, documents, documentVersions, projectParties, projects, signatures, signatureSchedules, users } from '#db/schema/index.ts'
import type { DocumentKind } from './document.rules.ts'
import type { VersionDrafted, VersionStating } from './version.rules.ts'
import type { SignedSchedule } from './schedule.rules.ts'

export interface VersionRecord {
  readonly id: string
  readonly documentId: string
  readonly documentRef: string
  readonly kind: DocumentKind
  readonly projectId: string
  readonly projectRef: string
  readonly number: number
  readonly about: string
  /** The version of the facts it was drafted from. */
  readonly factsVersion: number
  /** The newest version of the facts that it states: a change of facts that it does not use leaves its words as they are. */
  readonly statesFactsVersion: number
  readonly facts: ProjectFacts
  readonly template: string
  readonly content: string
  readonly contentHash: string
  readonly changes: readonly string[]
  readonly madeAt: Date
  readonly madeBy: string
  readonly madeByName: string
}

/** A schedule with who signed it. */
export interface ScheduleRecord extends SignedSchedule {
  readonly name: string
  readonly jobTitle: string
  readonly role: string
}

export interface SignatureRecord {
  readonly id: string
  readonly organisationCode: string
  readonly userId: string
  readonly name: string
  readonly jobTitle: string
  readonly role: string
  /** Who had let them sign; empty for one whose own role signs. */
  readonly authorisedBy: string
  readonly contentHash: string
  readonly signedAt: Date
  /** The first first; none where the whole was signed. */
  readonly schedules: readonly ScheduleRecord[]
}

const restated = sql<number | null>`(select max(${documentRestatements.factsVersion}) from ${documentRestatements} where ${documentRestatements.documentVersionId} = ${documentVersions.id})`
/** All but what is there to be searched. */
const { lexemes: _lexemes, ...wordsAndFacts } = getTableColumns(documentVersions)
const versionColumns = { version: wordsAndFacts, document: getTableColumns(documents), restated, projectRef: projects.ref, madeByName: users.name }

const versions = (db: Queryable) => db.select(versionColumns).from(documentVersions)
  .innerJoin(documents, eq(documents.id, documentVersions.documentId))
  .innerJoin(projects, eq(projects.id, documents.projectId))
  .innerJoin(users, eq(users.id, documentVersions.madeBy))

type VersionRow = Awaited<ReturnType<typeof versions>>[number]

function record({ version, document, restated: restatedAs, projectRef, madeByName }: VersionRow): VersionRecord {
  return { ...version, facts: wholeFacts(version.facts), documentRef: document.ref, kind: document.kind, about: document.about, statesFactsVersion: restatedAs ?? version.factsVersion, projectId: document.projectId, projectRef, madeByName }
}

/**
 * The organisation drafts the project or is a party to it now, or the version itself names it: whoever signed a paper can
 * always read it again.
 */
const mayRead = (db: Queryable, organisationCode: string) => or(
  exists(db.select({ one: sql`1` }).from(projectParties)
    .where(and(eq(projectParties.projectId, documents.projectId), eq(projectParties.organisationCode, organisationCode)))),
  sql`${documentVersions.facts} -> 'parties' @> ${JSON.stringify([{ organisationCode }])}::jsonb`,
  sql`${documentVersions.facts} -> 'parties' @> ${JSON.stringify([{ members: [{ code: organisationCode }] }])}::jsonb`,
  exists(db.select({ one: sql`1` }).from(signatures).where(and(eq(signatures.documentVersionId, documentVersions.id), eq(signatures.organisationCode, organisationCode)))),
)

/** A document's versions that the organisation may read, newest first. */
export async function listVersionsFor(db: Queryable, organisationCode: string, documentRef: string): Promise<VersionRecord[]> {
  const rows = await versions(db).where(and(eq(documents.ref, documentRef), mayRead(db, organisationCode))).orderBy(desc(documentVersions.number))
  return rows.map(record)
}

/** The newest of them. */
export async function findNewestVersionFor(db: Queryable, organisationCode: string, documentRef: string): Promise<VersionRecord | null> {
  const [row] = await versions(db).where(and(eq(documents.ref, documentRef), mayRead(db, organisationCode))).orderBy(desc(documentVersions.number)).limit(1)
  return row ? record(row) : null
}

type ScheduleKept = Omit<ScheduleRecord, 'signedAt'> & { readonly signedAt: string }
const schedules = sql<ScheduleKept[]>`(select coalesce(json_agg(json_build_object('schedule', kept.schedule, 'scheduleHash', kept.schedule_hash, 'name', kept.name, 'jobTitle', kept.job_title,
  'role', kept.role, 'signedAt', kept.signed_at) order by kept.signed_at, kept.id), '[]') from signature_schedules kept where kept.signature_id = signatures.id)`
const schedulesOf = (rows: readonly ScheduleKept[]): ScheduleRecord[] => rows.map((kept) => ({ ...kept, signedAt: new Date(kept.signedAt) }))

/** The last version of each of these documents that an organisation has signed, with what it varied for itself. */
export async function listLastSigned(db: Queryable, organisationCode: string, documentIds: readonly string[]): Promise<(VersionRecord & { readonly schedules: readonly ScheduleRecord[] })[]> {
  if (documentIds.length === 0) return []
  const rows = await db.select({ ...versionColumns, schedules }).from(documentVersions).innerJoin(documents, eq(documents.id, documentVersions.documentId))
    .innerJoin(projects, eq(projects.id, documents.projectId)).innerJoin(users, eq(users.id, documentVersions.madeBy))
    .innerJoin(signatures, and(eq(signatures.documentVersionId, documentVersions.id), eq(signatures.organisationCode, organisationCode)))
    .where(inArray(documentVersions.documentId, [...documentIds])).orderBy(asc(documentVersions.number))
  return [...new Map(rows.map((row) => [row.document.id, { ...record(row), schedules: schedulesOf(row.schedules) }])).values()]
}

/** Whoever asks: for drafting the next version, and for what holds for everybody. */
export async function findNewestVersion(db: Queryable, projectId: string, kind: DocumentKind, about = ''): Promise<VersionRecord | null> {
  const [row] = await versions(db).where(and(eq(documents.projectId, projectId), eq(documents.kind, kind), eq(documents.about, about)))
    .orderBy(desc(documentVersions.number)).limit(1)
  return row ? record(row) : null
}

export async function listVersionsOfProject(db: Queryable, projectId: string, kind: DocumentKind, about = ''): Promise<VersionRecord[]> {
  const rows = await versions(db).where(and(eq(documents.projectId, projectId), eq(documents.kind, kind), eq(documents.about, about))).orderBy(asc(documentVersions.number))
  return rows.map(record)
}

export interface VersionLine {
  readonly number: number
  readonly madeAt: Date
  readonly madeByName: string
  /** Sections that changed since the version before; empty for the first. */
  readonly changes: readonly string[]
}

/** The versions of a document, oldest first, as its table of versions needs them: without their words and facts. */
export async function listVersionLines(db: Queryable, documentId: string): Promise<VersionLine[]> {
  return db.select({ number: documentVersions.number, madeAt: documentVersions.madeAt, madeByName: users.name, changes: documentVersions.changes })
    .from(documentVersions).innerJoin(users, eq(users.id, documentVersions.madeBy)).where(eq(documentVersions.documentId, documentId)).orderBy(asc(documentVersions.number))
}

/** A version by the names that its papers carry. Not scoped to an organisation: for whoever holds the paper itself. */
export async function findVersionByName(db: Queryable, documentRef: string, number: number): Promise<{ readonly title: string; readonly content: string; readonly contentHash: string; readonly isNewest: boolean } | null> {
  const rows = await db.select({
    title: sql<string>`${documentVersions.facts} ->> 'title'`, content: documentVersions.content, contentHash: documentVersions.contentHash,
    newest: sql<number>`(select max(later.number) from ${documentVersions} later where later.document_id = ${documentVersions.documentId})`,
  }).from(documentVersions).innerJoin(documents, eq(documents.id, documentVersions.documentId)).where(and(eq(documents.ref, documentRef), eq(documentVersions.number, number)))
  const [row] = rows
  return row ? { title: row.title, content: row.content, contentHash: row.contentHash, isNewest: row.newest === number } : null
}

export async function findDocument(db: Queryable, projectId: string, kind: DocumentKind, about = ''): Promise<{ readonly id: string; readonly ref: string } | null> {
  const [row] = await db.select({ id: documents.id, ref: documents.ref }).from(documents)
    .where(and(eq(documents.projectId, projectId), eq(documents.kind, kind), eq(documents.about, about)))
  return row ?? null
}

export async function addDocument(db: Queryable, row: typeof documents.$inferInsert): Promise<void> {
  await db.insert(documents).values(row)
}

export async function addVersion(db: Queryable, row: typeof documentVersions.$inferInsert): Promise<void> {
  await db.insert(documentVersions).values(row)
}

/** The newest version of every document of a project, whoever asks. */
export async function listNewestVersions(db: Queryable, projectId: string): Promise<VersionRecord[]> {
  const rows = await versions(db).where(and(
    eq(documents.projectId, projectId),
    sql`not exists (select 1 from document_versions later where later.document_id = ${documentVersions.documentId} and later.number > ${documentVersions.number})`,
  ))
  return rows.map(record)
}

const lines = (db: Queryable) => db.select({
  projectId: documents.projectId,
  documentId: documents.id, documentRef: documents.ref, kind: documents.kind, about: documents.about, versionId: documentVersions.id, number: documentVersions.number,
  factsVersion: documentVersions.factsVersion, restated, contentHash: documentVersions.contentHash, madeAt: documentVersions.madeAt, madeBy: documentVersions.madeBy,
}).from(documentVersions).innerJoin(documents, eq(documents.id, documentVersions.documentId))

const line = ({ factsVersion, restated: restatedAs, ...row }: Awaited<ReturnType<typeof lines>>[number]): VersionStating => ({ ...row, statesFactsVersion: restatedAs ?? factsVersion })

/** Every version of every document of a project, oldest first. */
export async function listVersionsThen(db: Queryable, projectId: string): Promise<VersionDrafted[]> {
  const rows = await lines(db).where(eq(documents.projectId, projectId)).orderBy(asc(documentVersions.madeAt), asc(documents.ref), asc(documentVersions.number))
  return rows.map(({ restated: _, ...row }) => row)
}

/** Since when versions of a project's documents state later facts as well. */
export async function listRestatements(db: Queryable, projectId: string): Promise<{ readonly versionId: string; readonly factsVersion: number; readonly statedAt: Date }[]> {
  return db.select({ versionId: documentRestatements.documentVersionId, factsVersion: documentRestatements.factsVersion, statedAt: documentRestatements.statedAt }).from(documentRestatements)
    .innerJoin(documentVersions, eq(documentVersions.id, documentRestatements.documentVersionId)).innerJoin(documents, eq(documents.id, documentVersions.documentId)).where(eq(documents.projectId, projectId))
}

/** The facts that these versions were drafted from, by the id of each. */
export async function listFactsOfVersions(db: Queryable, versionIds: readonly string[]): Promise<ReadonlyMap<string, ProjectFacts>> {
  if (versionIds.length === 0) return new Map()
  const rows = await db.select({ id: documentVersions.id, facts: documentVersions.facts }).from(documentVersions).where(inArray(documentVersions.id, [...versionIds]))
  return new Map(rows.map(({ id, facts }) => [id, wholeFacts(facts)]))
}

const isNewest = sql`not exists (select 1 from document_versions later where later.document_id = ${documentVersions.documentId} and later.number > ${documentVersions.number})`

/** The newest version of every document of some projects without its words and facts, by reference. */
export async function listNewestLines(db: Queryable, projectIds: readonly string[]): Promise<VersionStating[]> {
  if (projectIds.length === 0) return []
  const rows = await lines(db).where(and(inArray(documents.projectId, [...projectIds]), isNewest)).orderBy(asc(documents.ref))
  return rows.map(line)
}

/** A protocol without its words. */
export type ProtocolNow = Omit<VersionRecord, 'content' | 'template' | 'changes' | 'madeByName' | 'kind' | 'about' | 'projectRef'>

/** The newest protocol of each of these projects that has one. */
export async function listNewestProtocols(db: Queryable, projectIds: readonly string[]): Promise<ProtocolNow[]> {
  if (projectIds.length === 0) return []
  const { id, documentId, number, factsVersion, facts, contentHash, madeAt, madeBy } = getTableColumns(documentVersions)
  const rows = await db.select({ id, documentId, number, factsVersion, facts, contentHash, madeAt, madeBy, restated, documentRef: documents.ref, projectId: documents.projectId })
    .from(documentVersions).innerJoin(documents, eq(documents.id, documentVersions.documentId))
    .where(and(inArray(documents.projectId, [...projectIds]), eq(documents.kind, 'protocol'), eq(documents.about, ''), isNewest))
  return rows.map(({ restated: restatedAs, ...row }) => ({ ...row, facts: wholeFacts(row.facts), statesFactsVersion: restatedAs ?? row.factsVersion }))
}

/** One version of a project's document, likewise. */
export async function findLine(db: Queryable, projectId: string, documentRef: string, number: number): Promise<VersionStating | null> {
  const [row] = await lines(db).where(and(eq(documents.projectId, projectId), eq(documents.ref, documentRef), eq(documentVersions.number, number)))
  return row ? line(row) : null
}

/** The words of versions, by the digest of them. */
export async function readContents(db: Queryable, versionIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (versionIds.length === 0) return new Map()
  const rows = await db.select({ hash: documentVersions.contentHash, content: documentVersions.content }).from(documentVersions).where(inArray(documentVersions.id, [...versionIds]))
  return new Map(rows.map(({ hash, content }) => [hash, content]))
}

/** That a version states a later state of the facts word for word. Said again, it is said once. */
export async function addRestatement(db: Queryable, row: typeof documentRestatements.$inferInsert): Promise<void> {
  await db.insert(documentRestatements).values(row).onConflictDoNothing()
}

/** Notes that someone has a version open now. */
export async function setLook(db: Queryable, look: typeof documentLooks.$inferInsert): Promise<void> {
  await db.insert(documentLooks).values(look)
    .onConflictDoUpdate({ target: [documentLooks.userId, documentLooks.documentVersionId], set: { lookedAt: look.lookedAt } })
}

/** The version of a document before a number that someone looked at last, and when; null when they have not. */
export async function findLastLook(db: Queryable, userId: string, documentId: string, before: number): Promise<{ readonly number: number; readonly lookedAt: Date } | null> {
  const [row] = await db.select({ number: documentVersions.number, lookedAt: documentLooks.lookedAt }).from(documentLooks)
    .innerJoin(documentVersions, eq(documentVersions.id, documentLooks.documentVersionId))
    .where(and(eq(documentLooks.userId, userId), eq(documentVersions.documentId, documentId), lt(documentVersions.number, before)))
    .orderBy(desc(documentVersions.number)).limit(1)
  return row ?? null
}

/** Which of these versions someone has had open. */
export async function listLooked(db: Queryable, userId: string, versionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (versionIds.length === 0) return new Set()
  const rows = await db.select({ id: documentLooks.documentVersionId }).from(documentLooks).where(and(eq(documentLooks.userId, userId), inArray(documentLooks.documentVersionId, [...versionIds])))
  return new Set(rows.map(({ id }) => id))
}

/** Who signed a version, the first first, each with what it varied for itself: one query, however many they are. */
export async function listSignatures(db: Queryable, versionId: string): Promise<SignatureRecord[]> {
  const rows = await db.select({
    id: signatures.id, schedules, organisationCode: signatures.organisationCode, userId: signatures.userId, name: signatures.name, jobTitle: signatures.jobTitle,
    role: signatures.role, authorisedBy: signatures.authorisedBy, contentHash: signatures.contentHash, signedAt: signatures.signedAt,
  }).from(signatures).where(eq(signatures.documentVersionId, versionId)).orderBy(asc(signatures.signedAt), asc(signatures.organisationCode))
  return rows.map((row) => ({ ...row, schedules: schedulesOf(row.schedules) }))
}

export async function addSchedule(db: Queryable, row: typeof signatureSchedules.$inferInsert): Promise<void> {
  await db.insert(signatureSchedules).values(row)
}

/** Who signed which of these versions, in the order of signing. */
export async function listSignaturesOf(db: Queryable, versionIds: readonly string[]): Promise<(Pick<SignatureRecord, 'organisationCode' | 'contentHash' | 'signedAt' | 'schedules'> & { readonly versionId: string })[]> {
  if (versionIds.length === 0) return []
  const rows = await db.select({ versionId: signatures.documentVersionId, schedules, organisationCode: signatures.organisationCode, contentHash: signatures.contentHash, signedAt: signatures.signedAt })
    .from(signatures).where(inArray(signatures.documentVersionId, [...versionIds])).orderBy(asc(signatures.signedAt), asc(signatures.organisationCode))
  return rows.map((row) => ({ ...row, schedules: schedulesOf(row.schedules) }))
}

export async function addSignature(db: Queryable, row: typeof signatures.$inferInsert): Promise<void> {
  await db.insert(signatures).values(row)
}
