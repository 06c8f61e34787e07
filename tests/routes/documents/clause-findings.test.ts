import { describe, expect, test } from 'vitest'
import { loader as newest } from '#app/routes/documents.$ref._index.tsx'
import { loader as page } from '#app/routes/documents.$ref.$version._index.tsx'
import { action as saveFlow, loader as flowPage } from '#app/routes/projects.$ref.facts.flows.$flow.tsx'
import { loader as flowsPage } from '#app/routes/projects.$ref.facts.flows._index.tsx'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { typedFromFlow } from '#app/projects/facts.schema.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, PROJECT } from '#tests/factories/projects.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const ref = `${PROJECT}-protocol`
const facts = someFacts()
const [first] = facts.flows
const byFax = someFacts({ flows: facts.flows.map((flow, index) => (index === 0 ? { ...flow, transport: 'By fax' } : flow)) })

interface Shown { readonly findings: { readonly shown: string; readonly count: number; readonly places: readonly { anchor: string; label: string }[]; readonly mayMend: boolean } }
const open = async (as: StaffActor, number = 1) => (await callRoute(portal, page, { as, path: `/documents/${ref}/v${number}`, params: { ref, version: `v${number}` } })).data as Shown
const flowAddress = { path: `/projects/${PROJECT}/facts/flows/${first!.ref}`, params: { ref: PROJECT, flow: first!.ref } }

describe('what a reviewer would say, beside the words', () => {
  test('stands in the row that says the fact, with the way to its box and back', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead, byFax)
    const { findings } = await open(lead)
    const row = findings.places.find(({ label }) => label.endsWith('How it travels'))!
    expect(findings.shown).toContain(`id="${row.anchor}"`)
    const href = `/projects/${PROJECT}/facts/flows/${first!.ref}?paper=${ref}&amp;at=${row.anchor}#field-transport`
    expect(findings.shown).toMatch(/<tr class="concordat-beside-row">.*By fax.*is not safe enough/s)
    expect(findings.shown).toContain(`href="${href}"`)
  })

  test('is read by the other parties, who have no way to mend it', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenDrafted(portal, lead, byFax)
    const { findings } = await open(guardian)
    expect(findings.shown).toContain('is not safe enough')
    expect(findings.shown).not.toContain('Mend it')
    expect(findings.mayMend).toBe(false)
  })

  test('mended, leads back to the part in the newest version, where it is gone', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenDrafted(portal, lead, byFax)
    const { findings } = await open(lead)
    const { anchor } = findings.places.find(({ label }) => label.endsWith('How it travels'))!
    const saved = await callRoute(portal, saveFlow, {
      as: lead, ...flowAddress, path: `${flowAddress.path}?paper=${ref}&at=${anchor}`, form: { ...typedFromFlow(first!), factsVersion: String(factsVersion) } as never,
    })
    expect(saved).toMatchObject({ status: 302, location: `/documents/${ref}?done=redrafted#${anchor}` })
    expect((await callRoute(portal, newest, { as: lead, path: `/documents/${ref}?done=redrafted`, params: { ref } })).location).toBe(`/documents/${ref}/v2?done=redrafted`)
    const after = (await open(lead, 2)).findings
    expect(after.shown).toContain(`id="${anchor}"`)
    expect(after.shown).not.toContain('is not safe enough')
    // The version that is no longer the newest says nothing of today's facts.
    expect((await open(lead, 1)).findings).toMatchObject({ count: 0, places: [] })
  })

  test('stands beside the question too, and beside the thing in the list', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead, byFax)
    const asked = (await callRoute(portal, flowPage, { as: lead, ...flowAddress })).data as { findings: { box: string; sentence: string }[] }
    expect(asked.findings).toEqual(expect.arrayContaining([expect.objectContaining({ box: 'transport', sentence: expect.stringContaining('By fax') })]))
    const other = (await callRoute(portal, flowPage, { as: lead, path: `/projects/${PROJECT}/facts/flows/${facts.flows[1]!.ref}`, params: { ref: PROJECT, flow: facts.flows[1]!.ref } })).data as typeof asked
    expect(JSON.stringify(other.findings)).not.toContain('By fax')
    const list = (await callRoute(portal, flowsPage, { as: lead, path: `/projects/${PROJECT}/facts/flows`, params: { ref: PROJECT } })).data as { findings: { href: string }[] }
    expect(list.findings.map(({ href }) => href)).toContain(`flows/${first!.ref}`)
  })
})
