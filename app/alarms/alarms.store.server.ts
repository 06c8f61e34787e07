import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import { alarmAcknowledgements, canaries, countedImports, declaredTotals, nhsNumbers, raisedAlarms, users, watchedSources } from '#db/schema/index.ts'
import type { CodeCount, DeclaredTotal, WatchedSource } from './watching.rules.ts'

const sourceColumns = {
  id: watchedSources.id, organisationCode: watchedSources.organisationCode, source: watchedSources.source, supplier: watchedSources.supplier,
  cycle: watchedSources.cycle, holds: watchedSources.holds, listSize: watchedSources.listSize, entersReplies: watchedSources.entersReplies, watchedFrom: watchedSources.watchedFrom,
}

/** Every source that anyone watches, to compare with. Only the watcher's own are ever shown. */
export async function listEverySource(db: Queryable): Promise<WatchedSource[]> {
  return db.select(sourceColumns).from(watchedSources).orderBy(asc(watchedSources.source), asc(watchedSources.organisationCode))
}

export async function listSources(db: Queryable, organisationCode: string): Promise<WatchedSource[]> {
  return db.select(sourceColumns).from(watchedSources).where(eq(watchedSources.organisationCode, organisationCode)).orderBy(asc(watchedSources.source))
}

export async function findSource(db: Queryable, organisationCode: string, id: string): Promise<WatchedSource | null> {
  const [row] = await db.select(sourceColumns).from(watchedSources).where(and(eq(watchedSources.organisationCode, organisationCode), eq(watchedSources.id, id)))
  return row ?? null
}

/** Adds a source, or changes what is said of it; since when it is watched stays. */
export async function saveSource(tx: Queryable, row: typeof watchedSources.$inferInsert): Promise<void> {
  const { supplier, cycle, holds, listSize, entersReplies, changedAt, changedBy } = row
  await tx.insert(watchedSources).values(row)
    .onConflictDoUpdate({ target: [watchedSources.organisationCode, watchedSources.source], set: { supplier, cycle, holds, listSize, entersReplies, changedAt, changedBy } })
}

export async function addDeclaredTotal(tx: Queryable, row: typeof declaredTotals.$inferInsert): Promise<void> {
  await tx.insert(declaredTotals).values(row)
}

/** The newest count for each source, code and due day. */
export async function listDeclaredTotals(db: Queryable, sourceIds: readonly string[]): Promise<(DeclaredTotal & { readonly sourceId: string })[]> {
  if (sourceIds.length === 0) return []
  return db.selectDistinctOn([declaredTotals.watchedSourceId, declaredTotals.code, declaredTotals.due], {
    sourceId: declaredTotals.watchedSourceId, code: declaredTotals.code, due: declaredTotals.due, declaredNew: declaredTotals.declaredNew,
  }).from(declaredTotals).where(inArray(declaredTotals.watchedSourceId, [...sourceIds]))
    .orderBy(declaredTotals.watchedSourceId, declaredTotals.code, declaredTotals.due, desc(declaredTotals.declaredAt), desc(declaredTotals.id))
}

export async function listCounted(db: Queryable, importsUndone: number): Promise<Map<string, readonly CodeCount[]>> {
  const rows = await db.select({ importId: countedImports.importId, counts: countedImports.counts }).from(countedImports).where(eq(countedImports.importsUndone, importsUndone))
  return new Map(rows.map(({ importId, counts }) => [importId, counts]))
}

export async function keepCounted(tx: Queryable, importId: string, importsUndone: number, counts: readonly CodeCount[]): Promise<void> {
  await tx.insert(countedImports).values({ importId, importsUndone, counts }).onConflictDoNothing()
}

const alarmColumns = {
  id: raisedAlarms.id, alarmKey: raisedAlarms.alarmKey, kind: raisedAlarms.kind, due: raisedAlarms.due, facts: raisedAlarms.facts, raisedAt: raisedAlarms.raisedAt,
  found: alarmAcknowledgements.found, acknowledgedAt: alarmAcknowledgements.acknowledgedAt, acknowledgedBy: users.name,
}
export type AlarmRecord = Awaited<ReturnType<typeof listAlarms>>[number]

