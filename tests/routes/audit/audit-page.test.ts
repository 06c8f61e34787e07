import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { change } from '#app/audit/change.server.ts'
import type { AuditDraft } from '#app/audit/audit.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { loader as csvLoader } from '#app/routes/audit[.]csv.ts'
import { loader } from '#app/routes/audit._index.tsx'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask } from '#tests/routes/releases/ask.ts'

const portal = usePortal()
const open = (as?: StaffActor, query = '') => callRoute(portal, loader as never, { as, path: `/audit${query}` })
interface Data { lines: { seq: number; who: string; sentence: string; projectRef: string | null; subject: string | null }[]; older: number | null; verdict: { holds: boolean; seq?: number } | null; head: { seq: number; hash: string } }
const record = (as: Parameters<typeof contextOf>[1], ...drafts: AuditDraft[]) => change(contextOf(portal, as), async (_tx, write) => drafts.forEach((draft) => write(draft)))

describe('the audit page', () => {
  test('shows what happened in sentences, newest first, and who did it by name', async () => {
    const pilot = await givenPilot(portal)
    await ask(portal, pilot, testNumber(0))
    await record(pilot.lead, { kind: 'project-made', projectRef: pilot.projectRef })
    const { lines, verdict, head } = (await open(pilot.manager)).data as Data
    expect(lines.slice(0, 3).map(({ who, sentence }) => [who, sentence])).toEqual([
      ['Test ig-lead', 'Started the project'],
      ['Key “Test pipeline”', `Completed a check of ${pilot.flowRef}: 1 rows, 1 included`],
      ['Key “Test pipeline”', `Began a check of ${pilot.flowRef}`],
    ])
    expect(lines[0]?.seq).toBe(head.seq)
    expect(verdict).toMatchObject({ holds: true })
  })

  test('shows an organisation its own entries and its projects’, but nobody else’s people', async () => {
    const pilot = await givenPilot(portal)
    await record(systemActor('test', PRACTICE.code), { kind: 'person-opened', projectRef: pilot.projectRef, subject: 'person:1', data: { reason: 'x' } })
    await record(systemActor('test', PRACTICE.code), { kind: 'people-searched' })
    await record(systemActor('test', PRACTICE.code), { kind: 'letters-posted', projectRef: pilot.projectRef })
    await record(systemActor('test', OTHER_PRACTICE.code), { kind: 'people-searched', data: { found: 7 } })
    const seenBy = async (as: StaffActor) => ((await open(as)).data as Data).lines.map((line) => line.sentence)
    const practice = await seenBy(pilot.manager)
    expect(practice).toEqual(expect.arrayContaining(['Opened a person\'s record: x', 'Recorded that the letters were posted']))
    const council = await seenBy(pilot.lead)
    expect(council).toContain('Recorded that the letters were posted')
    expect(council.join()).not.toMatch(/Opened a person|Searched/)
    const other = await seenBy(await givenStaff(portal, 'ig-lead', OTHER_PRACTICE))
    expect(other).toEqual(['Searched for a patient: 7 found'])
  })

  test('tells other parties that people were counted, and not how many', async () => {
    const pilot = await givenPilot(portal)
    await ask(portal, pilot, testNumber(0))
    await record(pilot.manager, { kind: 'opt-outs-downloaded', projectRef: pilot.projectRef, subject: 'campaign:x', data: { people: 3 } })
    const seenBy = async (as: StaffActor) => ((await open(as)).data as Data).lines.map((line) => line.sentence)
    expect(await seenBy(pilot.manager)).toEqual(expect.arrayContaining(['Downloaded the list of 3 people who opted out', `Completed a check of ${pilot.flowRef}: 1 rows, 1 included`]))
    expect(await seenBy(pilot.lead)).toEqual(expect.arrayContaining(['Downloaded the list of some people who opted out', `Completed a check of ${pilot.flowRef}: some rows, some included`]))
    const csv = async (as: StaffActor) => parse(String((await callRoute(portal, csvLoader as never, { as, path: '/audit.csv' })).data), { columns: true }) as Record<string, string>[]
    const [whole, told] = await Promise.all([pilot.manager, pilot.lead].map(async (as) => (await csv(as)).find(({ kind }) => kind === 'check-completed')))
    expect(whole).toMatchObject({ data: expect.stringMatching(/"digestIn":"[0-9a-f]{64}".*"salt":"[\w-]{22}"/) as string, hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(told).toMatchObject({ hash: '', previous_hash: '' })
    expect(told?.data).not.toMatch(/[0-9a-f]{64}|salt|"rows":\d/)
  })

  test('can be narrowed to a project, but not to another organisation’s', async () => {
    const pilot = await givenPilot(portal)
    await record(pilot.lead, { kind: 'project-made', projectRef: pilot.projectRef }, { kind: 'signed-in' })
    const narrowed = (await open(pilot.lead, `?project=${pilot.projectRef}`)).data as Data
    expect(new Set(narrowed.lines.map((line) => line.projectRef))).toEqual(new Set([pilot.projectRef]))
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    expect(((await open(stranger, `?project=${pilot.projectRef}`)).data as Data).lines).toEqual([])
  })

  test('goes on over pages', async () => {
    await givenOrganisations(portal)
    const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
    await record(lead, ...Array.from({ length: 130 }, () => ({ kind: 'signed-in' }) as const))
    const first = (await open(lead)).data as Data
    const second = (await open(lead, `?before=${first.older}`)).data as Data
    expect([first.lines.length, first.older, second.lines.length, second.lines[0]?.seq, second.older]).toEqual([100, 31, 30, 30, null])
  })

  test('says so when an entry was changed, and which', async () => {
    await givenOrganisations(portal)
    const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
    await record(lead, { kind: 'signed-in' }, { kind: 'signed-in' }, { kind: 'signed-in' })
    await portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`update audit_entries set actor = 'staff:someone-else' where seq = 2`
    })
    expect(((await open(lead)).data as Data).verdict).toEqual({ holds: false, seq: 2, fault: 'changed' })
  })

  test('is itself on record, and closed to visitors and receptionists', async () => {
    await givenOrganisations(portal)
    const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
    await open(lead)
    expect(((await open(lead)).data as Data).lines.map((line) => line.sentence)).toEqual(['Read the audit record'])
    expect((await open(await givenStaff(portal, 'receptionist', PRACTICE))).status).toBe(403)
    expect((await open()).location).toBe('/sign-in?next=%2Faudit')
  })
})

