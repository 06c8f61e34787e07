import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { describe, expect, test } from 'vitest'
import { OTHER_BYTES, SEALED_COLUMNS, SEALED_LISTS, SEAL_PURPOSES } from '#app/platform/sealed-columns.rules.ts'
import * as schema from '#db/schema/index.ts'

const tables = Object.values(schema).flatMap((value) => (is(value, PgTable) ? [getTableConfig(value)] : []))
const columns = tables.flatMap(({ name, columns: of }) => of.map((column) => ({ place: `${name}.${column.name}`, type: column.getSQLType() })))
const rotated = [
  ...SEALED_COLUMNS.flatMap(({ table, column, lookup }) => [`${table}.${column}`, ...(lookup ? [`${table}.${lookup.column}`] : [])]),
  ...SEALED_LISTS.map(({ table, column }) => `${table}.${column}`),
]

describe('what a new key is given to', () => {
  test('is every column of bytes, or it is said why not', () => {
    const bytes = columns.filter(({ type, place }) => type === 'bytea' || /sealed|lookup/.test(place.split('.')[1] as string)).map(({ place }) => place)
    expect([...rotated.filter((place) => bytes.includes(place)), ...Object.keys(OTHER_BYTES)].sort()).toEqual(bytes.sort())
  })

  test('is every JSON column whose members are sealed', () => {
    const sources = readdirSync('db/schema').map((file) => readFileSync(path.join('db/schema', file), 'utf8')).join('\n')
    const lists = sources.split('\n').filter((line) => /jsonb\(/.test(line) && /sealed/.test(line)).map((line) => /jsonb\('([a-z_]+)'\)/.exec(line)?.[1])
    expect(lists.sort()).toEqual(SEALED_LISTS.map(({ column }) => column).sort())
  })

  test('names tables, keys and columns that there are', () => {
    const types = new Map(columns.map(({ place, type }) => [place, type]))
    for (const place of rotated) expect([...types.keys()]).toContain(place)
    for (const { table, key, keyType } of SEALED_COLUMNS) {
      const config = tables.find(({ name }) => name === table)
      const primary = [...(config?.primaryKeys.flatMap((each) => each.columns) ?? []), ...(config?.columns.filter((column) => column.primary) ?? [])]
      expect(primary.map(({ name }) => name)).toEqual(key)
      for (const name of key) expect(types.get(`${table}.${name}`)).toBe(keyType)
    }
  })

  test('is everything that is ever sealed', () => {
    expect([...new Set([...SEALED_COLUMNS, ...SEALED_LISTS].map(({ purpose }) => purpose))].sort()).toEqual([...SEAL_PURPOSES].sort())
  })
})
