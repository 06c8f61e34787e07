import postgres from 'postgres'
import type { EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { migrateDatabase } from '#app/platform/migrate.server.ts'

/** An empty database of the portal for a benchmark, and what a server over it is started with: a role that may do what the portal may, and no more. */
export async function makeBenchDatabase(server: EmbeddedPostgres, name: string): Promise<{ readonly ownerUrl: string; readonly env: Readonly<Record<string, string>> }> {
  const ownerUrl = server.ownerUrl(name)
  const admin = postgres(server.ownerUrl('postgres'), { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  await admin`do $$ begin create role concordat_app nologin; exception when duplicate_object then null; end $$`
  await admin`do $$ begin create role concordat_bench login noinherit password 'only for benchmarks' in role concordat_app; exception when duplicate_object then null; end $$`
  await admin.end()
  await migrateDatabase(ownerUrl)
  return {
    ownerUrl,
    env: {
      DATABASE_URL: Object.assign(new URL(ownerUrl), { username: 'concordat_bench', password: encodeURIComponent('only for benchmarks') }).href,
      SESSION_SECRET: 'a session secret for benchmarks only 0123456', IDENTIFIER_KEY: 'an identifier key for benchmarks only abcdef',
      CONCORDAT_ALLOW_TEST_NUMBERS: 'yes', LOG_LEVEL: 'error', NODE_ENV: 'test', PUBLIC_URL: 'http://localhost:3000',
    },
  }
}
