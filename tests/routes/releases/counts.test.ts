import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import express from 'express'
import type { Sql } from 'postgres'
import { afterAll, describe, expect, test } from 'vitest'
import { remixHandler } from '#app/platform/remix-handler.server.ts'
import { FEWEST_ASKED, MOST_ANSWERED } from '#app/releases/count-answer.rules.ts'
import type { CountsAnswer } from '#app/releases/counts.schema.ts'
import { whenKept } from '#app/releases/keep-answers.server.ts'
import { readSnapshot } from '#app/releases/read-snapshot.server.ts'
import * as evaluationRoute from '#app/routes/access.v1.evaluation.ts'
import * as checkRoute from '#app/routes/api.v1.checks.$id.ts'
import * as countsRoute from '#app/routes/api.v1.flows.$ref_.counts.ts'
import * as privateRoute from '#app/routes/api.v1.flows.$ref_.private-checks.ts'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL } from '#tests/factories/who.ts'
import { expectAsDocumented } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'
import { ask, headersOf, linesOf, problemOf, type Ask } from './ask.ts'

const portal = usePortal()
const givenCounter = () => givenPilot(portal, { actions: ['counts'] })

async function count(pilot: Pick<Pilot, 'token' | 'flowRef'>, list: BodyInit, given: Ask = {}): Promise<Answer & { readonly told: CountsAnswer }> {
  const answer = await callRoute(portal, countsRoute.action as never, {
    path: `/api/v1/flows/${pilot.flowRef}/counts`, params: { ref: pilot.flowRef }, init: { method: 'POST', body: list, headers: headersOf(pilot, given) },
  })
  expectAsDocumented('countPeople', answer)
  return { ...answer, told: JSON.parse(String(answer.data)) as CountsAnswer }
}

/** So many strangers, and whoever is named besides. */
const listOf = (...besides: readonly string[]) => [...Array.from({ length: FEWEST_ASKED }, (_, i) => testNumber(1000 + i)), ...besides]
const text = (numbers: readonly string[]) => numbers.join('\n')

/** What is sent to the database meanwhile, statement by statement, without what is filled in. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const clients = [portal.runtime.sql, (portal.runtime.db as unknown as { $client: Sql }).$client]
  const sent: string[] = []
  // A connection that is opened asks the catalogue of types about itself; how many nodes the tree gets depends on the entry's number alone.
  const note = (_connection: number, statement: string) => { if (!statement.includes('pg_catalog')) sent.push(statement.replace(/(insert into "audit_tree" .* values ).*/, '$1…')) }
  for (const { options } of clients) Object.assign(options, { debug: note })
  try {
    await work()
  } finally {
    for (const { options } of clients) Object.assign(options, { debug: false })
  }
  return sent
}

/** Ends when nothing is left to be stored of what the flow's answers are: that is done beside the calls, when the answers change. */
async function stored(flowRef: string): Promise<void> {
  const snapshot = await readSnapshot(portal.runtime, flowRef)
  if (!snapshot.ok || !snapshot.value.journal) throw new Error('The flow has no answers that are kept')
  await whenKept(snapshot.value.journal.journalId)
}

