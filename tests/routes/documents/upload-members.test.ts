import { describe, expect, test } from 'vitest'
import { addOrganisations } from '#app/organisations/add-organisations.server.ts'
import { keepMembersList, readMembersUpload } from '#app/documents/upload-members.server.ts'
import { systemActor, type StaffActor } from '#app/identity/actor.rules.ts'
import { chaseMembers } from '#app/letters/chase-members.server.ts'
import { loader as page, action as upload } from '#app/routes/projects.$ref.facts.parties.$code_.members.tsx'
import { loader as members } from '#app/routes/documents.$ref.members._index.tsx'
import { readProject } from '#app/projects/read-project.server.ts'
import { COUNTY_PROTOCOL, givenCounty, practiceOf } from '#tests/factories/county.ts'
import { PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { countQueries } from '#tests/setup/query-count.ts'
import { sweep, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const params = { ref: PROJECT, code: 'Y9G' }

interface Found { readonly shown: string; readonly joining: number; readonly toMend: number; readonly rows: { readonly code: string; readonly standing: string; readonly knownName: string }[] }
interface Looked { readonly problems: { readonly field: string; readonly message: string }[]; readonly typed: { readonly list: string }; readonly found: Found | null }

function formOf(fields: Record<string, string>, file: Uint8Array | string | null = null): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new File(file === null ? [] : [file as BlobPart], file === null ? '' : 'practices.csv'))
  return form
}
const post = (as: StaffActor | null, form: FormData) => callRoute(portal, upload, { ...(as ? { as } : {}), path: '/x', params, form })
async function look(as: StaffActor, list: string, file: string | Uint8Array | null = null): Promise<Looked & { readonly status: number }> {
  const answer = await post(as, formOf({ list, do: 'look' }, file))
  return { status: answer.status, ...(answer.data as Looked) }
}
const keep = (as: StaffActor, list: string, { shown = '', factsVersion = 0 }: { readonly shown?: string; readonly factsVersion?: number }) => post(as, formOf({ list, shown, do: 'keep', ...(factsVersion ? { factsVersion: String(factsVersion) } : {}) }))
const membersNow = async (as: StaffActor) => (await readProject(contextOf(portal, as), PROJECT))!.facts.parties.find(({ organisationCode }) => organisationCode === 'Y9G')!.members!.map(({ code }) => code)

