import { describe, expect, test } from 'vitest'
import { loader as page } from '#app/routes/projects.$ref.approvals._index.tsx'
import { loader as reference } from '#app/routes/reference.approvals.tsx'
import type { ShownStep } from '#app/approvals/route-page.rules.ts'
import { givenSteps, GRAVE, wholeSteps } from '#tests/factories/dpia.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenDrafted, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const ask = { path: `/projects/${PROJECT}/approvals`, params: { ref: PROJECT } }
interface Data { readonly stages: readonly (readonly ShownStep[])[]; readonly needed: number; readonly outside: number; readonly flowCount: number }

describe('what a project needs', () => {
  test('is shown to its parties stage by stage, with how each paper stands', async () => {
    const { lead, guardian } = await givenCast(portal)
    await givenDrafted(portal, lead)
    for (const as of [lead, guardian]) {
      const data = (await callRoute(portal, page, { as, ...ask })).data as Data
      expect(data).toMatchObject({ ref: PROJECT, flowCount: 2, needed: 0, outside: 0 })
      expect(data.stages[0]![0]).toMatchObject({ id: 'paper-protocol', papers: [{ href: `/documents/${PROJECT}-protocol/v1`, state: 'waiting-for-signatures' }] })
      expect(data.stages.slice(1).map((stage) => stage.map((step) => [step.id, step.who]))).toEqual([
        [[`officer-advises--${COUNCIL.code}`, `Data protection officer of ${COUNCIL.name}`]], [['parties-sign', 'Every party that decides or receives']],
      ])
    }
  })

  test('asks for the Commissioner once the assessment leaves a risk high', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenDrafted(portal, lead)
    await givenSteps(portal, lead, version, wholeSteps(someFacts(), GRAVE))
    const data = (await callRoute(portal, page, { as: lead, ...ask })).data as Data
    expect(data.stages.flat().map((step) => step.id)).toContain('commissioner-consulted')
  })

  test('is empty before there is a flow', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead, someFacts({ flows: [] }))
    expect((await callRoute(portal, page, { as: lead, ...ask })).data).toMatchObject({ flowCount: 0, needed: 0 })
  })

  test('is there for nobody else', async () => {
    const { lead } = await givenCast(portal)
    await givenDrafted(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await callRoute(portal, page, { as: stranger, ...ask })).status).toBe(404)
    expect((await callRoute(portal, page, { as: lead, path: '/projects/none/approvals', params: { ref: 'none' } })).status).toBe(404)
    expect(await callRoute(portal, page, ask)).toMatchObject({ status: 302 })
  })

  test('and the rules behind it are for everyone', async () => {
    expect((await callRoute(portal, reference, { path: '/reference/approvals' })).status).toBe(200)
  })
})
