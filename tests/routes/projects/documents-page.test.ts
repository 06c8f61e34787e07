import { describe, expect, test } from 'vitest'
import { action as draft, loader as pack } from '#app/routes/projects.$ref.documents.tsx'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const params = { ref: PROJECT }
const ask = { path: `/projects/${PROJECT}/documents`, params }

describe('the papers of a project', () => {
  test('lists what the facts call for, drafts what is ready, and drafts nothing twice', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    expect((await callRoute(portal, pack, { as: lead, ...ask })).data).toMatchObject({ mayDraft: true, lines: expect.arrayContaining([expect.objectContaining({ kind: 'protocol', newest: null, missing: [] })]) })
    const press = () => callRoute(portal, draft, { as: lead, ...ask, form: { factsVersion: String(version) } })
    expect(await press()).toMatchObject({ status: 302, location: `/projects/${PROJECT}/documents?done=pack-drafted` })
    const drafted = await portal.owner`select count(*)::int as n from document_versions`
    expect(await press()).toMatchObject({ status: 302 })
    expect(await portal.owner`select count(*)::int as n from document_versions`).toEqual(drafted)
    expect((await callRoute(portal, pack, { as: lead, ...ask })).data).toMatchObject({ lines: expect.arrayContaining([expect.objectContaining({ kind: 'protocol', newest: expect.objectContaining({ number: 1, saysWhatFactsSay: true }), signed: { by: 0, of: 2 } })]) })
  })

  test('says what is missing, and refuses to draft when nothing is ready or the facts have moved on', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, someFacts({ flows: [], purpose: null }))
    const { data } = await callRoute(portal, pack, { as: lead, ...ask }) as { data: { lines: { kind: string; missing: string[] }[] } }
    expect(data.lines.find((line) => line.kind === 'protocol')!.missing).toEqual(['purpose', 'flows'])
    expect(await callRoute(portal, draft, { as: lead, ...ask, form: { factsVersion: String(version - 1) } })).toMatchObject({ status: 409 })
    expect(await callRoute(portal, draft, { as: lead, ...ask, form: { factsVersion: 'x' } })).toMatchObject({ status: 400 })
  })

  test('is read by the parties, drafted by the drafter alone, and there for nobody else', async () => {
    const { lead, guardian } = await givenCast(portal)
    const version = await givenDrafted(portal, lead)
    expect((await callRoute(portal, pack, { as: guardian, ...ask })).data).toMatchObject({ mayDraft: false })
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await callRoute(portal, pack, { as: stranger, ...ask })).status).toBe(404)
    expect((await callRoute(portal, draft, { as: stranger, ...ask, form: { factsVersion: String(version) } })).status).toBe(404)
    expect((await callRoute(portal, draft, { as: guardian, ...ask, form: { factsVersion: String(version) } })).status).toBe(403)
    expect((await callRoute(portal, pack, { ...ask })).status).toBe(302)
  })
})
