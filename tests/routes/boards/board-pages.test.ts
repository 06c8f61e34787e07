import { describe, expect, test } from 'vitest'
import { submitToBoard } from '#app/boards/run-board.server.ts'
import { draftPack } from '#app/documents/draft-pack.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import * as list from '#app/routes/boards._index.tsx'
import * as board from '#app/routes/boards.$ref._index.tsx'
import * as change from '#app/routes/boards.$ref.change.$act.tsx'
import * as atSitting from '#app/routes/boards.$ref.meetings.$date.$act.tsx'
import * as sitting from '#app/routes/boards.$ref.meetings.$date._index.tsx'
import * as onItem from '#app/routes/boards.$ref.meetings.$date.items.$number.$act.tsx'
import * as paper from '#app/routes/boards.$ref.meetings.$date.items.$number.papers.$place.tsx'
import * as minutes from '#app/routes/boards.$ref.meetings.$date.minutes._index.tsx'
import * as minutesPdf from '#app/routes/boards.$ref.meetings.$date.minutes.pdf.ts'
import * as fresh from '#app/routes/boards.new.tsx'
import * as asked from '#app/routes/projects.$ref.boards.tsx'
import { furtherFacts } from '#tests/factories/facts.ts'
import { givenCast, givenProject, PROJECT } from '#tests/factories/projects.ts'
import { contextOf, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const BOARD = 'data-group'
const params = { ref: BOARD }
const today = () => londonDay(portal.now)
const parts = (day: string) => { const [year, month, date] = day.split('-') as [string, string, string]; return { day: date, month, year } }
const day = (name: string, of: string) => Object.fromEntries(Object.entries(parts(of)).map(([part, value]) => [`${name}.${part}`, value]))
type Form = Record<string, string>
const send = (route: { action: unknown }, as: StaffActor | undefined, path: string, given: Record<string, string>, form: Form) => callRoute(portal, route.action as never, { as, path, params: given, form })
const get = (route: { loader: unknown }, as: StaffActor | undefined, path: string, given: Record<string, string> = params) => callRoute(portal, route.loader as never, { as, path, params: given })

async function givenBoard() {
  const cast = await givenCast(portal)
  const owner = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
  const siro = await givenStaff(portal, 'siro', OTHER_PRACTICE)
  const lay = await givenStaff(portal, 'board-member', OTHER_PRACTICE)
  expect(await send(fresh, owner, '/boards/new', {}, { name: 'Data group', reference: BOARD, bodyId: 'confidentiality-advice', quorumMembers: '2', quorumLay: '1' })).toMatchObject({ status: 302, location: '/boards?done=made' })
  for (const [who, kind] of [[siro, 'chair'], [lay, 'member']] as const) {
    expect(await send(change, owner, `/boards/${BOARD}/change/seat`, { ...params, act: 'seat' }, { email: who.email, kind, ...(who === lay ? { isLay: 'yes' } : {}), ...day('from', '2026-01-01') })).toMatchObject({ status: 302, location: `/boards/${BOARD}?done=seat` })
  }
  expect(await send(change, siro, `/boards/${BOARD}/change/call`, { ...params, act: 'call' }, { kind: 'meeting', ...day('heldOn', today()), place: 'Here' })).toMatchObject({ status: 302, location: `/boards/${BOARD}?done=call` })
  return { ...cast, siro, owner, lay }
}
const there = () => ({ ...params, date: today() })
const at = (rest = '') => `/boards/${BOARD}/meetings/${today()}${rest}`

describe('a board’s pages', () => {
  test('take a project from its submission to an outcome and minutes', async () => {
    const { lead, siro, lay } = await givenBoard()
    const facts = furtherFacts({ flows: furtherFacts().flows.map((flow) => ({ ...flow, confidentiality: 'section-251' as const, purposeKind: 'secondary' as const, gateways: ['nhsa-2006-251-reg-5'] })) })
    const factsVersion = await givenProject(portal, lead, facts)
    await draftPack(contextOf(portal, lead), { ref: PROJECT, factsVersion })
    const ask = { ask: `${BOARD}|section-251-support`, question: 'May the records be linked?' }
    expect(await send(asked, lead, `/projects/${PROJECT}/boards`, { ref: PROJECT }, { ask: ask.ask, question: '' })).toMatchObject({ status: 400, data: { problems: [{ field: 'question' }] } })
    expect(await send(asked, lead, `/projects/${PROJECT}/boards`, { ref: PROJECT }, ask)).toMatchObject({ status: 302 })
    expect(await send(asked, lead, `/projects/${PROJECT}/boards`, { ref: PROJECT }, ask)).toMatchObject({ status: 409 })
    const waiting = ((await get(board, siro, `/boards/${BOARD}`)).data as { waiting: { id: string }[] }).waiting
    expect(await send(atSitting, siro, at('/add'), { ...there(), act: 'add' }, { submissionId: waiting[0]!.id, bars: 'free-text' })).toMatchObject({ status: 302, location: at('?done=add') })
    const page = (await get(sitting, siro, at(), there())).data as { people: { seatId: string }[]; items: { bars: string[] }[] }
    expect(page.items[0]!.bars).toEqual(['free-text', 'national-database'])
    expect(await send(atSitting, siro, at('/attendance'), { ...there(), act: 'attendance' }, Object.fromEntries(page.people.map(({ seatId }) => [`present.${seatId}`, 'yes'])))).toMatchObject({ status: 302 })
    expect(await send(sitting, siro, at(), there(), { act: 'open' })).toMatchObject({ status: 302, location: at('?done=opened') })
    const item = (act: string) => ({ ...there(), number: '1', act })
    for (const who of [siro, lay]) expect(await send(onItem, who, at('/items/1/vote'), item('vote'), { outcome: 'supported' })).toMatchObject({ status: 302, location: at('?done=vote#item-1') })
    const asks = (await get(onItem, siro, at('/items/1/outcome'), item('outcome'))).data as { papers: { documentRef: string }[]; saved: { covers: Record<string, string[]> } }
    expect(asks.papers.length).toBeGreaterThan(1)
    expect(Object.keys(asks.saved.covers)).toEqual(asks.papers.map(({ documentRef }) => documentRef))
    expect(await send(onItem, siro, at('/items/1/outcome'), item('outcome'), { outcome: 'supported', reasons: '' })).toMatchObject({ status: 400 })
    expect(await send(onItem, siro, at('/items/1/outcome'), item('outcome'), { outcome: 'not-supported', reasons: 'Because', ...day('effectiveFrom', today()) })).toMatchObject({ status: 409 })
    expect(await send(onItem, siro, at('/items/1/outcome'), item('outcome'), { outcome: 'supported', reasons: 'Because', ...day('effectiveFrom', today()), [`covers.${PROJECT}-protocol`]: '*' })).toMatchObject({ status: 409 })
    expect(await send(onItem, siro, at('/items/1/outcome'), item('outcome'), { outcome: 'supported', reasons: 'Because', ...day('effectiveFrom', today()) })).toMatchObject({ status: 302 })
    expect((await get(paper, lay, at('/items/1/papers/1'), { ...there(), number: '1', place: '1' })).data).toMatchObject({ isNewest: true })
    expect(await send(sitting, siro, at(), there(), { act: 'close' })).toMatchObject({ status: 302, location: at('?done=closed') })
    const draft = (await get(minutes, lay, at('/minutes'), there())).data as { contentHash: string; mayApprove: boolean }
    expect(draft.mayApprove).toBe(false)
    expect(await send(minutes, lay, at('/minutes'), there(), { contentHash: draft.contentHash })).toMatchObject({ status: 409 })
    expect(await send(minutes, siro, at('/minutes'), there(), { contentHash: draft.contentHash })).toMatchObject({ status: 302, location: at('?done=approved') })
    const file = await get(minutesPdf, lay, at('/minutes/pdf'), there())
    expect(String(file.data)).toMatch(/^%PDF-1\.7/)
    expect(String((await get(minutesPdf, lay, at('/minutes/pdf'), there())).data)).toBe(String(file.data))
    expect((await get(asked, lead, `/projects/${PROJECT}/boards`, { ref: PROJECT })).data).toMatchObject({ submissions: [{ isDecided: true }] })
  })

  test('ask again, and keep what was typed, where something is missing', async () => {
    const { owner, siro } = await givenBoard()
    expect(await send(fresh, owner, '/boards/new', {}, { name: 'Data group', reference: 'Not A Ref!', bodyId: '', quorumMembers: 'many', quorumLay: '' })).toMatchObject({
      status: 400, data: { problems: [{ field: 'reference' }, { field: 'bodyId' }, { field: 'quorumMembers' }, { field: 'quorumLay' }], typed: { name: 'Data group', quorumMembers: 'many' } },
    })
    expect(await send(fresh, owner, '/boards/new', {}, { name: 'Again', reference: BOARD, bodyId: 'local-governance', quorumMembers: '3', quorumLay: '1' })).toMatchObject({ status: 409, data: { problems: [{ field: 'reference' }] } })
    const second = { name: 'Second', reference: 'second', bodyId: 'confidentiality-advice', quorumMembers: '3', quorumLay: '1' }
    expect(await send(fresh, owner, '/boards/new', {}, second)).toMatchObject({ status: 409, data: { problems: [{ field: 'another' }], typed: { name: 'Second' } } })
    expect(((await get(list, owner, '/boards', {})).data as { boards: unknown[] }).boards).toHaveLength(1)
    expect(await send(fresh, owner, '/boards/new', {}, { ...second, another: 'yes' })).toMatchObject({ status: 302, location: '/boards?done=made' })
    // Of another body, and of another organisation, nothing is asked.
    expect(await send(fresh, owner, '/boards/new', {}, { ...second, reference: 'third', bodyId: 'local-governance' })).toMatchObject({ status: 302 })
    expect(await send(fresh, await givenStaff(portal, 'ig-lead', PRACTICE), '/boards/new', {}, { ...second, reference: 'theirs' })).toMatchObject({ status: 302 })
    expect(await send(change, siro, `/boards/${BOARD}/change/call`, { ...params, act: 'call' }, { kind: 'meeting', ...day('heldOn', '2020-01-01') })).toMatchObject({ status: 409, data: { typed: { kind: 'meeting' } } })
    expect(await send(onItem, siro, at('/items/9/interest'), { ...there(), number: '9', act: 'interest' }, { what: 'Mine' })).toMatchObject({ status: 409 })
  })

  test.each([
    ['list', list, '/boards', {}], ['board', board, `/boards/${BOARD}`, params], ['form', change, `/boards/${BOARD}/change/call`, { ...params, act: 'call' }],
    ['new board', fresh, '/boards/new', {}],
  ] as const)('ask a visitor to sign in: %s', async (_name, route, path, given) => {
    await givenBoard()
    expect(await get(route, undefined, path, given)).toMatchObject({ status: 302, location: expect.stringMatching(/^\/sign-in/) })
  })

  test('are not there for those who have no part in the board, and change nothing for them', async () => {
    const { lead: _, ...given } = await givenBoard()
    const stranger = await givenStaff(portal, 'ig-lead', PRACTICE)
    expect((await get(list, stranger, '/boards', {})).data).toMatchObject({ boards: [] })
    for (const [route, path, at_] of [[board, `/boards/${BOARD}`, params], [change, `/boards/${BOARD}/change/call`, { ...params, act: 'call' }], [sitting, at(), there()], [atSitting, at('/notes'), { ...there(), act: 'notes' }], [minutes, at('/minutes'), there()], [minutesPdf, at('/minutes/pdf'), there()]] as const) {
      expect((await get(route, stranger, path, at_)).status).toBe(404)
    }
    expect((await send(sitting, stranger, at(), there(), { act: 'open' })).status).toBe(404)
    expect((await send(change, stranger, `/boards/${BOARD}/change/call`, { ...params, act: 'call' }, { kind: 'meeting', ...day('heldOn', '2027-01-01') })).status).toBe(404)
    expect((await send(change, given.lay, `/boards/${BOARD}/change/call`, { ...params, act: 'call' }, { kind: 'meeting', ...day('heldOn', '2027-01-01') })).status).toBe(403)
    expect((await send(fresh, given.siro, '/boards/new', {}, { name: 'B', reference: 'b', bodyId: 'local-governance', quorumMembers: '2', quorumLay: '0' })).status).toBe(403)
    expect((await get(list, await givenStaff(portal, 'receptionist', PRACTICE), '/boards', {})).status).toBe(403)
    expect((await submitToBoard(contextOf(portal, stranger), 'nowhere', { board: BOARD, stepId: 'x', question: 'y' }))).toMatchObject({ ok: false, refusal: { kind: 'not-found' } })
  })
})
