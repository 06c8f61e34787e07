import { sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import { nhsNumbers } from '#db/schema/index.ts'

/** A stored number, by one of its keyed hashes (hexadecimal). */
export interface NumberFound {
  readonly lookup: string
  readonly id: number
  /** False where only the hash is stored. */
  readonly isSealed: boolean
}

/** Those of the hashes (hexadecimal) that are stored. They go over as one text: a list of thousands of parameters is slow. */
export async function findNumbersByLookups(db: Queryable, lookups: readonly string[]): Promise<NumberFound[]> {
  if (lookups.length === 0) return []
  const rows = await db.execute(sql`
    select number.id, wanted.lookup, number.sealed is not null as is_sealed
    from unnest(string_to_array(${lookups.join(',')}, ',')) as wanted (lookup) join ${nhsNumbers} number on number.lookup = decode(wanted.lookup, 'hex')`)
  return rows.map((row) => ({ lookup: row.lookup as string, id: Number(row.id), isSealed: row.is_sealed as boolean }))
}

const NUMBERS_LOCK = 0x4e554d42

/**
 * Makes others who would add numbers wait until this transaction ends: while one key takes another's place the same number
 * could else be added under both at once.
 */
export async function lockNewNumbers(tx: Queryable): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${NUMBERS_LOCK}::int, 0)`)
}

/** Adds numbers, and answers them as they are found by their hashes from then on. */
export async function addNumbers(tx: Queryable, rows: readonly { readonly lookup: string; readonly sealed: Buffer }[]): Promise<NumberFound[]> {
  if (rows.length === 0) return []
  const added = await tx.execute(sql`
    insert into ${nhsNumbers} (lookup, sealed) select decode(fresh.lookup, 'hex'), decode(fresh.sealed, 'hex')
    from unnest(string_to_array(${rows.map(({ lookup }) => lookup).join(',')}, ','), string_to_array(${rows.map(({ sealed }) => sealed.toString('hex')).join(',')}, ',')) as fresh (lookup, sealed)
    returning id, encode(lookup, 'hex') as lookup`)
  return added.map((row) => ({ lookup: row.lookup as string, id: Number(row.id), isSealed: true }))
}

/** Gives stored hashes the numbers that they are of, and the hash that goes with it. */
export async function fillNumbers(tx: Queryable, rows: readonly { readonly id: number; readonly lookup: string; readonly sealed: Buffer }[]): Promise<void> {
  for (const { id, lookup, sealed } of rows) await tx.execute(sql`update ${nhsNumbers} set sealed = ${sealed}, lookup = decode(${lookup}, 'hex') where id = ${id} and sealed is null`)
}
