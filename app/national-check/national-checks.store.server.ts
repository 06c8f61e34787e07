import { and, asc, desc, eq, gt, inArray, isNotNull, lt, max, ne, or, sql } from 'drizzle-orm'
import { isOneOfIds, type Queryable } from '#app/platform/database.server.ts'
import { nationalCheckMessages, nationalCheckNumbers, nationalCheckRuns, nationalCheckWarnings, nhsNumbers, projects, recordsAsKnown } from '#db/schema/index.ts'
import type { Run } from './national-check.rules.ts'

export type RunRow = typeof nationalCheckRuns.$inferSelect
export type MessageRow = typeof nationalCheckMessages.$inferSelect
export type RunOfProject = RunRow & { readonly projectRef: string }

/** A row as the rules read it. */
export function runOf(row: RunRow): Run {
  return {
    flow: row.flowRef, localId: row.localId, subject: row.subject, state: row.state, draftedAt: row.draftedAt, exportedAt: row.exportedAt,
    answeredAt: row.answeredAt, sent: row.sent, cleared: row.cleared,
  }
}

/** Makes whoever else would number a file wait until this transaction ends. */
export async function lockNumbering(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('national check numbering', 0))`)
}

/** The highest number that the sender, or a file about the flow, has had; null before the first. */
export async function lastSequence(tx: Queryable, sender: string, flowRef: string): Promise<number | null> {
  const [row] = await tx.select({ last: max(nationalCheckRuns.sequence) }).from(nationalCheckRuns)
    .where(or(eq(nationalCheckRuns.sender, sender), eq(nationalCheckRuns.flowRef, flowRef)))
  return row?.last ?? null
}

export async function addRun(tx: Queryable, row: typeof nationalCheckRuns.$inferInsert): Promise<void> {
  await tx.insert(nationalCheckRuns).values(row)
}

export async function updateRun(tx: Queryable, runId: string, values: Partial<typeof nationalCheckRuns.$inferInsert>): Promise<void> {
  await tx.update(nationalCheckRuns).set(values).where(eq(nationalCheckRuns.id, runId))
}

export async function addNumbers(tx: Queryable, runId: string, numbers: readonly { readonly numberId: number; readonly line: number }[]): Promise<void> {
  if (numbers.length > 0) await tx.insert(nationalCheckNumbers).values(numbers.map((number) => ({ ...number, runId })))
}

const withProject = (db: Queryable) => db.select({ run: nationalCheckRuns, projectRef: projects.ref }).from(nationalCheckRuns)
  .innerJoin(projects, eq(projects.id, nationalCheckRuns.projectId))
const record = ({ run, projectRef }: { readonly run: RunRow; readonly projectRef: string }): RunOfProject => ({ ...run, projectRef })

/** By local id or by subject, whoever's it is: for replies, which come for everybody. Never shown as it is. */
export async function findRunNamed(db: Queryable, name: { readonly localId: string } | { readonly subject: string }): Promise<RunOfProject | null> {
  const [row] = await withProject(db).where('localId' in name ? eq(nationalCheckRuns.localId, name.localId) : eq(nationalCheckRuns.subject, name.subject))
  return row ? record(row) : null
}

/** Holds a run for the rest of the transaction. */
export async function lockRun(tx: Queryable, runId: string): Promise<RunRow> {
  const [row] = await tx.select().from(nationalCheckRuns).where(eq(nationalCheckRuns.id, runId)).for('update')
  if (!row) throw new Error('A run of the national check is not there')
  return row
}

/** The runs about one flow that an organisation has asked, newest first. */
export async function listRunsOfFlow(db: Queryable, organisationCode: string, flowRef: string): Promise<RunRow[]> {
  return db.select().from(nationalCheckRuns)
    .where(and(eq(nationalCheckRuns.organisationCode, organisationCode), eq(nationalCheckRuns.flowRef, flowRef)))
    .orderBy(desc(nationalCheckRuns.exportedAt), desc(nationalCheckRuns.sequence))
}

/** The same of several organisations at once. */
export async function listRunsOfFlowFrom(db: Queryable, organisationCodes: readonly string[], flowRef: string): Promise<RunRow[]> {
  return organisationCodes.length === 0 ? [] : db.select().from(nationalCheckRuns)
    .where(and(inArray(nationalCheckRuns.organisationCode, [...organisationCodes]), eq(nationalCheckRuns.flowRef, flowRef)))
    .orderBy(desc(nationalCheckRuns.exportedAt), desc(nationalCheckRuns.sequence))
}

export async function listRunsOfProject(db: Queryable, organisationCode: string, projectId: string): Promise<RunRow[]> {
  return db.select().from(nationalCheckRuns)
    .where(and(eq(nationalCheckRuns.organisationCode, organisationCode), eq(nationalCheckRuns.projectId, projectId)))
    .orderBy(desc(nationalCheckRuns.draftedAt), desc(nationalCheckRuns.sequence)).limit(200)
}

export async function findRunOfProject(db: Queryable, organisationCode: string, projectId: string, localId: string): Promise<RunRow | null> {
  const [row] = await db.select().from(nationalCheckRuns).where(and(
    eq(nationalCheckRuns.organisationCode, organisationCode), eq(nationalCheckRuns.projectId, projectId), eq(nationalCheckRuns.localId, localId),
  ))
  return row ?? null
}

/** Runs with rows about single numbers whose file was written before the instant. */
export async function listRunsToPurge(db: Queryable, before: Date): Promise<RunOfProject[]> {
  const rows = await withProject(db)
    .where(and(ne(nationalCheckRuns.state, 'purged'), lt(sql`coalesce(${nationalCheckRuns.exportedAt}, ${nationalCheckRuns.draftedAt})`, before.toISOString())))
  return rows.map(record)
}

export async function listAnsweredRuns(db: Queryable): Promise<RunOfProject[]> {
  return (await withProject(db).where(inArray(nationalCheckRuns.state, ['answered', 'alerted']))).map(record)
}

/** Every run that is not purged, of every flow: for the portal's own reckoning, never shown as it is. */
export async function listLivingRuns(db: Queryable): Promise<RunOfProject[]> {
  return (await withProject(db).where(ne(nationalCheckRuns.state, 'purged'))).map(record)
}

/** False when people were told at this distance before. */
export async function addWarning(tx: Queryable, row: typeof nationalCheckWarnings.$inferInsert): Promise<boolean> {
  return (await tx.insert(nationalCheckWarnings).values(row).onConflictDoNothing().returning({ step: nationalCheckWarnings.step })).length > 0
}

export async function removeNumbers(tx: Queryable, runId: string): Promise<number> {
  const removed = await tx.execute(sql`delete from ${nationalCheckNumbers} where ${nationalCheckNumbers.runId} = ${runId}`)
  return (removed as unknown as { readonly count: number }).count
}

export async function countNumbers(db: Queryable, runId: string): Promise<number> {
  return db.$count(nationalCheckNumbers, eq(nationalCheckNumbers.runId, runId))
}

/** The hash of every number of a run, a page at a time. */
export async function* eachLookupOfRun(db: Queryable, runId: string, pageSize = 20_000): AsyncGenerator<Buffer> {
  let after = 0
  for (;;) {
    const rows = await db.select({ id: nationalCheckNumbers.numberId, lookup: nhsNumbers.lookup }).from(nationalCheckNumbers)
      .innerJoin(nhsNumbers, eq(nhsNumbers.id, nationalCheckNumbers.numberId))
      .where(and(eq(nationalCheckNumbers.runId, runId), gt(nationalCheckNumbers.numberId, after)))
      .orderBy(asc(nationalCheckNumbers.numberId)).limit(pageSize)
    for (const row of rows) yield row.lookup
    const last = rows[rows.length - 1]
    if (!last || rows.length < pageSize) return
    after = last.id
  }
}

/** Marks numbers of a run as cleared; how many were found. */
export async function clearNumbers(tx: Queryable, runId: string, numberIds: readonly number[]): Promise<number> {
  if (numberIds.length === 0) return 0
  const updated = await tx.update(nationalCheckNumbers).set({ cleared: true })
    .where(and(eq(nationalCheckNumbers.runId, runId), inArray(nationalCheckNumbers.numberId, [...numberIds])))
  return (updated as unknown as { readonly count: number }).count
}

export async function addMessage(tx: Queryable, row: typeof nationalCheckMessages.$inferInsert): Promise<void> {
  await tx.insert(nationalCheckMessages).values(row)
}

/** Whether a file was taken in for a run before, by the digest of its content. */
export async function wasTakenIn(db: Queryable, runId: string, digest: string): Promise<boolean> {
  return (await db.$count(nationalCheckMessages, and(
    eq(nationalCheckMessages.runId, runId), eq(nationalCheckMessages.digest, digest), eq(nationalCheckMessages.verdict, 'taken-in'),
  ))) > 0
}

export async function listMessagesOfRun(db: Queryable, runId: string): Promise<MessageRow[]> {
  return db.select().from(nationalCheckMessages).where(and(isNotNull(nationalCheckMessages.runId), eq(nationalCheckMessages.runId, runId)))
    .orderBy(asc(nationalCheckMessages.receivedAt), asc(nationalCheckMessages.id))
}

/** Of whom answers are wanted, everyone where left out; and as known when, now where it is null. */
export interface WhomAnswered {
  readonly personIds?: readonly string[]
  readonly known?: Date | null
}

/** Which people of the organisation's register a run asked about, by the number they have, and whether it cleared them. A page at a time. */
export async function* eachAnswerOfRun(
  db: Queryable, organisationCode: string, runId: string, { personIds, known = null }: WhomAnswered = {}, pageSize = 20_000,
): AsyncGenerator<{ readonly personId: string; readonly cleared: boolean }> {
  const list = recordsAsKnown(known, 'list')
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db.select({ personId: list.id, cleared: nationalCheckNumbers.cleared }).from(list)
      .innerJoin(nationalCheckNumbers, and(eq(nationalCheckNumbers.runId, runId), eq(nationalCheckNumbers.numberId, list.numberId)))
      .where(and(eq(list.organisationCode, organisationCode), gt(list.id, after), personIds && isOneOfIds(list.id, personIds)))
      .orderBy(asc(list.id)).limit(pageSize)
    yield* rows
    const last = rows[rows.length - 1]
    if (!last || rows.length < pageSize) return
    after = last.personId
  }
}
