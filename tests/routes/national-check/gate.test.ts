import { describe, expect, test } from 'vitest'
import { loader as readFlow } from '#app/routes/api.v1.flows.$ref.ts'
import { loader as readCheck } from '#app/routes/api.v1.checks.$id.ts'
import { givenNumber } from '#tests/factories/letters.ts'
import { givenAnswer, givenExport, listOf, controlOf, MESH, receiptOf, takeIn, underSection251 } from '#tests/factories/national-check.ts'
import { givenChoice, givenPilot, testNumber, type Pilot, type PilotGiven } from '#tests/factories/pilot.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask, linesOf, problemOf } from '#tests/routes/releases/ask.ts'

const portal = usePortal(MESH)
const [SECOND, HOUR, DAY] = [1000, 3_600_000, 86_400_000]
const at = (ms: number) => { portal.now = new Date(TEST_NOW.getTime() + ms) }
const given = (more: PilotGiven = {}) => givenPilot(portal, { facts: underSection251, actions: ['check', 'check-detail', 'flow-read'], ...more })
const all = Array.from({ length: 8 }, (_, i) => testNumber(i))
const gate = (pilot: Pilot) => ask(portal, pilot, all.join('\n'), { query: '?detail=full' })
const reasons = async (pilot: Pilot) => Object.fromEntries(linesOf(await gate(pilot)).lines.map((line) => [line.nhs_number, line.decision === 'INCLUDE' ? 'INCLUDE' : line.reasons?.join(' ')]))
const auth = (pilot: Pilot) => ({ init: { headers: { Authorization: `Bearer ${pilot.token}` } } })

async function refusalOf(pilot: Pilot) {
  const answer = await gate(pilot)
  return { status: answer.status, code: problemOf(answer).code, detail: problemOf(answer).detail }
}

