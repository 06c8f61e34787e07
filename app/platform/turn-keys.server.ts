import { setTimeout } from 'node:timers/promises'
import type postgres from 'postgres'
import { isUniqueViolation, isWorthAnotherTry, type Sql } from './database.server.ts'
import { SEALED_COLUMNS, SEALED_LISTS, type SealedColumn } from './sealed-columns.rules.ts'
import type { Secrets } from './secrets.server.ts'

/** How far a column has come. `total`: the rows that were not under the new key when it began. */
export type OnTurned = (progress: { readonly where: string; readonly done: number; readonly total: number }) => void | Promise<void>

type Tx = postgres.TransactionSql

const HAS_VALUE = (column: string) => `${column} is not null and octet_length(${column}) > 0`

/** Rows that are not under the key that is written under, by the name that each sealed value begins with. */
async function countOutside(sql: Sql, secrets: Secrets, { table, column }: SealedColumn): Promise<number> {
  const [row] = await sql.unsafe<{ count: number }[]>(
    `select count(*)::int as count from ${table} where ${HAS_VALUE(column)} and substring(${column} from 1 for ${secrets.sealedPrefix.length}) <> $1`, [secrets.sealedPrefix],
  )
  return row?.count ?? 0
}

/**
 * Seals everything again that is not under the first key, and hashes it again with it: a batch a transaction, so it may be stopped
 * at any moment and run again, beside portals that go on working. A row that someone else holds is passed over and come back to. What no
 * key opens stays as it is, for the check afterwards to count. Answers how many values were turned.
 */
export async function turnKeys(owner: Sql, secrets: Secrets, onTurned: OnTurned = () => {}): Promise<number> {
  let turned = 0
  for (const column of SEALED_COLUMNS) turned += await turnColumn(owner, secrets, column, onTurned)
  for (const list of SEALED_LISTS) turned += await turnList(owner, secrets, list, onTurned)
  return turned
}

/** How often rows that others hold are waited for, and how long each time, in milliseconds. */
const [WAITS, WAIT] = [8, 250]
/** How often a column is gone through at the most: where others go on adding under the key before, the check afterwards says so. */
const PASSES = 20

async function turnColumn(sql: Sql, secrets: Secrets, column: SealedColumn, onTurned: OnTurned): Promise<number> {
  const total = await countOutside(sql, secrets, column)
  let turned = 0
  for (let pass = 0, waits = 0, left = total; left > 0 && pass < PASSES && waits < WAITS; pass += 1) {
    const before = turned
    let after: readonly string[] | null = null
    do {
      const batch = await again(() => sql.begin((tx) => turnBatch(tx, secrets, column, after)))
      turned += batch.turned
      after = batch.last
      if (batch.turned > 0) await onTurned({ where: `${column.table}.${column.column}`, done: turned, total: Math.max(total, turned) })
    } while (after !== null)
    left = await countOutside(sql, secrets, column)
    if (turned > before) continue
    waits += 1
    await setTimeout(WAIT)
  }
  return turned
}

/** The next rows after `after` that are not under the key; `last` is null when there were no more. */
async function turnBatch(tx: Tx, secrets: Secrets, column: SealedColumn, after: readonly string[] | null): Promise<{ readonly turned: number; readonly last: readonly string[] | null }> {
  const { table, key, keyType, batch } = column
  const keys = key.join(', ')
  const from = after === null ? '' : `and (${keys}) > (${key.map((_name, place) => `$${place + 2}::${keyType}`).join(', ')})`
  const rows = await tx.unsafe<{ key: string[]; sealed: Buffer }[]>(
    `select array[${key.map((name) => `${name}::text`).join(', ')}] as key, ${column.column} as sealed from ${table}
     where ${HAS_VALUE(column.column)} and substring(${column.column} from 1 for ${secrets.sealedPrefix.length}) <> $1 ${from}
     order by ${keys} limit ${batch} for update skip locked`, [secrets.sealedPrefix, ...(after ?? [])],
  )
  const fresh = rows.flatMap((row) => {
    const content = opened(secrets, column, row.sealed)
    if (content === null) return []
    return [{ key: row.key, sealed: secrets.sealBytes(column.purpose, content), lookup: column.lookup ? hashOf(secrets, column.lookup, content) : null }]
  })
  let turned = 0
  if (await put(tx, column, fresh)) turned = fresh.length
  else for (const row of fresh) if (await put(tx, column, [row])) turned += 1
  return { turned, last: rows.length < batch ? null : rows[rows.length - 1]?.key ?? null }
}

interface FreshRow { readonly key: readonly string[]; readonly sealed: Buffer; readonly lookup: Buffer | null }

