import { describe, expect, test } from 'vitest'
import { loader as list } from '#app/routes/projects._index.tsx'
import { action as start } from '#app/routes/projects.new.tsx'
import { loader as overview } from '#app/routes/projects.$ref._index.tsx'
import { loader as tasks } from '#app/routes/projects.$ref.facts._index.tsx'
import { action as savePurpose, loader as purposePage } from '#app/routes/projects.$ref.facts.purpose.tsx'
import { action as saveParty } from '#app/routes/projects.$ref.facts.parties.$code.tsx'
import { action as saveDataset } from '#app/routes/projects.$ref.facts.datasets.$dataset.tsx'
import { action as saveFlow } from '#app/routes/projects.$ref.facts.flows.$flow.tsx'
import { action as saveTitle, loader as titlePage } from '#app/routes/projects.$ref.facts.title.tsx'
import { action as saveSafeguards } from '#app/routes/projects.$ref.facts.safeguards.tsx'
import { action as draft, loader as check } from '#app/routes/projects.$ref.facts.check.tsx'
import { action as end } from '#app/routes/projects.$ref.end.tsx'
import { typedFromDataset, typedFromFlow, typedFromParty, typedFromPurpose, typedFromSafeguards } from '#app/projects/facts.schema.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { formOf } from '#tests/factories/forms.ts'
import { givenCast, givenDrafted, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const facts = someFacts()
const params = { ref: PROJECT }

const factsNow = async () => (await portal.owner`select facts from project_facts order by version desc limit 1`)[0]!.facts as typeof facts

describe('starting a project', () => {
  test('leads to its task list, where everything is still to do', async () => {
    const { lead } = await givenCast(portal)
    const answer = await callRoute(portal, start, { as: lead, path: '/projects/new', form: { title: 'A pilot', reference: 'a-pilot' } })
    expect(answer).toMatchObject({ status: 302, location: '/projects/a-pilot/facts?done=made' })
    expect((await callRoute(portal, tasks, { as: lead, path: '/x', params: { ref: 'a-pilot' } })).data).toMatchObject({ mayEdit: true, protocol: null, factsVersion: 1 })
  })

  test('a taken reference, a bad one and none are each said at the box, and what was typed is kept', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead)
    const taken = await callRoute(portal, start, { as: lead, path: '/projects/new', form: { title: 'Another', reference: PROJECT } })
    expect(taken).toMatchObject({ status: 409, data: { problems: [{ field: 'reference' }], typed: { title: 'Another', reference: PROJECT } } })
    const empty = await callRoute(portal, start, { as: lead, path: '/projects/new', form: { title: '', reference: 'Not OK' } })
    expect(empty).toMatchObject({ status: 400, data: { problems: [{ field: 'title' }, { field: 'reference' }], typed: { reference: 'Not OK' } } })
  })

  test('is for information governance leads', async () => {
    const { siro } = await givenCast(portal)
    expect((await callRoute(portal, start, { as: siro, path: '/projects/new', form: { title: 'A', reference: 'abc' } })).status).toBe(403)
    expect(await callRoute(portal, start, { path: '/projects/new', form: { title: 'A', reference: 'abc' } })).toMatchObject({ status: 302, location: '/sign-in?next=%2Fprojects%2Fnew' })
  })
})

describe('another organisation', () => {
  test.each([['overview', overview], ['task list', tasks], ['all facts', check]])('cannot see the %s', async (_name, page) => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await callRoute(portal, page as never, { as: stranger, path: '/x', params })).status).toBe(404)
    expect((await callRoute(portal, page as never, { as: stranger, path: '/x', params: { ref: 'nowhere' } })).status).toBe(404)
    expect((await callRoute(portal, list, { as: stranger, path: '/projects' })).data).toMatchObject({ lines: [], all: 0, found: 0, states: [], mayDraft: true })
  })

  test('cannot save, draft or end', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const form = () => formOf(typedFromSafeguards(facts.safeguards), { factsVersion: String(version), retentionMonths: '9' })
    expect((await callRoute(portal, saveSafeguards, { as: stranger, path: '/x', params, form: form() })).status).toBe(404)
    expect((await callRoute(portal, draft, { as: stranger, path: '/x', params, form: { factsVersion: String(version) } })).status).toBe(404)
    expect((await callRoute(portal, end, { as: stranger, path: '/x', params, form: { reason: 'x', typedReference: PROJECT } })).status).toBe(404)
    expect((await factsNow()).safeguards?.retentionMonths).toBe(6)
  })

  test('a party reads the facts but is led away from the forms, and its save is refused', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const partner = await givenStaff(portal, 'ig-lead', PRACTICE)
    expect((await callRoute(portal, check, { as: partner, path: '/x', params })).data).toMatchObject({ mayEdit: false, facts })
    expect(await callRoute(portal, purposePage, { as: partner, path: '/x', params })).toMatchObject({ status: 302, location: `/projects/${PROJECT}/facts/check` })
    const form = formOf(typedFromPurpose(facts.purpose), { factsVersion: String(version), purpose: 'Ours' })
    expect((await callRoute(portal, savePurpose, { as: partner, path: '/x', params, form })).status).toBe(403)
  })
})

