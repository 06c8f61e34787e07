import { describe, expect, test } from 'vitest'
import { loader as overview } from '#app/routes/projects.$ref._index.tsx'
import { action as copy, loader as copyPage } from '#app/routes/projects.$ref.copy.tsx'
import { loader as file } from '#app/routes/projects.$ref.facts[.]json.ts'
import { action as takeIn, loader as takeInPage } from '#app/routes/projects.$ref.facts.import.tsx'
import { action as renew, loader as renewPage } from '#app/routes/projects.$ref.renew.tsx'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import { factsFile } from '#app/projects/facts-json.schema.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { typedFromRenewal } from '#app/projects/renewal.schema.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { formOf } from '#tests/factories/forms.ts'
import { givenCast, givenDrafted, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const params = { ref: PROJECT }
const factsOf = async (ref = PROJECT) =>
  (await portal.owner`select f.facts from project_facts f join projects p on p.id = f.project_id where p.ref = ${ref} order by f.version desc limit 1`)[0]?.facts as ProjectFacts
const versions = async () => Number((await portal.owner`select count(*) as n from project_facts`)[0]!.n)

/** A form that carries a file of facts. */
function withFile(text: string, version: number): FormData {
  const form = new FormData()
  form.set('factsVersion', String(version))
  form.set('file', new File([text], 'facts.json', { type: 'application/json' }))
  return form
}

describe('facts as a file', () => {
  test('what goes out comes in again as nothing different', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, furtherFacts())
    const answer = await callRoute(portal, file, { as: lead, path: '/x', params })
    expect(answer.headers.get('Content-Disposition')).toContain(`${PROJECT}-facts.json`)
    const text = factsFile(PROJECT, await factsOf())
    expect(await callRoute(portal, takeIn, { as: lead, path: '/x', params, form: withFile(text, version) })).toMatchObject({ status: 302, location: `/projects/${PROJECT}/facts?done=unchanged` })
  })

  test('takes the place of every fact in one save, and a drafted protocol is drafted anew', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenDrafted(portal, lead)
    const changed = furtherFacts({ title: 'Another title' })
    const before = await versions()
    expect((await callRoute(portal, takeIn, { as: lead, path: '/x', params, form: withFile(factsFile('elsewhere', changed), version) })).location).toBe(`/projects/${PROJECT}/facts?done=redrafted`)
    expect(await factsOf()).toEqual(changed)
    expect(await versions()).toBe(before + 1)
    expect((await callRoute(portal, overview, { as: lead, path: '/x', params })).data).toMatchObject({ project: { title: 'Another title' }, protocol: { number: 2 } })
  })

  test('a file with anything wrong is not used at all, and every problem is listed by its path', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const before = await versions()
    const facts = someFacts()
    const bad = { ...facts, parties: facts.parties.map((party) => ({ ...party, contactEmail: 'nobody' })) }
    const answer = await callRoute(portal, takeIn, { as: lead, path: '/x', params, form: withFile(factsFile(PROJECT, bad), version) })
    expect(answer).toMatchObject({ status: 400, data: { problems: [{ field: 'file', message: expect.stringContaining('2 things') }], rows: [{ path: 'parties[0].contactEmail' }, { path: 'parties[1].contactEmail' }] } })
    const renamed = { ...facts, parties: [{ ...facts.parties[0]!, name: 'Somebody Else' }, { ...facts.parties[1]!, organisationCode: 'NOBODY' }] }
    expect(await callRoute(portal, takeIn, { as: lead, path: '/x', params, form: withFile(factsFile(PROJECT, renamed), version) }))
      .toMatchObject({ status: 400, data: { rows: [{ path: 'parties[0].name' }, { path: 'parties[1].organisationCode' }] } })
    expect(await callRoute(portal, takeIn, { as: lead, path: '/x', params, form: { factsVersion: String(version) } })).toMatchObject({ status: 400, data: { rows: [] } })
    expect(await versions()).toBe(before)
  })

  test('is refused when anything was saved meanwhile', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const form = (title: string) => withFile(factsFile(PROJECT, someFacts({ title })), version)
    expect((await callRoute(portal, takeIn, { as: lead, path: '/x', params, form: form('One') })).status).toBe(302)
    expect((await callRoute(portal, takeIn, { as: lead, path: '/x', params, form: form('Two') })).status).toBe(409)
    expect((await factsOf()).title).toBe('One')
  })

  test('made before others saved is refused with both texts, and taken in when that has been seen', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, furtherFacts())
    const before = await factsOf()
    const mine = { ...before, purpose: { ...before.purpose!, benefits: 'Fewer falls.' }, people: { ...before.people!, howMany: 10 } }
    const now = contextOf(portal, lead)
    expect((await saveFactsAndRedraft(now, { ref: PROJECT, factsVersion: version, edit: { section: 'purpose', value: { ...before.purpose!, benefits: 'Fewer fires.', necessity: 'Counts alone would not do.' } } })).ok).toBe(true)
    // The page was opened after the others had saved; the file was made before.
    const send = (more: Record<string, string> = {}, at = version + 1) => {
      const form = withFile(factsFile(PROJECT, mine, version), at)
      for (const [name, value] of Object.entries(more)) form.set(name, value)
      return callRoute(portal, takeIn, { as: lead, path: '/x', params, form })
    }
    for (const at of [version, version + 1]) {
      const answer = await send({}, at)
      expect(answer).toMatchObject({ status: 409, data: { conflict: { now: { factsVersion: version + 1 }, clashes: { others: 1 } } } })
      const { both, overwritten } = (answer.data as { conflict: { clashes: Record<'both' | 'overwritten', { where: string; saved: string; given: string }[]> } }).conflict.clashes
      expect(both).toEqual([{ where: 'Purpose and dates: The good it does', saved: 'Fewer fires.', given: 'Fewer falls.' }])
      expect(overwritten).toEqual([{ where: 'Purpose and dates: Why less would not do', saved: 'Counts alone would not do.', given: before.purpose!.necessity }])
    }
    expect((await factsOf()).purpose?.benefits).toBe('Fewer fires.')
    // What was seen is not what is saved any more.
    expect((await send({ replaces: 'yes' }, version)).status).toBe(409)
    expect(await send({ replaces: 'yes' })).toMatchObject({ status: 302 })
    expect(await factsOf()).toEqual(mine)
  })

  test('goes out to parties, comes in from the drafter, and is there for nobody else', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const partner = await givenStaff(portal, 'ig-lead', PRACTICE)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await callRoute(portal, file, { as: partner, path: '/x', params })).status).toBe(200)
    expect((await callRoute(portal, takeInPage, { as: partner, path: '/x', params })).status).toBe(302)
    const form = () => withFile(factsFile(PROJECT, someFacts({ title: 'Mine' })), version)
    expect((await callRoute(portal, takeIn, { as: partner, path: '/x', params, form: form() })).status).toBe(403)
    expect((await callRoute(portal, takeIn, { as: stranger, path: '/x', params, form: form() })).status).toBe(404)
    for (const page of [file, takeInPage, renewPage, copyPage]) expect((await callRoute(portal, page as never, { as: stranger, path: '/x', params })).status).toBe(404)
    expect((await factsOf()).title).toBe(someFacts().title)
  })
})

