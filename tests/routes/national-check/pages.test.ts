import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import * as runPage from '#app/routes/projects.$ref.national-check.$localId._index.tsx'
import * as listPage from '#app/routes/projects.$ref.national-check._index.tsx'
import { controlOf, givenAnswer, givenExport, listOf, MESH, receiptOf, systemContext, takeIn, underSection251 } from '#tests/factories/national-check.ts'
import { purgeNationalChecks } from '#app/national-check/purge-national-check.server.ts'
import { givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal(MESH)
const [HOUR, DAY] = [3_600_000, 86_400_000]
const at = (ms: number) => { portal.now = new Date(TEST_NOW.getTime() + ms) }
const given = () => givenPilot(portal, { facts: underSection251 })
const list = (pilot: Pilot, as?: StaffActor) => callRoute(portal, listPage.loader as never, { as, path: `/projects/${pilot.projectRef}/national-check`, params: { ref: pilot.projectRef } })
const one = (pilot: Pilot, localId: string, as?: StaffActor) => callRoute(portal, runPage.loader as never, { as, path: `/projects/${pilot.projectRef}/national-check/${localId}`, params: { ref: pilot.projectRef, localId } })

interface ListData {
  flows: { ref: string; isNeeded: boolean; mayBeUsed: boolean; standing: string | null }[]
  runs: { localId: string; state: string; age: string; isOverdue: boolean; sent: number; cleared: number | null; usableUntil: string | null }[]
}
interface RunData {
  run: { state: string; sent: number; cleared: number | null; given: number; stopped: string | null; numbersGoAfter: string | null; leftOut: { why: string; count: number }[] }
  timeline: { at: string; what: string }[]
}

describe('the checks of a project', () => {
  test('before there are any, say which flow needs one', async () => {
    const pilot = await given()
    const data = (await list(pilot, pilot.manager)).data as ListData
    expect(data.runs).toEqual([])
    expect(data.flows).toMatchObject([
      { ref: pilot.flowRef, isNeeded: true, mayBeUsed: false, standing: expect.stringContaining('Start a check') }, { ref: pilot.flagsFlowRef, isNeeded: true, mayBeUsed: false },
    ])
  })

  test('of flows that set the national opt-out aside say so', async () => {
    const pilot = await givenPilot(portal)
    const { flows } = (await list(pilot, pilot.manager)).data as ListData
    expect(flows.map((flow) => [flow.isNeeded, flow.mayBeUsed])).toEqual([[false, true], [false, true]])
  })

  test('stand newest first, each with its state as of now', async () => {
    const pilot = await given()
    await givenAnswer(portal, [testNumber(0)])
    at(2 * DAY)
    const second = await givenExport(portal)
    at(2 * DAY + 25 * HOUR)
    const { flows, runs } = (await list(pilot, pilot.manager)).data as ListData
    expect(runs).toMatchObject([
      { localId: second.localId, state: 'exported', age: '25 hours', isOverdue: true, sent: 8, cleared: null, usableUntil: null },
      { state: 'answered', age: '3 days', isOverdue: false, sent: 8, cleared: 7, usableUntil: new Date(TEST_NOW.getTime() + 7 * DAY).toISOString() },
    ])
    expect(flows.map((flow) => flow.mayBeUsed)).toEqual([true, false])
    at(7 * DAY + 1)
    const later = (await list(pilot, pilot.manager)).data as ListData
    expect(later.runs.map((run) => run.state)).toEqual(['exported', 'expired'])
    expect(later.flows[0]?.mayBeUsed).toBe(false)
  })

  test('are shown to the organisation that asked and to no other party', async () => {
    const pilot = await given()
    const run = await givenAnswer(portal)
    const council = (await list(pilot, pilot.lead)).data as ListData
    expect([council.flows, council.runs]).toEqual([[], []])
    expect((await one(pilot, run.localId, pilot.lead)).status).toBe(404)
    const siro = await givenStaff(portal, 'siro', COUNCIL)
    expect((await one(pilot, run.localId, siro)).status).toBe(404)
  })

  test('are not there for another organisation, nor open to a receptionist or a visitor', async () => {
    const pilot = await given()
    const run = await givenAnswer(portal)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const receptionist = await givenStaff(portal, 'receptionist', PRACTICE)
    for (const page of [(as?: StaffActor) => list(pilot, as), (as?: StaffActor) => one(pilot, run.localId, as)]) {
      expect((await page(stranger)).status).toBe(404)
      expect((await page(receptionist)).status).toBe(403)
      expect((await page()).location).toMatch(/^\/sign-in/)
    }
    for (const localId of ['nothing', `${pilot.flowRef}_9999`, 'x'.repeat(500)]) expect((await one(pilot, localId, pilot.manager)).status).toBe(404)
  })
})

describe('one check', () => {
  test('tells everything that happened, in order, with no number and without saying what anyone chose', async () => {
    const pilot = await given()
    const run = await givenExport(portal)
    at(HOUR)
    await takeIn(portal, receiptOf(run))
    at(2 * HOUR)
    await takeIn(portal, listOf(run.numbers).slice(0, -5), { control: controlOf(run) })
    at(3 * HOUR)
    await takeIn(portal, listOf(run.numbers.slice(2)), { control: controlOf(run) })
    at(22 * DAY)
    await purgeNationalChecks(systemContext(portal))
    const page = (await one(pilot, run.localId, pilot.manager)).data as RunData
    expect(page.run).toMatchObject({ state: 'purged', sent: 8, cleared: 6, given: 8, stopped: null, numbersGoAfter: null, leftOut: [] })
    expect(page.timeline.map((entry) => entry.what)).toEqual([
      expect.stringMatching(/8 numbers/), expect.stringMatching(/receipt came\. Received/), expect.stringMatching(/refused.*ends in the middle/), expect.stringMatching(/cleared 6/),
      expect.stringMatching(/too old/), expect.stringMatching(/deleted/),
    ])
    const text = JSON.stringify(page)
    expect(text).not.toMatch(/opted out|\b999\d{7}\b/i)
  })

  test('that was stopped says why, with an error’s words masked', async () => {
    const pilot = await given()
    const run = await givenExport(portal)
    await takeIn(portal, 'Line 3 is bad: 9990000019', { control: controlOf(run) })
    const page = (await one(pilot, run.localId, pilot.manager)).data as RunData
    expect(page.run).toMatchObject({ state: 'blocked', stopped: 'The national service sent an error.' })
    expect(page.timeline.at(-1)?.what).toContain('It says: Line 3 is bad: ••••••••••')
  })

  test('says which numbers were not asked about, by reason', async () => {
    const pilot = await given()
    await portal.owner`update nhs_numbers set sealed = ${portal.runtime.secrets.seal('nhs-number', '99900000')} where id = ${pilot.people[0]?.numberId as number}`
    const run = await givenExport(portal)
    const page = (await one(pilot, run.localId, pilot.manager)).data as RunData
    expect(page.run.leftOut).toEqual([{ why: expect.stringContaining('Not 10 digits'), count: 1 }])
    expect([page.run.given, page.run.sent]).toEqual([8, 7])
  })
})
