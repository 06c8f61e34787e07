import { describe, expect, test } from 'vitest'
import { purgeNationalChecks, purgeNationalChecksJob } from '#app/national-check/purge-national-check.server.ts'
import { controlOf, givenAnswer, givenExport, listOf, MESH, systemContext, takeIn, underSection251 } from '#tests/factories/national-check.ts'
import { givenPilot } from '#tests/factories/pilot.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal(MESH)
const DAY = 86_400_000
const at = (ms: number) => { portal.now = new Date(TEST_NOW.getTime() + ms) }
const purge = () => purgeNationalChecks(systemContext(portal))
const state = async () => (await portal.owner`select state, (select count(*)::int from national_check_numbers n where n.run_id = r.id) as numbers from national_check_runs r order by sequence`).map((row) => [row.state, row.numbers])

describe('at the end of their time', () => {
  test('the numbers of a run go, and its counts and digest stay', async () => {
    await givenPilot(portal, { facts: underSection251 })
    const run = await givenAnswer(portal)
    const [before] = await portal.owner`select sent, cleared, digest, left_out from national_check_runs`
    at(21 * DAY)
    expect(await purge()).toEqual({ expired: 1, purged: 0, numbers: 0 })
    expect(await state()).toEqual([['expired', 8]])
    at(21 * DAY + 1)
    expect(await purge()).toEqual({ expired: 0, purged: 1, numbers: 8 })
    expect(await state()).toEqual([['purged', 0]])
    expect((await portal.owner`select sent, cleared, digest, left_out from national_check_runs`)[0]).toEqual(before)
    expect(await purge()).toEqual({ expired: 0, purged: 0, numbers: 0 })
    expect(await takeIn(portal, listOf(run.numbers), { control: controlOf(run) })).toMatchObject({ ok: false, refusal: { kind: 'run-purged' } })
    const kinds = await portal.owner`select kind from audit_entries where kind like 'national-check-%ed' and kind not like '%exported' order by seq`
    expect(kinds.map((row) => row.kind)).toEqual(['national-check-expired', 'national-check-purged', 'national-check-reply-refused'])
  })

  test('those that were never answered go too, and younger runs stay', async () => {
    await givenPilot(portal, { facts: underSection251 })
    await givenExport(portal)
    at(DAY)
    await givenExport(portal)
    at(21 * DAY + 1)
    expect(await purge()).toMatchObject({ purged: 1, numbers: 8 })
    expect(await state()).toEqual([['purged', 0], ['exported', 8]])
  })

  test('an answer is marked as too old after its days, not before', async () => {
    await givenPilot(portal, { facts: underSection251 })
    await givenAnswer(portal)
    at(7 * DAY)
    expect(await purge()).toMatchObject({ expired: 0 })
    at(7 * DAY + 1)
    expect(await purge()).toMatchObject({ expired: 1 })
  })

  test('each export puts its own end on the queue', async () => {
    await givenPilot(portal, { facts: underSection251 })
    await givenExport(portal)
    const jobs = await portal.owner`select j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'purge-national-checks'`
    expect(jobs.map((job) => (job.run_at as Date).getTime())).toEqual([TEST_NOW.getTime() + 21 * DAY + 60_000])
    at(21 * DAY + 60_000)
    await purgeNationalChecksJob(portal.runtime)
    expect(await state()).toEqual([['purged', 0]])
  })
})
