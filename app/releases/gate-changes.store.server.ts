import { sql } from 'drizzle-orm'
import type { Queryable, Sql } from '#app/platform/database.server.ts'
import { auditEntries, auditHead, gateChanges, gateHorizon, nhsNumbers, numberEvents, people } from '#db/schema/index.ts'

/** A state of the database, and what tells later whether the one then grew out of it. */
export interface Position {
  /** Which transactions it sees. */
  readonly snapshot: string
  readonly auditSeq: number
  readonly auditHash: string
  /** When the database server started: transactions of another server are numbered anew. */
  readonly serverStarted: string
  readonly database: number
}

/** The present state beside an earlier one: `null` where the one did not grow out of the other, or what changed is not kept. */
export interface Since {
  readonly position: Position
  readonly hasChanged: boolean | null
}

const NO_HASH = '-'

interface PositionRow {
  snapshot: string
  seq: string
  hash: string
  started: string
  database: number
  is_same_past: boolean
  is_kept: boolean
  has_changed: boolean
}

/** One statement, which sees one state: the present one, begun after the call. */
export async function readPosition(client: Sql, before: Position | null): Promise<Since> {
  const from = before?.snapshot ?? '1:1:'
  const [row] = await client<PositionRow[]>`
    select pg_current_snapshot()::text as snapshot, head.seq, head.hash, pg_postmaster_start_time()::text as started,
      (select oid::int from pg_database where datname = current_database()) as database,
      coalesce((select entry.hash from audit_entries entry where entry.seq = ${before?.auditSeq ?? 0}), '-') = ${before?.auditHash ?? NO_HASH} as is_same_past,
      coalesce((select pg_snapshot_xmin(${from}::pg_snapshot) > horizon.xid from gate_horizon horizon), false) as is_kept,
      exists (select from gate_changes change where change.xid >= pg_snapshot_xmin(${from}::pg_snapshot)
        and not pg_visible_in_snapshot(change.xid, ${from}::pg_snapshot)) as has_changed
    from audit_head head where head.id = 'head'`
  return since(row, before)
}

/** The same, in a transaction that has its state already. */
export async function readPositionIn(tx: Queryable, before: Position | null): Promise<Since> {
  const from = sql`${before?.snapshot ?? '1:1:'}::pg_snapshot`
  const [row] = await tx.execute(sql`
    select pg_current_snapshot()::text as snapshot, head.seq, head.hash, pg_postmaster_start_time()::text as started,
      (select oid::int from pg_database where datname = current_database()) as database,
      coalesce((select entry.hash from ${auditEntries} entry where entry.seq = ${before?.auditSeq ?? 0}), '-') = ${before?.auditHash ?? NO_HASH} as is_same_past,
      coalesce((select pg_snapshot_xmin(${from}) > horizon.xid from ${gateHorizon} horizon), false) as is_kept,
      exists (select from ${gateChanges} change where change.xid >= pg_snapshot_xmin(${from}) and not pg_visible_in_snapshot(change.xid, ${from})) as has_changed
    from ${auditHead} head where head.id = 'head'`)
  return since(row as unknown as PositionRow | undefined, before)
}

function since(row: PositionRow | undefined, before: Position | null): Since {
  if (!row) throw new Error('The audit has no head row: the database was not migrated')
  const position: Position = { snapshot: row.snapshot, auditSeq: Number(row.seq), auditHash: row.hash, serverStarted: row.started, database: row.database }
  const grewOutOfIt = before !== null && before.auditSeq > 0 && row.is_same_past && row.is_kept &&
    before.serverStarted === position.serverStarted && before.database === position.database
  return { position, hasChanged: grewOutOfIt ? row.has_changed : null }
}

/** Which tables changed since a state, and about what where it is not about people. */
export interface TableChange {
  readonly source: string
  readonly about: string | null
}

const changesSince = (before: Position) => sql`
  select source, organisation_code, person_id, number_id, about from ${gateChanges}
  where xid >= pg_snapshot_xmin(${before.snapshot}::pg_snapshot) and not pg_visible_in_snapshot(xid, ${before.snapshot}::pg_snapshot)`

