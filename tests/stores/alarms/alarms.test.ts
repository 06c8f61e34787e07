import { beforeEach, describe, expect, test } from 'vitest'
import { acknowledgeAlarm } from '#app/alarms/acknowledge-alarm.server.ts'
import { declareTotals } from '#app/alarms/declare-totals.server.ts'
import { endCanary, placeCanary } from '#app/alarms/place-canary.server.ts'
import { lookAtAlarms } from '#app/alarms/look-at-alarms.server.ts'
import { raiseAlarms } from '#app/alarms/raise-alarms.server.ts'
import { readAlarmsPage, readCanariesPage } from '#app/alarms/read-alarms-page.server.ts'
import { readIsWatchMissing, readOpenAlarms } from '#app/alarms/read-open-alarms.server.ts'
import { watchSource } from '#app/alarms/watch-source.server.ts'
import { undoImport } from '#app/choices/undo-import.server.ts'
import { systemActor, type StaffActor } from '#app/identity/actor.rules.ts'
import { givenExtract, givenVanishedCode, givenWatched } from '#tests/factories/alarms.ts'
import { givenImport, TYPE_1_WITHDRAWN, type CodedRow } from '#tests/factories/choice-files.ts'
import { givenChoice, givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const MANAGER = () => givenStaff(portal, 'practice-manager', PRACTICE)
const page = (as: StaffActor) => readAlarmsPage(contextOf(portal, as))
const audited = async (kind: string) => (await portal.owner`select subject, data from audit_entries where kind = ${kind} order by seq`).map(({ data }) => JSON.parse(data as string) as Record<string, unknown>)

describe('what a practice watches', () => {
  beforeEach(() => givenOrganisations(portal))

  test('shows what each extract brought of each code, new and standing, and raises nothing when all is well', async () => {
    const manager = await MANAGER()
    await givenWatched(portal, manager)
    await givenExtract(portal, '2026-05-02', 6)
    await givenExtract(portal, '2026-06-02', 7)
    expect(await page(manager)).toMatchObject({
      sources: [{ source: PRACTICE.code, name: PRACTICE.name }], open: [], acknowledged: [],
      counts: [{ name: PRACTICE.name, code: 'Type 1 opt-outs', due: '2026-06-01', received: 1, standing: 7, expected: null }],
    })
  })

  test('counts anew when an import is undone: what a later one brought again is then its own', async () => {
    const manager = await MANAGER()
    await givenWatched(portal, manager)
    await givenExtract(portal, '2026-05-02', 6)
    await givenExtract(portal, '2026-06-02', 7)
    await page(manager)
    const [first] = await portal.owner`select id, reference from choice_imports order by started_at limit 1`
    await undoImport(contextOf(portal, systemActor('test')), first?.id as string, first?.reference as string)
    expect((await page(manager)).counts).toMatchObject([{ received: 7, standing: 7 }])
  })

  test('raises a code that vanished once, with an audit entry that names nobody, and leaves it open', async () => {
    const manager = await MANAGER()
    await givenWatched(portal, manager)
    await givenVanishedCode(portal)
    expect((await page(manager)).open).toMatchObject([{ title: 'A code has disappeared', about: 'Type 1 opt-outs', sentence: expect.stringContaining(`${PRACTICE.name}: 6 entries stood`) }])
    expect((await page(manager)).open).toHaveLength(1)
    expect(await audited('alarm-raised')).toEqual([{ kind: 'code-vanished', about: PRACTICE.code, code: 'T1_DISSENT', due: '2026-06-01' }])
    expect(await readOpenAlarms(contextOf(portal, manager))).toMatchObject([{ title: 'A code has disappeared', nextStep: expect.stringContaining('Ask whether') }])
    expect(await readOpenAlarms(contextOf(portal, await givenStaff(portal, 'receptionist', PRACTICE)))).toEqual([])
    expect(JSON.stringify(await portal.owner`select * from raised_alarms`)).not.toMatch(/999\d{7}/)
  })

  test('raises an extract that did not come, a week and a day after it was due, once for all its codes', async () => {
    const manager = await MANAGER()
    await givenWatched(portal, manager)
    portal.now = new Date('2026-07-08T09:00:00Z')
    expect((await page(manager)).open).toEqual([])
    portal.now = new Date('2026-07-09T09:00:00Z')
    expect((await page(manager)).open).toMatchObject([{ title: 'An extract has not come', about: 'All codes' }])
  })

  test('raises it when fewer came than the practice counted itself, by the newest count', async () => {
    const manager = await MANAGER()
    const sourceId = await givenWatched(portal, manager)
    await givenExtract(portal, '2026-06-02', 2)
    const context = contextOf(portal, manager)
    expect(await declareTotals(context, { sourceId, code: 'T1_DISSENT', due: '2026-06-01', declaredNew: 2 })).toMatchObject({ ok: true })
    expect((await page(manager)).open).toEqual([])
    await declareTotals(contextOf(portal, manager, new Date('2026-06-15T11:00:00Z')), { sourceId, code: 'T1_DISSENT', due: '2026-06-01', declaredNew: 8 })
    expect((await page(manager)).open.map(({ title, sentence }) => [title, sentence])).toContainEqual(
      ['Opt-outs may be going missing', `${PRACTICE.name}: more new opt-outs were counted at the practice end than came (6 short of 8).`])
    expect(await declareTotals(context, { sourceId, code: 'T1_DISSENT', due: '2026-05-20', declaredNew: 8 })).toMatchObject({ refusal: { kind: 'not-a-due-day' } })
    expect(await declareTotals(context, { sourceId, code: 'T1_DISSENT', due: '2026-07-01', declaredNew: 8 })).toMatchObject({ refusal: { kind: 'due-in-future' } })
  })
})

describe('the portal looks by itself', () => {
  beforeEach(() => givenOrganisations(portal))
  const look = (organisationCode?: string) => lookAtAlarms({ runtime: portal.runtime, now: portal.now, requestId: 'test' }, organisationCode)
  const mails = async () => (await portal.owner`select sealed from mails where message = 'alarm-raised' order by made_at`).map(({ sealed }) => JSON.parse(portal.runtime.secrets.open('mail', sealed as Buffer)) as { to: string; subject: string; text: string })

  test('raises for every organisation that watches, once, and writes to those who can act', async () => {
    const manager = await MANAGER()
    const guardian = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    await givenStaff(portal, 'receptionist', PRACTICE)
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    await givenWatched(portal, manager)
    await givenWatched(portal, other, { source: OTHER_PRACTICE.code })
    await givenVanishedCode(portal)
    expect(await look()).toBe(1)
    expect(await look()).toBe(0)
    expect(await readOpenAlarms(contextOf(portal, manager))).toHaveLength(1)
    expect(await readOpenAlarms(contextOf(portal, other))).toEqual([])
    expect((await mails()).map(({ to }) => to).sort()).toEqual([guardian.email, manager.email].sort())
    const [mail] = await mails()
    expect(mail?.subject).toContain(PRACTICE.name)
    expect(mail?.text).toContain('A code has disappeared (Type 1 opt-outs)')
    expect(mail?.text).not.toMatch(/\d{2,} entr|999\d{7}/)
    const [entry] = await portal.owner`select actor, organisation_code from audit_entries where kind = 'alarm-raised'`
    expect(entry).toEqual({ actor: 'system:look-at-alarms', organisation_code: PRACTICE.code })
  })

  test('for one organisation when an import of its own was read, and queues that itself', async () => {
    const manager = await MANAGER()
    await givenWatched(portal, manager)
    await givenVanishedCode(portal)
    expect(await look(OTHER_PRACTICE.code)).toBe(0)
    const queued = await portal.owner`select key from graphile_worker.jobs where task_identifier = 'look-at-alarms'`
    expect(queued.map(({ key }) => key as string)).toEqual(['look-at-alarms:everyone'])
    expect(await look(PRACTICE.code)).toBe(1)
  })
})

test('an organisation that imports extracts and watches none is told so, those of it who may act', async () => {
  await givenOrganisations(portal)
  const manager = await MANAGER()
  const missing = (as: StaffActor) => readIsWatchMissing(contextOf(portal, as))
  expect(await missing(manager)).toBe(false)
  await givenImport(portal, [{ nhs_number: testNumber(1) }], { as: manager })
  expect([await missing(manager), await missing(await givenStaff(portal, 'receptionist', PRACTICE)), await missing(await givenStaff(portal, 'practice-manager', OTHER_PRACTICE))]).toEqual([true, false, false])
  await givenWatched(portal, manager)
  expect(await missing(manager)).toBe(false)
})

describe('saying what was found', () => {
  beforeEach(() => givenOrganisations(portal))

  test('settles the alarm for good up to its day: it does not come again, and the answer cannot be changed', async () => {
    const manager = await MANAGER()
    await givenWatched(portal, manager)
    await givenVanishedCode(portal)
    const alarmId = (await page(manager)).open[0]?.id as string
    expect(await acknowledgeAlarm(contextOf(portal, manager), { alarmId, found: 'The practice changed its system.' })).toMatchObject({ ok: true })
    expect(await page(manager)).toMatchObject({ open: [], acknowledged: [{ found: 'The practice changed its system.', acknowledgedBy: 'Test practice-manager' }] })
    expect(await acknowledgeAlarm(contextOf(portal, manager), { alarmId, found: 'Another story' })).toMatchObject({ refusal: { kind: 'already-acknowledged' } })
    await expect(portal.runtime.db.execute(`update alarm_acknowledgements set found = 'x'`)).rejects.toThrow()
    await expect(portal.runtime.db.execute('delete from raised_alarms')).rejects.toThrow()
    expect(await audited('alarm-acknowledged')).toEqual([{ kind: 'code-vanished' }])
  })

  test('of one kind settles no other, and what happens after it is raised again', async () => {
    const manager = await MANAGER()
    await givenWatched(portal, manager)
    await givenVanishedCode(portal)
    await acknowledgeAlarm(contextOf(portal, manager), { alarmId: (await page(manager)).open[0]?.id as string, found: 'Known' })
    portal.now = new Date('2026-07-09T09:00:00Z')
    expect((await page(manager)).open).toMatchObject([{ title: 'An extract has not come' }])
    await givenExtract(portal, '2026-07-10', 9)
    portal.now = new Date('2026-08-02T09:00:00Z')
    await givenImport(portal, [{ nhs_number: '9990000018', ...TYPE_1_WITHDRAWN, sequence: '99' }])
    expect((await page(manager)).open.map(({ title }) => title)).toContain('A code has disappeared')
  })
})

describe('what is known already has to come', () => {
  const DUE_JUNE = '2026-06-02'
  const optOut = (n: number, more: Partial<CodedRow> = {}): CodedRow => ({ nhs_number: testNumber(n), code_system: 'concordat', code: 'project-opt-out:oldham-gp-pilot', ...more })
  const seen = async (as: StaffActor) => (await page(as)).open.map(({ title, about, sentence }) => ({ title, about, sentence }))

  /** Eight people say no here in the first week of May; the June extract holds those of them that are named. */
  async function givenReplies(brought: readonly number[], entersReplies: boolean) {
    const pilot = await givenPilot(portal)
    await givenWatched(portal, pilot.manager, { entersReplies })
    portal.now = new Date('2026-05-02T09:00:00Z')
    await givenImport(portal, [{ nhs_number: testNumber(30) }])
    portal.now = new Date('2026-05-06T09:00:00Z')
    for (const person of pilot.people) await givenChoice(portal, person)
    portal.now = new Date(`${DUE_JUNE}T09:00:00Z`)
    await givenImport(portal, [{ nhs_number: testNumber(31) }, ...brought.map((n) => optOut(n))])
    portal.now = new Date('2026-06-15T10:00:00Z')
    return pilot
  }

  test('replies that are keyed in at the practice and do not come back raise an alarm', async () => {
    const { manager } = await givenReplies([], true)
    expect(await seen(manager)).toEqual([{
      title: 'Opt-outs may be going missing', about: expect.stringContaining('roject'), sentence: `${PRACTICE.name}: opt-outs that were recorded here did not come back (8 short of 8).`,
    }])
  })

  test('replies that come back raise none, nor do those of a practice that does not key them in', async () => {
    expect(await seen((await givenReplies([0, 1, 2, 3, 4, 5, 6, 7], true)).manager)).toEqual([])
  })

  test('replies of a practice that does not key them in are not waited for', async () => {
    expect(await seen((await givenReplies([], false)).manager)).toEqual([])
  })

  test('those that were taken back in the meantime are not waited for', async () => {
    const pilot = await givenReplies([], true)
    portal.now = new Date('2026-05-20T09:00:00Z')
    for (const person of pilot.people) await givenChoice(portal, person, 'project-opt-out-withdrawn')
    portal.now = new Date('2026-06-15T10:00:00Z')
    expect(await seen(pilot.manager)).toEqual([])
  })

  test('test people on guard whose opt-out does not come raise an alarm, and are shown as not come', async () => {
    const pilot = await givenPilot(portal)
    await givenWatched(portal, pilot.manager)
    portal.now = new Date('2026-05-03T09:00:00Z')
    for (let n = 50; n < 54; n += 1) await placeCanary(contextOf(portal, pilot.manager), { nhsNumber: testNumber(n), flowRef: pilot.flowRef })
    portal.now = new Date(`${DUE_JUNE}T09:00:00Z`)
    await givenImport(portal, [{ nhs_number: testNumber(31) }, { nhs_number: testNumber(53) }])
    portal.now = new Date('2026-06-15T10:00:00Z')
    expect((await seen(pilot.manager)).map(({ sentence }) => sentence)).toEqual([`${PRACTICE.name}: opt-outs of made-up test people did not come (3 short of 4).`])
    const { canaries } = await readCanariesPage(contextOf(portal, pilot.manager))
    expect(canaries.map(({ reference, arrivedOn }) => [reference, arrivedOn])).toEqual([['canary-1', null], ['canary-2', null], ['canary-3', null], ['canary-4', DUE_JUNE]])
    expect(JSON.stringify([canaries, await seen(pilot.manager)])).not.toMatch(/999\d{7}/)
  })

  const entry = (n: number, recorded: string): CodedRow => ({ nhs_number: testNumber(n), recorded: `${recorded}T09:00`, effective: recorded, sequence: String(100 + n) })
  const OLD = [0, 1, 2].map((n) => entry(n, '2026-04-10'))

  test.each([['agree with', OLD, 0], ['hold five entries that the one before should have held', [...OLD, ...[3, 4, 5, 6, 7].map((n) => entry(n, '2026-04-20'))], 1]])(
    'two extracts of one source that %s it over the same days', async (_words, later, alarms) => {
      await givenOrganisations(portal)
      const manager = await MANAGER()
      await givenWatched(portal, manager)
      portal.now = new Date('2026-05-02T09:00:00Z')
      await givenImport(portal, OLD)
      portal.now = new Date(`${DUE_JUNE}T09:00:00Z`)
      await givenImport(portal, [...later, entry(9, '2026-05-20')])
      portal.now = new Date('2026-06-15T10:00:00Z')
      const open = await seen(manager)
      expect(open).toHaveLength(alarms)
      if (alarms > 0) expect(open[0]?.sentence).toBe(`${PRACTICE.name}: overlapping extracts do not hold the same events (5 short of 8).`)
    })

  test('an extract that holds only what is new is not held against the one before', async () => {
    await givenOrganisations(portal)
    const manager = await MANAGER()
    await givenWatched(portal, manager, { holds: 'only-new' })
    portal.now = new Date('2026-05-02T09:00:00Z')
    await givenImport(portal, [...OLD, ...[3, 4, 5, 6, 7].map((n) => entry(n, '2026-04-20'))])
    portal.now = new Date(`${DUE_JUNE}T09:00:00Z`)
    await givenImport(portal, [entry(9, '2026-05-20')])
    portal.now = new Date('2026-06-15T10:00:00Z')
    expect(await seen(manager)).toEqual([])
  })
})

describe('nobody sees another organisation’s counts or alarms', () => {
  beforeEach(() => givenOrganisations(portal))

  test('a practice watches itself alone, and finds nothing of another', async () => {
    const manager = await MANAGER()
    const sourceId = await givenWatched(portal, manager)
    await givenVanishedCode(portal)
    const alarmId = (await page(manager)).open[0]?.id as string
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    const context = contextOf(portal, other)
    expect(await page(other)).toMatchObject({ sources: [], counts: [], open: [], acknowledged: [] })
    expect(await watchSource(context, { source: PRACTICE.code, supplier: 'systmone', cycle: 'monthly', holds: 'everyone', listSize: 1, entersReplies: false })).toMatchObject({ refusal: { kind: 'not-your-source' } })
    expect(await declareTotals(context, { sourceId, code: 'T1_DISSENT', due: '2026-06-01', declaredNew: 1 })).toMatchObject({ refusal: { kind: 'not-watched' } })
    expect(await acknowledgeAlarm(context, { alarmId, found: 'x' })).toBeNull()
    await givenWatched(portal, other, { source: OTHER_PRACTICE.code })
    expect((await page(other)).counts).toMatchObject([{ source: OTHER_PRACTICE.code, due: null, received: 0 }])
    expect((await raiseAlarms(context)).alarms).toEqual([])
  })

  test('a council that watches a practice sees only what it imported itself', async () => {
    const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
    await givenWatched(portal, lead)
    await givenVanishedCode(portal)
    expect(await page(lead)).toMatchObject({ counts: [{ due: null, received: 0, standing: 0 }], open: [] })
  })
})

describe('a made-up person on guard', () => {
  const place = (as: StaffActor, nhsNumber: string, flowRef: string) => placeCanary(contextOf(portal, as), { nhsNumber, flowRef })

  test('is named by us, kept sealed, placed once a flow, and can be ended by those who placed them', async () => {
    const pilot = await givenPilot(portal)
    expect(await place(pilot.manager, '9990000018', pilot.flowRef)).toEqual({ ok: true, value: { reference: 'canary-1' } })
    expect(await place(pilot.manager, '9990000018', pilot.flowRef)).toMatchObject({ refusal: { kind: 'canary-is-placed' } })
    const [row] = await portal.owner`select canaries.id, source, sealed from canaries join nhs_numbers on nhs_numbers.id = number_id`
    expect(row?.source).toBe(PRACTICE.code)
    expect((row?.sealed as Buffer).includes('9990000018')).toBe(false)
    expect(JSON.stringify(await portal.owner`select * from audit_entries where kind like 'canary%'`)).not.toContain('999000')
    expect(await endCanary(contextOf(portal, await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)), row?.id as string)).toBeNull()
    expect(await endCanary(contextOf(portal, pilot.manager), row?.id as string)).toMatchObject({ ok: true })
    expect(await endCanary(contextOf(portal, pilot.manager), row?.id as string)).toBeNull()
    expect(await place(pilot.manager, '9990000018', pilot.flowRef)).toMatchObject({ value: { reference: 'canary-2' } })
  })

  test.each([['943', 'not-an-nhs-number'], ['9990000019', 'not-an-nhs-number']])('is never %s: %s', async (nhsNumber, kind) => {
    const pilot = await givenPilot(portal)
    expect(await place(pilot.manager, nhsNumber, pilot.flowRef)).toMatchObject({ refusal: { kind } })
  })

  test('guards no flow of a project that the organisation has no part in', async () => {
    const pilot = await givenPilot(portal)
    expect(await place(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE), '9990000018', pilot.flowRef)).toMatchObject({ refusal: { kind: 'no-such-flow' } })
  })
})
