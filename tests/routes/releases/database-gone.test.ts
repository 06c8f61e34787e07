import { mkdtempSync, rmSync } from 'node:fs'
import net, { type AddressInfo, type Server, type Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#app/platform/embedded-postgres.server.ts'
import { migrateDatabase } from '#app/platform/migrate.server.ts'
import { startRuntime } from '#app/platform/start.server.ts'
import { givenPilot, type Pilot } from '#tests/factories/pilot.ts'
import { TEST_NOW, testEnvironment, type TestPortal } from '#tests/setup/portal.ts'
import { ask, heldList, linesOf, numbers, openAnswer, problemOf, recovered } from './ask.ts'

/** A database server of this file's own, to be stopped and started; reached through a door that stays where it is. */
const folder = mkdtempSync(path.join(os.tmpdir(), 'concordat-test-gone-'))
const portal = { now: TEST_NOW } as { -readonly [K in keyof TestPortal]: TestPortal[K] }
let database: EmbeddedPostgres
let door: Server
let pilot: Pilot
const through = new Set<Socket>()

/** On the same port each time; while it is closed nobody answers there, as when a server is down. */
function openDoor(port = 0): Promise<number> {
  door = net.createServer((from) => {
    const to = net.connect(database.port, '127.0.0.1')
    for (const [one, other] of [[from, to], [to, from]] as const) {
      through.add(one)
      one.pipe(other)
      one.on('error', () => {}).on('close', () => {
        through.delete(one)
        other.destroy()
      })
    }
  })
  return new Promise((resolve) => { door.listen(port, '127.0.0.1', () => resolve((door.address() as AddressInfo).port)) })
}

let port = 0
const start = async () => {
  database = await startEmbeddedPostgres({ folder, disposable: true })
  port = await openDoor(port)
}
const stop = async () => {
  await database.stop()
  door.close()
  for (const socket of through) socket.destroy()
}

beforeAll(async () => {
  await start()
  const admin = postgres(database.ownerUrl('postgres'), { max: 1, onnotice: () => {} })
  await admin`create database concordat`
  await admin`create role concordat_app nologin`
  await admin`create role concordat_test_login login noinherit password 'only for tests on this machine' in role concordat_app`
  await admin.end()
  await migrateDatabase(database.ownerUrl('concordat'))
  portal.env = testEnvironment(`postgres://concordat_test_login:only%20for%20tests%20on%20this%20machine@127.0.0.1:${port}/concordat`)
  portal.owner = postgres(Object.assign(new URL(database.ownerUrl('concordat')), { port: String(port) }).href, { max: 2, onnotice: () => {} })
  portal.runtime = startRuntime(portal.env, { clock: () => portal.now, maxConnections: 6 })
  pilot = await givenPilot(portal)
})
afterAll(async () => {
  await portal.runtime?.connections.close()
  await portal.owner?.end({ timeout: 2 })
  door?.close()
  await database?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const rest = async (answer: Response): Promise<string> => {
  let text = ''
  const decoder = new TextDecoder()
  for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) text += decoder.decode(piece, { stream: true })
  return text
}

describe('a database that goes away in the middle of a check', () => {
  test('and is not back at its end: the answer is cut off, nothing is decided meanwhile, and all is well when it is back', async () => {
    const held = heldList()
    held.send(`${numbers(20_000)}\n`)
    const answer = await openAnswer(pilot, held.list, { requestId: '6f1c3f0e-51a5-4c68-b1a8-3a1d6f0a1b2c' })
    await stop()
    // The list goes on, and so does its answer, which rests on what was read when it began.
    held.send(`${numbers(20_000)}\n`)
    const asked = await ask(portal, pilot, numbers(3))
    expect([asked.status, problemOf(asked).code, asked.headers.get('Retry-After')]).toEqual([503, 'try-again', '5'])
    held.end()
    await expect(rest(answer)).rejects.toThrow()
    await start()
    await recovered(portal)
    const [check] = await portal.owner`select state, rows::int, digest_out from checks`
    expect(check).toEqual({ state: 'incomplete', rows: 0, digest_out: null })
    expect(linesOf(await ask(portal, pilot, numbers(5))).summary.rows).toBe(5)
    // The same request is answered when whoever had it has been silent for long enough.
    portal.now = new Date(portal.now.getTime() + 31_000)
    const again = await ask(portal, pilot, `${numbers(20_000)}\n${numbers(20_000)}\n`, { requestId: '6f1c3f0e-51a5-4c68-b1a8-3a1d6f0a1b2c' })
    expect(linesOf(again).summary.rows).toBe(40_000)
  })

  test('and is back before its end: the answer is whole, and on record', async () => {
    const held = heldList()
    held.send(`${numbers(20_000)}\n`)
    const answer = await openAnswer(pilot, held.list)
    await stop()
    held.send(`${numbers(20_000)}\n`)
    await start()
    await recovered(portal)
    held.end()
    const lines = (await rest(answer)).trimEnd().split('\n')
    const { summary } = JSON.parse(String(lines.at(-1))) as { summary: { check: string; rows: number } }
    expect([lines.length, summary.rows]).toEqual([40_001, 40_000])
    expect(await portal.owner`select state, rows::int from checks where id = ${summary.check}`).toEqual([{ state: 'complete', rows: 40_000 }])
  })

  test('and comes back, though whoever answers was silent and its check was let go of: it is cut off', async () => {
    const held = heldList()
    const requestId = 'b3c9a8f2-7a44-4e55-9d0f-1d2e3f4a5b6c'
    held.send(`${numbers(20_000)}\n`)
    const answer = await openAnswer(pilot, held.list, { requestId })
    portal.now = new Date(portal.now.getTime() + 31_000)
    const taken = await ask(portal, pilot, `${numbers(20_000)}\n`, { requestId })
    expect(taken.status).toBe(200)
    held.end()
    await expect(rest(answer)).rejects.toThrow()
    expect(await portal.owner`select state, refusal from checks where request_id = ${requestId} order by state`).toEqual([
      { state: 'complete', refusal: null }, { state: 'incomplete', refusal: 'stopped' },
    ])
    expect((await ask(portal, pilot, `${numbers(20_000)}\n`, { requestId })).data).toBe(taken.data)
  })
})