describe('saving a section', () => {
  test('keeps what was typed when something is wrong, and says every problem', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const form = formOf(typedFromPurpose(facts.purpose), { factsVersion: String(version), benefits: '', 'startDate.day': '40' })
    const answer = await callRoute(portal, savePurpose, { as: lead, path: '/x', params, form })
    expect(answer).toMatchObject({ status: 400, data: { problems: [{ field: 'benefits' }, { field: 'startDate' }], typed: { purpose: facts.purpose!.purpose, startDate: { day: '40' } }, isConflict: false } })
  })

  test('a stale save shows both: what is saved now and what was typed; saving again on top of it goes through', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const save = (months: string, against: number) =>
      callRoute(portal, saveSafeguards, { as: lead, path: '/x', params, form: formOf(typedFromSafeguards(facts.safeguards), { factsVersion: String(against), retentionMonths: months }) })
    expect(await save('9', version)).toMatchObject({ status: 302, location: `/projects/${PROJECT}/facts?done=saved` })
    expect(await save('12', version)).toMatchObject({
      status: 409,
      data: { isConflict: true, typed: { retentionMonths: '12' }, now: { factsVersion: version + 1, facts: { safeguards: { retentionMonths: 9 } }, lastSave: { by: lead.name } } },
    })
    expect(await save('12', version + 1)).toMatchObject({ status: 302 })
    expect((await factsNow()).safeguards?.retentionMonths).toBe(12)
  })

  test('nothing different is said to be nothing; a drafted protocol is drafted anew', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenDrafted(portal, lead)
    const save = (months: string) =>
      callRoute(portal, saveSafeguards, { as: lead, path: '/x', params, form: formOf(typedFromSafeguards(facts.safeguards), { factsVersion: String(version), retentionMonths: months }) })
    expect((await save('6')).location).toBe(`/projects/${PROJECT}/facts?done=unchanged`)
    expect((await save('9')).location).toBe(`/projects/${PROJECT}/facts?done=redrafted`)
    expect((await callRoute(portal, overview, { as: lead, path: '/x', params })).data).toMatchObject({ state: 'waiting-for-signatures', protocol: { number: 2 } })
  })

  test('a form without its version of the facts saves nothing', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead)
    const answer = await callRoute(portal, saveSafeguards, { as: lead, path: '/x', params, form: formOf(typedFromSafeguards(facts.safeguards), { retentionMonths: '9' }) })
    expect(answer).toMatchObject({ status: 400, data: { problems: [{ field: '' }] } })
    expect((await factsNow()).safeguards?.retentionMonths).toBe(6)
  })
})

describe('the title', () => {
  const save = (as: Awaited<ReturnType<typeof givenCast>>['lead'], title: string, version: number) =>
    callRoute(portal, saveTitle, { as, path: '/x', params, form: { title, factsVersion: String(version) } })

  test('is changed by the drafter, and the protocol that states it is drafted anew', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenDrafted(portal, lead)
    expect(await save(lead, 'Early help, second year', version)).toMatchObject({ status: 302, location: `/projects/${PROJECT}/facts?done=redrafted` })
    expect((await factsNow()).title).toBe('Early help, second year')
    expect((await callRoute(portal, list, { as: lead, path: '/projects' })).data).toMatchObject({ lines: [{ title: 'Early help, second year' }] })
    expect((await save(lead, 'Early help, second year', version + 1)).location).toContain('done=unchanged')
    expect(await save(lead, 'A third', version)).toMatchObject({ status: 409, data: { isConflict: true, typed: { title: 'A third' }, now: { title: 'Early help, second year' } } })
  })

  test('empty or too long, it is refused at its box; nobody else changes it', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    expect(await save(lead, ' ', version)).toMatchObject({ status: 400, data: { problems: [{ field: 'title' }] } })
    expect(await save(lead, 'x'.repeat(121), version)).toMatchObject({ status: 400, data: { problems: [{ field: 'title' }] } })
    const [partner, stranger] = [await givenStaff(portal, 'ig-lead', PRACTICE), await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)]
    expect((await save(partner, 'Ours', version)).status).toBe(403)
    expect((await save(stranger, 'Ours', version)).status).toBe(404)
    expect((await callRoute(portal, titlePage, { as: partner, path: '/x', params })).location).toBe(`/projects/${PROJECT}/facts/check`)
    expect((await callRoute(portal, titlePage, { as: stranger, path: '/x', params })).status).toBe(404)
    expect((await factsNow()).title).toBe(facts.title)
  })
})