/** Tables whose changes are about single people, by their ids and numbers. */
export const PEOPLE_SOURCES = ['people', 'choice_events', 'letters', 'nhs_numbers', 'canaries', 'number_events', 'person_facts'] as const

/** The tables that changed, without the people whom it is about. */
export async function tablesChanged(tx: Queryable, before: Position): Promise<TableChange[]> {
  const rows = await tx.execute(sql`
    select distinct source, case when source in ${PEOPLE_SOURCES} then null else about end as about from (${changesSince(before)}) changed`)
  return rows as unknown as TableChange[]
}

export interface NumbersOf {
  readonly disclosers: readonly string[]
  readonly projectRef: string
  readonly campaignIds: readonly string[]
}

/**
 * The ids of the numbers of the disclosers' registers that a change since `before` was about, or was about a number that any entry,
 * standing or taken back, ties to them: a choice under either may be the same person's. No more than `limit`, and one more where
 * there are more.
 */
export async function numbersTouched(tx: Queryable, before: Position, of: NumbersOf, limit: number): Promise<number[]> {
  const codes = of.disclosers.join(',')
  const rows = await tx.execute(sql`
    with recursive changed as materialized (${changesSince(before)}),
    bears as (
      select * from changed where source in ${PEOPLE_SOURCES}
        and (source <> 'choice_events' or about is null or about = ${of.projectRef})
        and (source <> 'letters' or about = any (string_to_array(${of.campaignIds.join(',')}, ',')))),
    pairs as materialized (
      select number_id as one, other_number_id as other from ${numberEvents} where other_number_id is not null
      union select other_number_id, number_id from ${numberEvents} where other_number_id is not null),
    tied (id) as (
      (select number_id from bears where number_id is not null
        union select person.number_id from bears join ${people} person on person.id = bears.person_id where person.number_id is not null)
      union select pairs.other from tied join pairs on pairs.one = tied.id)
    select number_id as id from bears where source = 'people' and organisation_code = any (string_to_array(${codes}, ',')) and number_id is not null
    union select tied.id from tied join ${people} person on person.number_id = tied.id and person.organisation_code = any (string_to_array(${codes}, ','))
    limit ${limit + 1}`)
  return rows.map((row) => Number(row.id))
}

/** The ids of all numbers of some registers; no more than `limit`, and one more where there are more. */
export async function numbersOfRegisters(tx: Queryable, codes: readonly string[], limit: number): Promise<number[]> {
  if (codes.length === 0) return []
  const rows = await tx.execute(sql`
    select distinct number_id as id from ${people} where organisation_code = any (string_to_array(${codes.join(',')}, ',')) and number_id is not null limit ${limit + 1}`)
  return rows.map((row) => Number(row.id))
}

/** A number and who on a register has it now: nobody, where `personId` is null. On several registers, each by itself. */
export interface NumberHeld {
  readonly numberId: number
  readonly sealed: Buffer | null
  readonly personId: string | null
  readonly discloser: string | null
}

export async function holdersOf(tx: Queryable, disclosers: readonly string[], numberIds: readonly number[]): Promise<NumberHeld[]> {
  const rows = await tx.execute(sql`
    select number.id, number.sealed, person.id as person_id, person.organisation_code as discloser
    from unnest(string_to_array(${numberIds.join(',')}, ',')) as wanted (id)
    join ${nhsNumbers} number on number.id = wanted.id::bigint
    left join ${people} person on person.number_id = number.id and person.organisation_code = any (string_to_array(${disclosers.join(',')}, ','))`)
  return rows.map((row) => ({ numberId: Number(row.id), sealed: row.sealed as Buffer | null, personId: row.person_id as string | null, discloser: row.discloser as string | null }))
}

/** Removes what was noted before an instant, and says so, so that whoever would still need it begins anew. */
export async function removeChangesBefore(db: Queryable, at: Date): Promise<number> {
  const [row] = await db.execute(sql`
    with gone as (delete from ${gateChanges} where at < ${at.toISOString()}::timestamptz returning xid),
    marked as (update ${gateHorizon} set xid = greatest(xid, (select xid from gone order by xid desc limit 1)) where exists (select from gone) returning 1)
    select count(*)::int as count from gone`)
  return Number((row as { count: number }).count)
}
