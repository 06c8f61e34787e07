import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { FolderTransport } from '#app/national-check/mesh-transport.server.ts'
import { writeAskedCheck } from '#app/national-check/write-asked-check.server.ts'
import { runJobsOnce } from '#app/platform/jobs.server.ts'
import * as deskPage from '#app/routes/desk._index.tsx'
import * as runPage from '#app/routes/projects.$ref.national-check.$localId._index.tsx'
import * as replyPage from '#app/routes/projects.$ref.national-check.$localId.reply.tsx'
import * as listPage from '#app/routes/projects.$ref.national-check._index.tsx'
import * as askPage from '#app/routes/projects.$ref.national-check.ask.tsx'
import { aFolder, controlOf, givenAnswer, givenExport, listOf, MESH, receiptOf, systemContext, underSection251 } from '#tests/factories/national-check.ts'
import { givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask as askGate, problemOf } from '#tests/routes/releases/ask.ts'
import { jobHandlers } from '../../../scripts/job-handlers.ts'

const OUTBOX = aFolder()
const portal = usePortal({ ...MESH, NATIONAL_CHECK_OUTBOX: OUTBOX, NATIONAL_CHECK_INBOX: aFolder() })
const DAY = 86_400_000
const at = (ms: number) => { portal.now = new Date(TEST_NOW.getTime() + ms) }
const given = () => givenPilot(portal, { facts: underSection251 })
const base = (pilot: Pilot) => `/projects/${pilot.projectRef}/national-check`
const open = (pilot: Pilot, as?: StaffActor, flow = pilot.flowRef) => callRoute(portal, askPage.loader as never, { as, path: `${base(pilot)}/ask?flow=${flow}`, params: { ref: pilot.projectRef } })
const ask = (pilot: Pilot, as?: StaffActor, flow = pilot.flowRef) => callRoute(portal, askPage.action as never, { as, path: `${base(pilot)}/ask`, params: { ref: pilot.projectRef }, form: { flow } })
const list = (pilot: Pilot, as: StaffActor, search = '') => callRoute(portal, listPage.loader as never, { as, path: `${base(pilot)}${search}`, params: { ref: pilot.projectRef } })
const run = (pilot: Pilot, localId: string, as: StaffActor = pilot.manager) => callRoute(portal, runPage.loader as never, { as, path: `${base(pilot)}/${localId}?done=taken`, params: { ref: pilot.projectRef, localId } })
const work = () => runJobsOnce(portal.runtime, jobHandlers)
const audited = async (kind: string) => (await portal.owner`select actor, data from audit_entries where kind = ${kind} order by seq`).map(({ actor, data }) => ({ actor: actor as string, ...(JSON.parse(data as string) as object) }))

interface ListData {
  asks: { flowRef: string; isGoingOn: boolean; done: number; total: number; why: string | null }[]
  flows: { ref: string; mayBeUsed: boolean; standing: string | null; usableUntil: string | null }[]
  runs: { localId: string; state: string; sent: number }[]
  mayAsk: boolean
  done: string | null
}

