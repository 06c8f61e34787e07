import { createHash, randomUUID } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { ask, linesOf, openAnswer, problemOf } from './ask.ts'

const portal = usePortal()
const list = (rows: number) => Array.from({ length: rows }, (_, i) => `${testNumber(i % 60)}\n`).join('')
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
const checks = () => portal.owner`select state, refusal, digest_in, digest_out from checks order by began_at, id`
const GZIP = { 'Content-Encoding': 'gzip' }

const withoutId = (line: string) => line.replace(/"check":"[^"]*"/, '').replace(/"version":\d+/, '')

describe('a list compressed as gzip', () => {
  test('is answered as the list itself is, and its digest is that of the list', async () => {
    const pilot = await givenPilot(portal)
    const plain = list(500)
    const first = await ask(portal, pilot, plain)
    for (const body of [gzipSync(plain), Buffer.concat([gzipSync(plain.slice(0, 5000)), gzipSync(plain.slice(5000))])]) {
      const second = await ask(portal, pilot, body, { headers: GZIP })
      expect(second.status).toBe(200)
      expect(withoutId(String(second.data))).toBe(withoutId(String(first.data)))
      expect(linesOf(second).summary.sha256_in).toBe(sha256(plain))
    }
  })

  test('is the same request as the list itself, under the same id', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    const first = await ask(portal, pilot, list(300), { requestId })
    expect((await ask(portal, pilot, gzipSync(list(300)), { requestId, headers: GZIP })).data).toBe(first.data)
    expect(problemOf(await ask(portal, pilot, gzipSync(list(301)), { requestId, headers: GZIP })).code).toBe('request-id-reused')
    expect(problemOf(await ask(portal, pilot, gzipSync(list(300)).subarray(0, -1), { requestId, headers: GZIP })).code).toBe('gzip-broken')
  })

  test.each([
    ['that is not', () => Buffer.from(list(10))],
    ['that is cut short', () => gzipSync(list(10)).subarray(0, -1)],
    ['that something follows', () => Buffer.concat([gzipSync(list(10)), Buffer.from(list(1))])],
    ['that noughts follow', () => Buffer.concat([gzipSync(list(10)), Buffer.alloc(2), gzipSync(list(1))])],
  ])('%s is refused, and leaves the check incomplete', async (_what, body) => {
    const pilot = await givenPilot(portal)
    const answer = await ask(portal, pilot, body(), { headers: GZIP, requestId: randomUUID() })
    expect([answer.status, problemOf(answer).code]).toEqual([400, 'gzip-broken'])
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'gzip-broken' }])
    expect(await portal.owner`select 1 from check_answers`).toEqual([])
  })

  test.each([false, true])('that breaks when part of the answer has gone out never ends as a whole answer does (answer compressed: %s)', async (isZipped) => {
    const pilot = await givenPilot(portal)
    const body = Buffer.concat([gzipSync(list(40_000)), Buffer.from('not gzip')])
    const answer = await openAnswer(pilot, body, { headers: { ...GZIP, ...(isZipped ? { 'Accept-Encoding': 'gzip' } : {}) } })
    expect(answer.status).toBe(200)
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    const got: Uint8Array[] = []
    await expect((async () => {
      for (let next = await reader.read(); !next.done; next = await reader.read()) got.push(next.value)
    })()).rejects.toThrow()
    if (isZipped) expect(() => gunzipSync(Buffer.concat(got))).toThrow()
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'gzip-broken' }])
  })
})

describe('an answer compressed as gzip', () => {
  test.each(['application/x-ndjson', 'text/plain', 'text/csv'])('is the answer in %s, and its digest is that of the answer', async (accept) => {
    const pilot = await givenPilot(portal)
    const response = await openAnswer(pilot, list(30_000), { accept, headers: { 'Accept-Encoding': 'gzip, deflate' } })
    expect([response.headers.get('Content-Encoding'), response.headers.get('Vary')]).toEqual(['gzip', 'Accept, Accept-Encoding'])
    const packed = Buffer.from(await response.arrayBuffer())
    const [check] = await checks()
    expect(check).toMatchObject({ state: 'complete', digest_out: sha256(gunzipSync(packed)) })
    const plain = await ask(portal, pilot, list(30_000), { accept })
    expect(withoutId(gunzipSync(packed).toString())).toBe(withoutId(String(plain.data)))
    expect(plain.headers.get('Content-Encoding')).toBeNull()
  })

  test('leaves the check incomplete when the caller goes before its end', async () => {
    const pilot = await givenPilot(portal)
    const response = await openAnswer(pilot, list(100_000), { headers: { 'Accept-Encoding': 'gzip' } })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    await reader.read()
    await reader.cancel()
    expect(await checks()).toMatchObject([{ state: 'incomplete', refusal: 'caller-gone' }])
  })

  test('does not change how a refusal is said', async () => {
    const pilot = await givenPilot(portal, { signedBy: [] })
    const response = await openAnswer(pilot, list(3), { headers: { 'Accept-Encoding': 'gzip' } })
    expect([response.status, response.headers.get('Content-Encoding')]).toEqual([409, null])
    expect(await response.json()).toMatchObject({ code: 'protocol-not-signed' })
  })
})
