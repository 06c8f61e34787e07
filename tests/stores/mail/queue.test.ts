import { expect, test } from 'vitest'
import { addJob, runJobsOnce, type JobHandlers } from '#app/platform/jobs.server.ts'
import { reportFault } from '#app/identity/route-wrappers.server.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const database = () => new Error('Failed query: insert into "people" values ($1)\nparams: Alex,Sample,1980-05-17')

test('work that fails stays in the queue to be tried again, without the values that a database’s message quotes', async () => {
  const handlers = { 'send-mail': async () => { throw database() } } as unknown as JobHandlers
  await portal.runtime.db.transaction((tx) => addJob(tx, 'send-mail', { mailId: 'none' }, 'none'))
  await runJobsOnce(portal.runtime, handlers)
  const [job] = await portal.owner`select attempts, last_error from graphile_worker._private_jobs`
  expect(job).toMatchObject({ attempts: 1, last_error: expect.stringContaining('Failed query') })
  expect(job?.last_error).not.toMatch(/Alex|Sample|1980/)
})

test('a fault is logged by its place in the code, without the values', () => {
  const lines: unknown[] = []
  const log = { ...portal.runtime.log, error: (...given: unknown[]) => lines.push(given) }
  expect(reportFault({ ...portal.runtime, log } as never, database()).status).toBe(500)
  expect(JSON.stringify(lines)).toMatch(/Failed query.*queue\.test\.ts/)
  expect(JSON.stringify(lines)).not.toMatch(/Alex|Sample|1980/)
})
