import { expect, test } from 'vitest'
import { isReady } from '#app/platform/ready.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { usePortal } from '#tests/setup/portal.ts'

/** Whether the portal may be sent people to. */
const portal = usePortal()
const asking = (answer: () => Promise<unknown>) => ({ sql: answer as unknown as Runtime['sql'] })

test('is said of a database that answers and is migrated', async () => {
  expect(await isReady(portal.runtime)).toBe(true)
})

test.each([
  ['does not answer', () => new Promise(() => {})],
  ['cannot be reached', () => Promise.reject(new Error('no connection'))],
  ['lacks a table', () => Promise.resolve([{ ready: false }])],
  ['says nothing', () => Promise.resolve([])],
])('is not said of one that %s', async (_what, answer) => {
  expect(await isReady(asking(answer), 20)).toBe(false)
})
