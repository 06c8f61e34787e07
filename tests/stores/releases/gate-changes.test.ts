import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { placeCanary } from '#app/alarms/place-canary.server.ts'
import { FlowAnswers } from '#app/releases/flow-answers.server.ts'
import { readFlowFacts, readOpenFlow } from '#app/releases/read-open-flow.server.ts'
import { removeChangesBefore } from '#app/releases/gate-changes.store.server.ts'
import { OTHER_PRACTICE, contextOf } from '#tests/factories/who.ts'
import { givenEvent } from '#tests/factories/choices.ts'
import { givenPerson } from '#tests/factories/letters.ts'
import { givenAnswer, MESH, underSection251 } from '#tests/factories/national-check.ts'
import { givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal(MESH)

/** Read along, for what is shown of people and of who signed: no answer rests on them. */
const NEED_NO_WATCHING = ['person_local_ids', 'users']

/** A pilot with something in every table that deciding reads. */
async function givenAll(): Promise<Pilot> {
  const pilot = await givenPilot(portal, { facts: underSection251 })
  const [first, second] = pilot.people as [Pilot['people'][number], Pilot['people'][number]]
  await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: testNumber(0) })
  await givenEvent(portal, first, 'type-1-dissent', '2026-02-01')
  await givenEvent(portal, second, 'project-opt-out', '2026-02-01')
  await givenAnswer(portal)
  const placed = await placeCanary(contextOf(portal, pilot.manager), { nhsNumber: testNumber(1), flowRef: pilot.flowRef })
  if (!placed.ok) throw new Error(placed.refusal.kind)
  return pilot
}

const noted = async () => (await portal.owner<{ source: string; organisation_code: string; person_id: string; number_id: string; about: string }[]>`select * from gate_changes`)
const forget = () => portal.owner`delete from gate_changes`

describe('what bears on an answer', () => {
  test('is watched: every table that deciding reads notes what changes of it', async () => {
    const pilot = await givenAll()
    const names = await portal.runtime.db.transaction(async (tx) => {
      const scans = async () => new Map((await tx.execute(sql`
        select relname as name, coalesce(seq_scan, 0) + coalesce(idx_scan, 0) as scans from pg_stat_xact_user_tables where schemaname = 'public'`)).map(({ name, scans: count }) => [name as string, Number(count)]))
      const before = await scans()
      await readFlowFacts(tx, pilot.flowRef)
      const open = await readOpenFlow(portal.runtime, tx, pilot.flowRef, portal.now)
      if (!open.ok) throw new Error(open.refusal.kind)
      const answers = await FlowAnswers.load(tx, portal.runtime, open.value, portal.now)
      expect(answers.table.size).toBe(8)
      return [...await scans()].filter(([name, count]) => count > (before.get(name) ?? 0)).map(([name]) => name)
    })
    expect(names).toEqual(expect.arrayContaining(['people', 'choice_events', 'letters', 'national_check_numbers', 'signatures', 'canaries', 'organisations']))
    const watched = await portal.owner<{ name: string; events: number; always: boolean }[]>`
      select tgrelid::regclass::text as name, count(*)::int as events, bool_and(tgenabled = 'A') as always
      from pg_trigger where tgname like 'gate\\_%' group by 1`
    expect(watched.every((table) => table.always && table.events === (table.name === 'nhs_numbers' ? 3 : 4))).toBe(true)
    expect(names.filter((name) => !watched.some((table) => table.name === name) && !NEED_NO_WATCHING.includes(name))).toEqual([])
  })

  test('is noted whoever writes it, and however', async () => {
    const pilot = await givenAll()
    const [first] = pilot.people as [Pilot['people'][number]]
    await forget()
    await portal.owner`update people set left_at = now() where id = ${first.id}`
    expect(await noted()).toEqual([expect.objectContaining({ source: 'people', organisation_code: first.organisationCode, person_id: first.id, number_id: String(first.numberId) })])
    await forget()
    await portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`update people set left_at = null where id = ${first.id}`
    })
    expect(await noted()).toHaveLength(1)
    await forget()
    await portal.owner`truncate signature_schedules`
    expect((await noted()).map(({ source }) => source)).toEqual(['signature_schedules:truncated'])
  })

  test('is noted with both numbers when a number is corrected, and not at all when only an address is', async () => {
    const pilot = await givenPilot(portal)
    const [first, second] = pilot.people as [Pilot['people'][number], Pilot['people'][number]]
    await portal.owner`delete from letters`
    await portal.owner`delete from people where id = ${second.id}`.catch(() => portal.owner`update people set number_id = null where id = ${second.id}`)
    await forget()
    await portal.owner`update people set address_lines = '{}', postcode = '', updated_at = now()`
    expect(await noted()).toEqual([])
    await portal.owner`update people set number_id = ${second.numberId as number} where id = ${first.id}`
    expect((await noted()).map(({ number_id }) => Number(number_id)).sort()).toEqual([first.numberId, second.numberId].sort())
  })

  test('goes away with what wrote it, when that is undone', async () => {
    const pilot = await givenPilot(portal)
    await forget()
    await portal.owner.begin(async (tx) => {
      await tx`update people set is_deceased = true where id = ${pilot.people[0]?.id as string}`
      throw new Error('undone')
    }).catch(() => {})
    expect(await noted()).toEqual([])
  })

  test('is forgotten after a while, and marked as forgotten', async () => {
    await givenPilot(portal)
    const before = await portal.owner`select xid::text::bigint as xid from gate_horizon`
    const count = (await noted()).length
    expect(await removeChangesBefore(portal.runtime.db, new Date(0))).toBe(0)
    expect(await portal.owner`select xid::text::bigint as xid from gate_horizon`).toEqual(before)
    expect(await removeChangesBefore(portal.runtime.db, new Date(Date.now() + 60_000))).toBe(count)
    const [after] = await portal.owner`select xid::text::bigint as xid from gate_horizon`
    expect(Number(after?.xid)).toBeGreaterThan(Number(before[0]?.xid))
    expect(await noted()).toEqual([])
  })
})
