import { describe, expect, test } from 'vitest'
import type { ConditionsPage } from '#app/approvals/read-conditions.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, londonDay } from '#app/kernel/uk-date.ts'
import * as change from '#app/routes/projects.$ref.conditions.$act.tsx'
import * as list from '#app/routes/projects.$ref.conditions._index.tsx'
import { furtherFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const at = (rest = '') => `/projects/${PROJECT}/conditions${rest}`
const day = (name: string, days: number) => {
  const [year, month, date] = addDays(londonDay(portal.now), days).split('-') as [string, string, string]
  return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year }
}
const show = (as?: StaffActor) => callRoute(portal, list.loader as never, { as, path: at(), params: { ref: PROJECT } })
const open = (as: StaffActor, act: string, query = '') => callRoute(portal, change.loader as never, { as, path: at(`/${act}${query}`), params: { ref: PROJECT, act } })
const send = (as: StaffActor, act: string, form: Record<string, string>) => callRoute(portal, change.action as never, { as, path: at(`/${act}`), params: { ref: PROJECT, act }, form })
const given = { what: 'Report on involvement', ownerCode: PRACTICE.code, stops: 'yes' }

async function givenProject() {
  const cast = await givenCast(portal)
  await givenDrafted(portal, cast.lead, furtherFacts())
  return cast
}

describe('the pages of conditions and clocks', () => {
  test('set, meet, start, suspend and let go on', async () => {
    const { lead, siro } = await givenProject()
    expect((await show(lead)).data).toMatchObject({ conditions: [], suspensions: [], mayDraft: true, hasClock: true })
    expect(await send(lead, 'set', { ...given, ...day('dueOn', 10) })).toMatchObject({ status: 302, location: at('?done=set') })
    expect(await send(lead, 'clock', day('begunOn', 0))).toMatchObject({ status: 302, location: at('?done=clock') })
    expect(await send(siro, 'suspend', { because: 'A breach' })).toMatchObject({ status: 302, location: at('?done=suspend') })
    const page = (await show(siro)).data as ConditionsPage
    expect(page.conditions).toMatchObject([{ what: given.what, standing: 'due-soon', owner: PRACTICE.name }, { kind: 'de-personalisation' }])
    expect(page.stopped.map(({ why }) => why)).toContain('It has been suspended: A breach.')
    const condition = page.conditions[0]!
    expect((await open(lead, 'end', `?id=${condition.id}`)).data).toMatchObject({ about: given.what, mayLift: true })
    expect((await open(siro, 'set')).status).toBe(404)
    expect(await send(lead, 'end', { conditionId: condition.id, how: 'met', proof: 'Report' })).toMatchObject({ status: 302 })
    expect(await send(siro, 'resume', { suspensionId: page.suspensions[0]!.id, because: 'Mended' })).toMatchObject({ status: 302 })
    expect((await show(lead)).data).toMatchObject({ stopped: [], conditions: [{ standing: 'met', mayEnd: false }, {}] })
  })

  test('ask again for what is missing, and keep what was typed', async () => {
    const { lead, guardian } = await givenProject()
    expect(await send(lead, 'set', { what: 'Something' })).toMatchObject({ status: 400, data: { problems: [{ field: 'ownerCode' }, { field: 'dueOn' }, { field: 'stops' }], typed: { what: 'Something' } } })
    expect(await send(lead, 'set', { ...given, ...day('dueOn', -1) })).toMatchObject({ status: 409, data: { problems: [{ field: 'dueOn' }] } })
    expect(await send(guardian, 'set', { ...given, ...day('dueOn', 10) })).toMatchObject({ status: 403 })
    expect(await send(lead, 'nothing', {})).toMatchObject({ status: 404 })
  })

  test('are for those with a part in the project', async () => {
    await givenProject()
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await show(stranger)).status).toBe(404)
    expect((await open(stranger, 'suspend')).status).toBe(404)
    expect((await send(stranger, 'suspend', { because: 'x' })).status).toBe(404)
    expect(await show()).toMatchObject({ status: 302, location: expect.stringMatching(/^\/sign-in/) })
  })
})
