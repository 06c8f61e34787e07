import { describe, expect, test } from 'vitest'
import { loader } from '#app/routes/search.tsx'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const search = (as: Parameters<typeof callRoute>[2]['as'], query: string) => callRoute(portal, loader as never, { as, path: `/search${query}` })

describe('the search page', () => {
  test('says what can be found before anything is looked for, and what was found after', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenDrafted(portal, lead)
    expect((await search(lead, '')).data).toEqual({ q: '', found: null, problems: [] })
    const answer = await search(guardian, `?q=${PROJECT}`)
    expect(answer.data).toMatchObject({ q: PROJECT, problems: [], found: { results: [{ kind: 'Project', href: `/projects/${PROJECT}` }] } })
  })

  test('finds nothing of another organisation', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await search(stranger, `?q=${PROJECT}`)).data).toMatchObject({ q: PROJECT, found: { total: 0, results: [] } })
  })

  test.each(['9990000018', '999+000+0018', 'protocol%20999-000-0018', '9990000018&page=2'])('leads away from an address with %s, which it does not repeat', async (query) => {
    const { lead } = await givenCast(portal)
    const answer = await search(lead, `?q=${query}`)
    expect(answer).toMatchObject({ status: 302, location: '/search?refused=number' })
    const [line] = await portal.owner`select count(*)::int as lines from audit_entries where data::text like '%9990000018%'`
    expect(line).toEqual({ lines: 0 })
    expect((await search(lead, '?refused=number')).data).toMatchObject({ q: '', found: null, problems: [{ field: 'q', message: expect.stringContaining('NHS numbers') }] })
  })

  test('keeps what was typed when it is too long', async () => {
    const { lead } = await givenCast(portal)
    const q = 'long '.repeat(50)
    expect(await search(lead, `?q=${encodeURIComponent(q)}`)).toMatchObject({ status: 400, data: { q, found: null, problems: [{ field: 'q' }] } })
  })

  test('is not for somebody who only sits on boards, nor for anybody signed out', async () => {
    await givenOrganisations(portal)
    expect(await search(await givenStaff(portal, 'board-member', COUNCIL), '?q=data')).toMatchObject({ status: 403 })
    expect(await search(undefined, '?q=data')).toMatchObject({ status: 302, location: '/sign-in?next=%2Fsearch' })
  })
})
