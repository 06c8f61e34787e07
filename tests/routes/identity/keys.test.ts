import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { KeyShown } from '#app/identity/read-api-keys.server.ts'
import { loader as flowLoader } from '#app/routes/api.v1.flows.$ref.ts'
import { loader as list } from '#app/routes/settings.keys._index.tsx'
import { action as make, loader as newKey } from '#app/routes/settings.keys.new.tsx'
import { loader as show } from '#app/routes/settings.keys.$keyId._index.tsx'
import { action as revoke, loader as revokePage } from '#app/routes/settings.keys.$keyId.revoke.tsx'
import { givenKey, givenPilot, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()

const form = (pilot: Pilot, more: Record<string, string | readonly string[]> = {}) => ({
  name: 'Nightly linkage', flowRefs: [pilot.flowRef], actions: ['check', 'flow-read'], 'expiresOn.day': '15', 'expiresOn.month': '6', 'expiresOn.year': '2027', ...more,
})
const makeAs = (as: StaffActor, fields: Record<string, string | readonly string[]>) => callRoute(portal, make, { as, path: '/settings/keys/new', form: fields })
const keysOf = async (as: StaffActor) => ((await callRoute(portal, list, { as, path: '/settings/keys' })).data as { keys: KeyShown[] }).keys
const showTo = (as: StaffActor, keyId: string, cookie?: string) =>
  callRoute(portal, show, { as, path: `/settings/keys/${keyId}`, params: { keyId }, init: cookie ? { headers: { Cookie: cookie } } : {} })
const problemsOf = (answer: { data: unknown }) => (answer.data as { problems: { field: string; message: string }[] }).problems
const readFlow = (pilot: Pilot, token: string) => callRoute(portal, flowLoader, { path: `/api/v1/flows/${pilot.flowRef}`, params: { ref: pilot.flowRef }, init: { headers: { Authorization: `Bearer ${token}` } } })

describe('a new key', () => {
  test('is shown once to whoever made it, opens what was ticked, and is kept nowhere', async () => {
    const pilot = await givenPilot(portal)
    const made = await makeAs(pilot.lead, form(pilot))
    expect([made.status, made.location]).toEqual([302, expect.stringMatching(/^\/settings\/keys\/[0-9a-f-]{36}$/)])
    expect(made.location).not.toContain('ck_')
    const keyId = made.location?.split('/').pop() as string
    const cookie = made.headers.get('Set-Cookie')?.split(';')[0] as string
    expect(cookie).not.toContain('ck_')
    const shown = await showTo(pilot.lead, keyId, cookie)
    const { token } = shown.data as { token: string }
    expect(token).toMatch(/^ck_[\w-]{43}$/)
    expect(shown.headers.get('Set-Cookie')).toMatch(/concordat_new_key=;|Max-Age=0/)
    expect(((await showTo(pilot.lead, keyId)).data as { token: null }).token).toBeNull()
    expect((await readFlow(pilot, token)).status).toBe(200)
    expect(await keysOf(pilot.lead)).toMatchObject([{
      id: keyId, name: 'Nightly linkage', hint: token.slice(-4), flowRefs: [pilot.flowRef], actions: ['check', 'flow-read'], state: 'in-use', madeBy: pilot.lead.name, expiresOn: '2027-06-15', lastUsedOn: '2026-06-15',
    }])
    const [stored] = await portal.owner`select string_agg(row_to_json(api_keys)::text, '') || string_agg(row_to_json(audit_entries)::text, '') as text from api_keys, audit_entries`
    expect(stored?.text).not.toContain(token)
    expect((await portal.owner`select data, actor from audit_entries where kind = 'api-key-made' and actor like 'staff:%'`).map(({ data, actor }) => [JSON.parse(String(data)), actor])).toEqual([
      [{ name: 'Nightly linkage', flows: [pilot.flowRef], actions: ['check', 'flow-read'], expiresOn: '2027-06-15' }, pilot.lead.label],
    ])
  })

  test('is not shown to another page, or with another’s cookie', async () => {
    const pilot = await givenPilot(portal)
    const first = await makeAs(pilot.lead, form(pilot))
    const second = await makeAs(pilot.lead, form(pilot, { name: 'Another' }))
    const cookie = first.headers.get('Set-Cookie')?.split(';')[0] as string
    expect(((await showTo(pilot.lead, second.location?.split('/').pop() as string, cookie)).data as { token: null }).token).toBeNull()
  })

  test('is refused for what it may not be, with what was typed kept', async () => {
    const pilot = await givenPilot(portal)
    await makeAs(pilot.lead, form(pilot))
    for (const [more, field, status] of [
      [{ name: 'Nightly linkage' }, 'name', 409],
      [{ name: ' ' }, 'name', 400],
      [{ name: 'Another', flowRefs: ['somebody-elses-flow'] }, 'flowRefs', 400],
      [{ name: 'Another', flowRefs: [] }, 'flowRefs', 400],
      [{ name: 'Another', actions: [] }, 'actions', 400],
      [{ name: 'Another', actions: ['everything'] }, 'actions', 400],
      [{ name: 'Another', actions: ['check-detail'] }, 'actions', 400],
      [{ name: 'Another', 'expiresOn.year': '2025' }, 'expiresOn', 400],
      [{ name: 'Another', 'expiresOn.year': '2029' }, 'expiresOn', 400],
      [{ name: 'Another', 'expiresOn.day': '31' }, 'expiresOn', 400],
    ] as const) {
      const answer = await makeAs(pilot.lead, form(pilot, more as never))
      expect([answer.status, problemsOf(answer)[0]?.field.split('.')[0]], JSON.stringify(more)).toEqual([status, field])
      expect((answer.data as { typed: object }).typed).toMatchObject({ name: 'name' in more ? more.name : 'Nightly linkage' })
    }
    expect((await keysOf(pilot.lead)).length).toBe(1)
  })

  test('can be for the flows of one’s own projects alone', async () => {
    const pilot = await givenPilot(portal)
    expect(((await callRoute(portal, newKey, { as: pilot.lead, path: '/settings/keys/new' })).data as { flows: { ref: string }[] }).flows.map(({ ref }) => ref)).toEqual([pilot.flowRef, pilot.flagsFlowRef])
    const stranger = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    expect(((await callRoute(portal, newKey, { as: stranger, path: '/settings/keys/new' })).data as { flows: object[] }).flows).toEqual([])
    expect((await makeAs(stranger, form(pilot))).status).toBe(400)
  })
})

describe('a key that is there', () => {
  test('is revoked by its name, once, and then opens nothing', async () => {
    const pilot = await givenPilot(portal, { keyOf: COUNCIL })
    const revokeAs = (as: StaffActor, typedName: string) => callRoute(portal, revoke, { as, path: '/x', params: { keyId: pilot.keyId }, form: { typedName } })
    expect(problemsOf(await revokeAs(pilot.lead, 'Test pipelin'))).toMatchObject([{ field: 'typedName' }])
    expect((await readFlow(pilot, pilot.token)).status).toBe(200)
    expect((await revokeAs(pilot.lead, 'Test pipeline')).location).toBe('/settings/keys?done=revoked')
    expect((await readFlow(pilot, pilot.token)).status).toBe(401)
    expect((await revokeAs(pilot.lead, 'Test pipeline')).status).toBe(409)
    expect(await keysOf(pilot.lead)).toMatchObject([{ state: 'revoked', revokedBy: pilot.lead.name }])
    expect((await portal.owner`select actor from audit_entries where kind = 'api-key-revoked'`).map(({ actor }) => actor)).toEqual([pilot.lead.label])
  })

  test('of another organisation is not there', async () => {
    const pilot = await givenPilot(portal)
    expect(await keysOf(pilot.lead)).toEqual([])
    expect((await keysOf(pilot.manager)).map(({ id }) => id)).toEqual([pilot.keyId])
    for (const keyId of [pilot.keyId, 'nothing']) {
      expect((await showTo(pilot.lead, keyId)).status).toBe(404)
      expect((await callRoute(portal, revokePage, { as: pilot.lead, path: '/x', params: { keyId } })).status).toBe(404)
      expect((await callRoute(portal, revoke, { as: pilot.lead, path: '/x', params: { keyId }, form: { typedName: 'Test pipeline' } })).status).toBe(404)
    }
    expect((await readFlow(pilot, pilot.token)).status).toBe(200)
  })

  test('is for information governance leads and practice managers to see', async () => {
    await givenPilot(portal)
    await givenKey(portal)
    for (const role of ['siro', 'caldicott-guardian', 'receptionist'] as const) {
      const as = await givenStaff(portal, role, COUNCIL)
      for (const [handler, path] of [[list, '/settings/keys'], [newKey, '/settings/keys/new']] as const) expect((await callRoute(portal, handler, { as, path })).status).toBe(403)
    }
  })

  test('that has ended says so', async () => {
    const pilot = await givenPilot(portal, { keyOf: COUNCIL })
    await portal.owner`update api_keys set expires_on = '2026-06-14'`
    expect(await keysOf(pilot.lead)).toMatchObject([{ state: 'ended' }])
    expect((await readFlow(pilot, pilot.token)).status).toBe(401)
  })
})