describe('asking for a check', () => {
  test('is told what it does, asked for, written behind the page, and put into the outbox', async () => {
    const pilot = await given()
    expect((await open(pilot, pilot.manager)).data).toMatchObject({ people: 8, mailbox: MESH.NATIONAL_CHECK_MAILBOX, maxAgeDays: 7, refusal: null, standing: { refusal: 'never-asked' } })
    expect(await ask(pilot, pilot.manager)).toMatchObject({ status: 302, location: `${base(pilot)}?done=asked` })
    const before = (await list(pilot, pilot.manager, '?done=asked')).data as ListData
    expect(before).toMatchObject({ mayAsk: true, done: expect.stringContaining('asked for'), runs: [], asks: [{ flowRef: pilot.flowRef, isGoingOn: true, total: 8, why: null }] })
    await work()
    const after = (await list(pilot, pilot.manager)).data as ListData
    expect(after).toMatchObject({ asks: [], runs: [{ localId: `${pilot.flowRef}_0001`, state: 'exported', sent: 8 }] })
    expect(readFileSync(path.join(OUTBOX, 'ABC01HC001-150626-0001.dat'), 'utf8').split('\n')).toHaveLength(9)
    expect(existsSync(path.join(OUTBOX, 'ABC01HC001-150626-0001.ctl'))).toBe(true)
    expect(await audited('national-check-asked')).toEqual([{ actor: pilot.manager.label, flow: pilot.flowRef }])
    expect(await audited('national-check-exported')).toMatchObject([{ actor: 'system:ask-national-check', sent: 8 }])
  })

  test('a second time while the first is being written asks nothing more; afterwards it may be asked again', async () => {
    const pilot = await given()
    await ask(pilot, pilot.manager)
    const again = await ask(pilot, pilot.manager)
    expect(again).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('already') }] } })
    expect(await portal.owner`select 1 from national_check_asks`).toHaveLength(1)
    at(DAY + 1)
    expect((await ask(pilot, pilot.manager)).status).toBe(302)
    expect((await portal.owner`select refusal from national_check_asks order by asked_at`).map(({ refusal }) => refusal as string | null)).toEqual(['gave-up', null])
  })

  test.each([
    ['not-needed', () => givenPilot(portal)],
    ['nobody-on-register', () => givenPilot(portal, { facts: underSection251, people: [] })],
    ['project-ended', async () => {
      const pilot = await given()
      await portal.owner`update projects set ended_at = now()`
      return pilot
    }],
  ])('is refused when it makes no sense: %s', async (kind, prepare) => {
    const pilot = await prepare()
    expect((await open(pilot, pilot.manager)).data).toMatchObject({ refusal: kind })
    expect(await ask(pilot, pilot.manager)).toMatchObject({ status: 409 })
    expect(await portal.owner`select 1 from national_check_asks`).toHaveLength(0)
  })

  test('is for those who may, of the organisation whose data it is', async () => {
    const pilot = await given()
    const lead = await givenStaff(portal, 'ig-lead', PRACTICE)
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect((await open(pilot, lead)).status).toBe(200)
    for (const role of ['receptionist', 'siro', 'caldicott-guardian'] as const) {
      const other = await givenStaff(portal, role, PRACTICE)
      expect([(await open(pilot, other)).status, (await ask(pilot, other)).status]).toEqual([403, 403])
    }
    for (const who of [pilot.lead, stranger]) expect([(await open(pilot, who)).status, (await ask(pilot, who)).status]).toEqual([404, 404])
    expect([(await open(pilot, lead, 'no-such-flow')).status, (await ask(pilot, lead, '')).status]).toEqual([404, 404])
    expect([(await open(pilot)).location, (await ask(pilot)).location]).toEqual([expect.stringMatching(/^\/sign-in/), expect.stringMatching(/^\/sign-in/)])
    expect(await portal.owner`select 1 from national_check_asks`).toHaveLength(0)
  })

  test('that could not be sent says why, and the run it used up is stopped', async () => {
    const pilot = await given()
    await ask(pilot, pilot.manager)
    const [row] = await portal.owner`select id from national_check_asks`
    await writeAskedCheck(systemContext(portal), new FolderTransport({ outbox: '/dev/null/nowhere', inbox: OUTBOX }), row?.id as string)
    const data = (await list(pilot, pilot.manager)).data as ListData
    expect(data).toMatchObject({ asks: [{ isGoingOn: false, why: expect.stringContaining('could not be written') }], runs: [{ state: 'blocked' }] })
    expect((await ask(pilot, pilot.manager)).status).toBe(302)
  })

  test('that was interrupted after the run was kept stops that run and asks anew, with a new number', async () => {
    const pilot = await given()
    await ask(pilot, pilot.manager)
    const [row] = await portal.owner`select id from national_check_asks`
    const outbox = aFolder()
    const transport = new FolderTransport({ outbox, inbox: outbox })
    const killed = Object.assign(Object.create(transport) as FolderTransport, { send: () => new Promise<void>(() => {}) })
    void writeAskedCheck(systemContext(portal), killed, row?.id as string)
    for (let waited = 0; waited < 400 && (await portal.owner`select 1 from national_check_asks where run_id is not null`).length === 0; waited += 1) await new Promise((resolve) => setTimeout(resolve, 10))
    await writeAskedCheck(systemContext(portal), transport, row?.id as string)
    const { runs, asks } = (await list(pilot, pilot.manager)).data as ListData
    expect(asks).toEqual([])
    expect(runs.map(({ localId, state }) => [localId, state]).sort()).toEqual([[`${pilot.flowRef}_0001`, 'blocked'], [`${pilot.flowRef}_0002`, 'exported']])
    expect(readdirSync(outbox).filter((file) => file.endsWith('.dat'))).toEqual(['ABC01HC001-150626-0002.dat'])
    await writeAskedCheck(systemContext(portal), transport, row?.id as string)
    expect(readdirSync(outbox).filter((file) => file.endsWith('.dat'))).toHaveLength(1)
  })
})