describe('the audit as CSV', () => {
  const download = (as?: StaffActor, query = '') => callRoute(portal, csvLoader as never, { as, path: `/audit.csv${query}` })

  test('has every entry the page has, however many, with the hashes', async () => {
    await givenOrganisations(portal)
    const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
    await record(lead, ...Array.from({ length: 2100 }, () => ({ kind: 'signed-in' }) as const))
    const answer = await download(lead)
    expect(answer.headers.get('Content-Disposition')).toContain('audit.csv')
    const rows = parse(String(answer.data), { columns: true }) as Record<string, string>[]
    expect(rows.map((row) => Number(row.number))).toEqual(Array.from({ length: 2101 }, (_, i) => 2101 - i))
    expect(rows[1]).toMatchObject({ actor_name: 'Test ig-lead', what: 'Signed in', hash: expect.stringMatching(/^[0-9a-f]{64}$/), previous_hash: rows[2]?.hash })
  })

  test('never begins a cell as a formula does', async () => {
    const pilot = await givenPilot(portal)
    await record(pilot.lead, { kind: 'api-key-made', data: { name: 'x' }, subject: '=cmd()' })
    expect(String((await download(pilot.lead)).data)).not.toMatch(/(?:^|,)[=@]/m)
  })

  test('is scoped as the page is', async () => {
    const pilot = await givenPilot(portal)
    await record(pilot.lead, { kind: 'project-made', projectRef: pilot.projectRef })
    const stranger = await givenStaff(portal, 'ig-lead', OTHER_PRACTICE)
    const rows = parse(String((await download(stranger, `?project=${pilot.projectRef}`)).data), { columns: true }) as { what: string }[]
    expect(rows.map((row) => row.what)).toEqual(['Downloaded the audit record'])
    expect((await download()).status).toBe(302)
  })
})