describe('counts', () => {
  test('are told of a list, with noise, and are the same for the same people however the list is written', async () => {
    const pilot = await givenCounter()
    const people = listOf(testNumber(0), testNumber(1))
    const first = await count(pilot, text(people))
    expect(first.told).toMatchObject({ flow: pilot.flowRef, people: FEWEST_ASKED + 2, same_until: '2026-06-30', lists_left: MOST_ANSWERED - 1 })
    const shuffled = [...people].reverse().concat(people[0] as string, '', 'not a number', '9990000019')
    for (const again of [
      await count(pilot, text(shuffled)),
      await count(pilot, `nhs_number\r\n${shuffled.map((number) => `${number}\r\n`).join('')}`, { type: 'text/csv' }),
      await count(pilot, people.map((number) => JSON.stringify({ nhs_number: number })).join('\n'), { type: 'application/x-ndjson' }),
      await count(pilot, gzipSync(text(people)), { headers: { 'Content-Encoding': 'gzip' } }),
    ]) expect(again.told).toEqual(first.told)
    expect(await portal.owner`select people, flow_ref from count_answers`).toEqual([{ people: FEWEST_ASKED + 2, flow_ref: pilot.flowRef }])
  })

  test('do not move when somebody chooses, until the month is over', async () => {
    const pilot = await givenCounter()
    const list = text(listOf(...Array.from({ length: 8 }, (_, i) => testNumber(i))))
    const { told } = await count(pilot, list)
    for (const person of pilot.people) await givenChoice(portal, person)
    expect((await count(pilot, list)).told).toEqual(told)
    portal.now = new Date('2026-07-01T10:00:00Z')
    const next = (await count(pilot, list)).told
    expect(next).toMatchObject({ as_at: '2026-07-01T10:00:00.000Z', same_until: '2026-07-31', lists_left: MOST_ANSWERED - 1 })
    expect(await portal.owner`select month::text from count_answers`).toEqual([{ month: '2026-07-01' }])
  })

  test('are not told of few people, whoever they are', async () => {
    const pilot = await givenCounter()
    const few = listOf().slice(2)
    const refused = await Promise.all([text([...few, testNumber(0)]), text([...few, testNumber(5000)]), text([...few, ...few, testNumber(0)])].map((list) => count(pilot, list)))
    expect(refused.map((answer) => [answer.status, problemOf(answer).code])).toEqual(refused.map(() => [422, 'too-few-people']))
    expect(new Set(refused.map((answer) => answer.data)).size).toBe(1)
    expect(await portal.owner`select 1 from count_answers`).toEqual([])
  })

  test('are told of so many lists a month, and then only of those, by each organisation', async () => {
    const pilot = await givenCounter()
    const lists = Array.from({ length: MOST_ANSWERED }, (_, i) => text(listOf(testNumber(2000 + i))))
    const left: number[] = []
    for (const list of lists) left.push((await count(pilot, list)).told.lists_left)
    expect(left).toEqual(lists.map((_, i) => MOST_ANSWERED - 1 - i))
    const { token } = await givenKey(portal, { actions: ['counts'] })
    for (const key of [pilot, { ...pilot, token }]) {
      const refused = await count(key, text(listOf()))
      expect([refused.status, problemOf(refused).code, refused.headers.get('Retry-After')]).toEqual([429, 'counts-used-up', String(15 * 86_400 + 13 * 3600)])
    }
    expect((await count(pilot, lists[3] as string)).told.lists_left).toBe(0)
    const council = await givenKey(portal, { of: COUNCIL, actions: ['counts'] })
    expect((await count({ ...pilot, token: council.token }, text(listOf()))).told.lists_left).toBe(MOST_ANSWERED - 1)
    expect((await portal.owner`select data from audit_entries where kind = 'counts-refused'`).length).toBe(2)
  })

  test('of the same list in another flow count too: one choice shows in both, each time with other noise', async () => {
    const pilot = await givenCounter()
    const inFlags = { ...pilot, flowRef: pilot.flagsFlowRef }
    const here = (await count(pilot, text(listOf()))).told
    const there = (await count(inFlags, text(listOf()))).told
    expect([here, there].map(({ flow, lists_left }) => [flow, lists_left])).toEqual([[pilot.flowRef, MOST_ANSWERED - 1], [pilot.flagsFlowRef, MOST_ANSWERED - 2]])
    for (let i = 2; i < MOST_ANSWERED; i += 1) await count(i % 2 ? pilot : inFlags, text(listOf(testNumber(2000 + i))))
    for (const flow of [pilot, inFlags]) expect(problemOf(await count(flow, text(listOf(testNumber(2100))))).code).toBe('counts-used-up')
    expect((await count(pilot, text(listOf()))).told).toEqual({ ...here, lists_left: 0 })
  })

  test('of a list that comes in slowly are of the month in which it is there, whose lists it is one of', async () => {
    const pilot = await givenCounter()
    await count(pilot, text(listOf()))
    let isWanted!: () => void
    let finish!: () => void
    const wanted = new Promise<void>((resolve) => { isWanted = resolve })
    const finished = new Promise<void>((resolve) => { finish = resolve })
    const slow = count(pilot, new ReadableStream({
      pull: async (controller) => {
        isWanted()
        await finished
        controller.enqueue(new TextEncoder().encode(text(listOf(testNumber(1)))))
        controller.close()
      },
    }, { highWaterMark: 0 }))
    await wanted
    portal.now = new Date('2026-07-01T10:00:00Z')
    // What was told in June is deleted with this: a list that counted for June could be one of twenty more.
    expect((await count(pilot, text(listOf()))).told).toMatchObject({ same_until: '2026-07-31', lists_left: MOST_ANSWERED - 1 })
    finish()
    expect((await slow).told).toMatchObject({ same_until: '2026-07-31', lists_left: MOST_ANSWERED - 2 })
  })

  test('of many that ask at once are no more', async () => {
    const pilot = await givenCounter()
    await count(pilot, text(listOf()))
    await portal.owner`insert into count_answers select gen_random_uuid(), organisation_code, flow_ref, month, decode(lpad(to_hex(n), 64, '0'), 'hex'), people, noisy, audit_seq, as_at
      from count_answers, generate_series(1, ${MOST_ANSWERED - 2}) n`
    const answers = await Promise.all(['a', 'b', 'c'].map((_, i) => count(pilot, text(listOf(testNumber(3000 + i))))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 429, 429])
  })

  test('carry columns that were agreed and no others, and are refused where the flow may not run', async () => {
    const pilot = await givenCounter()
    const refused = await count(pilot, `nhs_number,salary\n${listOf().map((number) => `${number},1`).join('\n')}`, { type: 'text/csv' })
    expect(problemOf(refused).code).toBe('columns-not-agreed')
    expect(problemOf(await count(pilot, 'x', { type: 'text/html' })).code).toBe('content-type-not-taken')
    await portal.owner`delete from signatures`
    const answer = await count(pilot, text(listOf()))
    expect([answer.status, problemOf(answer).code]).toEqual([409, 'protocol-not-signed'])
    expect(await portal.owner`select data from audit_entries where kind = 'counts-refused'`).toEqual([{ data: `{"flow":"${pilot.flowRef}","reason":"protocol-not-signed"}` }])
  })

  test('with the same request id are the same bytes, and another list under it is refused', async () => {
    const pilot = await givenCounter()
    const requestId = '6f2f0f0e-1111-4222-8333-444455556666'
    const first = await count(pilot, text(listOf()), { requestId })
    await count(pilot, text(listOf(testNumber(1))))
    expect((await count(pilot, text(listOf()), { requestId })).data).toBe(first.data)
    expect(problemOf(await count(pilot, text(listOf(testNumber(2))), { requestId })).code).toBe('request-id-reused')
  })

  test('are all that such a key is told', async () => {
    const pilot = await givenCounter()
    const rows = await callRoute(portal, checkRoute.loader as never, { path: '/api/v1/checks/0b9c1f86-5f0e-4a57-9c56-2f4a3a1f9d10', params: { id: '0b9c1f86-5f0e-4a57-9c56-2f4a3a1f9d10' }, init: { headers: headersOf(pilot) } })
    const tags = await callRoute(portal, privateRoute.action as never, { path: `/api/v1/flows/${pilot.flowRef}/private-checks`, params: { ref: pilot.flowRef }, init: { method: 'POST', headers: headersOf(pilot) } })
    const one = await callRoute(portal, evaluationRoute.action as never, { path: '/access/v1/evaluation', init: { method: 'POST', headers: headersOf(pilot, { type: 'application/json' }), body: '{}' } })
    expect([rows.status, tags.status, one.status, (await ask(portal, pilot, testNumber(0))).status]).toEqual([403, 403, 403, 403])
    expect((await count(await givenPilotKeyWithout(), text(listOf()))).status).toBe(403)
    async function givenPilotKeyWithout() { return { ...pilot, token: (await givenKey(portal, { actions: ['check', 'check-detail', 'private-check'] })).token } }
  })

  test('and who was asked about are in no row and no audit entry', async () => {
    const pilot = await givenCounter()
    await count(pilot, text(listOf(testNumber(0))))
    const kept = JSON.stringify([await portal.owner`select id, organisation_code, flow_ref, month, encode(question, 'escape') q, people, noisy from count_answers`, await portal.owner`select kind, data, subject from audit_entries`])
    expect(kept).not.toMatch(/999\d{7}/)
    expect(await portal.owner`select data from audit_entries where kind = 'counts-answered'`).toMatchObject([{ data: expect.stringContaining(`"people":${FEWEST_ASKED + 1}`) as string }])
  })
})

