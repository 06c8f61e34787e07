import { rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, inject } from 'vitest'
import { readEnvironment, type Environment } from '#app/platform/env.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { newSigningKey } from '#app/platform/signing.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { TEMPLATE, TEST_LOGIN, TEST_PASSWORD } from './global-database.ts'

export interface TestPortal {
  readonly runtime: Runtime
  /** The owner's connection, for looking and for breaking things on purpose. */
  readonly owner: postgres.Sql
  readonly env: Environment
  /** The portal's clock: set it to move time. */
  now: Date
}

/** Signs receipts: one key a test file, so that portals begun one after another know each other's. */
const RECEIPT_KEY = newSigningKey()

export const TEST_NOW = new Date('2026-06-15T10:00:00Z')

/**
 * A running portal on this worker's own database: real migrations, real commits, emptied before each test. With
 * `keepsRows` the rows stay from test to test, for stories told over several.
 */
export function usePortal(overrides: Record<string, string> = {}, options: { readonly keepsRows?: boolean } = {}): TestPortal {
  const portal = { now: TEST_NOW } as { -readonly [K in keyof TestPortal]: TestPortal[K] }
  let admin: postgres.Sql
  const database = `concordat_test_${process.env.VITEST_POOL_ID ?? '0'}_${process.pid}`
  beforeAll(async () => {
    const server = new URL(inject('testServer'))
    admin = postgres(server.href, { max: 1, onnotice: () => {} })
    await admin.unsafe(`drop database if exists ${database} with (force)`)
    await cloneTemplate(admin, database)
    const ownerUrl = Object.assign(new URL(server), { pathname: `/${database}` }).href
    const appUrl = Object.assign(new URL(ownerUrl), { username: TEST_LOGIN, password: encodeURIComponent(TEST_PASSWORD) }).href
    portal.env = testEnvironment(appUrl, { DATABASE_OWNER_URL: ownerUrl, ...overrides })
    portal.owner = postgres(ownerUrl, { max: 2, onnotice: () => {} })
    portal.runtime = startRuntime(portal.env, { clock: () => portal.now, maxConnections: 6 })
  })
  beforeEach(async () => {
    if (options.keepsRows) return
    portal.now = TEST_NOW
    await sweep(portal.owner)
  })
  afterAll(async () => {
    await portal.runtime?.connections.close()
    await portal.owner?.end({ timeout: 2 })
    await admin?.unsafe(`drop database if exists ${database} with (force)`)
    await admin?.end({ timeout: 2 })
    if (portal.env?.AUDIT_HEADS_FILE) rmSync(portal.env.AUDIT_HEADS_FILE, { force: true })
  })
  return portal
}

export function testEnvironment(databaseUrl: string, overrides: Record<string, string> = {}): Environment {
  return readEnvironment({
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: 'a session secret for tests only, 0123456789',
    IDENTIFIER_KEY: 'an identifier key for tests only, abcdefghij',
    RECEIPT_KEY,
    AUDIT_HEADS_FILE: path.join(os.tmpdir(), `concordat-heads-${process.pid}.jsonl`),
    PUBLIC_URL: 'http://localhost:3000',
    CONCORDAT_ALLOW_TEST_NUMBERS: 'yes',
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
    ...overrides,
  })
}

/** Two workers may ask for the template at once; PostgreSQL lets one copy it at a time. */
async function cloneTemplate(admin: postgres.Sql, database: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await admin.unsafe(`create database ${database} template ${TEMPLATE}`)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== '55006' || attempt > 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Empties every table. Rows that may not be deleted are emptied with the owner's triggers off. */
export async function sweep(owner: postgres.Sql): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    const tables = await tx<{ name: string }[]>`
      select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename not in ('audit_head', 'gate_horizon')`
    for (const { name } of tables) await tx.unsafe(`delete from ${name}`)
    await tx.unsafe(`update audit_head set seq = 0, hash = repeat('0', 64), tree_size = 0, tree_peaks = ''`)
    await tx.unsafe('delete from graphile_worker._private_jobs')
  })
}
