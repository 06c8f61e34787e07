import { describe, expect, test } from 'vitest'
import { undoImport } from '#app/choices/undo-import.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { sha256 } from '#app/kernel/sha256.server.ts'
import { setRuntime } from '#app/platform/runtime.server.ts'
import { makeSecrets } from '#app/platform/secrets.server.ts'
import { countLeft, turnKeys } from '#app/platform/turn-keys.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { action } from '#app/routes/api.v1.flows.$ref_.checks.ts'
import { loader as readReceipt } from '#app/routes/api.v1.checks.$id_.receipt.ts'
import { removeJournalsBefore } from '#app/releases/answer-journal.store.server.ts'
import { FlowIndexes } from '#app/releases/read-snapshot.server.ts'
import { valueOf } from '#tests/factories/campaigns.ts'
import { givenImport, TYPE_1 } from '#tests/factories/choice-files.ts'
import { givenEvent } from '#tests/factories/choices.ts'
import { givenAnswer, MESH, underSection251 } from '#tests/factories/national-check.ts'
import { givenNumberEvent } from '#tests/factories/numbers.ts'
import { givenChoice, givenKey, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, COUNCIL } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'
import { ask, headersOf, linesOf, problemOf, type Ask } from './ask.ts'

const portal = usePortal(MESH)
const LIST = [0, 1, 2, 3, 9].map(testNumber).join('\n')
const [HOUR, DAY] = [3_600_000, 86_400_000]
const later = (ms: number) => { portal.now = new Date(portal.now.getTime() + ms) }
const given = (isNational = false) => givenPilot(portal, { actions: ['check', 'check-detail', 'replay'], ...(isNational ? { facts: underSection251 } : {}) })
const person = (pilot: Pilot, n: number) => pilot.people[n] as Pilot['people'][number]

/** A check, once what it was answered from is kept. */
async function checked(pilot: Pilot, how: Ask = {}) {
  const answer = await ask(portal, pilot, LIST, how)
  expect(answer.status).toBe(200)
  const id = answer.headers.get('Concordat-Check-Id') as string
  await expect.poll(async () => portal.owner`
    select 1 from checks join answer_journals journal on journal.id = checks.journal_id where checks.id = ${id}
      and journal_changes <= (select count(*) from answer_changes where answer_changes.journal_id = journal.id)`, { timeout: 10_000 }).toHaveLength(1)
  return { id, text: String(answer.data) }
}

const replay = (pilot: Pilot, id: string, how: Ask = {}) => ask(portal, pilot, LIST, { ...how, query: `?replay=${id}${how.query?.replace('?', '&') ?? ''}` })
/** GP data that leaves on a legal duty, so that type 1 opt-outs count. */
const onLegalDuty = (facts: ProjectFacts): ProjectFacts => ({ ...facts, flows: facts.flows.map((flow) => ({ ...flow, purposeKind: 'secondary', confidentiality: 'legal-duty', drawsOn: ['gp'] })) })
const rowsOf = (text: string) => text.split('\n').slice(0, -2)

/** The past, which has no check: no header names one. */
async function askThen(pilot: Pilot, query: string) {
  const answer = await callRoute(portal, action, {
    path: `/api/v1/flows/${pilot.flowRef}/checks${query}`, params: { ref: pilot.flowRef }, init: { method: 'POST', body: LIST, headers: headersOf(pilot) },
  })
  const lines = String(answer.data).trimEnd().split('\n').map((line) => JSON.parse(line) as { nhs_number: string; decision: string; summary?: Record<string, unknown> })
  return { status: answer.status, headers: answer.headers, data: answer.data, decisions: lines.slice(0, -1).map(({ decision }) => decision), summary: lines.at(-1)?.summary }
}

