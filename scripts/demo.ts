import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { readEnvironment } from '#app/platform/env.server.ts'
import { openPortal, stopOnSignal } from './portal.ts'

/** `npm run demo`: everything on this machine, with its own PostgreSQL, the demo world loaded, ready to use. */
const data = path.resolve(process.env.CONCORDAT_DATA || '.data')
const port = Number(process.env.PORT || 3000)

async function main(): Promise<void> {
  mkdirSync(data, { recursive: true })
  const secrets = readSecrets(path.join(data, 'demo-secrets.json'))
  const database = await startEmbeddedPostgres({ folder: data })
  try {
    const ownerUrl = database.ownerUrl('concordat')
    await prepareDatabase(database.ownerUrl('postgres'), secrets.appPassword)
    const env = readEnvironment({
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_OWNER_URL: ownerUrl,
      DATABASE_URL: `postgres://concordat_demo:${secrets.appPassword}@127.0.0.1:${database.port}/concordat`,
      SESSION_SECRET: secrets.sessionSecret,
      IDENTIFIER_KEY: secrets.identifierKey,
      PORT: String(port),
      PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
      CONCORDAT_DATA: data,
      CONCORDAT_DEMO: 'yes',
      CONCORDAT_ALLOW_TEST_NUMBERS: 'yes',
      LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    })
    const portal = await openPortal(env)
    stopOnSignal(async () => {
      await portal.stop()
      await database.stop()
    })
    process.stdout.write(`Concordat is at http://localhost:${portal.port}\n`)
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** The demo's own secrets, made once and kept beside its data. */
function readSecrets(file: string): { sessionSecret: string; identifierKey: string; appPassword: string } {
  if (!existsSync(file)) {
    const fresh = () => randomBytes(32).toString('base64url')
    writeFileSync(file, JSON.stringify({ sessionSecret: fresh(), identifierKey: fresh(), appPassword: fresh() }), { mode: 0o600 })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as { sessionSecret: string; identifierKey: string; appPassword: string }
}

/** The database, and a login that holds nothing but the portal's own role. */
async function prepareDatabase(ownerUrl: string, appPassword: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const [database] = await sql`select 1 from pg_database where datname = 'concordat'`
    if (!database) await sql`create database concordat`
    const [role] = await sql`select 1 from pg_roles where rolname = 'concordat_app'`
    if (!role) await sql`create role concordat_app nologin`
    const [login] = await sql`select 1 from pg_roles where rolname = 'concordat_demo'`
    if (!login) await sql.unsafe(`create role concordat_demo login noinherit password '${appPassword}' in role concordat_app`)
  } finally {
    await sql.end()
  }
}

main().catch((error: Error) => {
  process.stderr.write(`The demo cannot start: ${error.message}\n`)
  process.exit(1)
})
