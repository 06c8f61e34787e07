import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { migrateDatabase } from '#app/platform/migrate.server.ts'

/**
 * One PostgreSQL for the whole run, with a template database that the real migrations made. Each worker clones it. Set
 * CONCORDAT_TEST_DATABASE to a superuser's address of another server to use that one.
 */
declare module 'vitest' {
  interface ProvidedContext {
    readonly testServer: string
  }
}

export const TEMPLATE = 'concordat_test_template'
export const TEST_LOGIN = 'concordat_test_login'
export const TEST_PASSWORD = 'only for tests on this machine'

interface Shared { users: number; starting: Promise<{ url: (database: string) => string; stop: () => Promise<void> }> }
const KEY = Symbol.for('concordat.test-server')
const holder = globalThis as { [KEY]?: Shared }

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  holder[KEY] ??= { users: 0, starting: start() }
  const shared = holder[KEY]
  shared.users += 1
  const server = await shared.starting
  project.provide('testServer', server.url('postgres'))
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    delete holder[KEY]
    await server.stop()
  }
}

async function start(): Promise<{ url: (database: string) => string; stop: () => Promise<void> }> {
  const given = process.env.CONCORDAT_TEST_DATABASE
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-test-'))
  let embedded: EmbeddedPostgres | undefined
  const url = given
    ? (database: string) => Object.assign(new URL(given), { pathname: `/${database}` }).href
    : (embedded = await startEmbeddedPostgres({ folder, disposable: true })).ownerUrl
  const sql = postgres(url('postgres'), { max: 1, onnotice: () => {} })
  await sql.unsafe(`drop database if exists ${TEMPLATE} with (force)`)
  await sql.unsafe(`create database ${TEMPLATE}`)
  await sql.unsafe(`do $$ begin create role concordat_app nologin; exception when duplicate_object then null; end $$`)
  await sql.unsafe(`do $$ begin create role ${TEST_LOGIN} login noinherit password '${TEST_PASSWORD}' in role concordat_app; exception when duplicate_object then null; end $$`)
  await sql.end()
  await migrateDatabase(url(TEMPLATE))
  return {
    url,
    stop: async () => {
      await embedded?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
