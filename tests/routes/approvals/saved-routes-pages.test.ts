import { describe, expect, test } from 'vitest'
import { action as changeAction, loader as changeLoader } from '#app/routes/approvals.routes.$rule.change.tsx'
import { loader as oneLoader } from '#app/routes/approvals.routes.$rule._index.tsx'
import { action as usualAction, loader as usualLoader } from '#app/routes/approvals.routes.$rule.usual.tsx'
import { loader as listLoader } from '#app/routes/approvals.routes._index.tsx'
import { loader as stepLoader } from '#app/routes/projects.$ref.approvals.$step.tsx'
import type { SavedRoutePage } from '#app/approvals/read-saved-routes.server.ts'
import type { StepPage } from '#app/approvals/read-step-page.server.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { givenSteps, wholeSteps } from '#tests/factories/dpia.ts'
import { furtherFacts } from '#tests/factories/facts.ts'
import { underSection251 } from '#tests/factories/national-check.ts'
import { givenCast, givenProject, PROJECT, type Cast } from '#tests/factories/projects.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const facts = underSection251(furtherFacts())
const RULE = 'siro-accepts-risk'
const STEP = `${RULE}--${COUNCIL.code}`
const at = (page: string, rule = RULE) => ({ path: `/approvals/routes/${rule}/${page}`, params: { rule } })
const send = (as: StaffActor, form: Record<string, string | string[]>, rule = RULE) => callRoute(portal, changeAction, { as, ...at('change', rule), form })
const read = async (as: StaffActor) => (await callRoute(portal, oneLoader, { as, ...at('') })).data as SavedRoutePage
const day = (text: string) => { const [year, month, date] = text.split('-') as [string, string, string]; return { 'from.day': date, 'from.month': month, 'from.year': year } }
const stage = (index: number, post: string, act: string, after: string[] = [], changes: Record<string, string> = {}): Record<string, string | string[]> => ({
  [`stages.${index}.id`]: `stage-${index + 1}`, [`stages.${index}.post`]: post, [`stages.${index}.act`]: act, [`stages.${index}.howMany`]: '1', [`stages.${index}.days`]: '10',
  ...(after.length > 0 ? { [`stages.${index}.after`]: after } : {}), ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [`stages.${index}.${name}`, value])),
})
const THREE = { ...stage(0, 'dpo', 'advises', [], { days: '5' }), ...stage(1, 'siro', 'decides', ['stage-1'], { mustSee: 'protocol' }), ...stage(2, 'caldicott-guardian', 'decides', ['stage-1']) }
const SAVE = { ...THREE, ...day('2026-06-20'), basedOn: '0', does: 'save' }

async function givenOfficers(): Promise<Cast> {
  const cast = await givenCast(portal)
  await givenStaff(portal, 'dpo', COUNCIL)
  await givenStaff(portal, 'caldicott-guardian', COUNCIL)
  return cast
}
async function givenPapers(): Promise<Cast> {
  const cast = await givenOfficers()
  const factsVersion = await givenProject(portal, cast.lead, facts)
  await givenSteps(portal, cast.lead, factsVersion, wholeSteps(facts))
  const drafted = await draftPack(contextOf(portal, cast.lead), { ref: PROJECT, factsVersion })
  if (!drafted.ok) throw new Error(drafted.refusal.kind)
  return cast
}

