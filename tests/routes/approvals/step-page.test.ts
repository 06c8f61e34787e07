import { describe, expect, test } from 'vitest'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import { action, loader } from '#app/routes/projects.$ref.approvals.$step.tsx'
import { loader as routePage } from '#app/routes/projects.$ref.approvals._index.tsx'
import { loader as paper } from '#app/routes/documents.$ref.$version._index.tsx'
import type { StepPage } from '#app/approvals/read-step-page.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { givenSteps, wholeSteps } from '#tests/factories/dpia.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenProject, PROJECT, SIGNING_PASSWORD, type Cast } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const facts = underSection251(furtherFacts())
const [SIRO, CAG] = [`siro-accepts-risk--${COUNCIL.code}`, 'section-251-support']

async function givenPapers(): Promise<Cast> {
  const cast = await givenCast(portal)
  const factsVersion = await givenProject(portal, cast.lead, facts)
  await givenSteps(portal, cast.lead, factsVersion, wholeSteps(facts))
  const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  return cast
}
const at = (step: string) => ({ path: `/projects/${PROJECT}/approvals/${step}`, params: { ref: PROJECT, step } })
const read = async (as: StaffActor, step: string) => (await callRoute(portal, loader, { as, ...at(step) })).data as StepPage
const send = (as: StaffActor, step: string, form: Record<string, string>) => callRoute(portal, action, { as, ...at(step), form })
const day = (name: string, text: string) => { const [year, month, date] = text.split('-') as [string, string, string]; return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year } }
const LETTER = { intent: 'record', outcome: 'supported', ...day('decidedOn', '2026-06-10'), ...day('effectiveFrom', '2026-06-12'), reference: '26/CAG/0001', note: '' }

describe('the page of a step that is decided elsewhere', () => {
  test('takes in what the letter says, and shows it with what it was about', async () => {
    const { lead, guardian } = await givenPapers()
    const before = await read(lead, CAG)
    expect(before).toMatchObject({ isOpen: false, mayRecord: true, decisions: [], approval: null, trial: null, missing: [] })
    expect(before.why).toContain('Confidentiality Advisory Group')
    expect(before.papers.length).toBeGreaterThan(3)
    expect(await send(lead, CAG, LETTER)).toMatchObject({ status: 302, location: `/projects/${PROJECT}/approvals/${CAG}?done=recorded` })
    const after = await read(guardian, CAG)
    expect(after).toMatchObject({ isOpen: true, why: null, mayRecord: false, decisions: [{ outcome: 'Fully supported', reference: '26/CAG/0001', changed: [] }] })
    expect(((await callRoute(portal, routePage, { as: lead, path: `/projects/${PROJECT}/approvals`, params: { ref: PROJECT } })).data as { closed: Record<string, string | null> }).closed)
      .toMatchObject({ [CAG]: null, [SIRO]: expect.stringContaining('waiting for the decision') })
  })

  test.each<[string, Record<string, string>, number, string]>([
    ['no outcome', { outcome: '' }, 400, 'outcome'], ['an outcome of another body', { outcome: 'approved' }, 400, 'outcome'], ['no day', { 'decidedOn.day': '' }, 400, 'decidedOn'],
    ['a letter of tomorrow', day('decidedOn', '2026-06-16'), 400, 'decidedOn'], ['a last day before the first', day('endsOn', '2026-06-01'), 400, 'endsOn'],
  ])('says what is wrong and keeps what was typed: %s', async (_what, changes, status, field) => {
    const { lead } = await givenPapers()
    const answer = await send(lead, CAG, { ...LETTER, ...changes })
    expect(answer).toMatchObject({ status, data: { problems: [{ field }], typed: { reference: '26/CAG/0001' } } })
  })

  test('takes in which parts the letter is about, box by box, and says what was left out', async () => {
    const { lead } = await givenPapers()
    const { toCover } = await read(lead, CAG)
    const all = Object.fromEntries(toCover.map(({ documentRef, parts }) => [`covers.${documentRef}`, ['*', ...parts.filter(({ isAlways }) => !isAlways).map(({ name }) => name)]]))
    const notice = `covers.${PROJECT}-privacy-notice`
    const sendBoxes = (form: Record<string, string | readonly string[]>) => callRoute(portal, action, { as: lead, ...at(CAG), form: { ...LETTER, ...all, ...form } })
    expect(await sendBoxes({ [notice]: '*' })).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('at least one part') as string }], typed: { covers: { [`${PROJECT}-privacy-notice`]: '*' } } } })
    expect(await sendBoxes({ [notice]: ['*', toCover.find(({ documentRef }) => documentRef.endsWith('privacy-notice'))!.parts[1]!.name] })).toMatchObject({ status: 302 })
    const { decisions } = await read(lead, CAG)
    expect(decisions).toMatchObject([{ title: 'Fully supported, in part' }])
    expect(decisions[0]!.leftOut).toHaveLength(1)
  })

  test('is taken in from nobody else', async () => {
    const { guardian, siro } = await givenPapers()
    expect((await send(guardian, CAG, LETTER)).status).toBe(403)
    expect((await send(siro, CAG, LETTER)).status).toBe(403)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await send(stranger, CAG, LETTER)).status).toBe(404)
    expect((await callRoute(portal, loader, { as: stranger, ...at(CAG) })).status).toBe(404)
    expect((await callRoute(portal, loader, { as: guardian, ...at('parties-sign') })).status).toBe(404)
  })
})