describe('taking in a reply on the page', () => {
  const give = (pilot: Pilot, localId: string, files: { file?: string; control?: string | Buffer }, as: StaffActor | undefined = pilot.manager) => {
    const form = new FormData()
    form.set('file', files.file === undefined ? new File([], '') : new File([files.file], 'reply.dat'))
    form.set('control', files.control === undefined ? new File([], '') : new File([files.control as BlobPart], 'reply.ctl'))
    return callRoute(portal, replyPage.action as never, { as, path: `${base(pilot)}/${localId}/reply`, params: { ref: pilot.projectRef, localId }, form })
  }
  const problem = (answer: { data: unknown }) => (answer.data as { problems: { field: string; message: string }[] }).problems[0]

  test('moves the check on, and draws where it is', async () => {
    const pilot = await given()
    const { localId, numbers, ...rest } = await givenExport(portal)
    expect((await run(pilot, localId)).data).toMatchObject({ mayAsk: true, mayTakeIn: true, track: [{ station: 'written', state: 'done' }, { station: 'receipt', state: 'now' }, { state: 'next' }, { state: 'next' }, { state: 'next' }] })
    expect(await give(pilot, localId, { file: receiptOf({ localId }) })).toMatchObject({ status: 302, location: `${base(pilot)}/${localId}?done=taken` })
    expect(await give(pilot, localId, { file: listOf(numbers.slice(1)), control: controlOf({ localId, name: rest.name }) })).toMatchObject({ status: 302 })
    const data = (await run(pilot, localId)).data
    expect(data).toMatchObject({ mayTakeIn: false, done: expect.stringContaining('taken in'), run: { state: 'answered', cleared: 7 }, track: [{ state: 'done' }, { state: 'done' }, { station: 'answer', state: 'done' }, { station: 'runs-out', state: 'next', at: new Date(TEST_NOW.getTime() + 7 * DAY).toISOString() }, { state: 'next' }] })
    expect(JSON.stringify(data)).not.toMatch(/\b999\d{7}\b/)
    expect(await audited('national-check-reply-taken-in')).toMatchObject([{ actor: pilot.manager.label, reply: 'receipt' }, { actor: pilot.manager.label, reply: 'list' }])
  })

  test('refuses what is no reply, what is not there, and a control file that is none; nothing changes', async () => {
    const pilot = await given()
    const { localId } = await givenExport(portal)
    expect(problem(await give(pilot, localId, {}))).toEqual({ field: 'file', message: expect.stringContaining('Choose the file') })
    expect(problem(await give(pilot, localId, { file: 'PK\u0003\u0004' }))).toMatchObject({ field: 'file', message: expect.stringContaining('neither a receipt') })
    expect(problem(await give(pilot, localId, { file: listOf([testNumber(1)]), control: Buffer.from([0xff, 0xfe, 0]) }))).toMatchObject({ field: 'control' })
    expect(problem(await give(pilot, localId, { file: `${testNumber(1)},\n12` }))?.message).toContain('Line 2')
    const plain = await callRoute(portal, replyPage.action as never, { as: pilot.manager, path: '/x', params: { ref: pilot.projectRef, localId }, form: { file: 'x' } })
    expect(plain.status).toBe(400)
    expect((await run(pilot, localId)).data).toMatchObject({ run: { state: 'exported' } })
  })

  test('refuses the reply to another check, whoever’s that is, and says no more of it', async () => {
    const pilot = await given()
    const first = await givenExport(portal)
    const second = await givenExport(portal, { flowRef: pilot.flagsFlowRef })
    expect(problem(await give(pilot, second.localId, { file: listOf(first.numbers), control: controlOf(first) }))?.message).toBe('This reply belongs to another check.')
    await portal.owner`update national_check_runs set organisation_code = ${OTHER_PRACTICE.code} where local_id = ${first.localId}`
    expect(problem(await give(pilot, second.localId, { file: receiptOf(first) }))?.message).toBe('This reply belongs to another check.')
    expect((await portal.owner`select state from national_check_runs`).map(({ state }) => state as string)).toEqual(['exported', 'exported'])
    const kept = await portal.owner`select run.local_id, message.verdict from national_check_messages message join national_check_runs run on run.id = message.run_id`
    expect(kept.map(({ local_id: of, verdict }) => `${String(of)} ${String(verdict)}`).sort()).toEqual([`${second.localId} local-id-differs`, `${second.localId} other-run`])
  })

  test('is for those who may ask, of the organisation that asked', async () => {
    const pilot = await given()
    const { localId, numbers } = await givenExport(portal)
    const file = listOf(numbers)
    expect((await give(pilot, localId, { file }, await givenStaff(portal, 'caldicott-guardian', PRACTICE))).status).toBe(403)
    expect((await give(pilot, localId, { file }, pilot.lead)).status).toBe(404)
    expect((await give(pilot, localId, { file }, await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))).status).toBe(404)
    expect((await give(pilot, 'nothing', { file })).status).toBe(404)
    expect((await callRoute(portal, replyPage.loader as never, { path: '/x', params: { ref: pilot.projectRef, localId } })).location).toMatch(/^\/sign-in/)
    expect((await run(pilot, localId)).data).toMatchObject({ run: { state: 'exported' } })
  })
})

