import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { action as placeAction, loader as canariesLoader } from '#app/routes/alarms.canaries.tsx'
import { loader } from '#app/routes/alarms._index.tsx'
import { action as settleAction, loader as settleLoader } from '#app/routes/alarms.settle.tsx'
import { action as totalsAction, loader as totalsLoader } from '#app/routes/alarms.totals.tsx'
import { action as watchAction, loader as watchLoader } from '#app/routes/alarms.watch.tsx'
import { loader as deskLoader } from '#app/routes/desk._index.tsx'
import { loader as practiceLoader } from '#app/routes/practice._index.tsx'
import { givenVanishedCode, givenWatched } from '#tests/factories/alarms.ts'
import { givenPilot } from '#tests/factories/pilot.ts'
import { COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const open = (as?: StaffActor, path = '/alarms') => callRoute(portal, loader as never, { as, path })
const send = (action: unknown, form: Record<string, string>, as?: StaffActor) => callRoute(portal, action as never, { as, path: '/alarms/x', form })
const WATCH = { source: PRACTICE.code, supplier: 'systmone', cycle: 'monthly', holds: 'everyone', listSize: '8,000' }
interface Data { sources: unknown[]; open: { id: string }[]; acknowledged: { found: string }[]; done: string | null }

async function givenAlarm() {
  await givenOrganisations(portal)
  const manager = await givenStaff(portal, 'practice-manager', PRACTICE)
  const sourceId = await givenWatched(portal, manager)
  await givenVanishedCode(portal)
  const { open: alarms } = (await open(manager)).data as Data
  return { manager, sourceId, alarmId: alarms[0]?.id as string }
}

describe('who may see alarms', () => {
  beforeEach(() => givenOrganisations(portal))

  test('those who can act; others are told who may, and a signed-out visitor signs in first', async () => {
    for (const role of ['ig-lead', 'caldicott-guardian', 'practice-manager'] as const) expect((await open(await givenStaff(portal, role, PRACTICE))).status).toBe(200)
    for (const role of ['siro', 'receptionist'] as const) expect((await open(await givenStaff(portal, role, PRACTICE))).status).toBe(403)
    expect(await open()).toMatchObject({ status: 302, location: '/sign-in?next=%2Falarms' })
    for (const action of [watchAction, totalsAction, placeAction, settleAction]) expect((await send(action, WATCH)).status).toBe(302)
    for (const page of [watchLoader, totalsLoader, canariesLoader, settleLoader]) expect((await callRoute(portal, page as never, { path: '/alarms/x' })).status).toBe(302)
  })

  test('a practice’s own count is for its manager and the lead, not the guardian', async () => {
    expect((await callRoute(portal, totalsLoader as never, { as: await givenStaff(portal, 'caldicott-guardian', PRACTICE), path: '/alarms/totals' })).status).toBe(403)
  })
})

describe('watching a source', () => {
  beforeEach(() => givenOrganisations(portal))

  test('begins with a form, comes back with what was typed when something is wrong, and then is shown', async () => {
    const manager = await givenStaff(portal, 'practice-manager', PRACTICE)
    const wrong = await send(watchAction, { ...WATCH, listSize: 'many', cycle: '' }, manager)
    expect(wrong).toMatchObject({ status: 400, data: { typed: { listSize: 'many' } } })
    expect((wrong.data as { problems: { field: string }[] }).problems.map(({ field }) => field)).toEqual(['cycle', 'listSize'])
    expect(await send(watchAction, WATCH, manager)).toMatchObject({ status: 302, location: '/alarms?done=watched' })
    expect((await open(manager, '/alarms?done=watched')).data).toMatchObject({ sources: [{ source: PRACTICE.code, listSize: 8000 }], done: expect.stringContaining('watched') })
  })

  test('of another practice is refused', async () => {
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    expect(await send(watchAction, WATCH, other)).toMatchObject({ status: 403, data: { problems: [{ field: 'source' }] } })
    expect(await portal.owner`select 1 from watched_sources`).toHaveLength(0)
  })
})

describe('an alarm', () => {
  test('stands first on the desk of those who can act, until someone says what they found', async () => {
    const { manager, alarmId } = await givenAlarm()
    const desk = async (as: StaffActor) => ((await callRoute(portal, deskLoader as never, { as, path: '/desk' })).data as { items: { kind: string; href: string }[] }).items.filter(({ kind }) => kind === 'alarm-open')
    expect(await desk(manager)).toMatchObject([{ href: `/alarms/settle?alarm=${alarmId}` }])
    expect(await desk(await givenStaff(portal, 'caldicott-guardian', PRACTICE))).toHaveLength(1)
    expect(await desk(await givenStaff(portal, 'receptionist', PRACTICE))).toEqual([])
    expect(await desk(await givenStaff(portal, 'practice-manager', OTHER_PRACTICE))).toEqual([])
    const home = async (as: StaffActor) => ((await callRoute(portal, practiceLoader as never, { as, path: '/practice' })).data as { alarms: { nextStep: string }[] }).alarms
    expect(await home(manager)).toMatchObject([{ id: alarmId, nextStep: expect.stringContaining('Ask whether') }])
    expect(await home(await givenStaff(portal, 'practice-manager', OTHER_PRACTICE))).toEqual([])
    expect(await send(settleAction, { alarmId, found: '' }, manager)).toMatchObject({ status: 400, data: { problems: [{ field: 'found' }] } })
    expect(await send(settleAction, { alarmId, found: 'The code list had changed.' }, manager)).toMatchObject({ status: 302, location: '/alarms?done=acknowledged' })
    expect((await open(manager)).data).toMatchObject({ open: [], acknowledged: [{ found: 'The code list had changed.' }] })
    expect(await desk(manager)).toEqual([])
    expect(await send(settleAction, { alarmId, found: 'Again' }, manager)).toMatchObject({ status: 409, data: { typed: { found: 'Again' } } })
  })

  test('of another organisation is not found', async () => {
    const { alarmId } = await givenAlarm()
    const other = await givenStaff(portal, 'ig-lead', COUNCIL)
    expect((await send(settleAction, { alarmId, found: 'x' }, other)).status).toBe(404)
    expect((await send(settleAction, { alarmId: 'nonsense', found: 'x' }, other)).status).toBe(404)
    expect((await open(other)).data).toMatchObject({ sources: [], open: [], counts: [] })
  })

  test('a count for a day on which no extract was due comes back with the day', async () => {
    const { manager, sourceId } = await givenAlarm()
    const form = { sourceId, code: 'T1_DISSENT', 'due.day': '3', 'due.month': '6', 'due.year': '2026', declaredNew: '4' }
    expect(await send(totalsAction, form, manager)).toMatchObject({ status: 400, data: { problems: [{ field: 'due' }], typed: { declaredNew: '4' } } })
    expect(await send(totalsAction, { ...form, 'due.day': '1' }, manager)).toMatchObject({ status: 302, location: '/alarms?done=declared' })
  })
})

describe('test people on guard', () => {
  test('are placed and ended through the page, which never shows their number', async () => {
    const pilot = await givenPilot(portal)
    expect(await send(placeAction, { flowRef: pilot.flowRef, nhsNumber: '999 000 0019' }, pilot.manager)).toMatchObject({ status: 400, data: { problems: [{ field: 'nhsNumber' }] } })
    expect(await send(placeAction, { flowRef: pilot.flowRef, nhsNumber: '999 000 0018' }, pilot.manager)).toMatchObject({ status: 302, location: '/alarms/canaries?done=placed' })
    const shown = (await callRoute(portal, canariesLoader as never, { as: pilot.manager, path: '/alarms/canaries' })).data as { canaries: { id: string; reference: string }[] }
    expect(shown.canaries).toMatchObject([{ reference: 'canary-1' }])
    expect(JSON.stringify(shown)).not.toContain('999000')
    expect(await send(placeAction, { intent: 'retire', canaryId: shown.canaries[0]?.id as string }, await givenStaff(portal, 'practice-manager', OTHER_PRACTICE))).toMatchObject({ status: 404 })
    expect(await send(placeAction, { intent: 'retire', canaryId: shown.canaries[0]?.id as string }, pilot.manager)).toMatchObject({ status: 302, location: '/alarms/canaries?done=retired' })
  })
})
