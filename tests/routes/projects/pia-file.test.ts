import { describe, expect, test } from 'vitest'
import { riskStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import { readDpia } from '#app/documents/dpia/read-dpia.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { loader as download } from '#app/routes/projects.$ref.dpia.pia[.]json.ts'
import { action, loader } from '#app/routes/projects.$ref.dpia.pia-file.tsx'
import { givenSteps, MILD } from '#tests/factories/dpia.ts'
import { SOME_PIA, SOME_PIA_TEXT } from '#tests/factories/pia-files.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const params = { ref: PROJECT }
const HOME = `/projects/${PROJECT}/dpia`

function send(as: StaffActor, factsVersion: number, content: string | Uint8Array<ArrayBuffer> | null, more: Record<string, string> = {}) {
  const form = new FormData()
  form.set('factsVersion', String(factsVersion))
  form.set('assessmentVersion', '0')
  if (content !== null) form.set('file', new File([content], 'assessment.json', { type: 'application/json' }))
  for (const [name, value] of Object.entries(more)) form.set(name, value)
  return callRoute(portal, action, { as, path: '/x', params, form })
}
const out = async (as: StaffActor) => (await callRoute(portal, download, { as, path: '/x', params })).data as string

describe('an assessment as a file of the CNIL’s software', () => {
  test('comes in, is kept as it came, and goes out byte for byte; what is changed here goes out changed', async () => {
    const { lead, guardian } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const text = `${SOME_PIA_TEXT}\n`
    expect((await send(lead, factsVersion, text)).location).toBe(`${HOME}?done=brought-in`)
    expect(await out(guardian)).toBe(text)
    const kept = (await readDpia(contextOf(portal, lead), PROJECT))!.assessment
    expect(kept).toMatchObject({ piaFile: { bytes: Buffer.byteLength(text), on: '2026-06-15' }, risks: [{ id: 'pia-access' }, { id: 'pia-loss' }], actions: [{ id: 'pia-3-2' }, { id: 'pia-3-1-102' }], approval: null, advice: null })
    const page = await callRoute(portal, loader, { as: guardian, path: '/x', params })
    expect(page.data).toMatchObject({ file: { name: 'Falls register', changed: [], left: { risks: 0, actions: 0 }, looseMeasures: 1, comments: 1, advice: 'Go on, once the tablets are locked.' } })
    const [risk] = kept.risks
    await givenSteps(portal, lead, factsVersion, [riskStep('pia-access', '', null, { ...risk!, before: MILD, sections: ['safeguards'] })], 1)
    const changed = JSON.parse(await out(lead)) as typeof SOME_PIA
    expect(changed.answers.find((answer) => answer.reference_to === 325)?.data.gauge).toBe(1)
    expect(changed.attachments).toEqual(SOME_PIA.attachments)
    expect((await readDpia(contextOf(portal, lead), PROJECT))!.assessment.risks[0]?.citation).toContain('CNIL')
    expect((await verifyAudit(portal.runtime.db)).holds).toBe(true)
  })

  test('made here, it goes out as a whole file', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead)
    const answer = await callRoute(portal, download, { as: lead, path: '/x', params })
    expect(answer.headers.get('Content-Disposition')).toBe(`attachment; filename="${PROJECT}-pia.json"`)
    expect(Object.keys(JSON.parse(answer.data as string) as object)).toEqual(['pia', 'answers', 'measures', 'evaluations', 'comments'])
  })

  test('is not used at all when anything in it is wrong, and every place is named', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const wrong = structuredClone(SOME_PIA)
    wrong.answers[5]!.data.gauge = 9
    wrong.measures[1]!.title = 4
    expect(await send(lead, factsVersion, JSON.stringify(wrong))).toMatchObject({ status: 400, data: { problems: [{ field: 'file', message: expect.stringContaining('2 things') }], rows: [{ path: 'answers[5].data.gauge' }, { path: 'measures[1].title' }] } })
    expect(await send(lead, factsVersion, '{"pia": ')).toMatchObject({ status: 400, data: { rows: [{ path: 'line 1, column 9' }] } })
    expect(await send(lead, factsVersion, new Uint8Array([0x7b, 0xff, 0x7d]))).toMatchObject({ status: 400, data: { rows: [{ path: '', message: expect.stringContaining('UTF-8') }] } })
    expect(await send(lead, factsVersion, `{"pia":{"name":"${'x'.repeat(4_000_000)}"}}`)).toMatchObject({ status: 400, data: { rows: [{ message: expect.stringContaining('4 MB') }] } })
    expect(await send(lead, factsVersion, null)).toMatchObject({ status: 400, data: { problems: [{ field: 'file' }] } })
    expect(await portal.owner`select * from pia_files`).toHaveLength(0)
    expect(await portal.owner`select * from dpia_assessments`).toHaveLength(0)
  })

  test('comes in once, and is taken out with what came with it', async () => {
    const { lead } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    await givenSteps(portal, lead, factsVersion, [riskStep(null, 'own-1', null, { title: 'Ours', cause: 'c', impact: 'i', before: MILD, measures: [], sections: [] })])
    expect((await send(lead, factsVersion - 1, SOME_PIA_TEXT)).status).toBe(409)
    expect((await send(lead, factsVersion, SOME_PIA_TEXT)).status).toBe(302)
    expect((await send(lead, factsVersion, SOME_PIA_TEXT)).status).toBe(409)
    expect((await send(lead, factsVersion, null, { takeOut: 'yes' })).location).toBe(`${HOME}?done=taken-out`)
    expect((await readDpia(contextOf(portal, lead), PROJECT))!.assessment).toMatchObject({ piaFile: null, risks: [{ id: 'own-1' }], actions: [], views: null })
    expect((await send(lead, factsVersion, null, { takeOut: 'yes' })).status).toBe(409)
    expect((await send(lead, factsVersion, SOME_PIA_TEXT)).status).toBe(302)
    expect(await portal.owner`select * from pia_files`).toHaveLength(1)
  })

  test('is brought in by who drafts alone, and not there for another organisation', async () => {
    const { lead, siro, guardian } = await givenCast(portal)
    const factsVersion = await givenProject(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const partner = await givenStaff(portal, 'ig-lead', { ...OTHER_PRACTICE, code: guardian.organisationCode, name: guardian.organisationName })
    expect((await send(siro, factsVersion, SOME_PIA_TEXT)).status).toBe(403)
    expect((await send(partner, factsVersion, SOME_PIA_TEXT)).status).toBe(403)
    expect((await send(stranger, factsVersion, SOME_PIA_TEXT)).status).toBe(404)
    for (const route of [loader, download]) {
      expect((await callRoute(portal, route, { as: stranger, path: '/x', params })).status).toBe(404)
      expect((await callRoute(portal, route, { path: '/x', params })).status).toBe(302)
    }
  })
})
