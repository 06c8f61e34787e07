import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { letGoOfChecksJob } from '#app/releases/let-go-of-checks.server.ts'
import { givenChoice, givenPilot } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { ask, headersOf, until } from './ask.ts'
import { send } from './cut-client.ts'
import { chanceFrom, listOf, pathOf, rowsOf, TYPES, type Type } from './many-lists.ts'

/** Another seed kills at other moments: FAULT_SEED=7. */
const SEED = Number(process.env.FAULT_SEED ?? 20_260_615)
const KILLS = 10
const ROWS = 60_000

const portal = usePortal()
const running = new Set<ChildProcess>()
afterAll(() => { for (const child of running) child.kill('SIGKILL') })

interface Server { readonly child: ChildProcess; readonly port: number }

async function startServer(): Promise<Server> {
  const child = fork('tests/setup/gate-process.ts', {
    execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: {
      ...process.env, DATABASE_URL: portal.env.DATABASE_URL, SESSION_SECRET: portal.env.SESSION_SECRET, IDENTIFIER_KEY: portal.env.IDENTIFIER_KEY,
      CONCORDAT_ALLOW_TEST_NUMBERS: 'yes', LOG_LEVEL: 'silent', NODE_ENV: 'test', PORTAL_NOW: portal.now.toISOString(), VITEST: undefined,
    },
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const [{ port }] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => { throw new Error('The server did not start') })])) as [{ port: number }]
  return { child, port }
}

describe('a server that is killed', () => {
  test(`never leaves a clean ending of a wrong answer, nor a check that counts (seed ${SEED}, ${KILLS} kills)`, async () => {
    const below = chanceFrom(SEED)
    const pilot = await givenPilot(portal)
    for (const person of pilot.people.slice(2, 4)) await givenChoice(portal, person)
    let next = startServer()
    let broken = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const { child, port } = await next
      // The next one starts while this one works.
      if (kill + 1 < KILLS) next = startServer()
      const [type, accept] = [TYPES[below(3)] as Type, TYPES[below(3)] as Type]
      const list = listOf(type, ROWS, below)
      const requestId = below(2) === 0 ? randomUUID() : null
      const call = { port, path: pathOf(pilot), headers: headersOf(pilot, { type, accept, ...(requestId ? { requestId } : {}) }), list, isZipped: below(4) === 0, cut: null, piece: 8192 }
      const known = new Set((await portal.owner`select id from checks`).map(({ id }) => String(id)))
      // Every other one is killed before it has the whole list, and the others at any moment, when they have answered one before.
      const isEarly = kill % 2 === 0
      if (!isEarly) await send({ ...call, headers: headersOf(pilot, { type, accept }), list: listOf(type, 10, below) })
      const at = isEarly ? below(list.length / 4) : below(150)
      const end = () => { child.kill('SIGKILL') }
      if (!isEarly) setTimeout(end, at)
      const got = await send({ ...call, isZipped: call.isZipped && !isEarly, ...(isEarly ? { sent: (bytes: number) => { if (bytes >= at) end() } } : {}) })
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      // What whoever was killed had begun in the database, the database ends when it notices.
      await until(async () => (await portal.owner`select 1 from pg_stat_activity where datname = current_database() and usename = 'concordat_test_login' and state like 'idle in transaction%'`).length === 0)
      const records = await portal.owner`select id, state, rows::int, digest_out from checks`
      const record = records.find(({ id, rows }) => !known.has(String(id)) && rows !== 10)
      const right = rowsOf(Buffer.from(String((await ask(portal, pilot, list, { type, accept })).data)))
      try {
        if (got.status === 200) expect(rowsOf(got.bytes).equals(right.subarray(0, rowsOf(got.bytes).length))).toBe(true)
        if (got.isWhole) {
          expect([got.status, rowsOf(got.bytes).length, record?.state]).toEqual([200, right.length, 'complete'])
          if (accept === 'application/x-ndjson') expect(got.bytes.includes('{"summary":')).toBe(true)
        } else if (record?.state !== 'complete') {
          expect(got.bytes.includes('{"summary":')).toBe(false)
          if (record) expect(record).toMatchObject({ state: 'incomplete', rows: 0, digest_out: null })
          broken += 1
        }
        if (requestId && record?.state === 'incomplete') {
          // Whoever asks again is answered whole, by another server, when the first has been silent for long enough.
          expect((await ask(portal, pilot, list, { type, accept, requestId })).status).toBe(409)
          portal.now = new Date(portal.now.getTime() + 31_000)
          const again = await ask(portal, pilot, list, { type, accept, requestId })
          expect([again.status, rowsOf(Buffer.from(String(again.data))).equals(right)]).toEqual([200, true])
        }
      } catch (error) {
        throw new Error(`Seed ${SEED}, kill ${kill}: ${JSON.stringify({ type, accept, isEarly, at, requestId, got: { ...got, bytes: got.bytes.length }, right: right.length, record })}`, { cause: error })
      }
    }
    expect(broken).toBeGreaterThanOrEqual(KILLS / 2)
    portal.now = new Date(portal.now.getTime() + 3_600_000)
    await letGoOfChecksJob(portal.runtime, {})
    expect(await portal.owner`select 1 from checks where state = 'incomplete' and (busy_until is not null or refusal is null)`).toEqual([])
    expect(await portal.owner`select 1 from check_answers a join checks c on c.id = a.check_id where c.state <> 'complete'`).toEqual([])
  }, 300_000)
})
