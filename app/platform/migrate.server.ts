import fs from 'node:fs'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { runMigrations as prepareQueue } from 'graphile-worker'
import pg from 'pg'
import postgres from 'postgres'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { quietLogger } from './jobs.server.ts'

const MIGRATION_LOCK = 7_310_022

/**
 * Brings a database to this version: the migrations, the queue's own tables, the role's privileges, the triggers. Two portals
 * that start at once take turns. `ownerUrl` must be able to create tables and roles.
 */
export async function migrateDatabase(ownerUrl: string, root = process.cwd()): Promise<void> {
  const client = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${MIGRATION_LOCK})`
    await migrate(drizzle(client), { migrationsFolder: path.join(root, 'db', 'migrations') })
    const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 })
    pool.on('error', () => {})
    pool.on('connect', (connection) => connection.on('error', () => {}))
    try {
      await prepareQueue({ pgPool: pool, logger: quietLogger() })
    } finally {
      await pool.end()
    }
    await client.unsafe(fs.readFileSync(path.join(root, 'db', 'privileges.sql'), 'utf8'))
    await watchTables(client, root)
  } finally {
    await client.end({ timeout: 5 })
  }
}

/**
 * Puts the triggers in place that note what bears on a check's answers. They name the columns that the tables have, so they
 * are made again after every migration; otherwise they are left alone, because making them waits for all who write.
 */
async function watchTables(client: postgres.Sql, root: string): Promise<void> {
  const statements = fs.readFileSync(path.join(root, 'db', 'gate-changes.sql'), 'utf8')
  const made = sha256Hex(statements + fs.readFileSync(path.join(root, 'db', 'migrations', 'meta', '_journal.json'), 'utf8'))
  const [now] = await client`select obj_description('gate_changes'::regclass) as made`
  if (now?.made === made) return
  await client.begin((tx) => [tx.unsafe(statements), tx.unsafe(`comment on table gate_changes is '${made}'`)])
}
