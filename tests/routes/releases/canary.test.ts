import { describe, expect, test } from 'vitest'
import { endCanary, placeCanary } from '#app/alarms/place-canary.server.ts'
import { setRuntime } from '#app/platform/runtime.server.ts'
import { givenChoice, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { ask, linesOf, problemOf } from './ask.ts'

const portal = usePortal()
const place = async (pilot: Pilot, nhsNumber: string, flowRef = pilot.flowRef) => {
  const placed = await placeCanary(contextOf(portal, pilot.manager), { nhsNumber, flowRef })
  if (!placed.ok) throw new Error(placed.refusal.kind)
}
const gate = (pilot: Pilot, n = 0) => ask(portal, pilot, testNumber(n))

async function whileLive<T>(work: () => Promise<T>): Promise<T> {
  setRuntime({ ...portal.runtime, allowTestNumbers: false })
  try {
    return await work()
  } finally {
    setRuntime(portal.runtime)
  }
}

describe('a made-up person whom a flow may never let through', () => {
  test('stops the whole check, on record, whoever is on the list, when their opt-out is not applied', async () => {
    const pilot = await givenPilot(portal)
    await place(pilot, testNumber(7))
    const answer = await gate(pilot, 0)
    expect(answer.status).toBe(409)
    expect(problemOf(answer)).toMatchObject({ code: 'canary-would-be-released', status: 409, detail: expect.stringContaining('Send nothing') })
    expect(await portal.owner`select state, refusal, rows::int from checks`).toEqual([{ state: 'refused', refusal: 'canary-would-be-released', rows: 0 }])
    const entries = await portal.owner`select data from audit_entries where kind = 'check-refused'`
    expect(entries.map(({ data }) => JSON.parse(data as string) as unknown)).toEqual([{ flow: pilot.flowRef, reason: 'canary-would-be-released' }])
    expect(String(answer.data) + JSON.stringify(entries)).not.toContain(testNumber(7))
  })

  test('stops nothing while their opt-out holds, and stops it once that is taken back', async () => {
    const pilot = await givenPilot(portal)
    const canary = pilot.people[7] as (typeof pilot.people)[number]
    await givenChoice(portal, canary)
    await place(pilot, canary.nhsNumber)
    expect(linesOf(await gate(pilot, 0)).summary.included).toBe(1)
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenChoice(portal, canary, 'project-opt-out-withdrawn')
    expect((await gate(pilot, 0)).status).toBe(409)
  })

  test('stops it where the installation is live too: that test numbers are withheld must not hide a lost opt-out', async () => {
    const pilot = await givenPilot(portal)
    const canary = pilot.people[7] as (typeof pilot.people)[number]
    await place(pilot, canary.nhsNumber)
    await whileLive(async () => expect(problemOf(await gate(pilot, 0)).code).toBe('canary-would-be-released'))
    await givenChoice(portal, canary)
    await whileLive(async () => expect((await gate(pilot, 0)).status).toBe(200))
  })

  test('stops no other flow, nothing when they are not on the list, and nothing once their guard has ended', async () => {
    const pilot = await givenPilot(portal)
    await place(pilot, testNumber(7), pilot.flagsFlowRef)
    await place(pilot, testNumber(40))
    expect((await gate(pilot)).status).toBe(200)
    await place(pilot, testNumber(7))
    expect((await gate(pilot)).status).toBe(409)
    const [row] = await portal.owner`select id from canaries where reference = 'canary-3'`
    await endCanary(contextOf(portal, pilot.manager), row?.id as string)
    expect((await gate(pilot)).status).toBe(200)
  })
})
