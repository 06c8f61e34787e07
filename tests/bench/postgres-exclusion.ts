import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import postgres from 'postgres'

/** Puts the numbers that opted out into a table of their own, with a primary key and statistics. Gives its name. */
export async function loadOptedOut(url: string, optedOut: readonly string[]): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const table = `opted_out_${optedOut.length}`
  try {
    await sql.unsafe(`create table if not exists ${table} (number text)`)
    await pipeline(Readable.from(parts(optedOut)), await sql.unsafe(`copy ${table} from stdin`).writable())
    await sql.unsafe(`alter table ${table} add primary key (number)`)
    await sql.unsafe(`analyze ${table}`)
    return table
  } finally {
    await sql.end()
  }
}

/**
 * The same exclusion as it is done in a database: the list copied into a table, an anti-join with the numbers that opted out,
 * which are there already, and what is left copied out in the order of the list. In milliseconds, from the first byte read to
 * the last byte written.
 */
export async function excludeInPostgres({ url, table, list, out }: { readonly url: string; readonly table: string; readonly list: string; readonly out: string }): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`select 1`
    const began = performance.now()
    await sql`create temporary table list (place bigint generated always as identity, number text)`
    await pipeline(createReadStream(list, { highWaterMark: 1024 * 1024 }), await sql`copy list (number) from stdin`.writable())
    await sql`analyze list`
    await copyOut(await sql.unsafe(`copy (select number from list where not exists (select 1 from ${table} o where o.number = list.number) order by place) to stdout`).readable(), out)
    return performance.now() - began
  } finally {
    await sql.end()
  }
}

/** How long it takes to have everyone of a register and their sealed numbers out of PostgreSQL, in milliseconds. */
export async function copyPeopleOut(url: string, out: string): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql`select 1`
    const began = performance.now()
    await copyOut(await sql.unsafe('copy (select p.id, p.number_id, p.date_of_birth, n.sealed from people p join nhs_numbers n on n.id = p.number_id) to stdout').readable(), out)
    return performance.now() - began
  } finally {
    await sql.end()
  }
}

function* parts(numbers: readonly string[]): Generator<string> {
  for (let from = 0; from < numbers.length; from += 100_000) yield `${numbers.slice(from, from + 100_000).join('\n')}\n`
}

/** Taken as fast as it comes: the client can stop for ever when it is held back in the middle of a copy. */
async function copyOut(rows: Readable, out: string): Promise<void> {
  const file = createWriteStream(out, { highWaterMark: 1024 * 1024 })
  await new Promise<void>((resolve, reject) => {
    rows.on('data', (piece: Buffer) => file.write(piece)).once('end', () => file.end(resolve)).once('error', reject)
    file.once('error', reject)
  })
}