describe('a flow whose answers are too old', () => {
  test('is refused at the gate by name, and every page that is about it says so and what to do', async () => {
    const pilot = await given()
    await givenAnswer(portal)
    const desk = async () => ((await callRoute(portal, deskPage.loader as never, { as: pilot.manager, path: '/desk' })).data as { items: { kind: string; href: string; group: string }[] }).items.filter(({ kind, href }) => kind.startsWith('national-check') && href.endsWith(pilot.flowRef))
    at(7 * DAY)
    expect((await askGate(portal, pilot, testNumber(0))).status).toBe(200)
    expect(await desk()).toMatchObject([{ kind: 'national-check-runs-out', group: 'due-soon' }])
    expect(((await list(pilot, pilot.manager)).data as ListData).flows[0]).toMatchObject({ mayBeUsed: true, usableUntil: portal.now.toISOString() })
    at(7 * DAY + 1)
    const refused = await askGate(portal, pilot, testNumber(0))
    expect([refused.status, problemOf(refused).code]).toEqual([409, 'national-check-stale'])
    expect(await desk()).toMatchObject([{ kind: 'national-check-stale', group: 'alarm', href: `${base(pilot)}/ask?flow=${pilot.flowRef}` }])
    const { flows, runs } = (await list(pilot, pilot.manager)).data as ListData
    expect(flows[0]).toMatchObject({ mayBeUsed: false, usableUntil: null, standing: expect.stringMatching(/too old.*Start a new check.*Nothing of this flow may go/) })
    expect(runs[0]?.state).toBe('expired')
    expect((await run(pilot, runs[0]?.localId as string)).data).toMatchObject({ mayAsk: true, run: { state: 'expired', usableUntil: null }, track: [{}, {}, {}, { station: 'runs-out', state: 'done' }, {}] })
    expect((await open(pilot, pilot.manager)).data).toMatchObject({ standing: { refusal: 'answers-stale' }, refusal: null })
  })
})
