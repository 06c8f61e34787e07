import { describe, expect, test } from 'vitest'
import { actionStep, adviceStep, riskStep } from '#app/documents/dpia/dpia-steps.rules.ts'
import * as overview from '#app/routes/projects.$ref.dpia._index.tsx'
import * as part from '#app/routes/projects.$ref.dpia.$part.tsx'
import * as actionPage from '#app/routes/projects.$ref.dpia.actions.$action.tsx'
import * as risk from '#app/routes/projects.$ref.dpia.risks.$risk.tsx'
import * as screening from '#app/routes/projects.$ref.dpia.screening.tsx'
import { questionsToAsk } from '#app/documents/dpia/dpia-screening.rules.ts'
import { givenSteps, GRAVE, wholeSteps } from '#tests/factories/dpia.ts'
import { someFacts } from '#tests/factories/facts.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const facts = someFacts()
const HOME = `/projects/${PROJECT}/dpia`
const versions = (factsVersion: number, assessmentVersion = 0) => ({ factsVersion: String(factsVersion), assessmentVersion: String(assessmentVersion) })
const now = async () => (await portal.owner`select assessment from dpia_assessments order by version desc limit 1`)[0]?.assessment as { risks: { id: string; title: string; measures: unknown[] }[]; setAside: unknown[]; actions: { id: string; doneOn: string | null }[]; consultation: unknown; approval: unknown; screening: { isNeeded: boolean; findings: unknown[] } }
const allNo = Object.fromEntries(questionsToAsk(facts).map((question) => [`said.${question}`, 'no']))
const RISK = { title: 'Lost post', cause: 'A letter goes astray', impact: 'A neighbour reads it', likelihood: 'probable', severity: 'significant' }

