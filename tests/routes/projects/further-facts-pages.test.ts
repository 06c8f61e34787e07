import { describe, expect, test } from 'vitest'
import { loader as tasks } from '#app/routes/projects.$ref.facts._index.tsx'
import * as consent from '#app/routes/projects.$ref.facts.consent.tsx'
import * as framework from '#app/routes/projects.$ref.facts.framework.tsx'
import * as involvement from '#app/routes/projects.$ref.facts.involvement.tsx'
import * as linkage from '#app/routes/projects.$ref.facts.linkage.tsx'
import * as nationalData from '#app/routes/projects.$ref.facts.national-data.tsx'
import * as officer from '#app/routes/projects.$ref.facts.officers.$officer.tsx'
import * as people from '#app/routes/projects.$ref.facts.people.tsx'
import * as processor from '#app/routes/projects.$ref.facts.processing.$processor.tsx'
import * as rights from '#app/routes/projects.$ref.facts.rights.tsx'
import * as section251 from '#app/routes/projects.$ref.facts.section-251.tsx'
import * as stage from '#app/routes/projects.$ref.facts.stages.$stage.tsx'
import * as worth from '#app/routes/projects.$ref.facts.worth.tsx'
import {
  typedFromConsent, typedFromInvolvement, typedFromNationalData, typedFromSection251, typedFromWorth,
} from '#app/projects/application-facts.schema.ts'
import { emptyFacts } from '#app/projects/facts.rules.ts'
import {
  typedFromFramework, typedFromLinkage, typedFromOfficer, typedFromPeople, typedFromProcessing, typedFromRights, typedFromStage,
} from '#app/projects/further-facts.schema.ts'
import { furtherFacts, someFacts } from '#tests/factories/facts.ts'
import { formOf } from '#tests/factories/forms.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const facts = furtherFacts()
/** What a project has before any of these pages was filled in. */
const core = someFacts({ people: null, officers: [], stages: [], linkage: null, rights: null, involvement: null, worth: null })
const nothing = emptyFacts('x')
const params = { ref: PROJECT }
const factsNow = async () => (await portal.owner`select facts from project_facts order by version desc limit 1`)[0]!.facts as typeof facts

const SECTIONS = [
  { key: 'people', route: people, typed: typedFromPeople(facts.people) },
  { key: 'framework', route: framework, typed: typedFromFramework(facts.framework) },
  { key: 'linkage', route: linkage, typed: typedFromLinkage(facts.linkage) },
  { key: 'rights', route: rights, typed: typedFromRights(facts.rights) },
  { key: 'consent', route: consent, typed: typedFromConsent(facts.consent) },
  { key: 'involvement', route: involvement, typed: typedFromInvolvement(facts.involvement) },
  { key: 'worth', route: worth, typed: typedFromWorth(facts.worth) },
  { key: 'section251', route: section251, typed: typedFromSection251(facts.section251) },
  { key: 'nationalData', route: nationalData, typed: typedFromNationalData(facts.nationalData) },
] as const

describe.each(SECTIONS)('the page of $key', ({ key, route, typed }) => {
  test('saves what was typed, and takes the answers away again', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, core)
    const send = (more: Record<string, string>, against = version) => callRoute(portal, route.action, { as: lead, path: '/x', params, form: formOf(typed, { factsVersion: String(against), ...more }) })
    expect(await send({})).toMatchObject({ status: 302, location: `/projects/${PROJECT}/facts?done=saved` })
    expect((await factsNow())[key]).toEqual(facts[key])
    expect((await send({ remove: 'yes' }, version + 1)).location).toBe(`/projects/${PROJECT}/facts?done=removed`)
    expect((await factsNow())[key]).toEqual(nothing[key])
  })

  test('says what is wrong and saves nothing; is for the drafter alone', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, core)
    const empty = await callRoute(portal, route.action, { as: lead, path: '/x', params, form: { factsVersion: String(version), reference: 'kept' } })
    expect(empty).toMatchObject({ status: 400, data: { isConflict: false, typed: { reference: 'kept' } } })
    expect((await factsNow())[key]).toEqual(nothing[key])
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const form = () => formOf(typed, { factsVersion: String(version) })
    expect((await callRoute(portal, route.action, { as: stranger, path: '/x', params, form: form() })).status).toBe(404)
    expect((await callRoute(portal, route.loader, { as: stranger, path: '/x', params })).status).toBe(404)
    const partner = await givenStaff(portal, 'ig-lead', PRACTICE)
    expect((await callRoute(portal, route.action, { as: partner, path: '/x', params, form: form() })).status).toBe(403)
    expect((await callRoute(portal, route.loader, { as: partner, path: '/x', params })).location).toBe(`/projects/${PROJECT}/facts/check`)
  })
})