/** An organisation's alarms, the newest first: with what was found, where someone has looked. */
export async function listAlarms(db: Queryable, organisationCode: string) {
  return db.select(alarmColumns).from(raisedAlarms)
    .leftJoin(alarmAcknowledgements, eq(alarmAcknowledgements.alarmId, raisedAlarms.id))
    .leftJoin(users, eq(users.id, alarmAcknowledgements.acknowledgedBy))
    .where(eq(raisedAlarms.organisationCode, organisationCode)).orderBy(desc(raisedAlarms.raisedAt), asc(raisedAlarms.alarmKey))
}

export async function findAlarm(db: Queryable, organisationCode: string, alarmId: string): Promise<{ readonly id: string; readonly kind: string } | null> {
  const [row] = await db.select({ id: raisedAlarms.id, kind: raisedAlarms.kind }).from(raisedAlarms)
    .where(and(eq(raisedAlarms.organisationCode, organisationCode), eq(raisedAlarms.id, alarmId)))
  return row ?? null
}

/** True when it was not raised before for the same day. */
export async function addAlarm(tx: Queryable, row: typeof raisedAlarms.$inferInsert): Promise<boolean> {
  return (await tx.insert(raisedAlarms).values(row).onConflictDoNothing().returning({ id: raisedAlarms.id })).length > 0
}

/** False when someone has acknowledged it before. */
export async function addAcknowledgement(tx: Queryable, row: typeof alarmAcknowledgements.$inferInsert): Promise<boolean> {
  return (await tx.insert(alarmAcknowledgements).values(row).onConflictDoNothing().returning({ id: alarmAcknowledgements.alarmId })).length > 0
}

/** The canaries that an organisation has placed; never their numbers. */
export async function listCanaries(db: Queryable, organisationCode: string) {
  return db.select({ id: canaries.id, reference: canaries.reference, source: canaries.source, numberId: canaries.numberId, flowRef: canaries.flowRef, placedAt: canaries.placedAt, retiredAt: canaries.retiredAt, placedBy: users.name })
    .from(canaries).innerJoin(users, eq(users.id, canaries.placedBy)).where(eq(canaries.organisationCode, organisationCode)).orderBy(asc(canaries.placedAt), asc(canaries.reference))
}

export interface PlacedCanary {
  readonly organisationCode: string
  readonly source: string
  readonly numberId: number
  readonly placedAt: Date
  readonly retiredAt: Date | null
}

/** Every canary that was ever placed, by whomever, to hold against what came. Each counts only for who placed it. */
export async function listPlacedCanaries(db: Queryable): Promise<PlacedCanary[]> {
  return db.select({
    organisationCode: canaries.organisationCode, source: canaries.source, numberId: canaries.numberId, placedAt: canaries.placedAt, retiredAt: canaries.retiredAt,
  }).from(canaries)
}

/** Makes others who would place a canary of the organisation wait, and answers how many it has placed. */
export async function countCanariesAlone(tx: Queryable, organisationCode: string): Promise<number> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`canaries ${organisationCode}`}))`)
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(canaries).where(eq(canaries.organisationCode, organisationCode))
  return row?.count ?? 0
}

/** False when the same test person stands guard over the flow already. */
export async function addCanary(tx: Queryable, row: typeof canaries.$inferInsert): Promise<boolean> {
  return (await tx.insert(canaries).values(row).onConflictDoNothing().returning({ id: canaries.id })).length > 0
}

export async function retireCanary(tx: Queryable, organisationCode: string, canaryId: string, by: { readonly at: Date; readonly userId: string }): Promise<string | null> {
  const [row] = await tx.update(canaries).set({ retiredAt: by.at, retiredBy: by.userId })
    .where(and(eq(canaries.organisationCode, organisationCode), eq(canaries.id, canaryId), isNull(canaries.retiredAt))).returning({ reference: canaries.reference })
  return row?.reference ?? null
}

/** The numbers of the canaries that guard a flow from a source, whoever placed them. */
export async function listCanaryNumbers(db: Queryable, secrets: Secrets, flow: { readonly ref: string; readonly fromCode: string }): Promise<string[]> {
  const rows = await db.select({ sealed: nhsNumbers.sealed }).from(canaries).innerJoin(nhsNumbers, eq(nhsNumbers.id, canaries.numberId))
    .where(and(eq(canaries.flowRef, flow.ref), eq(canaries.source, flow.fromCode), isNull(canaries.retiredAt)))
  return rows.map(({ sealed }) => secrets.open('nhs-number', sealed as Buffer))
}
