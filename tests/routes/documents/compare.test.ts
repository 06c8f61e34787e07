import { describe, expect, test } from 'vitest'
import { saveFactsAndRedraft } from '#app/documents/save-facts-and-redraft.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { loader as compare } from '#app/routes/documents.$ref.compare.tsx'
import { loader as page } from '#app/routes/documents.$ref.$version._index.tsx'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const ref = `${PROJECT}-protocol`
const safeguards = someFacts().safeguards!
const ask = (as: StaffActor | undefined, query = '') => callRoute(portal, compare, { as, path: `/documents/${ref}/compare${query}`, params: { ref } })
const look = (as: StaffActor, number: number) => callRoute(portal, page, { as, path: `/documents/${ref}/v${number}`, params: { ref, version: `v${number}` } })

async function givenVersions(lead: StaffActor, count: number) {
  let factsVersion = await givenDrafted(portal, lead)
  for (let number = 2; number <= count; number += 1) {
    const saved = await saveFactsAndRedraft(contextOf(portal, lead), { ref: PROJECT, factsVersion, edit: { section: 'safeguards', value: { ...safeguards, retentionMonths: 10 + number } } })
    if (!saved.ok) throw new Error(saved.refusal.kind)
    factsVersion = saved.value.factsVersion
  }
}

describe('what changed between versions', () => {
  test('of a paper with one version there is nothing to show', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenVersions(lead, 1)
    await look(guardian, 1)
    expect((await ask(guardian)).data).toMatchObject({ from: null, redline: null, versions: [{ number: 1 }] })
  })

  test('since my own last look, however many versions came between; someone who has not looked is shown the step before', async () => {
    const { lead, guardian, siro } = await givenCast(portal)
    await givenVersions(lead, 3)
    await look(guardian, 1)
    expect((await ask(guardian)).data).toMatchObject({ from: { number: 1 }, to: { number: 3 }, sinceLastLook: portal.now, redline: { counts: { changed: 1, added: 0, removed: 0 } } })
    expect((await look(guardian, 3)).data).toMatchObject({ lastLook: { number: 1 } })
    expect((await ask(siro)).data).toMatchObject({ from: { number: 2 }, to: { number: 3 }, sinceLastLook: null })
  })

  test('between any two, either way', async () => {
    const { lead } = await givenCast(portal)
    await givenVersions(lead, 3)
    expect((await ask(lead, '?from=3&to=1')).data).toMatchObject({ from: { number: 3 }, to: { number: 1 }, redline: { counts: { changed: 1 } } })
    expect((await ask(lead, '?from=2&to=2')).data).toMatchObject({ redline: null })
  })

  test.each(['?from=9&to=1', '?from=1&to=9', '?from=x', '?to=-1'])('a version that is not there is not found: %s', async (query) => {
    const { lead } = await givenCast(portal)
    await givenVersions(lead, 2)
    expect((await ask(lead, query)).status).toBe(404)
  })

  test('is there for the parties alone', async () => {
    const { lead } = await givenCast(portal)
    await givenVersions(lead, 2)
    expect((await ask(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))).status).toBe(404)
    expect((await ask(undefined)).status).toBe(302)
  })
})
