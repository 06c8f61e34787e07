import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { answerOnce, ANSWERS_KEPT_FOR, forgetApiAnswers } from '#app/identity/answer-once.server.ts'
import { countCall } from '#app/identity/api-limits.server.ts'
import { countCallOfKey } from '#app/identity/api-keys.store.server.ts'
import { readKeyActor } from '#app/identity/api-keys.server.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { givenKey } from '#tests/factories/pilot.ts'
import { contextOf, givenOrganisations } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()

async function givenActor(): Promise<KeyActor> {
  await givenOrganisations(portal)
  const found = await readKeyActor(portal.runtime, (await givenKey(portal)).token)
  if (!found.ok) throw new Error(found.refusal.kind)
  return found.value
}
const counting = () => {
  let times = 0
  return async () => Response.json({ times: (times += 1) }, { headers: { 'Concordat-Check-Id': 'x' } })
}

test('the same request is answered as the first time, and another under its id is refused', async () => {
  const actor = await givenActor()
  const work = counting()
  const ask = async (requestId: string | null, body: string) => answerOnce(contextOf(portal, actor), { requestId, question: ['op', body] }, work)
  const id = randomUUID()
  for (let i = 0; i < 3; i += 1) {
    const answered = await ask(id, 'one')
    expect(answered.ok && [await answered.value.json(), answered.value.headers.get('Concordat-Check-Id')]).toEqual([{ times: 1 }, 'x'])
  }
  expect(await ask(id, 'two')).toMatchObject({ ok: false, refusal: { kind: 'request-id-reused' } })
  const without = await ask(null, 'one')
  expect(without.ok && (await without.value.json())).toEqual({ times: 2 })
})

test('what is kept names nobody: neither question nor answer can be read without the key', async () => {
  const actor = await givenActor()
  await answerOnce(contextOf(portal, actor), { requestId: randomUUID(), question: ['op', '9990000018'] }, async () => Response.json({ number: '9990000018' }))
  const [row] = await portal.owner`select question, answer_sealed from api_requests`
  expect(Buffer.concat([row?.question as Buffer, row?.answer_sealed as Buffer]).toString('latin1')).not.toContain('9990000018')
  expect((row?.answer_sealed as Buffer).length).toBeGreaterThan(20)
})

test('of two that come at once one is answered; a fault or a refusal leaves the id free', async () => {
  const actor = await givenActor()
  const id = randomUUID()
  let letGo: (response: Response) => void = () => {}
  const first = answerOnce(contextOf(portal, actor), { requestId: id, question: ['a'] }, () => new Promise((resolve) => (letGo = resolve)))
  await expect.poll(async () => (await portal.owner`select 1 from api_requests`).length).toBe(1)
  expect(await answerOnce(contextOf(portal, actor), { requestId: id, question: ['a'] }, counting())).toMatchObject({ ok: false, refusal: { kind: 'request-in-progress' } })
  letGo(Response.json({}, { status: 409 }))
  expect((await first).ok).toBe(true)
  await expect(answerOnce(contextOf(portal, actor), { requestId: id, question: ['a'] }, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  const again = await answerOnce(contextOf(portal, actor), { requestId: id, question: ['b'] }, counting())
  expect(again.ok && (await again.value.json())).toEqual({ times: 1 })
})

test('a request whose machine stopped may be sent again after a minute', async () => {
  const actor = await givenActor()
  const id = randomUUID()
  void answerOnce(contextOf(portal, actor), { requestId: id, question: ['a'] }, () => new Promise(() => {}))
  await expect.poll(async () => (await portal.owner`select 1 from api_requests`).length).toBe(1)
  portal.now = new Date(portal.now.getTime() + 61_000)
  expect((await answerOnce(contextOf(portal, actor), { requestId: id, question: ['a'] }, counting())).ok).toBe(true)
})

test('answers are forgotten after a day', async () => {
  const actor = await givenActor()
  const work = counting()
  const ask = async (requestId: string) => answerOnce(contextOf(portal, actor), { requestId, question: ['a'] }, work)
  const [old, young] = [randomUUID(), randomUUID()]
  await ask(old)
  portal.now = new Date(portal.now.getTime() + ANSWERS_KEPT_FOR)
  await ask(young)
  portal.now = new Date(portal.now.getTime() + 1000)
  await forgetApiAnswers(portal.runtime)
  expect((await portal.owner`select request_id from api_requests`).map((row) => row.request_id)).toEqual([young])
  expect((await portal.owner`select count(*)::int as jobs from graphile_worker._private_jobs`)[0]?.jobs).toBe(2)
})

test('a key that has ended opens nothing from the day after, and its use is written down by the day', async () => {
  await givenOrganisations(portal)
  const { id, token } = await givenKey(portal)
  await portal.owner`update api_keys set expires_on = '2026-06-15'`
  portal.now = new Date('2026-06-15T22:59:59Z')
  expect((await readKeyActor(portal.runtime, token)).ok).toBe(true)
  expect((await portal.owner`select last_used_on::text from api_keys where id = ${id}`)[0]?.last_used_on).toBe('2026-06-15')
  portal.now = new Date('2026-06-15T23:00:00Z')
  expect(await readKeyActor(portal.runtime, token)).toMatchObject({ ok: false, refusal: { kind: 'key-ended' } })
})

test('calls counted in the database add up, by key and by what is asked, and begin again with the minute', async () => {
  const actor = await givenActor()
  const count = async (action = 'check') => (await countCallOfKey(portal.runtime.db, actor.keyId, action)).calls
  const counts = await Promise.all(Array.from({ length: 10 }, () => count()))
  // The minute may have turned in between.
  expect([...counts].sort((a, b) => a - b).every((calls, index) => calls === index + 1) || Math.max(...counts) < 10).toBe(true)
  expect(await count('flow-read')).toBe(1)
  await portal.owner`update api_key_calls set window_began_at = window_began_at - interval '1 minute', calls = 500`
  expect(await count()).toBe(1)
  const { isWithin, headers } = await countCall(portal.runtime, actor.keyId, 'check')
  expect([isWithin, headers['RateLimit-Policy']]).toEqual([true, '"check";q=3000;w=60'])
})