describe('the page of a route', () => {
  test('shows the usual way until something is saved, then what counts today and what is to come', async () => {
    const { lead, siro } = await givenOfficers()
    expect(await read(siro)).toMatchObject({ isSaved: false, maySave: false, versions: [], stages: [{ post: 'siro', people: ['Test siro'], level: 0 }] })
    expect(await send(lead, SAVE)).toMatchObject({ status: 302, location: `/approvals/routes/${RULE}?done=saved` })
    expect(await read(lead)).toMatchObject({ isSaved: false, maySave: true, hasOwn: true, coming: [{ number: 1, from: '2026-06-20' }] })
    portal.now = new Date('2026-06-20T09:00:00Z')
    const now = await read(lead)
    expect(now).toMatchObject({ isSaved: true, number: 1, coming: [], versions: [{ number: 1, from: '2026-06-20', savedByName: lead.name }] })
    expect(now.stages.map(({ post, level }) => [post, level])).toEqual([['dpo', 0], ['siro', 1], ['caldicott-guardian', 1]])
    expect((await callRoute(portal, listLoader, { as: lead, path: '/approvals/routes' })).data).toMatchObject({ rules: expect.arrayContaining([expect.objectContaining({ rule: RULE, isSaved: true })]) as unknown })
  })

  test('is not there for what is no sign-off of an officer; another organisation sees its own', async () => {
    const { lead } = await givenOfficers()
    await send(lead, { ...SAVE, ...day('2026-06-15') })
    for (const rule of ['section-251-support', 'parties-sign', 'nothing']) {
      expect((await callRoute(portal, oneLoader, { as: lead, ...at('', rule) })).status).toBe(404)
      expect((await callRoute(portal, changeLoader, { as: lead, ...at('change', rule) })).status).toBe(404)
      expect((await callRoute(portal, usualLoader, { as: lead, ...at('usual', rule) })).status).toBe(404)
      expect((await send(lead, { ...SAVE, basedOn: '1' }, rule)).status).toBe(404)
    }
    const other = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await read(other)).toMatchObject({ isSaved: false, versions: [], organisation: OTHER_PRACTICE.name })
    expect(JSON.stringify((await callRoute(portal, changeLoader, { as: other, ...at('change') })).data)).not.toContain(COUNCIL.code)
  })

  test('is changed by an information governance lead alone', async () => {
    const { siro } = await givenOfficers()
    expect((await callRoute(portal, changeLoader, { as: siro, ...at('change') })).status).toBe(403)
    expect((await send(siro, SAVE)).status).toBe(403)
    expect((await callRoute(portal, usualAction, { as: siro, ...at('usual'), form: { ...day('2026-06-15'), basedOn: '0' } })).status).toBe(403)
    const member = await givenStaff(portal, 'board-member', COUNCIL)
    expect((await callRoute(portal, listLoader, { as: member, path: '/approvals/routes' })).status).toBe(403)
  })
})

describe('the form about a route', () => {
  test('adds, moves and takes out stages without saving anything, and keeps what was typed', async () => {
    const { lead } = await givenOfficers()
    const ids = (answer: Awaited<ReturnType<typeof send>>) => (answer.data as { typed: { stages: { id: string; post: string }[] } }).typed.stages.map(({ id, post }) => `${id} ${post}`)
    expect(ids(await send(lead, { ...THREE, row: 'add' }))).toEqual(['stage-1 dpo', 'stage-2 siro', 'stage-3 caldicott-guardian', 'stage-4 '])
    expect(ids(await send(lead, { ...THREE, row: 'up-2' }))).toEqual(['stage-1 dpo', 'stage-3 caldicott-guardian', 'stage-2 siro'])
    // One tick alone is a list of one: as a text it would tick every box of its group.
    expect(await send(lead, { ...THREE, row: 'add' })).toMatchObject({ data: { typed: { stages: [{ after: [], mustSee: [] }, { after: ['stage-1'], mustSee: ['protocol'] }, { after: ['stage-1'], mustSee: [] }, { after: [] }] } } })
    const less = await send(lead, { ...THREE, row: 'remove-0' })
    expect(less).toMatchObject({ status: 200, data: { problems: [], typed: { stages: [{ id: 'stage-2', after: [] }, { id: 'stage-3', after: [] }] } } })
    expect((await read(lead)).versions).toEqual([])
  })

  test.each<[string, Record<string, string | string[]>, string, string]>([
    ['nobody in the post', stage(3, 'information-asset-owner', 'advises'), 'stages.3.post', 'Stage 4: nobody at the organisation'],
    ['too few of them', stage(1, 'siro', 'decides', ['stage-1'], { howMany: '2' }), 'stages.1.howMany', 'Stage 2: fewer people'],
    ['a stage after itself', stage(0, 'dpo', 'advises', ['stage-2']), 'stages.0.after', 'after itself'],
    ['an officer who would approve', stage(0, 'dpo', 'decides'), 'stages.0.act', 'advises and never approves'],
    ['days out of bounds', stage(0, 'dpo', 'advises', [], { days: '400' }), 'stages.0.days', 'Stage 1: '],
    ['no officer', stage(0, '', 'advises'), 'stages.0.post', 'Stage 1: select whose stage it is'],
    ['a first day that is past', day('2026-06-14'), 'from', 'today or later'],
    ['a day that is none', { 'from.day': '31', 'from.month': '2' }, 'from', 'real date'],
  ])('is refused with a dead end at the box that it is about, and keeps what was typed: %s', async (_what, changes, field, words) => {
    const { lead } = await givenOfficers()
    const answer = await send(lead, { ...SAVE, ...changes })
    expect(answer).toMatchObject({ status: 400, data: { problems: [{ field, message: expect.stringContaining(words) as string }], typed: { basedOn: '0' } } })
    expect((await read(lead)).versions).toEqual([])
  })

  test('is refused where the officer of the rule is left out, and where somebody saved meanwhile', async () => {
    const { lead } = await givenOfficers()
    expect(await send(lead, { ...stage(0, 'caldicott-guardian', 'decides'), ...day('2026-06-15'), basedOn: '0', does: 'save' })).toMatchObject({ status: 400, data: { problems: [{ field: '', message: expect.stringContaining('must decide in one of the stages') as string }] } })
    expect((await send(lead, SAVE)).status).toBe(302)
    expect((await send(lead, SAVE)).status).toBe(302)
    expect(await send(lead, { ...SAVE, ...day('2026-06-25') })).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('saved this meanwhile') as string }] } })
    expect((await read(lead)).versions).toHaveLength(1)
  })

  test('goes back to the usual way from a day on', async () => {
    const { lead } = await givenOfficers()
    const usual = (form: Record<string, string>) => callRoute(portal, usualAction, { as: lead, ...at('usual'), form })
    expect(await usual({ ...day('2026-06-15'), basedOn: '0' })).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('usual way already') as string }] } })
    await send(lead, { ...SAVE, ...day('2026-06-15') })
    expect(await usual({ basedOn: '1' })).toMatchObject({ status: 400, data: { problems: [{ field: 'from' }] } })
    expect(await usual({ ...day('2026-06-15'), basedOn: '1' })).toMatchObject({ status: 302, location: `/approvals/routes/${RULE}?done=usual` })
    expect(await read(lead)).toMatchObject({ isSaved: false, hasOwn: false, versions: [{ number: 2, isUsual: true }, { number: 1, isUsual: false }] })
  })
})

