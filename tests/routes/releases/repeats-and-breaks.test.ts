import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { surviveLostConnections } from '#app/platform/lost-connections.server.ts'
import { LONGEST_CHECK } from '#app/releases/check.rules.ts'
import { givenChoice, givenKey, givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { ask, heldList, linesOf, numbers, openAnswer, problemOf, recovered, until } from './ask.ts'

const portal = usePortal()

/** As the portal itself does: what was being stored beside the answer may be written to a connection that is gone. */
let restore: () => void
beforeAll(() => { restore = surviveLostConnections(() => {}) })
afterAll(() => restore())
const checks = () => portal.owner`select id, state, refusal, busy_until, rows::int from checks order by began_at, id`

describe('the same request sent again', () => {
  test.each(['application/x-ndjson', 'text/plain', 'text/csv'])('gets the same answer in %s, byte for byte, though people have chosen since', async (accept) => {
    const pilot = await givenPilot(portal, { actions: ['check', 'check-detail'] })
    const requestId = randomUUID()
    const list = `${numbers(150_000)}\n\nx\n`
    const query = accept === 'application/x-ndjson' ? '?detail=full' : ''
    const first = await ask(portal, pilot, list, { requestId, accept, query })
    expect(first.status).toBe(200)
    await givenChoice(portal, pilot.people[0] as never)
    portal.now = new Date(portal.now.getTime() + 86_400_000)
    const second = await ask(portal, pilot, list, { requestId, accept, query })
    expect(second.data === first.data).toBe(true)
    expect(second.headers.get('Concordat-Check-Id')).toBe(first.headers.get('Concordat-Check-Id'))
    expect(await checks()).toMatchObject([{ state: 'complete', rows: 150_002 }])
    expect((await portal.owner`select kind from audit_entries where kind like 'check-%' order by seq`).map((row) => row.kind)).toEqual(['check-begun', 'check-completed', 'check-answered-again'])
  })

  test('with another list, or asked in another way, is refused', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    expect((await ask(portal, pilot, numbers(3), { requestId })).status).toBe(200)
    for (const [list, given] of [[numbers(4), {}], [numbers(3), { accept: 'text/csv' }], [numbers(3), { type: 'application/x-ndjson' }], [numbers(3), { flowRef: pilot.flagsFlowRef }]] as const) {
      const answer = await ask(portal, pilot, list, { requestId, ...given })
      expect([answer.status, problemOf(answer).code]).toEqual([409, 'request-id-reused'])
    }
    expect(await checks()).toHaveLength(1)
  })

  test('by another key is another request', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    await ask(portal, pilot, numbers(3), { requestId })
    const { token } = await givenKey(portal)
    expect((await ask(portal, pilot, numbers(4), { requestId, token })).status).toBe(200)
    expect(await checks()).toHaveLength(2)
  })

  test('while the first is being answered is refused, and answered afterwards', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    const held = heldList()
    const first = openAnswer(pilot, held.list, { requestId })
    held.send(`${testNumber(0)}\n`)
    await until(async () => (await checks()).length === 1)
    const second = await ask(portal, pilot, `${testNumber(0)}\n`, { requestId })
    expect([second.status, problemOf(second).code, second.headers.get('Retry-After')]).toEqual([409, 'request-in-progress', '30'])
    held.end()
    const text = await (await first).text()
    expect((await ask(portal, pilot, `${testNumber(0)}\n`, { requestId })).data).toBe(text)
  })

  test('of two at the very same moment, one is answered', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    const answers = await Promise.all(Array.from({ length: 4 }, () => ask(portal, pilot, numbers(5), { requestId })))
    const good = answers.filter((answer) => answer.status === 200)
    expect(good.length).toBeGreaterThan(0)
    expect(new Set(good.map((answer) => answer.data)).size).toBe(1)
    expect(answers.filter((answer) => answer.status !== 200).every((answer) => problemOf(answer).code === 'request-in-progress')).toBe(true)
    expect((await checks()).filter((check) => check.state === 'complete')).toHaveLength(1)
  })

  test('after whoever answered it died without a word may be tried again half a minute later', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    await ask(portal, pilot, numbers(2), { requestId })
    await portal.owner`update checks set state = 'incomplete', busy_until = ${new Date(portal.now.getTime() + 30_000)}`
    expect((await ask(portal, pilot, numbers(2), { requestId })).status).toBe(409)
    portal.now = new Date(portal.now.getTime() + 30_001)
    expect((await ask(portal, pilot, numbers(2), { requestId })).status).toBe(200)
    expect((await checks()).map((check) => check.state)).toEqual(['incomplete', 'complete'])
  })
})