describe('lists', () => {
  const [party] = facts.parties
  const [dataset] = facts.datasets
  const [flow] = facts.flows

  test('a party is added from the organisations known, under the name they have', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const form = () => formOf({ ...typedFromParty(party), organisationCode: OTHER_PRACTICE.code }, { factsVersion: String(version) })
    expect((await callRoute(portal, saveParty, { as: lead, path: '/x', params: { ...params, code: 'new' }, form: form() })).location).toContain('done=saved')
    expect((await factsNow()).parties.map((item) => item.name)).toContain(OTHER_PRACTICE.name)
    const unknown = formOf({ ...typedFromParty(party), organisationCode: 'NOBODY' }, { factsVersion: String(version) })
    expect(await callRoute(portal, saveParty, { as: lead, path: '/x', params: { ...params, code: 'new' }, form: unknown })).toMatchObject({ status: 400, data: { problems: [{ field: 'organisationCode' }] } })
  })

  test('a party in use is not removed; one that is free is', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, someFacts({ parties: [...facts.parties, { ...party!, organisationCode: OTHER_PRACTICE.code }] }))
    const remove = (code: string) => callRoute(portal, saveParty, { as: lead, path: '/x', params: { ...params, code }, form: { remove: 'yes', factsVersion: String(version) } })
    expect(await remove(PRACTICE.code)).toMatchObject({ status: 409 })
    expect((await remove(OTHER_PRACTICE.code)).location).toContain('done=removed')
  })

  test('without JavaScript a row is added and taken away by the server, and nothing typed is lost or checked', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const typed = { ...typedFromDataset(dataset), name: '' }
    const ask = (row: string) => callRoute(portal, saveDataset, { as: lead, path: '/x', params: { ...params, dataset: 'new' }, form: formOf(typed, { factsVersion: String(version), row }) })
    const added = (await ask('fields.add')).data as { typed: { fields: unknown[]; name: string }; problems: unknown[] }
    expect(added.problems).toEqual([])
    expect(added.typed.fields).toHaveLength(dataset!.fields.length + 1)
    expect(added.typed.fields.at(-1)).toEqual({ name: '', meaning: '', kind: '', why: '' })
    const removed = (await ask('fields.remove-0')).data as { typed: { fields: { name: string }[] } }
    expect(removed.typed.fields.map((field) => field.name)).toEqual(dataset!.fields.slice(1).map((field) => field.name))
  })

  test('a dataset is changed under the short name it has, and another of the same name is refused', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const save = (id: string, name: string) => callRoute(portal, saveDataset, {
      as: lead, path: '/x', params: { ...params, dataset: id }, form: formOf({ ...typedFromDataset(dataset), name }, { factsVersion: String(version) }),
    })
    expect(await save('new', 'Demand FLAGS')).toMatchObject({ status: 409, data: { problems: [{ field: 'name' }] } })
    expect((await save(dataset!.id, 'Patient list')).location).toContain('done=saved')
    expect((await factsNow()).datasets[0]).toMatchObject({ id: dataset!.id, name: 'Patient list' })
  })

  test('a flow’s reference that another project has is refused at its box', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead)
    const version = await givenProject(portal, lead, someFacts({ flows: [] }), 'second')
    const answer = await callRoute(portal, saveFlow, {
      as: lead, path: '/x', params: { ref: 'second', flow: 'new' }, form: formOf(typedFromFlow(flow), { factsVersion: String(version) }),
    })
    expect(answer).toMatchObject({ status: 409, data: { problems: [{ field: 'ref', message: expect.stringContaining('taken') }], typed: { ref: flow!.ref } } })
  })

  test('a flow keeps its reference whatever the form says', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const form = formOf({ ...typedFromFlow(flow), frequency: 'Twice' }, { factsVersion: String(version), ref: 'another' })
    expect((await callRoute(portal, saveFlow, { as: lead, path: '/x', params: { ...params, flow: flow!.ref }, form })).location).toContain('done=saved')
    expect((await factsNow()).flows[0]).toMatchObject({ ref: flow!.ref, frequency: 'Twice' })
  })
})

describe('checking and drafting', () => {
  test('complete facts are drafted, and the second press finds the same version', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const press = () => callRoute(portal, draft, { as: lead, path: '/x', params, form: { factsVersion: String(version) } })
    expect(await press()).toMatchObject({ status: 302, location: `/documents/${PROJECT}-protocol/v1?done=drafted` })
    expect(await press()).toMatchObject({ status: 302, location: `/documents/${PROJECT}-protocol/v1?done=drafted` })
  })

  test('incomplete facts are not', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, someFacts({ tellingPeople: null }))
    expect(await callRoute(portal, draft, { as: lead, path: '/x', params, form: { factsVersion: String(version) } })).toMatchObject({ status: 409 })
  })

  test('ending asks for the reference by name, and afterwards nothing can be saved', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const press = (typedReference: string) => callRoute(portal, end, { as: lead, path: '/x', params, form: { reason: 'Over', typedReference } })
    expect(await press('no')).toMatchObject({ status: 400, data: { problems: [{ field: 'typedReference' }], typed: { reason: 'Over' } } })
    expect(await press(PROJECT)).toMatchObject({ status: 302, location: `/projects/${PROJECT}?done=ended` })
    const form = formOf(typedFromSafeguards(facts.safeguards), { factsVersion: String(version), retentionMonths: '9' })
    expect(await callRoute(portal, saveSafeguards, { as: lead, path: '/x', params, form })).toMatchObject({ status: 409, data: { typed: { retentionMonths: '9' } } })
    expect((await callRoute(portal, overview, { as: lead, path: '/x', params })).data).toMatchObject({ state: 'ended', mayDraft: false })
  })
})
