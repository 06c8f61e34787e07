import { describe, expect, test } from 'vitest'
import { ageNationalChecksJob } from '#app/national-check/age-national-checks.server.ts'
import { warnOfStaleAnswers } from '#app/national-check/warn-of-stale-answers.server.ts'
import { givenAnswer, givenExport, MESH, systemContext, underSection251 } from '#tests/factories/national-check.ts'
import { givenPilot } from '#tests/factories/pilot.ts'
import { givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal(MESH)
const DAY = 86_400_000
const at = (ms: number) => { portal.now = new Date(TEST_NOW.getTime() + ms) }
const warn = () => warnOfStaleAnswers(systemContext(portal))
const mails = async () => (await portal.owner`select sealed, organisation_code from mails where message = 'national-check-runs-out' order by made_at, id`)
  .map(({ sealed, organisation_code }) => ({ organisation_code: organisation_code as string, ...(JSON.parse(portal.runtime.secrets.open('mail', sealed as Buffer)) as { to: string; subject: string; text: string }) }))
const steps = async () => (await portal.owner`select step from national_check_warnings order by warned_at`).map(({ step }) => step as string)

describe('answers that run out', () => {
  test('are told of three days and one day before and when they have, once each, to those who may ask again', async () => {
    const pilot = await givenPilot(portal, { facts: underSection251 })
    const lead = await givenStaff(portal, 'ig-lead', PRACTICE)
    await givenStaff(portal, 'receptionist', PRACTICE)
    await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    await givenAnswer(portal)
    expect(await warn()).toBe(0)
    at(4 * DAY)
    expect([await warn(), await warn()]).toEqual([1, 0])
    const told = await mails()
    expect(told.map(({ to }) => to).sort()).toEqual([lead.email, pilot.manager.email].sort())
    expect(told[0]).toMatchObject({ organisation_code: PRACTICE.code, subject: expect.stringContaining('by 22 June 2026, 11am') })
    expect(told[0]?.text).toContain(`/projects/${pilot.projectRef}/national-check`)
    at(6.5 * DAY)
    expect([await warn(), await warn()]).toEqual([1, 0])
    at(7 * DAY + 1)
    expect([await warn(), await warn()]).toEqual([1, 0])
    expect(await steps()).toEqual(['three-days', 'one-day', 'run-out'])
    expect((await mails()).at(-1)?.subject).toContain('has run out')
    const audited = await portal.owner`select organisation_code, data from audit_entries where kind = 'national-check-warned' order by seq`
    expect(audited).toHaveLength(3)
    expect(JSON.parse(audited[0]?.data as string)).toMatchObject({ step: 'three-days', people: 2 })
  })

  test('are told of once by two portals at the same moment', async () => {
    await givenPilot(portal, { facts: underSection251 })
    await givenAnswer(portal)
    at(6.5 * DAY)
    expect((await Promise.all([warn(), warn(), warn()])).reduce<number>((sum, n) => sum + n, 0)).toBe(1)
    expect(await steps()).toEqual(['one-day'])
  })

  test('after an outage are told of at the nearest distance alone, and after a new question no more', async () => {
    await givenPilot(portal, { facts: underSection251 })
    await givenAnswer(portal)
    at(6.9 * DAY)
    await ageNationalChecksJob(portal.runtime, { due: portal.now.toISOString() })
    expect(await steps()).toEqual(['one-day'])
    await givenExport(portal)
    at(7 * DAY + 1)
    await ageNationalChecksJob(portal.runtime, { due: portal.now.toISOString() })
    expect(await steps()).toEqual(['one-day'])
    expect((await portal.owner`select state from national_check_runs order by sequence`).map(({ state }) => state as string)).toEqual(['expired', 'exported'])
  })

  test('of a flow that needs no check, or a project that has ended, are nobody’s worry', async () => {
    await givenPilot(portal, { facts: underSection251 })
    await givenAnswer(portal)
    at(6.5 * DAY)
    await portal.owner`update projects set ended_at = ${portal.now}`
    expect(await warn()).toBe(0)
    expect(await mails()).toEqual([])
  })
})
