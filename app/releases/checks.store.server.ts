import { and, desc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import { inWords, type Queryable } from '#app/platform/database.server.ts'
import { apiKeys, checkAnswers, checks, projectParties, projects } from '#db/schema/index.ts'

export type CheckRow = typeof checks.$inferSelect

export type NewCheck = Pick<CheckRow, 'id' | 'flowRef' | 'projectId' | 'organisationCode' | 'apiKeyId' | 'requestId' | 'contentType' | 'accept' | 'detail' | 'extract' | 'stage' | 'pseudonymKeyVersion' | 'rulesVersion' | 'beganAt'> &
  { readonly busyUntil: Date }

/** A check that begins: incomplete, and as at the instant it began until it is known as at when it is answered. */
export async function addCheck(tx: Queryable, row: NewCheck): Promise<void> {
  await inWords(tx, `
    insert into checks (id, flow_ref, project_id, organisation_code, api_key_id, request_id, state, content_type, accept, detail, extract, stage, audit_seq, rules_version, as_at, began_at, busy_until, pseudonym_key_version)
    values ($1, $2, $3, $4, $5, $6, 'incomplete', $7, $8, $9, $10, $11, 0, $12, $13, $13, $14, $15)`, [
    row.id, row.flowRef, row.projectId, row.organisationCode, row.apiKeyId, row.requestId, row.contentType, row.accept, row.detail, row.extract, row.stage, row.rulesVersion,
    row.beganAt.toISOString(), row.busyUntil.toISOString(), row.pseudonymKeyVersion,
  ])
}

export type CheckResult = Pick<CheckRow, 'rows' | 'repeatedRows' | 'outcomes' | 'counts'> & { readonly digestIn: string; readonly digestOut: string; readonly endedAt: Date }

/** What a check is answered from. */
export type CheckState = Pick<CheckRow, 'auditSeq' | 'asAt' | 'nationalCheckAskedAt' | 'documentVersionId' | 'discloserCode' | 'journalId' | 'journalChanges'>

const SET_STATE = 'audit_seq = $2, as_at = $3, national_check_asked_at = $4, document_version_id = $5, discloser_code = $6, journal_id = $7, journal_changes = $8'
const valuesOfState = (checkId: string, state: CheckState) => [
  checkId, state.auditSeq, state.asAt.toISOString(), state.nationalCheckAskedAt?.toISOString() ?? null, state.documentVersionId, state.discloserCode, state.journalId, state.journalChanges,
]

export async function setCheckState(db: Queryable, checkId: string, state: CheckState): Promise<void> {
  await inWords(db, `update checks set ${SET_STATE} where id = $1`, valuesOfState(checkId, state))
}

/**
 * Makes a check complete that is under way, and notes what it was answered from where that is given; false when it was not
 * under way any more.
 */
export async function completeCheck(
  tx: Queryable, checkId: string, { rows, repeatedRows, outcomes, counts, digestIn, digestOut, endedAt }: CheckResult, state: CheckState | null,
): Promise<boolean> {
  const given = state === null ? [checkId] : valuesOfState(checkId, state)
  const [a, b, c, d, e, f, g] = Array.from({ length: 7 }, (_, at) => `$${given.length + 1 + at}`)
  const done = await inWords(tx, `
    update checks set state = 'complete', busy_until = null, rows = ${a}, repeated_rows = ${b}, outcomes = array(select jsonb_array_elements_text(${c}::jsonb)),
      counts = ${d}::jsonb, digest_in = ${e}, digest_out = ${f}, ended_at = ${g}${state === null ? '' : `, ${SET_STATE}`}
    where id = $1 and state = 'incomplete' and busy_until is not null returning id`,
  [...given, rows, repeatedRows, JSON.stringify(outcomes), JSON.stringify(counts), digestIn, digestOut, endedAt.toISOString()])
  return done.length > 0
}

/** Being answered: not over, and not let go of. Whoever answers a check that was let go of cannot finish it any more. */
const isUnderWay = and(eq(checks.state, 'incomplete'), isNotNull(checks.busyUntil))

/** Moves a check that is under way to its end; false when it was not under way any more. */
export async function endCheck(tx: Queryable, checkId: string, values: Partial<typeof checks.$inferInsert>): Promise<boolean> {
  const rows = await tx.update(checks).set({ ...values, busyUntil: null }).where(and(eq(checks.id, checkId), isUnderWay)).returning({ id: checks.id })
  return rows.length > 0
}

/** Whoever answers a check says that they still do. */
export async function sayBusy(db: Queryable, checkId: string, until: Date): Promise<void> {
  await db.update(checks).set({ busyUntil: until }).where(and(eq(checks.id, checkId), isUnderWay))
}

/** Lets go of checks that are under way though whoever answers them has been silent: of these, or of all. Gives their ids. */
export async function letGoOfSilent(tx: Queryable, now: Date, checkIds?: readonly string[]): Promise<string[]> {
  const rows = await tx.update(checks).set({ refusal: 'stopped', endedAt: now, busyUntil: null })
    .where(and(isUnderWay, lte(checks.busyUntil, now), checkIds && inArray(checks.id, [...checkIds]))).returning({ id: checks.id })
  return rows.map(({ id }) => id)
}

/** Makes another request of the same key and id wait until this transaction ends. */
export async function lockRequest(tx: Queryable, apiKeyId: string, requestId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`check ${apiKeyId} ${requestId}`}, 0))`)
}

export async function checksOfRequest(db: Queryable, apiKeyId: string, requestId: string): Promise<CheckRow[]> {
  return db.select().from(checks).where(and(eq(checks.apiKeyId, apiKeyId), eq(checks.requestId, requestId))).orderBy(desc(checks.beganAt))
}

/** One part of a check's answers, row by row in two bytes each, deflated. */
/**
 * Keeps the answers of some rows of a check that is under way; false, and nothing kept, when it is not any more. The lock
 * makes whoever ends the check meanwhile wait, so that they find these answers and take them away.
 */
export async function addAnswers(db: Queryable, checkId: string, part: number, answers: Buffer): Promise<boolean> {
  const underWay = db.select({ checkId: checks.id, part: sql`${part}::int`.as('part'), answers: sql`${sql.param(answers, checkAnswers.answers)}::bytea`.as('answers') })
    .from(checks).where(and(eq(checks.id, checkId), isUnderWay)).for('share')
  const rows = await db.insert(checkAnswers).select(underWay).returning({ part: checkAnswers.part })
  return rows.length > 0
}

export async function removeAnswers(db: Queryable, checkIds: readonly string[]): Promise<void> {
  if (checkIds.length > 0) await db.delete(checkAnswers).where(inArray(checkAnswers.checkId, [...checkIds]))
}

export async function answersPart(db: Queryable, checkId: string, part: number): Promise<Buffer | null> {
  const [row] = await db.select().from(checkAnswers).where(and(eq(checkAnswers.checkId, checkId), eq(checkAnswers.part, part)))
  return row?.answers ?? null
}

/** A check that a key of this organisation asked for. */
export async function findCheckOfOrganisation(db: Queryable, organisationCode: string, checkId: string): Promise<(CheckRow & { readonly projectRef: string }) | null> {
  const [row] = await db.select({ check: checks, projectRef: projects.ref }).from(checks).innerJoin(projects, eq(projects.id, checks.projectId))
    .where(and(eq(checks.id, checkId), eq(checks.organisationCode, organisationCode)))
  return row ? { ...row.check, projectRef: row.projectRef } : null
}

export interface CheckListed extends CheckRow {
  readonly projectRef: string
  readonly projectTitle: string
  readonly keyName: string | null
}

const listed = (db: Queryable) => db.select({ check: checks, projectRef: projects.ref, projectTitle: projects.title, keyName: apiKeys.name }).from(checks)
  .innerJoin(projects, eq(projects.id, checks.projectId))
  .leftJoin(apiKeys, eq(apiKeys.id, checks.apiKeyId))
type Listed = Awaited<ReturnType<typeof listed>>[number]
const record = ({ check, ...rest }: Listed): CheckListed => ({ ...check, ...rest })
const isParty = (organisationCode: string) => sql`exists (select 1 from ${projectParties}
  where ${projectParties.projectId} = ${checks.projectId} and ${projectParties.organisationCode} = ${organisationCode})`

/** The checks of a project, for a party to it. Newest first; `before` is a check's id, for the page after the one it ends. */
export async function listChecksFor(
  db: Queryable, organisationCode: string, options: { readonly projectRef?: string; readonly before?: string; readonly limit: number },
): Promise<CheckListed[]> {
  const older = options.before
    ? sql`(${checks.beganAt}, ${checks.id}) < (select c.began_at, c.id from ${checks} c where c.id = ${options.before}::uuid)`
    : undefined
  const rows = await listed(db)
    .where(and(isParty(organisationCode), options.projectRef ? eq(projects.ref, options.projectRef) : undefined, older))
    .orderBy(desc(checks.beganAt), desc(checks.id)).limit(options.limit)
  return rows.map(record)
}

export interface ChecksOfMonth {
  readonly flowRef: string
  /** The first that began in the month. */
  readonly from: Date
  readonly complete: number
  readonly refused: number
  readonly incomplete: number
}

/** How many checks of a project began in each Europe/London month, by flow and how they ended, for a party to it. Oldest first. */
export async function countChecksByMonth(db: Queryable, organisationCode: string, projectRef: string): Promise<ChecksOfMonth[]> {
  const month = sql`date_trunc('month', ${checks.beganAt} at time zone 'Europe/London')`
  const of = (state: string) => sql<number>`(count(*) filter (where ${checks.state} = ${state}))::int`
  return db.select({ flowRef: checks.flowRef, from: sql<Date>`min(${checks.beganAt})`.mapWith(checks.beganAt), complete: of('complete'), refused: of('refused'), incomplete: of('incomplete') }).from(checks)
    .innerJoin(projects, eq(projects.id, checks.projectId)).where(and(isParty(organisationCode), eq(projects.ref, projectRef)))
    .groupBy(checks.flowRef, month).orderBy(sql`min(${checks.beganAt})`)
}

/** The complete checks of a project that name an extract, for a party to it. Newest first. */
export async function listExtractChecksFor(db: Queryable, organisationCode: string, projectRef: string, limit: number): Promise<CheckListed[]> {
  const rows = await listed(db).where(and(isParty(organisationCode), eq(projects.ref, projectRef), isNotNull(checks.extract), eq(checks.state, 'complete')))
    .orderBy(desc(checks.beganAt), desc(checks.id)).limit(limit)
  return rows.map(record)
}

export async function findCheckFor(db: Queryable, organisationCode: string, projectRef: string, checkId: string): Promise<CheckListed | null> {
  const [row] = await listed(db).where(and(isParty(organisationCode), eq(projects.ref, projectRef), eq(checks.id, checkId)))
  return row ? record(row) : null
}