describe('a check that is replayed', () => {
  test('gives the same bytes, whatever has changed since', async () => {
    const pilot = await given()
    const checks = [await checked(pilot, { accept: 'text/plain' })]
    await givenChoice(portal, person(pilot, 1))
    checks.push(await checked(pilot, { accept: 'text/plain' }))
    await portal.owner`update people set left_at = ${portal.now} where id = ${person(pilot, 2).id}`
    checks.push(await checked(pilot, { accept: 'text/plain' }))
    await portal.owner`update people set number_id = null`
    await portal.owner`update document_versions set facts = jsonb_set(facts, '{flows,0,projectOptOut}', 'false')`
    expect(checks.map(({ text }) => text.trimEnd().split('\n').length)).toEqual([4, 3, 2])
    for (const { id, text } of checks) {
      const again = await replay(pilot, id, { accept: 'text/plain' })
      expect([again.status, again.headers.get('Concordat-Check-Id'), again.data]).toEqual([200, id, text])
    }
  })

  test('gives every row, every reason and the last line again, and holds to its receipt', async () => {
    const pilot = await given()
    await givenChoice(portal, person(pilot, 1))
    const { id, text } = await checked(pilot, { query: '?detail=full' })
    await givenChoice(portal, person(pilot, 3))
    later(HOUR)
    const again = await replay(pilot, id, { query: '?detail=full' })
    expect(again.data).toBe(text)
    const receipt = await callRoute(portal, readReceipt, { path: `/api/v1/checks/${id}/receipt`, params: { id }, init: { headers: headersOf(pilot) } })
    const said = JSON.parse(Buffer.from(String(receipt.data).split('.')[1] as string, 'base64url').toString()) as { sha256_out: string }
    expect(sha256(String(again.data)).toString('hex')).toBe(said.sha256_out)
  })

  test('may be asked for at once', async () => {
    const pilot = await given()
    const first = await ask(portal, pilot, LIST)
    const again = await replay(pilot, first.headers.get('Concordat-Check-Id') as string)
    expect([again.status, again.data]).toEqual([200, first.data])
    await givenChoice(portal, person(pilot, 2))
    const next = await ask(portal, pilot, LIST)
    expect((await replay(pilot, next.headers.get('Concordat-Check-Id') as string)).data).toBe(next.data)
    expect(next.data).not.toBe(first.data)
  })

  test('may be asked in another way, and says then that it is the past', async () => {
    const pilot = await given()
    await givenChoice(portal, person(pilot, 1))
    const { id, text } = await checked(pilot, { accept: 'text/plain' })
    await givenChoice(portal, person(pilot, 3))
    const lines = String((await replay(pilot, id, { query: '?detail=full' })).data).trimEnd().split('\n').map((line) => JSON.parse(line) as { nhs_number: string; decision: string; summary?: object })
    expect(lines.filter(({ decision }) => decision === 'INCLUDE').map(({ nhs_number }) => nhs_number)).toEqual(text.trimEnd().split('\n'))
    expect(lines.at(-1)?.summary).toMatchObject({ replay_of: id, state: 'past', known_at: null, rows: 5, included: 3 })
  })

  test('is for the very list of that check, sent as it was sent', async () => {
    const pilot = await given()
    const { id } = await checked(pilot)
    for (const [list, contentType] of [[`${LIST}\n`, undefined], [testNumber(0), undefined], ['', undefined], [LIST, 'application/x-ndjson']] as const) {
      const answer = await ask(portal, pilot, list, { query: `?replay=${id}`, type: contentType })
      expect([answer.status, problemOf(answer).code]).toEqual([409, 'replay-of-another-list'])
    }
    expect(await portal.owner`select seq from audit_entries where kind like 'past-%'`).toEqual([])
  })

  test('breaks off where what was kept comes to something else', async () => {
    const pilot = await given()
    const { id } = await checked(pilot)
    await portal.owner`update checks set digest_out = repeat('0', 64)`
    await expect(replay(pilot, id)).rejects.toThrow()
    expect(await portal.owner`select seq from audit_entries where kind = 'past-answer-given'`).toEqual([])
  })

  test('gives the same bytes after merges, imports that were undone, and a new key', async () => {
    const pilot = await givenPilot(portal, { actions: ['check', 'check-detail', 'replay'], facts: onLegalDuty })
    const imported = await givenImport(portal, [{ nhs_number: testNumber(1), ...TYPE_1 }])
    await givenNumberEvent(portal, pilot.manager, person(pilot, 2), 'superseded', testNumber(9))
    const { id, text } = await checked(pilot, { query: '?detail=full' })
    expect(linesOf({ data: text } as Answer).lines.map(({ decision }) => decision)).toEqual(['INCLUDE', 'EXCLUDE', 'INCLUDE', 'INCLUDE', 'EXCLUDE'])
    later(DAY)
    valueOf(await undoImport(contextOf(portal, systemActor('test')), imported.import?.id as string, imported.import?.reference as string))
    await givenNumberEvent(portal, pilot.manager, person(pilot, 0), 'merged', testNumber(3))
    await givenChoice(portal, person(pilot, 3))
    const now = String((await ask(portal, pilot, LIST, { query: '?detail=full' })).data)
    expect(linesOf({ data: now } as Answer).lines.map(({ decision }) => decision)).toEqual(['EXCLUDE', 'INCLUDE', 'INCLUDE', 'EXCLUDE', 'EXCLUDE'])
    const { runtime } = portal
    const turning = makeSecrets('a key that takes the place of the one before', runtime.env.IDENTIFIER_KEY)
    expect(await turnKeys(portal.owner, turning)).toBeGreaterThan(0)
    expect(await countLeft(portal.owner, turning)).toEqual([])
    try {
      setRuntime({ ...runtime, secrets: makeSecrets('a key that takes the place of the one before') })
      const again = await replay(pilot, id, { query: '?detail=full' })
      expect([again.status, again.data]).toEqual([200, text])
    } finally {
      setRuntime(runtime)
    }
  })

  test('gives what the national check had answered, when its numbers are gone', async () => {
    const pilot = await given(true)
    await givenAnswer(portal, [testNumber(2)])
    const { id, text } = await checked(pilot, { query: '?detail=full' })
    await portal.owner`delete from national_check_numbers`
    await portal.owner`update national_check_runs set state = 'purged'`
    later(30 * DAY)
    expect((await ask(portal, pilot, LIST)).status).toBe(409)
    expect(rowsOf(String((await replay(pilot, id, { query: '?detail=full' })).data))).toEqual(rowsOf(text))
  })

  test('is on record when it is asked and when it is answered, and makes no check and no receipt', async () => {
    const pilot = await given()
    const { id } = await checked(pilot)
    await replay(pilot, id)
    const entries = await portal.owner`select kind, subject, data::jsonb - 'digestOut' - 'digestIn' - 'salt' as data from audit_entries where kind like 'past-%' order by seq`
    const data = { flow: pilot.flowRef, at: portal.now.toISOString(), known: null }
    expect(entries).toEqual([
      { kind: 'past-answer-asked', subject: `check:${id}`, data }, { kind: 'past-answer-given', subject: `check:${id}`, data: { ...data, rows: 5, included: 4, exact: true } },
    ])
    expect(await portal.owner`select id from checks`).toHaveLength(1)
    expect(await portal.owner`select check_id from receipts`).toHaveLength(1)
    expect((await callRoute(portal, readReceipt, { path: `/api/v1/checks/${id}/receipt`, params: { id }, init: { headers: headersOf(pilot) } })).status).toBe(200)
  })

  test('is for a key with the right to it, of the organisation that asked, about a flow it names', async () => {
    const pilot = await given()
    const { id } = await checked(pilot)
    const codeFor = async (key: { readonly token: string }, query = `?replay=${id}`, flowRef = pilot.flowRef) => {
      const answer = await ask(portal, { ...pilot, token: key.token }, LIST, { query, flowRef })
      return [answer.status, problemOf(answer).code]
    }
    expect(await codeFor(await givenKey(portal, { actions: ['check'] }))).toEqual([403, 'replay-not-allowed'])
    expect(await codeFor(await givenKey(portal, { of: COUNCIL, actions: ['check', 'replay'] }))).toEqual([404, 'replay-not-found'])
    expect(await codeFor(pilot, undefined, pilot.flagsFlowRef)).toEqual([404, 'replay-not-found'])
    expect(await codeFor(pilot, '?replay=0b9c1f86-5f0e-4a57-9c56-2f4a3a1f9d10')).toEqual([404, 'replay-not-found'])
    expect(await codeFor(pilot, '?replay=nonsense')).toEqual([422, 'replay-malformed'])
  })

  test('says so where what it was answered from is not kept, not any more, or not whole', async () => {
    const pilot = await given()
    await checked(pilot)
    await givenChoice(portal, person(pilot, 1))
    const { id } = await checked(pilot)
    const code = async () => problemOf(await replay(pilot, id)).code
    await portal.owner`delete from answer_changes`
    expect(await code()).toBe('replay-not-kept')
    await portal.owner`update checks set journal_changes = 0, began_at = ${new Date(0)}`
    expect(await removeJournalsBefore(portal.runtime.db, new Date(portal.now.getTime() + 1))).toBe(1)
    expect(await portal.owner`select id from answer_bases`).toEqual([])
    expect(await code()).toBe('replay-not-kept')
    await portal.owner`update checks set journal_id = null`
    expect(await code()).toBe('replay-not-kept')
  })

  test('keeps the same answers once, whoever worked them out, and nothing that can be read without the key', async () => {
    const pilot = await given()
    await checked(pilot)
    const other = await new FlowIndexes(portal.runtime).read(pilot.flowRef)
    expect(other.ok).toBe(true)
    await expect.poll(async () => portal.owner`select id from answer_journals`).toHaveLength(2)
    expect(await portal.owner`select id from answer_bases`).toHaveLength(1)
    const [row] = await portal.owner<{ answers: Buffer; strangers: Buffer }[]>`select answers, strangers from answer_base_parts part join answer_bases base on base.id = part.base_id`
    for (const bytes of [row?.answers, row?.strangers]) expect(bytes?.toString('latin1')).not.toMatch(/EXCLUDE|INCLUDE/)
  })
})

