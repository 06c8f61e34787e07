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

/** Adds numbers. One that someone else has added at the same moment is left as it is, and waited for. */
export async function addNumbers(tx: Queryable, rows: readonly { readonly lookup: string; readonly sealed: Buffer }[]): Promise<void> {
  if (rows.length === 0) return
  await tx.execute(sql`
    insert into ${nhsNumbers} (lookup, sealed) select decode(fresh.lookup, 'hex'), decode(fresh.sealed, 'hex')
    from unnest(string_to_array(${rows.map(({ lookup }) => lookup).join(',')}, ','), string_to_array(${rows.map(({ sealed }) => sealed.toString('hex')).join(',')}, ',')) as fresh (lookup, sealed)
    on conflict (lookup) do nothing`)
}

/** Gives stored hashes the numbers that they are of. */
export async function fillNumbers(tx: Queryable, rows: readonly { readonly id: number; readonly sealed: Buffer }[]): Promise<void> {
  for (const { id, sealed } of rows) await tx.execute(sql`update ${nhsNumbers} set sealed = ${sealed} where id = ${id} and sealed is null`)
}