describe('the pages of the impact assessment', () => {
  test('screening is frozen with every question answered, and says which is not', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const send = (form: Record<string, string>) => callRoute(portal, screening.action, { as: lead, path: '/x', params: { ref: PROJECT }, form: { ...versions(version), ...form } })
    const { 'said.harm': harm, ...rest } = allNo
    expect(harm).toBe('no')
    expect(await send(rest)).toMatchObject({ status: 400, data: { problems: [{ field: 'said.harm' }], typed: { said: { profiling: 'no' } } } })
    expect(await send(allNo)).toMatchObject({ status: 302, location: `${HOME}?done=saved` })
    expect((await now()).screening).toMatchObject({ isNeeded: true })
  })

  test('a risk of one’s own is scored with its measures, and a measure that does nothing is refused by its number', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const send = (form: Record<string, string>) => callRoute(portal, risk.action, { as: lead, path: '/x', params: { ref: PROJECT, risk: 'new' }, form: { ...versions(version), ...RISK, ...form } })
    const measure = { 'measures.0.what': 'Send it recorded', 'measures.0.effect': 'reduced', 'measures.0.likelihood': 'probable', 'measures.0.severity': 'significant' }
    const refused = await send(measure)
    expect(refused).toMatchObject({ status: 400, data: { problems: [{ field: 'measures.0.effect' }], typed: { title: 'Lost post' } } })
    expect(await send({ ...measure, 'measures.0.likelihood': 'remote' })).toMatchObject({ status: 302, location: `${HOME}?done=saved` })
    expect((await now()).risks).toMatchObject([{ title: 'Lost post', measures: [{ effect: 'reduced', after: { likelihood: 'remote', severity: 'significant' } }] }])
    const row = await send({ ...measure, row: 'measures.add' })
    expect(row).toMatchObject({ status: 200, data: { typed: { measures: [{}, {}] } } })
  })

  test('a suggested risk is kept or set aside with a reason', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const send = (id: string, form: Record<string, string>, at = 0) => callRoute(portal, risk.action, { as: lead, path: '/x', params: { ref: PROJECT, risk: id }, form: { ...versions(version, at), ...form } })
    expect(await send('on-the-way', { aside: 'yes', why: '' })).toMatchObject({ status: 400, data: { problems: [{ field: 'why' }] } })
    expect((await send('on-the-way', { aside: 'yes', why: 'Nothing travels.' })).location).toBe(`${HOME}?done=saved`)
    expect((await send('kept-too-long', RISK, 1)).location).toBe(`${HOME}?done=saved`)
    expect(await now()).toMatchObject({ setAside: [{ rule: 'on-the-way' }], risks: [{ id: 'kept-too-long', rule: 'kept-too-long' }] })
    expect((await callRoute(portal, risk.loader, { as: lead, path: '/x', params: { ref: PROJECT, risk: 'no-such-risk' } })).status).toBe(404)
  })

  test('two who change the same risk: the second sees both texts, and what was typed is kept', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const own = (title: string) => riskStep(null, 'own-1', null, { title, cause: 'c', impact: 'i', before: GRAVE, measures: [], sections: [] })
    const at = await givenSteps(portal, lead, version, [own('First')])
    await givenSteps(portal, lead, version, [riskStep('own-1', '', null, { title: 'By another', cause: 'c', impact: 'i', before: GRAVE, measures: [], sections: [] })], at)
    const answer = await callRoute(portal, risk.action, { as: lead, path: '/x', params: { ref: PROJECT, risk: 'own-1' }, form: { ...versions(version, at), ...RISK } })
    expect(answer).toMatchObject({ status: 409, data: { isConflict: true, typed: { title: 'Lost post' }, now: { assessmentVersion: 2, risks: [{ title: 'By another' }] } } })
  })

  test('an action has an owner and a day, and is done on a day', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const form = { what: 'Encrypt the laptop', riskId: '', owner: 'Head of IT', isBlocking: 'no', 'due.day': '1', 'due.month': '7', 'due.year': '2026' }
    const send = (id: string, more: Record<string, string>, at: number) => callRoute(portal, actionPage.action, { as: lead, path: '/x', params: { ref: PROJECT, action: id }, form: { ...versions(version, at), ...form, ...more } })
    expect(await send('new', { owner: '', 'due.day': '' }, 0)).toMatchObject({ status: 400, data: { problems: [{ field: 'owner' }, { field: 'due' }] } })
    expect((await send('new', {}, 0)).location).toBe(`${HOME}?done=saved`)
    const [made] = (await now()).actions
    const done = { 'doneOn.day': '14', 'doneOn.month': '6', 'doneOn.year': '2026' }
    expect(await send(made!.id, done, 1)).toMatchObject({ status: 400, data: { problems: [{ field: 'proof' }] } })
    expect(await send(made!.id, { ...done, 'doneOn.day': '16', proof: 'Seen.' }, 1)).toMatchObject({ status: 400, data: { problems: [{ message: expect.stringContaining('still to come') }] } })
    expect((await send(made!.id, { ...done, proof: 'Ticket 12' }, 1)).location).toBe(`${HOME}?done=saved`)
    expect((await now()).actions).toMatchObject([{ doneOn: '2026-06-14', proof: 'Ticket 12' }])
    expect((await send(made!.id, { remove: 'yes' }, 2)).location).toBe(`${HOME}?done=removed`)
  })

  test('whose action it is records that it is done, and changes nothing else', async () => {
    const { lead, guardian } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const given = { what: 'Encrypt the laptop', riskId: '', owner: 'Head of IT', ownerCode: guardian.organisationCode, due: '2026-07-01', isBlocking: true, doneOn: null, proof: '' }
    await givenSteps(portal, lead, version, [actionStep(null, 'a1', given, '2026-06-15')])
    const send = (form: Record<string, string>, as = guardian) => callRoute(portal, actionPage.action, { as, path: '/x', params: { ref: PROJECT, action: 'a1' }, form })
    const opened = await callRoute(portal, actionPage.loader, { as: guardian, path: '/x', params: { ref: PROJECT, action: 'a1' } })
    expect(opened.data).toMatchObject({ page: { mayDraft: false, actions: [{ id: 'a1', mayClose: true }] } })
    const done = { close: 'yes', 'doneOn.day': '14', 'doneOn.month': '6', 'doneOn.year': '2026' }
    expect(await send(done)).toMatchObject({ status: 400, data: { problems: [{ field: 'proof' }] } })
    expect((await send({ ...versions(version, 1), ...given, due: '', isBlocking: 'no', 'due.day': '1', 'due.month': '7', 'due.year': '2026', doneOn: '' } as never)).status).toBe(403)
    expect((await send({ ...versions(version, 1), remove: 'yes' })).status).toBe(403)
    expect((await send({ ...done, proof: 'x' }, await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))).status).toBe(404)
    expect((await send({ ...done, proof: 'Ticket 12' })).location).toBe(`${HOME}?done=closed`)
    expect((await now()).actions).toMatchObject([{ ...given, doneOn: '2026-06-14', proof: 'Ticket 12' }])
  })

  test('approval is given by who signs for the drafter, once the officer has advised', async () => {
    const { lead, siro } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const at = await givenSteps(portal, lead, version, wholeSteps(facts))
    const form = { measuresBy: 'Mina Shah, SIRO', residualBy: 'Mina Shah, SIRO', advice: 'accepted', keptBy: 'The lead' }
    const send = (who: typeof lead, assessmentVersion: number, more = {}) => callRoute(portal, part.action, { as: who, path: '/x', params: { ref: PROJECT, part: 'approval' }, form: { ...versions(version, assessmentVersion), ...form, ...more } })
    expect(await send(siro, at)).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('advice') }] } })
    const advised = await givenSteps(portal, lead, version, [adviceStep({ name: 'Ola Reed', on: '2026-06-12', advice: 'Go on.' })], at)
    expect((await send(lead, advised)).status).toBe(403)
    expect(await send(siro, advised, { advice: 'overruled' })).toMatchObject({ status: 400, data: { problems: [{ field: 'why' }] } })
    expect((await send(siro, advised)).location).toBe(`${HOME}?done=saved`)
    expect((await callRoute(portal, overview.loader, { as: siro, path: '/x', params: { ref: PROJECT } })).data).toMatchObject({ state: 'approved' })
  })

  test('the Commissioner is asked about a risk that stays high, and only then', async () => {
    const { lead } = await givenCast(portal)
    const version = await givenProject(portal, lead)
    const asked = { 'askedOn.day': '1', 'askedOn.month': '6', 'askedOn.year': '2026', reference: '' }
    const send = (at: number) => callRoute(portal, part.action, { as: lead, path: '/x', params: { ref: PROJECT, part: 'consult' }, form: { ...versions(version, at), ...asked } })
    expect((await send(0)).status).toBe(409)
    const at = await givenSteps(portal, lead, version, wholeSteps(facts, GRAVE))
    expect((await send(at)).location).toBe(`${HOME}?done=saved`)
    expect((await now()).consultation).toMatchObject({ askedOn: '2026-06-01', outcome: null })
  })

  test('another organisation finds nothing there; a part that is not there is not found', async () => {
    const { lead } = await givenCast(portal)
    await givenProject(portal, lead)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    for (const route of [overview, screening]) expect((await callRoute(portal, route.loader, { as: stranger, path: '/x', params: { ref: PROJECT } })).status).toBe(404)
    expect((await callRoute(portal, part.loader, { as: stranger, path: '/x', params: { ref: PROJECT, part: 'views' } })).status).toBe(404)
    expect((await callRoute(portal, part.loader, { as: lead, path: '/x', params: { ref: PROJECT, part: 'elsewhere' } })).status).toBe(404)
    expect((await callRoute(portal, part.loader, { as: lead, path: '/x', params: { ref: PROJECT, part: 'views' } })).status).toBe(200)
  })
})