const ITEMS = [
  { key: 'officers', param: 'officer', route: officer, typed: typedFromOfficer(facts.officers[0]), is: `${COUNCIL.code}.dpo`, field: 'post', change: { name: 'Dan Other' } },
  { key: 'stages', param: 'stage', route: stage, typed: typedFromStage(facts.stages[0]), is: 'matching', field: 'name', change: { does: 'Something else' } },
  { key: 'processing', param: 'processor', route: processor, typed: typedFromProcessing(facts.processing[0]), is: PRACTICE.code, field: 'processorCode', change: { place: 'Wales' } },
] as const

describe.each(ITEMS)('the pages of $key', ({ key, param, route, typed, is, field, change }) => {
  test('add one, change it under the name it has, refuse another of that name, and remove it', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead, core)
    const send = (which: string, against: number, more: Record<string, string> = {}) =>
      callRoute(portal, route.action, { as: lead, path: '/x', params: { ...params, [param]: which }, form: formOf(typed, { factsVersion: String(against), ...more }) })
    expect((await send('new', version)).location).toBe(`/projects/${PROJECT}/facts/${key}?done=saved`)
    expect((await factsNow())[key]).toEqual(facts[key])
    expect(await send('new', version + 1, change as never)).toMatchObject({ status: 409, data: { problems: [{ field }] } })
    expect((await send(is, version + 1, change as never)).location).toContain('done=saved')
    expect((await factsNow())[key]).toEqual([{ ...facts[key][0], ...change }])
    expect((await callRoute(portal, route.loader, { as: lead, path: '/x', params: { ...params, [param]: is } })).status).toBe(200)
    expect((await send(is, version + 2, { remove: 'yes' })).location).toContain('done=removed')
    expect((await factsNow())[key]).toEqual([])
    expect((await callRoute(portal, route.loader, { as: lead, path: '/x', params: { ...params, [param]: is } })).status).toBe(404)
  })
})

test('an officer keeps party and post whatever the form says', async () => {
  const { lead } = await givenCast(portal)
  const version = await givenProject(portal, lead, furtherFacts())
  const form = formOf(typedFromOfficer(facts.officers[0]), { factsVersion: String(version), post: 'siro', organisationCode: PRACTICE.code, name: 'Dan Other' })
  await callRoute(portal, officer.action, { as: lead, path: '/x', params: { ...params, officer: `${COUNCIL.code}.dpo` }, form })
  expect((await factsNow()).officers).toEqual([{ ...facts.officers[0], name: 'Dan Other' }])
})

test('a form with two lists of rows adds a row to the one that is asked for', async () => {
  const { lead } = await givenCast(portal)
  const version = await givenProject(portal, lead, core)
  const form = formOf(typedFromWorth(facts.worth), { factsVersion: String(version), row: 'costs.add' })
  const answer = (await callRoute(portal, worth.action, { as: lead, path: '/x', params, form })).data as { typed: { costs: unknown[]; benefits: unknown[] }; problems: unknown[] }
  expect(answer.typed.costs).toHaveLength(2)
  expect(answer.typed.benefits).toHaveLength(1)
  expect(answer.problems).toEqual([])
})

test('the task list says which sections are asked for, and by which papers', async () => {
  const { lead } = await givenCast(portal)
  await givenProject(portal, lead, someFacts())
  const page = (await callRoute(portal, tasks, { as: lead, path: '/x', params })).data as { neededBy: Record<string, string[]> }
  expect(page.neededBy.purpose).toContain('protocol')
  expect(page.neededBy['national-data']).toEqual([])
})
