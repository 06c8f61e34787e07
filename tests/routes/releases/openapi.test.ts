import { expect, test } from 'vitest'
import { loader } from '#app/routes/openapi[.]json.ts'
import { givenKey, givenPilot } from '#tests/factories/pilot.ts'
import { OTHER_PRACTICE } from '#tests/factories/who.ts'
import { API_DOCUMENT } from '#tests/setup/api-contract.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask, problemOf } from './ask.ts'

const portal = usePortal()

test('anyone may read what programs can ask, under the address that people use', async () => {
  const answer = await callRoute(portal, loader, { path: '/openapi.json' })
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/json'])
  expect(JSON.parse(String(answer.data))).toEqual(JSON.parse(JSON.stringify({ ...API_DOCUMENT, servers: [{ url: portal.runtime.publicUrl }] })))
})

test('what is wrong with a call is said only to who may ask about the flow', async () => {
  const pilot = await givenPilot(portal)
  const { token } = await givenKey(portal, { of: OTHER_PRACTICE })
  const wrong = { type: 'application/pdf', accept: 'image/png', query: '?detail=all' }
  expect(problemOf(await ask(portal, pilot, 'x', wrong)).code).toBe('content-type-not-taken')
  expect(problemOf(await ask(portal, pilot, 'x', { ...wrong, token })).code).toBe('not-found')
  expect(problemOf(await ask(portal, pilot, 'x', { ...wrong, token: 'ck_unknown' })).code).toBe('key-unknown')
})
