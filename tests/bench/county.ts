import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { beginSession } from '#app/identity/sessions.server.ts'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { readEnvironment } from '#app/platform/env.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { COUNTY_PROTOCOL, givenCounty } from '#tests/factories/county.ts'
import { PROJECT } from '#tests/factories/projects.ts'
import type { TestPortal } from '#tests/setup/portal.ts'
import { makeBenchDatabase } from './bench-database.ts'
import { median, milliseconds, type BenchRow } from './bench-row.ts'
import { buildIfNeeded } from '../../scripts/portal.ts'
import { Child } from './child.ts'
import type { GateServerDoings } from './gate-server.ts'
import { BENCH_NOW } from './large-register.ts'

const [FEW, MANY] = [5, 500]
const RUNS = 15
const MOST_MS = 100

/** Every kind of page of a project, its protocol's and the one where a member signs. */
const PAGES: readonly (readonly [string, string, 'lead' | 'member'])[] = [
  ['the list of projects', '/projects', 'lead'], ['the project', `/projects/${PROJECT}`, 'lead'], ['its facts', `/projects/${PROJECT}/facts`, 'lead'], ['its documents', `/projects/${PROJECT}/documents`, 'lead'],
  ['its approvals', `/projects/${PROJECT}/approvals`, 'lead'], ['the protocol', `/documents/${COUNTY_PROTOCOL}/v1`, 'lead'], ['signing it', `/documents/${COUNTY_PROTOCOL}/v1/sign`, 'member'],
  ['its members', `/documents/${COUNTY_PROTOCOL}/members`, 'lead'], ['a member’s agreements', '/practice/agreements', 'member'],
  ['its conditions', `/projects/${PROJECT}/conditions`, 'lead'], ['its timeline', `/projects/${PROJECT}/timeline`, 'lead'], ['the desk', '/desk', 'lead'], ['a member’s schedule', `/documents/${COUNTY_PROTOCOL}/schedule`, 'member'],
]

/**
 * Pages of a protocol of 500 practices as they are served, from the request to the last byte on loopback, beside those of one of
 * five. That the queries are as many is held by a test (tests/routes/documents/many-members.test.ts).
 */
export async function benchCounty(): Promise<BenchRow[]> {
  buildIfNeeded()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-bench-'))
  const database = await startEmbeddedPostgres({ folder })
  try {
    const few = await timesOf(database, FEW)
    const many = await timesOf(database, MANY)
    return PAGES.map(([what, address]) => {
      const [ours, theirs] = [many.get(address) as number[], few.get(address) as number[]]
      return {
        what: `A protocol of ${MANY} practices: ${what}`, figure: milliseconds(median(ours)), baseline: `of ${FEW} practices ${milliseconds(median(theirs))}`, ratio: median(ours) / median(theirs),
        target: { words: `under ${MOST_MS} ms`, isMet: median(ours) < MOST_MS },
      }
    })
  } finally {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timesOf(database: EmbeddedPostgres, members: number): Promise<ReadonlyMap<string, number[]>> {
  const { ownerUrl, env } = await makeBenchDatabase(database, `bench_county_${members}`)
  const cookies = await givenCookies(ownerUrl, env, members)
  const server = new Child<GateServerDoings>('tests/bench/gate-server.ts', env)
  try {
    await server.ready
    const port = await server.ask('port', undefined as never)
    const times = new Map<string, number[]>()
    for (let run = 0; run < RUNS + 2; run += 1) {
      for (const [, address, as] of PAGES) {
        const began = performance.now()
        const answer = await fetch(`http://127.0.0.1:${port}${address}`, { headers: { Cookie: cookies[as], Host: 'localhost:3000' } })
        await answer.text()
        if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
        // The first runs have the pages read from disk and made ready.
        if (run >= 2) times.set(address, [...(times.get(address) ?? []), performance.now() - began])
      }
    }
    return times
  } finally {
    await server.end()
  }
}

async function givenCookies(ownerUrl: string, env: Readonly<Record<string, string>>, members: number): Promise<{ readonly lead: string; readonly member: string }> {
  const environment = readEnvironment(env)
  const runtime = startRuntime(environment, { clock: () => BENCH_NOW })
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    const portal: TestPortal = { runtime, owner, env: environment, now: BENCH_NOW }
    const { lead, guardian } = await givenCounty(portal, members)
    const cookieOf = async (userId: string) => (await beginSession(runtime, userId)).split(';')[0] as string
    return { lead: await cookieOf(lead.userId), member: await cookieOf(guardian.userId) }
  } finally {
    await owner.end()
    await runtime.connections.close()
  }
}
