import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { addJob, startJobs, type JobHandlers } from '#app/platform/jobs.server.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { jobHandlers } from '../../../scripts/job-handlers.ts'

const portal = usePortal()

function noting(done: string[]): JobHandlers {
  return { ...jobHandlers, 'send-mail': async (_runtime, { mailId }) => void done.push(mailId) }
}
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 200; waited += 1) {
    if (await isSo()) return
    await pause(50)
  }
  throw new Error('It did not come to that')
}

describe('the queue', () => {
  test('gives back at once what a killed portal was working on', async () => {
    const mailId = randomUUID()
    await addJob(portal.runtime.db, 'send-mail', { mailId }, mailId)
    await portal.owner`update graphile_worker._private_jobs set locked_by = 'a-worker-that-was-killed', locked_at = now()`
    const done: string[] = []
    const runner = await startJobs(portal.runtime, noting(done))
    await until(() => done.includes(mailId))
    await runner.stop()
  })

  test('leaves alone what another portal is working on', async () => {
    const first = await startJobs(portal.runtime, noting([]))
    const mailId = randomUUID()
    await portal.owner.begin(async (tx) => {
      await tx.unsafe(`select graphile_worker.add_job('send-mail'::text, payload := '{"mailId":"${mailId}"}'::json, job_key := '${mailId}'::text)`)
      await tx`update graphile_worker._private_jobs set locked_by = 'a-worker-of-the-other', locked_at = now()`
    })
    const done: string[] = []
    const second = await startJobs(portal.runtime, noting(done))
    await pause(1500)
    expect(done).toEqual([])
    await Promise.all([first.stop(), second.stop()])
  })

  test('goes on after its connections were cut', async () => {
    const done: string[] = []
    const runner = await startJobs(portal.runtime, noting(done))
    await portal.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
    const mailId = randomUUID()
    await until(async () => {
      try {
        await addJob(portal.runtime.db, 'send-mail', { mailId }, mailId)
        return true
      } catch {
        return false
      }
    })
    await until(() => done.includes(mailId))
    await runner.stop()
  })
})