describe('a list of members', () => {
  test('is shown row by row, and kept only once it has been shown', async () => {
    const { lead, factsVersion } = await givenCounty(portal, 2)
    const list = `code,name,email\n${OTHER_PRACTICE.code},Whatever,office@other.example\n${practiceOf(1).code},,`
    const looked = await look(lead, '', list)
    expect(looked).toMatchObject({ status: 200, problems: [], typed: { list }, found: { joining: 1, toMend: 0, rows: [{ code: OTHER_PRACTICE.code, standing: 'new', knownName: OTHER_PRACTICE.name }, { standing: 'member' }] } })
    expect((await keep(lead, list, {})).status).toBe(200)
    expect((await keep(lead, `${list}\n${practiceOf(0).code}`, { shown: looked.found!.shown })).status).toBe(200)
    expect(await membersNow(lead)).toEqual([practiceOf(0).code, practiceOf(1).code])
    expect((await keep(lead, list.replaceAll('\n', '\r\n'), { shown: looked.found!.shown, factsVersion })).location).toBe(`/projects/${PROJECT}/facts/parties/Y9G/members?done=kept`)
    expect(await membersNow(lead)).toEqual([practiceOf(0).code, practiceOf(1).code, OTHER_PRACTICE.code])
    expect(await portal.owner`select organisation_code, email from member_contacts`).toEqual([{ organisation_code: OTHER_PRACTICE.code, email: 'office@other.example' }])
    expect(await portal.owner`select data::jsonb as data from audit_entries where kind = 'members-uploaded'`).toEqual([{ data: { rows: 2, joined: 1, contacts: 1 } }])
  })

  test('says of members how they stand in the toolkit, which nobody signs again for and the list of members shows', async () => {
    const { lead } = await givenCounty(portal, 3)
    const list = `code,dspt status,dspt published\n${practiceOf(0).code},Standards met,20/6/2024\n${practiceOf(1).code},Standards met,2025-06-20`
    const looked = await look(lead, list)
    expect(looked).toMatchObject({ status: 200, found: { joining: 0, toMend: 0 } })
    expect((await keep(lead, list, { shown: looked.found!.shown })).status).toBe(302)
    const said = async () => (await readProject(contextOf(portal, lead), PROJECT))!.facts.parties.find(({ organisationCode }) => organisationCode === 'Y9G')!.members!.map(({ assurance }) => assurance?.publishedOn ?? null)
    expect(await said()).toEqual(['2024-06-20', '2025-06-20', null])
    expect(await portal.owner`select data::jsonb as data from audit_entries where kind = 'members-uploaded'`).toEqual([{ data: { rows: 2, joined: 0, contacts: 0, assurances: 2 } }])
    expect(await portal.owner`select max(number) as newest from document_versions`).toEqual([{ newest: 1 }])
    await portal.owner`update document_versions set facts = jsonb_set(facts, '{flows,0,confidentiality}', '"legal-duty"')`
    const shown = async () => ((await callRoute(portal, members, { as: lead, path: '/x', params: { ref: COUNTY_PROTOCOL } })).data as { lines: { assurance: string; stopped: string[] }[] }).lines.map(({ assurance, stopped }) => [assurance, stopped.length])
    expect(await shown()).toEqual([['Standards met, published on 20 June 2024', 1], ['Standards met, published on 20 June 2025', 0], ['', 0]])
    const back = `code,dspt status\n${practiceOf(0).code},not said`
    expect((await keep(lead, back, { shown: (await look(lead, back)).found!.shown })).status).toBe(302)
    expect(await said()).toEqual([null, '2025-06-20', null])
    expect(await look(lead, `${practiceOf(0).code},,Standards met,June`)).toMatchObject({ status: 400, found: { toMend: 1, rows: [{ standing: 'assurance-wrong' }] } })
  })

  test('with one row to mend keeps nothing, says which and what to do, and gives back what was sent', async () => {
    const { lead } = await givenCounty(portal, 2)
    const list = `${OTHER_PRACTICE.code}\r\nZZ999\r\n${OTHER_PRACTICE.code}`
    const looked = await look(lead, list)
    expect(looked).toMatchObject({ status: 400, typed: { list }, problems: [{ field: 'list', message: expect.stringContaining('2 rows') as string }], found: { joining: 1, toMend: 2 } })
    expect((await keep(lead, list, { shown: looked.found!.shown })).status).toBe(400)
    expect(await membersNow(lead)).toHaveLength(2)
    expect(await portal.owner`select 1 from member_contacts`).toHaveLength(0)
  })

  test('of a project that has ended adds nobody and no address, whoever was quick to look, and neither does somebody who may not draft', async () => {
    const { lead } = await givenCounty(portal, 2)
    const context = contextOf(portal, lead)
    const seen = (await readMembersUpload(context, PROJECT, 'Y9G'))!
    const list = { text: `${practiceOf(1).code},office@other.example`, factsVersion: seen.factsVersion }
    expect(await keepMembersList({ ...context, actor: { ...lead, role: 'siro' } }, seen, list)).toEqual({ ok: false, refusal: { kind: 'not-the-drafter' } })
    await portal.owner`update projects set ended_at = now(), ended_because = 'over' where ref = ${PROJECT}`
    expect(await keepMembersList(context, seen, list)).toEqual({ ok: false, refusal: { kind: 'project-ended' } })
    expect(await portal.owner`select 1 from member_contacts`).toHaveLength(0)
  })

  test('that is empty, or is no text, is refused; a change that somebody else made meanwhile is not written over', async () => {
    const { lead, factsVersion } = await givenCounty(portal, 2)
    expect(await look(lead, ' \n')).toMatchObject({ status: 400, problems: [{ field: 'list' }] })
    expect(await look(lead, 'kept', new Uint8Array([0xff, 0xfe, 0x41, 0x00]))).toMatchObject({ status: 400, typed: { list: 'kept' }, problems: [{ field: 'file' }] })
    const shown = (await look(lead, OTHER_PRACTICE.code)).found!.shown
    expect((await keep(lead, OTHER_PRACTICE.code, { shown, factsVersion: factsVersion + 5 })).status).toBe(409)
    expect(await membersNow(lead)).toHaveLength(2)
  })

  test('is the drafter’s alone', async () => {
    const { lead, guardian } = await givenCounty(portal, 2)
    expect((await post(guardian, formOf({ list: OTHER_PRACTICE.code }))).status).toBe(403)
    expect((await post(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE), formOf({ list: OTHER_PRACTICE.code }))).status).toBe(404)
    expect((await callRoute(portal, page, { as: await givenStaff(portal, 'ig-lead', OTHER_PRACTICE), path: '/x', params })).status).toBe(404)
    expect((await callRoute(portal, page, { as: lead, path: '/x', params: { ...params, code: 'ZZZ' } })).status).toBe(404)
    expect((await post(null, formOf({ list: OTHER_PRACTICE.code }))).location).toContain('/sign-in')
  })

  test('of five hundred asks the database no more than one of five, and every practice of it is chased in one go', async () => {
    const asked = async (count: number) => {
      const { lead, factsVersion } = await givenCounty(portal, 2)
      const joining = Array.from({ length: count }, (_, index) => practiceOf(index + 2))
      await addOrganisations(contextOf(portal, systemActor('test')), joining)
      const list = joining.map(({ code, email }) => `${code},${email}`).join('\n')
      const looked = await countQueries(portal.runtime.db, () => look(lead, list))
      const kept = await countQueries(portal.runtime.db, () => keep(lead, list, { shown: looked.value.found!.shown, factsVersion }))
      expect([looked.value.status, kept.value.status]).toEqual([200, 302])
      expect(await membersNow(lead)).toHaveLength(count + 2)
      const chased = await countQueries(portal.runtime.db, () => chaseMembers(contextOf(portal, lead), COUNTY_PROTOCOL))
      expect(chased.value).toMatchObject({ ok: true, value: { members: expect.any(Number) as number } })
      const [{ mails }] = await portal.owner`select count(*)::int as mails from mails` as unknown as [{ mails: number }]
      return { looked: looked.queries, kept: kept.queries, chased: chased.queries, mails: mails - count }
    }
    const few = await asked(5)
    await sweep(portal.owner)
    expect(await asked(500)).toEqual(few)
  })
})