describe('a try-out', () => {
  const tryOut = (as: StaffActor, changes: Record<string, string | string[]> = {}) => send(as, { ...THREE, on: `${PROJECT} ${STEP}`, does: 'try', ...changes })

  test('shows for a step of a project who could act, what each must have seen and by when, and keeps nothing', async () => {
    const { lead } = await givenPapers()
    const answer = await tryOut(lead)
    expect(answer).toMatchObject({
      status: 200, data: {
        problems: [], tried: {
          project: facts.title, triedOut: {
            refusal: null, missing: [], finish: '2026-06-30',
            stages: [
              { name: 'Data protection officer advises', level: 0, begins: '2026-06-15', due: '2026-06-20', people: [{ name: 'Test dpo', isAuthor: false }], mustSee: ['Data protection impact assessment'], isDeadEnd: false },
              { name: 'Senior information risk owner decides', level: 1, begins: '2026-06-20', due: '2026-06-30', mustSee: ['Data protection impact assessment', expect.stringContaining('rotocol') as string] },
              { name: 'Caldicott Guardian decides', level: 1, begins: '2026-06-20', due: '2026-06-30', people: [{ name: 'Test caldicott-guardian' }] },
            ],
          },
        },
      },
    })
    expect((await read(lead)).versions).toEqual([])
  })

  test('shows the dead end, where it is and why', async () => {
    const { lead } = await givenPapers()
    const answer = await tryOut(lead, stage(3, 'ig-lead', 'decides'))
    expect(answer).toMatchObject({ status: 200, data: { tried: { triedOut: { refusal: expect.stringContaining('an author cannot approve') as string, stages: expect.arrayContaining([expect.objectContaining({ isDeadEnd: true, people: [{ name: 'Test ig-lead', isAuthor: true }] })]) as unknown } } } })
  })

  test('is refused for a route that is none, and for a project that does not ask for it or is somebody else’s', async () => {
    const { lead } = await givenPapers()
    expect(await tryOut(lead, stage(0, 'dpo', 'advises', ['stage-2']))).toMatchObject({ status: 400, data: { problems: [{ field: 'stages.0.after' }] } })
    for (const on of ['', 'nothing', `nothing ${STEP}`, `${PROJECT} guardian-recommends--${COUNCIL.code}`]) expect(await tryOut(lead, { on })).toMatchObject({ status: 400, data: { problems: [{ field: 'on' }] } })
    const other = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(await tryOut(other)).toMatchObject({ status: 400, data: { problems: [{ field: 'on' }] } })
  })

  test('of what is saved is on the page of the step before it is asked for', async () => {
    const { lead, guardian } = await givenPapers()
    await send(lead, { ...SAVE, ...day('2026-06-15') })
    const step = async (as: StaffActor) => (await callRoute(portal, stepLoader, { as, path: `/projects/${PROJECT}/approvals/${STEP}`, params: { ref: PROJECT, step: STEP } })).data as StepPage
    expect(await step(lead)).toMatchObject({ savedRoute: { number: 1, from: '2026-06-15', by: 'Test ig-lead' }, routeHref: `/approvals/routes/${RULE}`, trial: { refusal: null, finish: '2026-06-30', stages: [{ level: 0 }, { level: 1 }, { level: 1 }] } })
    expect((await step(lead)).papers.map(({ isDecidedOn }) => isDecidedOn)).toEqual([true, false])
    expect((await step(guardian)).routeHref).toBeNull()
  })
})
