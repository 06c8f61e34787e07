import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { loader as csv } from '#app/routes/projects[.]csv.ts'
import { loader } from '#app/routes/projects._index.tsx'
import { loader as desk } from '#app/routes/desk._index.tsx'
import { loader as group } from '#app/routes/desk.all.tsx'
import { makeProject } from '#app/projects/make-project.server.ts'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { countQueries } from '#tests/setup/query-count.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const list = (as: StaffActor | undefined, query = '') => callRoute(portal, loader as never, { as, path: `/projects${query}` })
interface Data { all: number; found: number; page: number; pages: number; states: { state: string; count: number }[]; lines: { ref: string; state: string; waitsOn: string[]; since: string | null; next: { day: string; what: string } | null }[] }
const data = async (as: StaffActor, query = '') => (await list(as, query)).data as Data

async function givenMore(lead: StaffActor, count: number) {
  for (let index = 0; index < count; index += 1) await makeProject(contextOf(portal, lead), { reference: `more-${index}`, title: `=More ${index}` })
}

describe('the list of projects', () => {
  test('says of each its state, whom it waits on and since when, and the next date', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenDrafted(portal, lead)
    for (const who of [lead, guardian]) {
      const [line] = (await data(who)).lines
      expect(line).toMatchObject({ ref: PROJECT, state: 'waiting-for-signatures', waitsOn: expect.arrayContaining(['Test Lane Surgery', 'Testborough Council']), since: '2026-06-15', next: { day: expect.any(String) } })
    }
    await givenMore(lead, 2)
    expect(await data(lead, '?state=gathering-facts')).toMatchObject({ all: 3, found: 2, states: [{ state: 'gathering-facts', count: 2 }, { state: 'waiting-for-signatures', count: 1 }] })
    expect((await data(lead, '?state=gathering-facts')).lines[0]).toMatchObject({ waitsOn: ['Testborough Council'] })
    expect((await data(lead, '?sort=state&down=1')).lines[0]).toMatchObject({ ref: PROJECT })
  })

  test('is of one’s own organisation alone', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect(await data(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))).toMatchObject({ all: 0, found: 0, lines: [] })
    expect(await list(await givenStaff(portal, 'board-member', COUNCIL))).toMatchObject({ status: 403 })
    expect(await list(undefined)).toMatchObject({ status: 302, location: '/sign-in?next=%2Fprojects' })
  })

  test('comes as CSV, with nothing that a spreadsheet would run', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    await givenMore(lead, 1)
    const file = (as: StaffActor | undefined, query = '') => callRoute(portal, csv as never, { as, path: `/projects.csv${query}` })
    const answer = await file(lead)
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    const lines = String(answer.data).trim().split('\r\n')
    expect(lines[0]).toBe('reference,project,drafted_by,state,waits_on,since,next_date,next_what')
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2))).toEqual([['more-0', "'=More 0"], [PROJECT, expect.any(String)]])
    expect(String((await file(lead, '?state=gathering-facts')).data).trim().split('\r\n')).toHaveLength(2)
    expect(String((await file(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))).data).trim().split('\r\n')).toHaveLength(1)
    expect(await file(undefined)).toMatchObject({ status: 302 })
  })

  test('takes as many queries for many projects as for one, and so does the desk', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    const counted = async (load: typeof loader | typeof desk, path: string) => (await countQueries(portal.runtime.db, () => callRoute(portal, load as never, { as: lead, path }))).queries
    const before = [await counted(loader, '/projects'), await counted(desk, '/desk')]
    await givenMore(lead, 7)
    expect([await counted(loader, '/projects'), await counted(desk, '/desk')]).toEqual(before)
  })
})

describe('the desk', () => {
  test('says whom things wait on, since when and for how long, and shows the rest on a page of its own', async () => {
    const { lead, siro } = await givenCast(portal)
    await givenDrafted(portal, lead)
    await givenMore(lead, 30)
    const page = (as: StaffActor, query = '') => callRoute(portal, desk as never, { as, path: `/desk${query}` })
    interface Desk { items: { kind: string; whose?: string }[]; waiting: { on: string; what: string; since: string; waited: number }[]; counts: { mine: number; ours: number } }
    const mine = (await page(lead)).data as Desk
    expect(mine.waiting).toContainEqual(expect.objectContaining({ on: 'Test Lane Surgery', what: expect.stringContaining('ignature'), since: '2026-06-15', waited: 0 }))
    expect(mine.counts.ours).toBe(mine.counts.mine + 1)
    expect(((await page(lead, '?of=ours')).data as Desk).items).toContainEqual(expect.objectContaining({ kind: expect.stringMatching(/^sign-paper/), whose: 'signatory' }))
    expect(((await page(siro)).data as Desk).items).toContainEqual(expect.objectContaining({ kind: expect.stringMatching(/^sign-paper/) }))
    const all = (as: StaffActor | undefined, path: string) => callRoute(portal, group as never, { as, path: `/desk/all?part=${path}` })
    expect((await all(lead, 'to-do&page=2')).data).toMatchObject({ group: 'to-do', page: 2, pages: 2, count: mine.counts.mine })
    expect((await all(lead, 'waiting')).data).toMatchObject({ lines: mine.waiting })
    expect(await all(lead, 'nonsense')).toMatchObject({ status: 404 })
    expect(await all(undefined, 'to-do')).toMatchObject({ status: 302 })
  })

  test('says nothing of another organisation’s projects', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await callRoute(portal, desk as never, { as: stranger, path: '/desk' })).data).toMatchObject({ items: [], waiting: [], projects: [] })
  })
})
