import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { givenChoice, givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { ask, linesOf, numbers, problemOf } from './ask.ts'

/** Edge cases that only the gate and its record can show; the others are with the rules. */
const portal = usePortal()
const LIST = [0, 1, 2].map(testNumber).join('\n')
const DAY = 86_400_000

describe('the gate', () => {
  test('case 30: a choice made after the extraction is honoured at the second check, and counted', async () => {
    const pilot = await givenPilot(portal)
    const before = linesOf(await ask(portal, pilot, LIST, { query: '?extract=june&stage=linkage' }))
    expect(before.lines.map(({ decision }) => decision)).toEqual(['INCLUDE', 'INCLUDE', 'INCLUDE'])
    await givenChoice(portal, pilot.people[1] as never)
    portal.now = new Date(portal.now.getTime() + DAY)
    const after = linesOf(await ask(portal, pilot, LIST, { query: '?extract=june&stage=release' }))
    expect(after.lines.map(({ decision }) => decision)).toEqual(['INCLUDE', 'EXCLUDE', 'INCLUDE'])
    const rows = await portal.owner`select stage, rows::int, counts from checks order by began_at`
    expect(rows.map(({ stage, counts }) => [stage, Object.entries(counts as Record<string, number>).filter(([text]) => text.startsWith('EXCLUDE')).map(([, count]) => count)]))
      .toEqual([['linkage', []], ['release', [1]]])
  })

  test('case 31: what was released before a choice stays as it was answered, and the next answer leaves the person out', async () => {
    const pilot = await givenPilot(portal)
    const record = () => portal.owner`select state, counts, digest_out, ended_at from checks order by began_at limit 1`
    await ask(portal, pilot, LIST)
    const first = await record()
    await givenChoice(portal, pilot.people[0] as never)
    portal.now = new Date(portal.now.getTime() + DAY)
    expect(linesOf(await ask(portal, pilot, LIST)).summary).toMatchObject({ included: 2, excluded: 1 })
    expect(await record()).toEqual(first)
  })

  test('case 40: one request id gives one answer and one check; with another list it is refused', async () => {
    const pilot = await givenPilot(portal)
    const requestId = randomUUID()
    const first = await ask(portal, pilot, LIST, { requestId })
    await givenChoice(portal, pilot.people[0] as never)
    expect((await ask(portal, pilot, LIST, { requestId })).data).toBe(first.data)
    const other = await ask(portal, pilot, testNumber(0), { requestId })
    expect([other.status, problemOf(other).code]).toEqual([409, 'request-id-reused'])
    expect(await portal.owner`select id from checks`).toHaveLength(1)
  })

  test('case X11: a choice cannot be erased by the portal, and holds when the person has left the list', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[0] as never)
    const { sql } = portal.runtime
    await expect(sql`delete from choice_events`).rejects.toMatchObject({ code: '42501' })
    await expect(sql`update choice_events set kind = 'project-opt-out-withdrawn'`).rejects.toMatchObject({ code: '42501' })
    await portal.owner`update people set left_at = ${portal.now} where id = ${pilot.people[0]?.id as string}`
    await portal.owner`update people set left_at = null where id = ${pilot.people[0]?.id as string}`
    expect(linesOf(await ask(portal, pilot, LIST)).lines[0]).toMatchObject({ decision: 'EXCLUDE' })
  })

  test('case X12: a check of ten thousand rows is two entries of the audit, with whose key, which flow and how many', async () => {
    const pilot = await givenPilot(portal)
    const [before] = await portal.owner`select max(seq)::int as seq from audit_entries`
    await ask(portal, pilot, numbers(10_000))
    const entries = await portal.owner`select kind, actor, organisation_code, data from audit_entries where seq > ${before?.seq as number} order by seq`
    expect(entries.map(({ kind }) => kind as string)).toEqual(['check-begun', 'check-completed'])
    expect(JSON.parse(entries[1]?.data as string)).toMatchObject({ flow: pilot.flowRef, rows: 10_000 })
    expect(entries.every(({ actor }) => /key|pipeline/i.test(actor as string))).toBe(true)
    expect(JSON.stringify(entries)).not.toMatch(/999\d{7}/)
  })
})