describe('a person who is asked about', () => {
  /** Let through, left out and unknown. */
  const THREE = [testNumber(1), testNumber(0), testNumber(4000)]

  test('is as much work, and as much of an answer, to a key for counts: let through, left out or unknown', async () => {
    const pilot = await givenCounter()
    await givenChoice(portal, pilot.people[0] as never)
    await count(pilot, text(listOf(testNumber(5000))))
    await stored(pilot.flowRef)
    const seen: unknown[] = []
    for (const number of THREE) {
      let answer: Awaited<ReturnType<typeof count>> | undefined
      const statements = await statementsOf(async () => { answer = await count(pilot, text(listOf(number))) })
      const { told, headers, status } = answer as NonNullable<typeof answer>
      expect(statements.length).toBeGreaterThan(5)
      // The figures are noise of the list's own, so what is compared is everything but them and the lists left.
      seen.push({ status, statements, headers: [...headers.keys()].sort(), shape: JSON.stringify({ ...told, may_go_on: 0, may_not: 0, lists_left: 0 }) })
    }
    expect(seen[1]).toEqual(seen[0])
    expect(seen[2]).toEqual(seen[0])
  })

  test('is told in the same bytes and as much work to a key for rows: left out or unknown', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[0] as never)
    await ask(portal, pilot, testNumber(5))
    await stored(pilot.flowRef)
    const seen: unknown[] = []
    for (const number of [testNumber(0), testNumber(4000)]) {
      let answer: Answer | undefined
      const statements = await statementsOf(async () => { answer = await ask(portal, pilot, number) })
      const { lines } = linesOf(answer as Answer)
      seen.push({ statements, bytes: String(answer?.data).length, line: { ...lines[0], nhs_number: '' } })
    }
    expect(seen[1]).toEqual(seen[0])
  })

  test('is no different in what is refused', async () => {
    const pilot = await givenCounter()
    await givenChoice(portal, pilot.people[0] as never)
    const refused = await Promise.all(THREE.flatMap((number) => [
      count(pilot, number), count(pilot, `nhs_number,nhs_number\n${number},${number}`, { type: 'text/csv' }), count(pilot, `${number}\0`), count(pilot, number, { type: 'application/json' }),
    ]))
    expect(new Set(refused.map(({ data }) => data)).size).toBe(4)
  })
})

describe('over a real connection', () => {
  const app = express()
  app.all('*', remixHandler(async (request) => (await countsRoute.action({ request, params: { ref: new URL(request.url).pathname.split('/')[4] as string }, context: {}, unstable_pattern: '' } as never)) as Response, () => ({ nonce: '' })))
  const server = http.createServer(app)
  afterAll(() => { server.closeAllConnections(); server.close() })

  test('an answer has no tag that could be compared, and is neither compressed nor kept', async () => {
    const pilot = await givenCounter()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/flows/${pilot.flowRef}/counts`
    const send = (headers: Record<string, string> = {}) => fetch(url, { method: 'POST', body: text(listOf()), headers: { ...headersOf(pilot), 'Accept-Encoding': 'gzip, br', ...headers } })
    const first = await send()
    expect([first.status, first.headers.get('ETag'), first.headers.get('Content-Encoding'), first.headers.get('Cache-Control')]).toEqual([200, null, null, 'no-store'])
    const again = await send({ 'If-None-Match': '*', 'If-Modified-Since': new Date().toUTCString() })
    expect([again.status, await again.text()]).toEqual([200, await first.text()])
  })
})