describe('renewing', () => {
  const dates = { reviewDate: '2028-04-30', endDate: '2029-04-30' }
  const formFor = (facts: ProjectFacts, version: number, more: Record<string, string> = {}) => formOf(typedFromRenewal(facts, dates), { factsVersion: String(version), ...more })

  test('saves what has changed in one save, and leaves the rest', async () => {
    const { lead } = await givenCast(portal)
    const facts = furtherFacts()
    const version = await givenProject(portal, lead, facts)
    expect((await callRoute(portal, renewPage, { as: lead, path: '/x', params })).data).toMatchObject({ dates: { endDate: '2029-05-01' } })
    const answer = await callRoute(portal, renew, { as: lead, path: '/x', params, form: formFor(facts, version, { 'parties.0.contactName': 'Somebody New', 'people.howMany': '10,200' }) })
    expect(answer).toMatchObject({ status: 302, location: `/projects/${PROJECT}/facts?done=saved` })
    expect(await factsOf()).toEqual({
      ...facts, purpose: { ...facts.purpose, ...dates }, people: { ...facts.people, howMany: 10_200 },
      parties: [{ ...facts.parties[0], contactName: 'Somebody New' }, facts.parties[1]],
    })
  })

  test('asks for the new year’s assessment of each party, and refuses one without its day', async () => {
    const { lead } = await givenCast(portal)
    const facts = furtherFacts()
    const version = await givenProject(portal, lead, facts)
    const day = { 'parties.0.assurance.publishedOn.day': '20', 'parties.0.assurance.publishedOn.month': '6', 'parties.0.assurance.publishedOn.year': '2027' }
    const send = (more: Record<string, string>) => callRoute(portal, renew, { as: lead, path: '/x', params, form: formFor(facts, version, { 'parties.0.assurance.status': 'met', ...more }) })
    const none = { 'parties.0.assurance.publishedOn.day': '', 'parties.0.assurance.publishedOn.month': '', 'parties.0.assurance.publishedOn.year': '' }
    expect(await send(none)).toMatchObject({ status: 400, data: { problems: [{ field: 'parties.0.assurance.publishedOn' }] } })
    expect((await send(day)).status).toBe(302)
    expect((await factsOf()).parties[0]?.assurance).toEqual({ status: 'met', publishedOn: '2027-06-20' })
  })

  test('says every problem at its box, and keeps what was typed', async () => {
    const { lead } = await givenCast(portal)
    const facts = furtherFacts()
    const version = await givenProject(portal, lead, facts)
    const send = (more: Record<string, string>) => callRoute(portal, renew, { as: lead, path: '/x', params, form: formFor(facts, version, more) })
    expect(await send({ 'parties.1.contactName': '', 'purpose.endDate.day': '40' })).toMatchObject({ status: 400, data: { problems: [{ field: 'purpose.endDate' }, { field: 'parties.1.contactName' }], typed: { purpose: { endDate: { day: '40' } } } } })
    expect(await send({ 'parties.1.contactEmail': 'nobody', 'purpose.endDate.year': '2027' })).toMatchObject({ status: 400, data: { problems: [{ field: 'purpose.reviewDate' }, { field: 'parties.1.contactEmail' }] } })
    expect((await callRoute(portal, renew, { as: lead, path: '/x', params, form: formFor(facts, version - 1) })).status).toBe(409)
    expect(await factsOf()).toEqual(facts)
  })

  test('shows what others saved meanwhile beside what was typed, and keeps that with the thing it was typed for', async () => {
    const { lead } = await givenCast(portal)
    const [officer] = furtherFacts().officers
    const facts = furtherFacts({ officers: [officer!, { ...officer!, post: 'siro', name: 'Sam Owner' }] })
    const version = await givenProject(portal, lead, facts)
    const [gone, kept] = facts.officers
    const typed = { 'officers.0.name': 'For the one who is gone', 'officers.1.name': 'For the one who stays', 'people.howMany': '10,200' }
    const now = contextOf(portal, lead)
    expect((await saveFactsAndRedraft(now, { ref: PROJECT, factsVersion: version, edit: { section: 'officers', key: `${gone!.organisationCode}.${gone!.post}`, value: null } })).ok).toBe(true)
    expect((await saveFactsAndRedraft(now, { ref: PROJECT, factsVersion: version + 1, edit: { section: 'people', value: { ...facts.people!, howMany: 777 } } })).ok).toBe(true)
    const answer = await callRoute(portal, renew, { as: lead, path: '/x', params, form: formFor(facts, version, typed) })
    expect(answer.status).toBe(409)
    const { conflict, typed: carried } = answer.data as { conflict: { differences: { question: string; saved: string | null; typed: string }[]; now: { factsVersion: number } }; typed: { officers: Record<string, { name: string }> } }
    expect(conflict.now.factsVersion).toBe(version + 2)
    expect(conflict.differences).toEqual(expect.arrayContaining([
      expect.objectContaining({ question: expect.stringContaining('Name of the officer'), saved: null, typed: 'For the one who is gone' }),
      expect.objectContaining({ question: expect.stringContaining('how many people'), saved: '777', typed: '10,200' }),
    ]))
    expect(carried.officers['0']!.name).toBe('For the one who stays')
    expect(await factsOf()).toMatchObject({ people: { howMany: 777 } })
    // Sent again as the page shows it, it is kept.
    const again = await callRoute(portal, renew, { as: lead, path: '/x', params, form: formFor(await factsOf(), version + 2, { 'officers.0.name': carried.officers['0']!.name }) })
    expect(again.status).toBe(302)
    expect((await factsOf()).officers.find(({ post, organisationCode }) => post === kept!.post && organisationCode === kept!.organisationCode)?.name).toBe('For the one who stays')
  })

  test('is for the drafter alone', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    for (const [organisation, status] of [[PRACTICE, 403], [OTHER_PRACTICE, 404]] as const) {
      const other = await givenStaff(portal, 'ig-lead', organisation)
      expect((await callRoute(portal, renew, { as: other, path: '/x', params, form: formFor(someFacts(), version) })).status).toBe(status)
    }
    expect((await factsOf()).purpose).toEqual(someFacts().purpose)
  })
})