describe('what would have been answered at a past instant', () => {
  test('is by what held then, and with what was known then alone where that is asked', async () => {
    const pilot = await given()
    const before = new Date(portal.now.getTime() - 7 * DAY).toISOString()
    await givenEvent(portal, person(pilot, 1), 'project-opt-out', '2026-06-01')
    expect((await askThen(pilot, '')).decisions).toEqual(['INCLUDE', 'EXCLUDE', 'INCLUDE', 'INCLUDE', 'EXCLUDE'])
    expect((await askThen(pilot, `?at=${before}`)).decisions).toEqual(['INCLUDE', 'EXCLUDE', 'INCLUDE', 'INCLUDE', 'EXCLUDE'])
    const then = await askThen(pilot, `?known=${before}`)
    expect(then.decisions).toEqual(['INCLUDE', 'INCLUDE', 'INCLUDE', 'INCLUDE', 'EXCLUDE'])
    expect(then.summary).toMatchObject({ state: 'past', replay_of: null, as_at: before, known_at: before, version: null, rows: 5, included: 4 })
    expect(then.headers.get('Concordat-Check-Id')).toBeNull()
    const late = new Date(portal.now.getTime() - 30 * DAY).toISOString()
    expect((await askThen(pilot, `?at=${late}&known=${before}`)).status).toBe(409)
  })

  test('is never asked of the future', async () => {
    const pilot = await given()
    const next = new Date(portal.now.getTime() + 1000).toISOString()
    for (const query of [`?at=${next}`, `?known=${next}`, `?at=2026-06-01T00:00:00Z&known=${next}`]) {
      const answer = await ask(portal, pilot, LIST, { query })
      expect([answer.status, problemOf(answer).code]).toEqual([422, 'instant-to-come'])
    }
  })

  test('is on record with the instants', async () => {
    const pilot = await given()
    const before = new Date(portal.now.getTime() - HOUR).toISOString()
    await askThen(pilot, `?known=${before}`)
    expect(await portal.owner`select subject, data::jsonb ->> 'known' as known from audit_entries where kind = 'past-answer-given'`).toEqual([{ subject: `flow:${pilot.flowRef}`, known: before }])
  })
})
