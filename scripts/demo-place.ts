import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import type { EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { readEnvironment, type Environment } from '#app/platform/env.server.ts'
import { newSigningKey } from '#app/platform/signing.server.ts'

/** Where the demo keeps everything it stores: the folder that CONCORDAT_DATA names. */
export function demoFolder(): string {
  return path.resolve(process.env.CONCORDAT_DATA || '.data')
}

export interface DemoSecrets {
  readonly sessionSecret: string
  readonly identifierKey: string
  readonly appPassword: string
  readonly receiptKey: string
}

/** The demo's own secrets, each made once and kept beside its data. */
export function demoSecrets(folder: string): DemoSecrets {
  const file = path.join(folder, 'demo-secrets.json')
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoSecrets>) : {}
  const fresh = () => randomBytes(32).toString('base64url')
  const secrets: DemoSecrets = { sessionSecret: fresh(), identifierKey: fresh(), appPassword: fresh(), receiptKey: newSigningKey(), ...kept }
  if (Object.keys(kept).length < Object.keys(secrets).length) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  }
  return secrets
}

/** The environment of the demo over a database server that is up. */
export function demoEnvironment(folder: string, secrets: DemoSecrets, database: Pick<EmbeddedPostgres, 'ownerUrl' | 'port'>, port: number): Environment {
  return readEnvironment({
    ...process.env,
    NODE_ENV: 'production',
    DATABASE_OWNER_URL: database.ownerUrl('concordat'),
    DATABASE_URL: `postgres://concordat_demo:${secrets.appPassword}@127.0.0.1:${database.port}/concordat`,
    SESSION_SECRET: secrets.sessionSecret,
    IDENTIFIER_KEY: secrets.identifierKey,
    RECEIPT_KEY: secrets.receiptKey,
    PORT: String(port),
    PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
    HOST: process.env.HOST || '127.0.0.1',
    CONCORDAT_DATA: folder,
    CONCORDAT_DEMO: 'yes',
    CONCORDAT_ALLOW_TEST_NUMBERS: 'yes',
    NATIONAL_CHECK_MAILBOX: process.env.NATIONAL_CHECK_MAILBOX || 'DEMO0HC001',
    NATIONAL_CHECK_SERVICE_MAILBOXES: process.env.NATIONAL_CHECK_SERVICE_MAILBOXES || 'DEMO0HC002',
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  })
}

/** The database, and a login that holds nothing but the portal's own role. */
export async function prepareDemoDatabase(ownerUrl: string, appPassword: string, options: { readonly afresh?: boolean } = {}): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    // What an interrupted first start left holds nothing of anybody's.
    if (options.afresh) await sql`drop database if exists concordat with (force)`
    const [database] = await sql`select 1 from pg_database where datname = 'concordat'`
    if (!database) await sql`create database concordat`
    const [role] = await sql`select 1 from pg_roles where rolname = 'concordat_app'`
    if (!role) await sql`create role concordat_app nologin`
    const [login] = await sql`select 1 from pg_roles where rolname = 'concordat_demo'`
    if (!login) await sql`create role concordat_demo login noinherit in role concordat_app`
    await sql.unsafe(`alter role concordat_demo password '${appPassword}'`)
  } finally {
    await sql.end()
  }
}