describe('a copy', () => {
  test('begins with the same facts under its own names, drafted by whoever copies, and sent twice is made once', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead, furtherFacts())
    const partner = await givenStaff(portal, 'ig-lead', PRACTICE)
    const send = () => callRoute(portal, copy, { as: partner, path: '/x', params, form: { title: 'A second pilot', reference: '' } })
    expect(await send()).toMatchObject({ status: 302, location: '/projects/a-second-pilot/facts?done=copied' })
    expect((await send()).location).toBe('/projects/a-second-pilot/facts?done=copied')
    const made = await factsOf('a-second-pilot')
    expect(made).toMatchObject({ title: 'A second pilot', purpose: furtherFacts().purpose, section251: { reference: '' } })
    expect(made.flows.map((flow) => flow.ref)).toEqual(furtherFacts().flows.map((flow) => flow.ref.replace(PROJECT, 'a-second-pilot')))
    expect((await callRoute(portal, overview, { as: lead, path: '/x', params: { ref: 'a-second-pilot' } })).data).toMatchObject({ project: { isDrafter: false }, protocol: null })
    expect((await portal.owner`select ref from flows`).length).toBe(made.flows.length * 2)
  })

  test('of a project that one may not read is not found; a taken reference is said', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await callRoute(portal, copy, { as: stranger, path: '/x', params, form: { title: 'Mine', reference: 'mine' } })).status).toBe(404)
    expect(await callRoute(portal, copy, { as: lead, path: '/x', params, form: { title: 'Mine', reference: PROJECT } })).toMatchObject({ status: 409, data: { problems: [{ field: 'reference' }] } })
    expect(await factsOf('mine')).toBeUndefined()
  })
})
