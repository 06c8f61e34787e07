import { describe, expect, test } from 'vitest'
import { loader as page } from '#app/routes/documents.$ref.$version._index.tsx'
import { action as move, loader as movePage } from '#app/routes/documents.$ref.move.tsx'
import { templateNumber } from '#app/documents/template-move.rules.ts'
import { PROTOCOL, protocolData } from '#app/documents/papers/protocol.rules.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { renderTemplate } from '#app/platform/render-template.server.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const NEWEST = templateNumber(PROTOCOL.template)!
const ref = `${PROJECT}-protocol`
const ask = { path: `/documents/${ref}/move`, params: { ref } }

/** A protocol as it was drafted before the second template was released. */
async function givenOfTheFirstTemplate() {
  const cast = await givenCast(portal)
  const factsVersion = await givenDrafted(portal, cast.lead)
  const content = renderTemplate('templates/documents/protocol/v1.hbs', protocolData({ projectRef: PROJECT, documentRef: ref, about: '', facts: someFacts(), versions: [{ number: 1, day: londonDay(portal.now), changes: [] }] }), 'html')
  await portal.owner`update document_versions set template = 'templates/documents/protocol/v1.hbs', content = ${content}, content_hash = ${sha256Hex(content)}`
  return { ...cast, factsVersion, content }
}

interface Shown {
  readonly move: {
    readonly from: number; readonly to: number; readonly mayMove: boolean; readonly missing: string[]; readonly unanswered: string[]; readonly newlyStated: string[]
    readonly redline: { readonly counts: Record<string, number>; readonly sections: readonly { readonly units: readonly { readonly key: string; readonly state: string }[] }[] }
  } | null
}

describe('moving a paper to the newest template', () => {
  test('is offered on the paper, and shows what it would change before anything is changed', async () => {
    const { lead } = await givenOfTheFirstTemplate()
    expect((await callRoute(portal, page, { as: lead, path: `/documents/${ref}/v1`, params: { ref, version: 'v1' } })).data).toMatchObject({ moveAhead: { from: 1, to: NEWEST } })
    const { move: shown } = (await callRoute(portal, movePage, { as: lead, ...ask })).data as Shown
    expect(shown).toMatchObject({ from: 1, to: NEWEST, mayMove: true, missing: [] })
    expect(shown!.unanswered).toEqual(['framework'])
    expect(shown!.newlyStated).toContain('officers[].name')
    const added = shown!.redline.sections.flatMap(({ units }) => units).filter(({ state }) => state === 'added').map(({ key }) => key)
    expect(added).toContain('agreement-framework')
    expect(shown!.redline.counts.same).toBeGreaterThan(20)
    expect(await portal.owner`select 1 from document_versions`).toHaveLength(1)
  })

  test('makes the next version on the drafter’s word, and leaves the one before as it was', async () => {
    const { lead, factsVersion, content } = await givenOfTheFirstTemplate()
    expect(await callRoute(portal, move, { as: lead, ...ask, form: { factsVersion: String(factsVersion - 1) } })).toMatchObject({ status: 409 })
    expect(await callRoute(portal, move, { as: lead, ...ask, form: { factsVersion: String(factsVersion) } })).toMatchObject({ status: 302, location: `/documents/${ref}/v2?done=moved` })
    const made = await portal.owner`select template, content from document_versions order by number`
    expect(made).toHaveLength(2)
    expect(made[0]!.content).toBe(content)
    expect(made[1]!.template).toBe(PROTOCOL.template)
    expect(((await callRoute(portal, movePage, { as: lead, ...ask })).data as Shown).move).toBeNull()
  })

  test('says what the newest template cannot do without, and waits for it', async () => {
    const { lead, factsVersion } = await givenOfTheFirstTemplate()
    await portal.owner`update project_facts set facts = jsonb_set(facts, '{tellingPeople}', 'null')`
    const { move: shown } = (await callRoute(portal, movePage, { as: lead, ...ask })).data as Shown
    expect(shown).toMatchObject({ missing: ['telling-people'], redline: null })
    expect(await callRoute(portal, move, { as: lead, ...ask, form: { factsVersion: String(factsVersion) } })).toMatchObject({ status: 409 })
  })

  test('is read by the parties, done by the drafter, and not found by anybody else', async () => {
    const { guardian } = await givenOfTheFirstTemplate()
    expect((await callRoute(portal, movePage, { as: guardian, ...ask })).data).toMatchObject({ move: { mayMove: false } })
    expect((await callRoute(portal, move, { as: guardian, ...ask, form: { factsVersion: '1' } })).status).toBe(403)
    expect((await callRoute(portal, movePage, { as: await givenStaff(portal, 'ig-lead', OTHER_PRACTICE), ...ask })).status).toBe(404)
    expect((await callRoute(portal, movePage, ask)).status).toBe(302)
  })
})