/** False where another row has one of the hashes already: then nothing is changed. */
async function put(tx: Tx, { table, key, keyType, column, lookup }: SealedColumn, rows: readonly FreshRow[]): Promise<boolean> {
  if (rows.length === 0) return true
  const hex = (values: readonly (Buffer | null)[]) => values.map((value) => value?.toString('hex') ?? '').join(',')
  const keys = key.map((_name, place) => `unnest(string_to_array($${place + 3}, ',')) as key_${place}`)
  try {
    await tx.savepoint((part) => part.unsafe(
      `update ${table} set ${column} = decode(fresh.sealed, 'hex') ${lookup ? `, ${lookup.column} = decode(fresh.lookup, 'hex')` : ''}
       from (select unnest(string_to_array($1, ',')) as sealed, unnest(string_to_array($2, ',')) as lookup, ${keys.join(', ')}) as fresh
       where ${key.map((name, place) => `${table}.${name} = fresh.key_${place}::${keyType}`).join(' and ')}`,
      [hex(rows.map((row) => row.sealed)), hex(rows.map((row) => row.lookup)), ...key.map((_name, place) => rows.map((row) => row.key[place]).join(','))],
    ))
    return true
  } catch (error) {
    if (isUniqueViolation(error)) return false
    throw error
  }
}

function hashOf(secrets: Secrets, { purpose, of }: NonNullable<SealedColumn['lookup']>, content: Buffer): Buffer {
  const text = content.toString('utf8')
  return secrets.lookup(purpose, (of ? of(text) : text) ?? '')
}

function opened(secrets: Secrets, { purpose }: { readonly purpose: SealedColumn['purpose'] }, sealed: Uint8Array): Buffer | null {
  try {
    return secrets.openBytes(purpose, sealed)
  } catch {
    return null
  }
}

type SealedList = (typeof SEALED_LISTS)[number]
type Member = Record<string, unknown>

const isUnderFirst = (secrets: Secrets, base64: unknown): boolean =>
  Buffer.from(String(base64), 'base64').subarray(0, secrets.sealedPrefix.length).equals(secrets.sealedPrefix)

async function turnList(sql: Sql, secrets: Secrets, list: SealedList, onTurned: OnTurned): Promise<number> {
  let turned = 0
  for (const { id } of await listsOutside(sql, secrets, list)) {
    turned += await again(() => sql.begin(async (tx) => {
      const [row] = await tx.unsafe<{ members: Member[] }[]>(`select ${list.column} as members from ${list.table} where id = $1 for update`, [id])
      let changed = 0
      const members = (row?.members ?? []).map((member) => {
        const content = isUnderFirst(secrets, member[list.member]) ? null : opened(secrets, list, Buffer.from(String(member[list.member]), 'base64'))
        if (content === null) return member
        changed += 1
        return { ...member, [list.member]: secrets.sealBytes(list.purpose, content).toString('base64') }
      })
      if (changed > 0) await tx.unsafe(`update ${list.table} set ${list.column} = $2::text::jsonb where id = $1`, [id, JSON.stringify(members)])
      return changed
    }))
    await onTurned({ where: `${list.table}.${list.column}`, done: turned, total: turned })
  }
  return turned
}

async function listsOutside(sql: Sql, secrets: Secrets, list: SealedList): Promise<{ readonly id: string; readonly count: number }[]> {
  const outside: { id: string; count: number }[] = []
  const rows = sql.unsafe<{ id: string; members: Member[] }[]>(`select id::text, ${list.column} as members from ${list.table} where jsonb_array_length(${list.column}) > 0`).cursor(50)
  for await (const page of rows) {
    for (const { id, members } of page) {
      const count = members.filter((member) => !isUnderFirst(secrets, member[list.member])).length
      if (count > 0) outside.push({ id, count })
    }
  }
  return outside
}

/** What is not under the first key, by column: sealed under another, or found by a hash that is not its own under this one. */
export async function countLeft(sql: Sql, secrets: Secrets): Promise<{ readonly where: string; readonly count: number }[]> {
  const left: { where: string; count: number }[] = []
  for (const column of SEALED_COLUMNS) left.push({ where: `${column.table}.${column.column}`, count: (await countOutside(sql, secrets, column)) + (await countMisplaced(sql, secrets, column)) })
  for (const list of SEALED_LISTS) left.push({ where: `${list.table}.${list.column}`, count: (await listsOutside(sql, secrets, list)).reduce((sum, { count }) => sum + count, 0) })
  return left.filter(({ count }) => count > 0)
}

/** Of the values under the first key, those whose hash is not theirs under it: nobody would find them. */
async function countMisplaced(sql: Sql, secrets: Secrets, { table, column, purpose, lookup }: SealedColumn): Promise<number> {
  if (!lookup) return 0
  let count = 0
  const rows = sql.unsafe<{ sealed: Buffer; hash: Buffer }[]>(
    `select ${column} as sealed, ${lookup.column} as hash from ${table} where ${HAS_VALUE(column)} and substring(${column} from 1 for ${secrets.sealedPrefix.length}) = $1`, [secrets.sealedPrefix],
  ).cursor(2000)
  for await (const page of rows) {
    for (const { sealed, hash } of page) {
      const content = opened(secrets, { purpose }, sealed)
      if (content === null || !hashOf(secrets, lookup, content).equals(hash)) count += 1
    }
  }
  return count
}

async function again<T>(work: () => Promise<T>, tries = 5): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === tries || !isWorthAnotherTry(error)) throw error
    }
  }
}