describe('a check that breaks off', () => {
  const long = `${numbers(40_000)}\n`

  test('because the caller has gone stays incomplete, with nothing kept, and may be tried again', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    const answer = await openAnswer(pilot, long, { requestId })
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    expect((await reader.read()).done).toBe(false)
    await reader.cancel()
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'caller-gone', busy_until: null }])
    expect(await portal.owner`select 1 from check_answers`).toEqual([])
    expect(linesOf(await ask(portal, pilot, long, { requestId })).summary.rows).toBe(40_000)
  })

  test('because its list comes so slowly that what people have said by now would not count is told so', async () => {
    const pilot = await givenPilot(portal)
    const held = heldList()
    const answer = openAnswer(pilot, held.list)
    held.send(`${testNumber(0)}\n`)
    await until(async () => (await checks()).length === 1)
    await givenChoice(portal, pilot.people[1] as never)
    portal.now = new Date(portal.now.getTime() + LONGEST_CHECK + 1)
    held.send(`${testNumber(1)}\n`)
    const refused = await answer
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([408, 'took-too-long'])
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'took-too-long' }])
  })

  test('because its answer is taken too slowly never gets its end; within six hours it does', async () => {
    const pilot = await givenPilot(portal)
    const [inTime, late] = [await openAnswer(pilot, numbers(100)), await openAnswer(pilot, numbers(100))]
    portal.now = new Date(portal.now.getTime() + LONGEST_CHECK)
    expect((await inTime.text()).split('\n')).toHaveLength(102)
    portal.now = new Date(portal.now.getTime() + 1)
    await expect(late.text()).rejects.toThrow()
    expect((await checks()).map(({ state, refusal }) => [state, refusal]).sort()).toEqual([['complete', null], ['incomplete', 'took-too-long']])
  })

  test('because the caller reads all but the end is not complete', async () => {
    const pilot = await givenPilot(portal)
    const answer = await openAnswer(pilot, numbers(100))
    expect(await checks()).toMatchObject([{ state: 'incomplete' }])
    await answer.body?.cancel()
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'caller-gone' }])
  })

  test('because the list breaks off before anything was sent is refused', async () => {
    const pilot = await givenPilot(portal)
    const held = heldList()
    const answering = openAnswer(pilot, held.list)
    held.send(`${testNumber(0)}\n`)
    held.break()
    const answer = await answering
    expect([answer.status, (await answer.json() as { code: string }).code]).toEqual([400, 'list-broken-off'])
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'list-broken-off' }])
  })

  test.each([
    ['the list breaks off', (held: ReturnType<typeof heldList>) => held.break(), 'list-broken-off'],
    ['a row is too long', (held: ReturnType<typeof heldList>) => { held.send('x'.repeat(70_000)); held.end() }, 'row-too-long'],
    ['a row has a CR alone', (held: ReturnType<typeof heldList>) => { held.send(`${testNumber(0)}\r`); held.send(`${testNumber(1)}\n`); held.end() }, 'lone-carriage-return'],
  ])('because %s when part of the answer has gone out never ends as a whole answer does', async (_what, happens, why) => {
    const pilot = await givenPilot(portal)
    const held = heldList()
    held.send(long)
    const answer = await openAnswer(pilot, held.list)
    expect(answer.status).toBe(200)
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    expect((await reader.read()).done).toBe(false)
    happens(held)
    await expect((async () => { while (!(await reader.read()).done); })()).rejects.toThrow()
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: why }])
  })

  test('because the database has gone before the end never ends as a whole answer does, and stays incomplete', async () => {
    const pilot = await givenPilot(portal)
    const held = heldList()
    held.send(long)
    const answer = await openAnswer(pilot, held.list, { requestId: randomUUID() })
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    const [{ database }] = (await portal.owner`select current_database() as database`) as unknown as [{ database: string }]
    await portal.owner.unsafe(`alter database ${database} connection limit 0`)
    try {
      await portal.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database} and usename = 'concordat_test_login'`
      held.end()
      await expect((async () => { while (!(await reader.read()).done); })()).rejects.toThrow()
    } finally {
      await portal.owner.unsafe(`alter database ${database} connection limit -1`)
      await recovered(portal)
    }
    expect(await checks()).toMatchObject([{ state: 'incomplete', rows: 0 }])
    expect(await portal.owner`select 1 from audit_entries where kind = 'check-completed'`).toEqual([])
  })

  test('a connection that is lost between questions to the database does no harm', async () => {
    const pilot = await givenPilot(portal)
    const held = heldList()
    held.send(long)
    const answer = await openAnswer(pilot, held.list)
    await portal.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'concordat_test_login'`
    await recovered(portal)
    held.end()
    expect((await answer.text()).endsWith('}}\n')).toBe(true)
    expect(await checks()).toMatchObject([{ state: 'complete', rows: 40_000 }])
  })

  test('an unreachable database is "try again", in words', async () => {
    const pilot = await givenPilot(portal)
    const [{ database }] = (await portal.owner`select current_database() as database`) as unknown as [{ database: string }]
    await portal.owner.unsafe(`alter database ${database} connection limit 0`)
    try {
      await portal.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${database} and usename = 'concordat_test_login'`
      const answer = await ask(portal, pilot, numbers(2))
      expect([answer.status, problemOf(answer).code, answer.headers.get('Retry-After')]).toEqual([503, 'try-again', '5'])
    } finally {
      await portal.owner.unsafe(`alter database ${database} connection limit -1`)
      await recovered(portal)
    }
  })
})

describe('a long list', () => {
  test('from a caller who sends it all before reading any answer is answered whole', async () => {
    const pilot = await givenPilot(portal)
    const list = `${numbers(120_000)}\n`
    const answer = await openAnswer(pilot, list, { type: 'text/plain' })
    // Nothing is read for a while: the answer, some 9 MB, waits on disk beyond the first of them.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const text = await answer.text()
    expect(text.split('\n').length).toBe(120_002)
    const [check] = await portal.owner`select state, digest_out from checks`
    expect(check).toEqual({ state: 'complete', digest_out: createHash('sha256').update(text).digest('hex') })
  })
})
