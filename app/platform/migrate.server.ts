import fs from 'node:fs'
import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { runMigrations as prepareQueue } from 'graphile-worker'
import pg from 'pg'
import postgres from 'postgres'
import { quietLogger } from './jobs.server.ts'

const MIGRATION_LOCK = 7_310_022

/**
 * Brings a database to this version: the migrations, the queue's own tables, then the role's privileges. Two portals that start at once
 * take turns. `ownerUrl` must be able to create tables and roles.
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
  } finally {
    await client.end({ timeout: 5 })
  }
}
