import { expect, test } from 'vitest'
import { loader as tasks } from '#app/routes/projects.$ref.facts._index.tsx'
import { loader as datasetPage } from '#app/routes/projects.$ref.facts.datasets.$dataset.tsx'
import { loader as parties } from '#app/routes/projects.$ref.facts.parties._index.tsx'
import { loader as partyPage } from '#app/routes/projects.$ref.facts.parties.$code.tsx'
import { loader as safeguards } from '#app/routes/projects.$ref.facts.safeguards.tsx'
import { action as start } from '#app/routes/projects.new.tsx'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { COUNCIL, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const params = { ref: 'early-help' }

test('a project begun from a pattern is offered what it implies, and has answered nothing', async () => {
  const { lead } = await givenCast(portal)
  const form = { title: 'Early help', pattern: 'direct-care', holderCode: PRACTICE.code, receiverCode: COUNCIL.code }
  expect((await callRoute(portal, start, { as: lead, path: '/projects/new', form })).location).toBe('/projects/early-help/facts?done=made')
  expect((await callRoute(portal, tasks, { as: lead, path: '/x', params })).data).toMatchObject({
    factsVersion: 1, facts: { purpose: null, parties: [], safeguards: null }, suggestedIn: expect.arrayContaining(['purpose', 'parties', 'safeguards']),
  })
  expect((await callRoute(portal, safeguards, { as: lead, path: '/x', params })).data).toMatchObject({ suggested: { retentionMonths: '6' }, offersUsual: false, facts: { safeguards: null } })
  expect((await callRoute(portal, parties, { as: lead, path: '/x', params })).data).toMatchObject({ items: [{ key: PRACTICE.code, label: PRACTICE.name }, { key: COUNCIL.code, label: COUNCIL.name }] })
  const own = (await callRoute(portal, partyPage, { as: lead, path: `/x?suggest=${COUNCIL.code}`, params: { ...params, code: 'new' } })).data
  expect(own).toMatchObject({ suggested: { organisationCode: COUNCIL.code, contactName: lead.name, contactEmail: lead.email } })
})

test('what is saved is never covered by a suggestion, and one that there is not is none', async () => {
  const { lead } = await givenCast(portal)
  await givenProject(portal, lead)
  const at = { ref: PROJECT }
  expect((await callRoute(portal, safeguards, { as: lead, path: '/x?suggest=usual', params: at })).data).toMatchObject({ suggested: null, offersUsual: false })
  expect((await callRoute(portal, datasetPage, { as: lead, path: '/x?suggest=no-such-thing', params: { ...at, dataset: 'new' } })).data).toMatchObject({ suggested: null })
  expect((await callRoute(portal, datasetPage, { as: lead, path: '/x?suggest=council-tax', params: { ...at, dataset: 'register-extract' } })).data).toMatchObject({ suggested: null })
  expect((await callRoute(portal, datasetPage, { as: lead, path: '/x?suggest=council-tax', params: { ...at, dataset: 'new' } })).data).toMatchObject({ suggested: { level: 'property' } })
})
