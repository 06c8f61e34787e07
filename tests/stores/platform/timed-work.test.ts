import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { doInTurn } from '#app/platform/do-in-turn.server.ts'
import { startJobs, type JobHandlers } from '#app/platform/jobs.server.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { jobHandlers } from '../../../scripts/job-handlers.ts'
import { timetable } from '../../../scripts/timetable.ts'

const portal = usePortal()
const [HOUR, DAY] = [3_600_000, 86_400_000]
const NAME = 'age-national-checks'
/** Half an hour from now, so that no round is due while the test runs. */
const hourly = () => [{ name: NAME, at: `${(new Date().getUTCMinutes() + 30) % 60} * * * *` }] as const

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let waited = 0; waited < 400; waited += 1) {
    if (await isSo()) return
    await pause(50)
  }
  throw new Error('It did not come to that')
}
const queued = async () => (await portal.owner`select count(*)::int as count from graphile_worker.jobs`)[0]?.count as number

describe('work that comes round by the clock', () => {
  test('is made up for in one go after an outage, however many portals come back', async () => {
    // Work that finds another portal at it is put back for 30 seconds later: with this clock, for now.
    portal.now = new Date(Date.now() - 31_000)
    await portal.owner`delete from graphile_worker._private_known_crontabs`
    await portal.owner`insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
      values (${NAME}, ${new Date(Date.now() - 9 * DAY)}, ${new Date(Date.now() - 2 * DAY)})`
    const rounds: (string | undefined)[] = []
    const done: Date[] = []
    const handlers: JobHandlers = {
      ...jobHandlers,
      [NAME]: (runtime, payload) => {
        rounds.push(payload.due)
        return doInTurn(runtime, NAME, payload, async (now) => void done.push(now))
      },
    }
    const runners = await Promise.all([startJobs(portal.runtime, handlers, hourly()), startJobs(portal.runtime, handlers, hourly())])
    try {
      await until(async () => done.length > 0 && (await queued()) === 0)
    } finally {
      await Promise.all(runners.map((runner) => runner.stop()))
    }
    expect(done).toHaveLength(1)
    expect(rounds.length).toBeGreaterThanOrEqual(1)
    expect(rounds.every((due) => due !== undefined)).toBe(true)
    const [known] = await portal.owner`select last_execution from graphile_worker._private_known_crontabs where identifier = ${NAME}`
    expect(Date.now() - (known?.last_execution as Date).getTime()).toBeLessThan(HOUR + 60_000)
  })

  test('is done for the rounds due since, at the time it is given, and not for one that was done', async () => {
    const done: Date[] = []
    const round = (due: Date) => doInTurn(portal.runtime, NAME, { due: due.toISOString() }, async (now) => void done.push(now))
    const at = (ms: number) => new Date(portal.now.getTime() + ms)
    await round(at(-HOUR))
    await round(at(-2 * HOUR))
    await round(at(0))
    expect(done).toEqual([portal.now])
    await round(at(1))
    expect(done).toHaveLength(2)
  })

  test('that failed is not counted as done', async () => {
    const due = portal.now.toISOString()
    await expect(doInTurn(portal.runtime, NAME, { due }, async () => { throw new Error('no') })).rejects.toThrow('no')
    let isDone = false
    await doInTurn(portal.runtime, NAME, { due }, async () => void (isDone = true))
    expect(isDone).toBe(true)
  })

  test('that finds another portal at it is put back for later, and lost for nobody', async () => {
    let inner: Promise<void> | undefined
    let innerDone = false
    await doInTurn(portal.runtime, 'look-at-alarms', { organisationCode: 'Y90001' }, async () => {
      inner = doInTurn(portal.runtime, 'look-at-alarms', { organisationCode: 'Y90001' }, async () => void (innerDone = true))
      await inner
    })
    expect(innerDone).toBe(false)
    const [job] = await portal.owner`select payload, run_at from graphile_worker._private_jobs`
    expect(job).toMatchObject({ payload: { organisationCode: 'Y90001' }, run_at: new Date(portal.now.getTime() + 30_000) })
  })
})

test('the timetable says how often the mailbox is looked at, or that it never is', () => {
  const every = (NATIONAL_CHECK_POLL_MINUTES: number) => timetable({ NATIONAL_CHECK_POLL_MINUTES }).find(({ name }) => name === 'fetch-national-replies')?.at
  expect([every(5), every(60), every(0)]).toEqual(['*/5 * * * *', '0 * * * *', undefined])
})