describe('the page of a step that an officer decides', () => {
  test('tries it out before anybody is asked: who would be, by when, and what stands in the way', async () => {
    const { lead } = await givenPapers()
    expect(await read(lead, SIRO)).toMatchObject({
      savedRoute: null, routeHref: '/approvals/routes/siro-accepts-risk',
      trial: { refusal: null, finish: '2026-06-25', missing: [], stages: [{ name: 'Senior information risk owner decides', organisation: COUNCIL.name, begins: '2026-06-15', due: '2026-06-25', people: [{ name: 'Test siro', isAuthor: false }], isDeadEnd: false }] },
    })
    const guardian = `guardian-recommends--${COUNCIL.code}`
    expect((await read(lead, guardian)).trial).toMatchObject({ refusal: expect.stringContaining('Nobody at the organisation') as string, stages: [{ people: [], isDeadEnd: true }] })
    expect(await send(lead, guardian, { intent: 'start' })).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('Nobody at the organisation') as string }] } })
  })

  test('asks, shows what each may do, and is decided with the password', async () => {
    const { lead, siro } = await givenPapers()
    expect(await send(lead, SIRO, { intent: 'start' })).toMatchObject({ status: 302 })
    expect((await read(lead, SIRO)).approval).toMatchObject({ state: 'open', forecast: '2026-06-25', commands: [{ stageId: null, commands: ['withdraw'] }] })
    const page = await read(siro, SIRO)
    expect(page.approval?.commands).toEqual([{ stageId: 'siro', commands: ['approve', 'approve-with-conditions', 'ask', 'return', 'decline', 'delegate'] }])
    expect(page.papers).toMatchObject([{ documentRef: `${PROJECT}-dpia`, number: 1, isSeen: false }])
    const form = { intent: 'act', 'shown[]': `${PROJECT}-dpia v1`, does: 'siro/approve', text: '', password: SIGNING_PASSWORD }
    expect(await send(siro, SIRO, form)).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('Open the newest version') as string }] } })
    await callRoute(portal, paper, { as: siro, path: '/documents', params: { ref: `${PROJECT}-dpia`, version: 'v1' } })
    const wrong = await send(siro, SIRO, { ...form, password: 'wrong', text: 'Kept' })
    expect(wrong).toMatchObject({ status: 400, data: { problems: [{ field: 'password' }], typed: { text: 'Kept' } } })
    expect(JSON.stringify(wrong.data)).not.toContain('"wrong"')
    expect(await send(siro, SIRO, { ...form, does: '' })).toMatchObject({ status: 400, data: { problems: [{ field: 'does' }] } })
    expect((await send(lead, SIRO, form)).status).toBe(403)
    expect(await send(siro, SIRO, form)).toMatchObject({ status: 302, location: `/projects/${PROJECT}/approvals/${SIRO}?done=decided` })
    expect(await read(lead, SIRO)).toMatchObject({ isOpen: true, approval: { state: 'agreed', forecast: null, commands: [] }, decisions: [{ outcome: 'Approved', changed: [] }] })
  })

  test('offers as a deputy those who could act, and says why another could not', async () => {
    const { lead, siro } = await givenPapers()
    const [officer, clerk] = [await givenStaff(portal, 'dpo', COUNCIL), await givenStaff(portal, 'receptionist', COUNCIL)]
    await send(lead, SIRO, { intent: 'start' })
    const offered = (await read(siro, SIRO)).colleagues.map(({ userId }) => userId)
    expect([offered.includes(clerk.userId), offered.includes(officer.userId), offered.includes(siro.userId)]).toEqual([true, false, false])
    expect((await read(clerk, SIRO)).colleagues).toEqual([])
    const form = { intent: 'act', 'shown[]': `${PROJECT}-dpia v1`, does: 'siro/delegate', text: '', ...day('from', '2026-06-15'), ...day('to', '2026-06-20') }
    expect(await send(siro, SIRO, { ...form, colleague: officer.userId })).toMatchObject({ status: 400, data: { problems: [{ field: 'colleague', message: expect.stringContaining('advises and never approves') as string }] } })
    expect(await send(siro, SIRO, { ...form, colleague: clerk.userId })).toMatchObject({ status: 302 })
    expect((await read(clerk, SIRO)).approval?.commands).toMatchObject([{ stageId: 'siro' }])
    await portal.owner`update users set role = 'receptionist' where id = ${siro.userId}`
    expect((await read(clerk, SIRO)).approval?.commands).toEqual([])
    expect(await send(clerk, SIRO, { ...form, does: 'siro/approve' })).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('no longer holds the post') as string }] } })
  })
})
