import { describe, expect, test } from 'vitest'
import * as checkPage from '#app/routes/projects.$ref.releases.$checkId.tsx'
import * as listPage from '#app/routes/projects.$ref.releases._index.tsx'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask } from './ask.ts'

const portal = usePortal()
const list = (pilot: Pilot, as?: StaffActor, query = '') => callRoute(portal, listPage.loader as never, { as, path: `/projects/${pilot.projectRef}/releases${query}`, params: { ref: pilot.projectRef } })
const one = (pilot: Pilot, checkId: string, as?: StaffActor) => callRoute(portal, checkPage.loader as never, { as, path: `/projects/${pilot.projectRef}/releases/${checkId}`, params: { ref: pilot.projectRef, checkId } })
interface ListData { checks: { id: string; state: string; because: string | null; rows: number | null; included: number | null; askedBy: string }[]; older: string | null }
interface CheckData { check: { id: string; rows: number; included: number; excluded: number; coarse: Record<string, number>; firstReason: Record<string, number> | null; repeatedRows: number }; protocol: { number: number } | null }

async function aCheck(pilot: Pilot): Promise<string> {
  await givenChoice(portal, pilot.people[0] as never)
  const answer = await ask(portal, pilot, [testNumber(0), testNumber(1), testNumber(1), testNumber(70), 'x'].join('\n'))
  return answer.headers.get('Concordat-Check-Id') as string
}

describe('the checks of a project', () => {
  test('are listed newest first, for each party', async () => {
    const pilot = await givenPilot(portal)
    const id = await aCheck(pilot)
    portal.now = new Date(portal.now.getTime() + 60_000)
    await portal.owner`delete from signatures`
    await ask(portal, pilot, testNumber(0))
    for (const [organisation, rows, included] of [[PRACTICE, 5, 2], [COUNCIL, null, null]] as const) {
      const { checks } = (await list(pilot, await givenStaff(portal, 'caldicott-guardian', organisation))).data as ListData
      expect(checks).toMatchObject([
        { state: 'refused', because: 'protocol-not-signed', rows: null, included: null },
        { id, state: 'complete', because: null, rows, included, askedBy: 'Test pipeline' },
      ])
    }
  })

  test('go on over pages without losing or repeating one, even of one instant', async () => {
    const pilot = await givenPilot(portal)
    for (let i = 0; i < 53; i += 1) await ask(portal, pilot, testNumber(0))
    const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
    const first = (await list(pilot, lead)).data as ListData
    const second = (await list(pilot, lead, `?before=${first.older}`)).data as ListData
    expect([first.checks.length, second.checks.length, second.older]).toEqual([50, 3, null])
    expect(new Set([...first.checks, ...second.checks].map((check) => check.id)).size).toBe(53)
  })

  test('are not there for another organisation, nor open to a receptionist or a visitor', async () => {
    const pilot = await givenPilot(portal)
    const id = await aCheck(pilot)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const receptionist = await givenStaff(portal, 'receptionist', PRACTICE)
    for (const page of [(as?: StaffActor) => list(pilot, as), (as?: StaffActor) => one(pilot, id, as)]) {
      expect((await page(stranger)).status).toBe(404)
      expect((await page(receptionist)).status).toBe(403)
      expect((await page()).location).toMatch(/^\/sign-in/)
    }
    expect((await one(pilot, 'nothing', pilot.lead)).status).toBe(404)
  })
})

describe('one check', () => {
  test('adds up, and tells only the organisation whose data it is why rows were left out', async () => {
    const pilot = await givenPilot(portal)
    const id = await aCheck(pilot)
    const { check, protocol } = (await one(pilot, id, pilot.manager)).data as CheckData
    expect(check).toMatchObject({ rows: 5, included: 2, excluded: 3, repeatedRows: 1, firstReason: { NHS_NUMBER_INVALID: 1, NOT_ON_REGISTER: 1, LOCAL: 1 } })
    expect(Object.values(check.coarse).reduce((sum, rows) => sum + rows, 0)).toBe(check.rows)
    expect(Object.values(check.firstReason ?? {}).reduce((sum, rows) => sum + rows, 0)).toBe(check.excluded)
    expect(protocol).toMatchObject({ number: 1 })
    const council = (await one(pilot, id, pilot.lead)).data as CheckData
    expect(council.check).toMatchObject({ rows: null, included: null, excluded: null, repeatedRows: null, coarse: null, firstReason: null, digestIn: null, digestOut: null })
    expect(JSON.stringify(council)).not.toContain('LOCAL')
  })

  test('asked for by the council shows its reasons to the practice all the same', async () => {
    const pilot = await givenPilot(portal)
    const { token } = await givenKey(portal, { of: COUNCIL })
    const id = (await ask(portal, pilot, 'x', { token })).headers.get('Concordat-Check-Id') as string
    expect(((await one(pilot, id, pilot.manager)).data as CheckData).check.firstReason).toEqual({ NHS_NUMBER_INVALID: 1 })
  })

  test('is on record as looked at', async () => {
    const pilot = await givenPilot(portal)
    const id = await aCheck(pilot)
    await one(pilot, id, pilot.lead)
    expect(await portal.owner`select actor, subject from audit_entries where kind = 'check-looked-at'`).toEqual([{ actor: pilot.lead.label, subject: `check:${id}` }])
  })
})