describe('a flow to which the national opt-out applies', () => {
  test('includes those the check cleared and leaves out the rest, and never says more of them', async () => {
    const pilot = await given()
    await givenAnswer(portal, [testNumber(2), testNumber(5)])
    expect(await reasons(pilot)).toEqual(Object.fromEntries(all.map((number, i) => [number, i === 2 || i === 5 ? 'NDO_NOT_CLEARED' : 'INCLUDE'])))
    const { lines } = linesOf(await ask(portal, pilot, all.join('\n')))
    expect(new Set(lines.filter((line) => line.decision === 'EXCLUDE').map((line) => line.reason))).toEqual(new Set(['NOT_PERMITTED']))
  })

  test('lets no answer lift an objection', async () => {
    const pilot = await given()
    await givenAnswer(portal)
    await givenChoice(portal, pilot.people[0] as never)
    expect((await reasons(pilot))[testNumber(0)]).toBe('LOCAL')
  })

  test('leaves out who joined after the file was written, and whose number has changed since', async () => {
    const pilot = await given()
    await portal.owner`update people set left_at = ${TEST_NOW} where id = ${pilot.people[0]?.id as string}`
    await givenAnswer(portal)
    await portal.owner`update people set left_at = null`
    await portal.owner`update people set number_id = ${await givenNumber(portal, testNumber(70))} where id = ${pilot.people[1]?.id as string}`
    const { lines } = linesOf(await ask(portal, pilot, [testNumber(0), testNumber(1), testNumber(70), testNumber(2)].join('\n'), { query: '?detail=full' }))
    expect(lines.map((line) => line.reasons?.[0])).toEqual(['NDO_NOT_CLEARED', 'NOT_ON_REGISTER', 'NDO_NOT_CLEARED', 'NO_OBJECTION'])
    expect(lines[3]?.decision).toBe('INCLUDE')
  })

  test('may not run before it was asked, nor while it waits, nor after an error or a rejected answer', async () => {
    const pilot = await given()
    expect(await refusalOf(pilot)).toMatchObject({ status: 409, code: 'national-check-missing', detail: expect.stringContaining('has not been asked') })
    const run = await givenExport(portal)
    expect(await refusalOf(pilot)).toMatchObject({ code: 'national-check-missing', detail: expect.stringContaining('not answered yet') })
    await takeIn(portal, receiptOf(run))
    expect(await refusalOf(pilot)).toMatchObject({ code: 'national-check-missing' })
    await takeIn(portal, listOf([...run.numbers, testNumber(40)]), { control: controlOf(run) })
    expect(await refusalOf(pilot)).toMatchObject({ code: 'national-check-missing', detail: expect.stringContaining('rejected') })
    const [check] = await portal.owner`select state, refusal, rows::int from checks limit 1`
    expect(check).toEqual({ state: 'refused', refusal: 'national-check-missing', rows: 0 })
  })

  test('keeps using an older answer while a newer question waits, and takes the newer when it comes', async () => {
    const pilot = await given()
    await givenAnswer(portal, [testNumber(1)])
    at(DAY)
    const second = await givenExport(portal)
    expect((await reasons(pilot))[testNumber(1)]).toBe('NDO_NOT_CLEARED')
    expect((await reasons(pilot))[testNumber(3)]).toBe('INCLUDE')
    await takeIn(portal, listOf(second.numbers.filter((number) => number !== testNumber(3))), { control: controlOf(second) })
    const now = await reasons(pilot)
    expect([now[testNumber(1)], now[testNumber(3)]]).toEqual(['INCLUDE', 'NDO_NOT_CLEARED'])
  })

  test.each([
    ['6 days and 23 hours', 7 * DAY - HOUR, 200], ['7 days', 7 * DAY, 200], ['7 days and a second', 7 * DAY + SECOND, 409],
  ])('uses an answer %s after its file was written: status %3$s', async (_age, ms, status) => {
    const pilot = await given()
    const run = await givenExport(portal)
    at(DAY)
    await takeIn(portal, listOf(run.numbers.slice(1)), { control: controlOf(run) })
    at(ms)
    const answer = await gate(pilot)
    expect(answer.status).toBe(status)
    if (status === 200) expect(linesOf(answer).summary.included).toBe(7)
    else expect(problemOf(answer).code).toBe('national-check-stale')
  })

  test('is closed by the shorter of the limit now and the limit when it was asked', async () => {
    const pilot = await given()
    await givenAnswer(portal)
    await portal.owner`update national_check_runs set max_age_days = 2`
    at(2 * DAY)
    expect((await gate(pilot)).status).toBe(200)
    at(2 * DAY + SECOND)
    expect(await refusalOf(pilot)).toMatchObject({ code: 'national-check-stale' })
  })

  test('says at 21 days, when the numbers are gone, that the answers were deleted', async () => {
    const pilot = await given()
    await givenAnswer(portal)
    await portal.owner`update national_check_runs set state = 'purged'`
    expect(await refusalOf(pilot)).toMatchObject({ code: 'national-check-stale', detail: expect.stringContaining('deleted') })
  })

  test('includes nobody on an answer that cleared nobody', async () => {
    const pilot = await given()
    const run = await givenExport(portal)
    await takeIn(portal, receiptOf(run))
    await takeIn(portal, '', { control: controlOf(run) })
    expect(linesOf(await gate(pilot)).summary.included).toBe(0)
  })

  test('goes by its own answers: those of another flow of the same people do not count', async () => {
    const pilot = await given()
    await givenAnswer(portal, [], { flowRef: pilot.flagsFlowRef })
    expect(await refusalOf(pilot)).toMatchObject({ code: 'national-check-missing' })
  })

  test('goes by the answers of its discloser alone', async () => {
    const pilot = await given()
    await givenAnswer(portal)
    await portal.owner`update national_check_runs set organisation_code = 'Y9C'`
    expect(await refusalOf(pilot)).toMatchObject({ code: 'national-check-missing' })
  })

  test('tells the age of the check it used, and of the oldest where it used several', async () => {
    const pilot = await given()
    await portal.owner`update people set left_at = ${TEST_NOW} where id = ${pilot.people[0]?.id as string}`
    const first = await givenExport(portal)
    await takeIn(portal, listOf(first.numbers), { control: controlOf(first) })
    at(2.5 * DAY)
    const age = async () => {
      const id = (await gate(pilot)).headers.get('Concordat-Check-Id') as string
      return (JSON.parse(String((await callRoute(portal, readCheck as never, { path: `/api/v1/checks/${id}`, params: { id }, ...auth(pilot) })).data)) as { national_check_age_days: number }).national_check_age_days
    }
    expect(await age()).toBe(2.5)
    await portal.owner`update people set left_at = case when id = ${pilot.people[0]?.id as string} then null when id = ${pilot.people[1]?.id as string} then ${portal.now}::timestamptz end`
    await givenAnswer(portal)
    expect(await age()).toBe(2.5)
    await portal.owner`update people set left_at = null`
    await givenAnswer(portal)
    expect(await age()).toBe(0)
  })

  test('is shown as one that may not be checked, with the reason', async () => {
    const pilot = await given()
    const flow = async () => JSON.parse(String((await callRoute(portal, readFlow as never, { path: `/api/v1/flows/${pilot.flowRef}`, params: { ref: pilot.flowRef }, ...auth(pilot) })).data)) as unknown
    expect(await flow()).toMatchObject({ in_force: true, may_be_checked: false, may_not_be_checked_because: { code: 'national-check-missing' }, choices: { national_opt_out: true } })
    await givenAnswer(portal)
    expect(await flow()).toMatchObject({ may_be_checked: true, may_not_be_checked_because: null })
  })
})

test('a flow that sets the national opt-out aside asks for no check, and has no age', async () => {
  const pilot = await givenPilot(portal)
  const answer = await ask(portal, pilot, testNumber(0))
  expect(linesOf(answer).summary.included).toBe(1)
  expect(await portal.owner`select national_check_asked_at from checks`).toEqual([{ national_check_asked_at: null }])
})
