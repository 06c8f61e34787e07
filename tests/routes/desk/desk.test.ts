import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { loader } from '#app/routes/desk._index.tsx'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask } from '#tests/routes/releases/ask.ts'

const portal = usePortal()
const open = (as?: StaffActor) => callRoute(portal, loader as never, { as, path: '/desk' })
interface Data { items: { group: string; kind: string; href: string }[]; checks: { flow: string }[]; projects: { ref: string }[] }
const desk = async (as: StaffActor) => (await open(as)).data as Data

describe('the desk', () => {
  test('gathers what waits for a person from every room', async () => {
    const pilot = await givenPilot(portal, { signedBy: [COUNCIL], campaign: { state: 'made', postedAt: null } })
    await portal.owner`insert into replies (id, campaign_id, outcome, channel, on_whose_word, is_signed, received_day, recorded_at, query_kind)
      values (gen_random_uuid(), ${pilot.campaignId}, 'query', 'slip', 'self', false, '2026-06-01', ${portal.now}, 'no-signature')`
    await ask(portal, pilot, testNumber(0))
    const manager = await desk(pilot.manager)
    expect(manager.items.map((item) => item.kind)).toEqual(['check-refused', 'post-letters', 'settle-queries'])
    expect(manager.checks).toHaveLength(1)
    const guardian = await desk(await givenStaff(portal, 'caldicott-guardian', PRACTICE))
    expect(guardian.items).toContainEqual(expect.objectContaining({ kind: 'sign-paper', href: `/documents/${pilot.projectRef}-protocol/v1` }))
    const receptionist = await desk(await givenStaff(portal, 'receptionist', PRACTICE))
    expect(receptionist.items.map((item) => item.kind)).toEqual(['settle-queries'])
    expect(receptionist.checks).toEqual([])
  })

  test('shows nothing of a project one has no part in, and is empty without one', async () => {
    const pilot = await givenPilot(portal, { signedBy: [] })
    await ask(portal, pilot, testNumber(0))
    expect(await desk(await givenStaff(portal, 'siro', OTHER_PRACTICE))).toMatchObject({ items: [], checks: [], projects: [] })
  })

  test('is for those who are signed in', async () => {
    await givenOrganisations(portal)
    expect(await open()).toMatchObject({ status: 302, location: '/sign-in?next=%2Fdesk' })
    for (const role of ['ig-lead', 'siro', 'caldicott-guardian', 'receptionist'] as const) expect((await open(await givenStaff(portal, role, COUNCIL))).status).toBe(200)
  })
})
