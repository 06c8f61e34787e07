import { createHash, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { loader as readCheck } from '#app/routes/api.v1.checks.$id.ts'
import { givenChoice, givenKey, givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { COUNCIL, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { ask, headersOf, linesOf, problemOf } from './ask.ts'

const portal = usePortal()
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('the gate', () => {
  test('answers each row in its order, and sums up', async () => {
    const pilot = await givenPilot(portal, {
      people: [{}, {}, { isDeceased: true }, { leftAt: new Date('2026-05-20T00:00:00Z') }, { isRestricted: true }, {}],
      told: (_person, index) => index < 4,
    })
    await givenChoice(portal, pilot.people[1] as never)
    const rows = [0, 1, 2, 3, 4, 77, 0].map(testNumber)
    const list = [...rows, '', '9990000019', '999000001', '0000000000', 'x', `4${'0'.repeat(8)}4`].join('\n')
    const answer = await ask(portal, pilot, list)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('Content-Type')).toBe('application/x-ndjson; charset=utf-8')
    const { lines, summary } = linesOf(answer)
    expect(lines.map(({ row, decision, reason }) => [row, decision, reason])).toEqual([
      [1, 'INCLUDE', 'PERMITTED'],
      [2, 'EXCLUDE', 'NOT_PERMITTED'],
      [3, 'EXCLUDE', 'NOT_PERMITTED'],
      [4, 'EXCLUDE', 'NOT_PERMITTED'],
      [5, 'EXCLUDE', 'NOT_PERMITTED'],
      [6, 'EXCLUDE', 'NOT_PERMITTED'],
      [7, 'INCLUDE', 'PERMITTED'],
      [8, 'EXCLUDE', 'NHS_NUMBER_INVALID'],
      [9, 'EXCLUDE', 'NHS_NUMBER_INVALID'],
      [10, 'EXCLUDE', 'NHS_NUMBER_INVALID'],
      [11, 'EXCLUDE', 'NHS_NUMBER_INVALID'],
      [12, 'EXCLUDE', 'NHS_NUMBER_INVALID'],
      [13, 'EXCLUDE', 'NOT_PERMITTED'],
    ])
    expect(lines.map((line) => line.nhs_number)).toEqual(list.split('\n'))
    expect(summary).toMatchObject({
      check: answer.headers.get('Concordat-Check-Id'), rows: 13, included: 2, excluded: 11, repeated_rows: 1,
      reasons: { PERMITTED: 2, NOT_PERMITTED: 6, NHS_NUMBER_INVALID: 5 }, sha256_in: sha256(list),
    })
  })

  test('gives every reason, in order, to a key that may have them, and to no other', async () => {
    const pilot = await givenPilot(portal, { people: [{}, { isDeceased: true }, {}, {}], told: (_person, index) => index !== 2, actions: ['check', 'check-detail'] })
    for (const person of pilot.people.slice(1, 3)) await givenChoice(portal, person)
    const answer = linesOf(await ask(portal, pilot, [0, 1, 2, 3, 9].map(testNumber).join('\n'), { query: '?detail=full' }))
    expect(answer.lines.map((line) => line.reasons)).toEqual([
      ['NDO_NOT_APPLICABLE:direct-care', 'NO_OBJECTION'],
      ['DECEASED', 'LOCAL'],
      ['LOCAL', 'NOT_NOTIFIED'],
      ['NDO_NOT_APPLICABLE:direct-care', 'NO_OBJECTION'],
      ['NOT_ON_REGISTER', 'NOT_NOTIFIED'],
    ])
    expect(answer.summary.all_reasons).toMatchObject({ LOCAL: 2, DECEASED: 1 })
  })

  test('does not give every reason to a key without check-detail', async () => {
    const pilot = await givenPilot(portal)
    const answer = await ask(portal, pilot, testNumber(0), { query: '?detail=full' })
    expect([answer.status, problemOf(answer).code]).toEqual([403, 'detail-not-allowed'])
  })

  test('gives every reason to nobody but the organisation whose people they are: a recipient makes its own keys', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[0] as never)
    const { token } = await givenKey(portal, { of: COUNCIL, actions: ['check', 'check-detail', 'replay'] })
    const requestId = '6f2f0f0e-1111-4222-8333-444455556666'
    const coarse = await ask(portal, pilot, testNumber(0), { token, requestId })
    const id = linesOf(coarse).summary.check
    for (const query of ['', `&replay=${id}`, '&at=2026-06-10T09:00:00Z', '&known=2026-06-10T09:00:00Z']) {
      const refused = await ask(portal, pilot, testNumber(0), { token, query: `?detail=full${query}` })
      expect([refused.status, problemOf(refused).code], query).toEqual([403, 'detail-not-allowed'])
    }
    expect(await portal.owner`select state, refusal from checks where id <> ${id}`).toEqual([{ state: 'incomplete', refusal: 'detail-not-allowed' }])
    const read = await callRoute(portal, readCheck as never, { path: `/api/v1/checks/${id}`, params: { id }, init: { headers: headersOf({ token }) } })
    expect(String(read.data)).toContain('"reasons":{"NOT_PERMITTED":1}')
    expect(String(read.data)).not.toContain('LOCAL')
  })

  test('does not repeat every reason that a recipient was once given', async () => {
    const pilot = await givenPilot(portal)
    const { token } = await givenKey(portal, { of: COUNCIL, actions: ['check', 'check-detail'] })
    const requestId = '6f2f0f0e-1111-4222-8333-444455556666'
    await ask(portal, pilot, testNumber(0), { token, requestId })
    await portal.owner`update checks set detail = 'full'`
    const refused = await ask(portal, pilot, testNumber(0), { token, requestId, query: '?detail=full' })
    expect([refused.status, problemOf(refused).code]).toEqual([403, 'detail-not-allowed'])
  })

  test('lets the same people through in all three formats', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[2] as never)
    await givenChoice(portal, pilot.people[5] as never)
    const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 40].map(testNumber)
    const lists = {
      'text/plain': numbers.map((number) => `${number},\r\n`).join(''),
      'text/csv': `local_id,nhs_number,postcode\r\n${numbers.map((number, i) => `L${i},${number},"a, ""b""\r\nc"\r\n`).join('')}`,
      'application/x-ndjson': numbers.map((number) => `${JSON.stringify({ nhs_number: number, more: 1 })}\n`).join(''),
    }
    const wanted = numbers.filter((_number, i) => ![2, 5, 8].includes(i))
    for (const [type, list] of Object.entries(lists)) {
      const { lines, summary } = linesOf(await ask(portal, pilot, list, { type }))
      expect(lines.filter((line) => line.decision === 'INCLUDE').map((line) => line.nhs_number)).toEqual(wanted)
      expect(summary).toMatchObject({ rows: 9, included: 6, excluded: 3 })
      const alone = await ask(portal, pilot, list, { type, accept: 'text/plain' })
      expect(String(alone.data).match(/\d{10}/g)).toEqual(wanted)
      const csv = await ask(portal, pilot, list, { type, accept: 'text/csv' })
      expect(String(csv.data).match(/\d{10}/g)).toEqual(wanted)
    }
  })

  test('passes the included rows of a CSV on byte for byte, with their headings', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[1] as never)
    const kept = [`\ufeffgiven_name,nhs_number\r\n`, `"Ann, ""A""",${testNumber(0)}\r\n`, `"two\nlines","${testNumber(3)}"\n`]
    const answer = await ask(portal, pilot, new TextEncoder().encode(kept[0] + kept[1]! + `Bo,${testNumber(1)}\r\n` + kept[2] + `é,${testNumber(60)}`), { type: 'text/csv', accept: 'text/csv' })
    expect(String(answer.data)).toBe(kept.join('').replace('\ufeff', ''))
    expect(answer.headers.get('Content-Type')).toBe('text/csv; charset=utf-8')
    const [check] = await portal.owner`select state, rows::int, digest_out from checks where id = ${answer.headers.get('Concordat-Check-Id')}`
    expect(check).toEqual({ state: 'complete', rows: 4, digest_out: sha256(kept.join('')) })
  })

  test('keeps a record whose counts add up, with digests of what came in and went out', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[1] as never)
    const list = [0, 1, 2, 2, 50].map(testNumber).join('\n')
    const answer = await ask(portal, pilot, list)
    const [check] = await portal.owner`select * from checks`
    expect(check).toMatchObject({
      id: answer.headers.get('Concordat-Check-Id'), state: 'complete', refusal: null, flow_ref: pilot.flowRef, document_version_id: pilot.documentVersionId,
      digest_in: sha256(list), digest_out: sha256(String(answer.data)), busy_until: null, request_id: null, discloser_code: 'Y90001',
    })
    expect(Object.values(check?.counts as Record<string, number>).reduce((sum, count) => sum + count, 0)).toBe(5)
    expect(Number(check?.audit_seq)).toBe(linesOf(answer).summary.version)
    const entries = await portal.owner`select kind, actor, subject, data from audit_entries where kind like 'check-%' order by seq`
    expect(entries.map((entry) => entry.kind)).toEqual(['check-begun', 'check-completed'])
    expect(entries[1]).toMatchObject({ actor: `api-key:${pilot.keyId}`, subject: `check:${check?.id}` })
    expect(JSON.stringify([check, entries])).not.toMatch(/999\d{7}/)
    expect(await verifyAudit(portal.runtime.db)).toMatchObject({ holds: true })
  })

  test('a choice that was acknowledged is in every check that begins after it, and so is taking it back', async () => {
    const pilot = await givenPilot(portal)
    const [person] = pilot.people
    const decisionNow = async () => linesOf(await ask(portal, pilot, testNumber(0))).lines[0]?.decision
    expect(await decisionNow()).toBe('INCLUDE')
    await givenChoice(portal, person as never)
    expect(await decisionNow()).toBe('EXCLUDE')
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenChoice(portal, person as never, 'project-opt-out-withdrawn')
    expect(await decisionNow()).toBe('INCLUDE')
  })

  test('a choice recorded by a machine whose clock is ahead is in the next check all the same', async () => {
    const pilot = await givenPilot(portal)
    const now = portal.now
    portal.now = new Date(now.getTime() + 4000)
    await givenChoice(portal, pilot.people[0] as never)
    portal.now = now
    expect(linesOf(await ask(portal, pilot, testNumber(0))).lines[0]?.decision).toBe('EXCLUDE')
  })

  test('an opt-out from another project changes nothing', async () => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[0] as never, 'project-opt-out', 'another-project')
    expect(linesOf(await ask(portal, pilot, testNumber(0))).lines[0]?.decision).toBe('INCLUDE')
  })

  test('an empty list is a complete check of no rows', async () => {
    const pilot = await givenPilot(portal)
    expect(linesOf(await ask(portal, pilot, '')).summary).toMatchObject({ rows: 0, included: 0, reasons: {} })
    expect((await ask(portal, pilot, '', { accept: 'text/plain' })).data).toBe('')
  })

  test('counts a number that comes again, whoever it belongs to', async () => {
    const pilot = await givenPilot(portal)
    const list = [testNumber(0), testNumber(90), testNumber(0), testNumber(90), 'x', 'x'].join('\n')
    expect(linesOf(await ask(portal, pilot, list)).summary).toMatchObject({ rows: 6, repeated_rows: 2 })
  })
})

describe('a list that cannot be used', () => {
  test.each([
    ['a CSV without the column', 'text/csv', 'NHS No,name\n', 422, 'missing-column'],
    ['a CSV with a column that was not agreed', 'text/csv', 'nhs_number,postcode,diagnosis\n', 422, 'columns-not-agreed'],
    ['a CSV with a column without a heading', 'text/csv', 'nhs_number,\n', 422, 'columns-not-agreed'],
    ['a CSV with the column twice', 'text/csv', 'nhs_number,nhs_number\n', 422, 'column-twice'],
    ['a quote that never closes', 'text/csv', 'nhs_number\n"', 422, 'quote-not-closed'],
    ['a CSV whose rows end in CR alone', 'text/csv', `nhs_number,gender\r${testNumber(1)},1\r${testNumber(0)},2\r`, 422, 'lone-carriage-return'],
    ['a CSV with a row that others would read as two', 'text/csv', `nhs_number,gender\n${testNumber(0)},1\r${testNumber(1)}\n`, 422, 'lone-carriage-return'],
    ['lines that end in CR alone', 'text/plain', `${testNumber(0)}\r${testNumber(1)}\r`, 422, 'lone-carriage-return'],
    ['objects with a CR between them', 'application/x-ndjson', `{"nhs_number":"${testNumber(0)}"}\r{"nhs_number":"${testNumber(1)}"}\n`, 422, 'lone-carriage-return'],
    ['a CSV with a NUL', 'text/csv', `nhs_number,gender\n${testNumber(0)},\0\n`, 422, 'nul-byte'],
    ['20 MB of one line', 'text/plain', '9'.repeat(20 * 1024 * 1024), 413, 'row-too-long'],
    ['another kind of file', 'application/pdf', '%PDF', 415, 'content-type-not-taken'],
    ['Latin-1', 'text/csv; charset=iso-8859-1', 'nhs_number\n', 415, 'content-type-not-taken'],
  ])('%s is refused before a row is answered', async (_what, type, list, status, code) => {
    const pilot = await givenPilot(portal)
    const answer = await ask(portal, pilot, list, { type })
    expect([answer.status, problemOf(answer).code]).toEqual([status, code])
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    const rows = await portal.owner`select state, busy_until from checks`
    expect(rows.every((row) => row.state === 'incomplete' && row.busy_until === null)).toBe(true)
  })

  test.each(['text/csv', 'text/plain', 'application/x-ndjson'])('a list with a CR alone gives out no number, asked for %s', async (accept) => {
    const pilot = await givenPilot(portal)
    await givenChoice(portal, pilot.people[1] as never)
    for (const list of [`nhs_number,gender\r${testNumber(1)},1\r${testNumber(0)},2\r`, `nhs_number,gender\n${testNumber(0)},1\n${testNumber(3)},1\r${testNumber(1)}\n`]) {
      const answer = await ask(portal, pilot, list, { type: 'text/csv', accept })
      expect([answer.status, problemOf(answer).code]).toEqual([422, 'lone-carriage-return'])
      expect(problemOf(answer).detail).toContain('LF or CRLF')
      expect(String(answer.data)).not.toMatch(/999\d{7}/)
    }
  })

  test('a CSV with a CR inside quotes is passed on as it came', async () => {
    const pilot = await givenPilot(portal)
    const list = `nhs_number,gender\r\n${testNumber(0)},"two\rlines"\r\n`
    expect((await ask(portal, pilot, list, { type: 'text/csv', accept: 'text/csv' })).data).toBe(list)
  })

  test('the problem names the headings that were found, and never what looks like a person', async () => {
    const pilot = await givenPilot(portal)
    const named = problemOf(await ask(portal, pilot, 'NHS No,Surname\n', { type: 'text/csv' }))
    expect(named.detail).toContain('NHS No, Surname')
    const extra = problemOf(await ask(portal, pilot, 'nhs_number,postcode,diagnosis\n', { type: 'text/csv' }))
    expect(extra.detail).toContain('diagnosis')
    expect(extra.detail).not.toContain('postcode')
    const bare = problemOf(await ask(portal, pilot, `Ann,Sample,${testNumber(0)}\n`, { type: 'text/csv' }))
    expect(bare.detail).not.toMatch(/Ann|Sample|999/)
  })
})

describe('who may ask', () => {
  const id = randomUUID()
  test.each([
    ['no key', { token: null }, 401, 'key-missing'],
    ['an unknown key', { token: 'ck_nothing' }, 401, 'key-unknown'],
    ['a flow that is not there', { flowRef: 'no-such-flow' }, 404, 'not-found'],
    ['an id that is no UUID', { requestId: 'seven' }, 400, 'request-id-malformed'],
    ['another method', { method: 'PUT' }, 405, 'method-not-allowed'],
    ['an answer nobody makes', { accept: 'application/json' }, 406, 'answer-format-not-offered'],
    ['a compressed list', { headers: { 'Content-Encoding': 'br' } }, 415, 'content-encoding-not-taken'],
    ['an unknown detail', { query: '?detail=some' }, 422, 'detail-unknown'],
    ['a past answer without the right to one', { query: '?at=2026-01-01T00:00:00Z' }, 403, 'replay-not-allowed'],
    ['an instant that cannot be read', { query: '?at=yesterday' }, 422, 'instant-malformed'],
  ])('%s is refused', async (_what, given, status, code) => {
    const pilot = await givenPilot(portal)
    const answer = await ask(portal, pilot, testNumber(0), { requestId: id, ...given })
    expect([answer.status, problemOf(answer).code]).toEqual([status, code])
    expect(answer.headers.get('X-Request-ID')).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers.get('WWW-Authenticate') !== null).toBe(status === 401)
    expect(await portal.owner`select 1 from checks`).toEqual([])
  })

  test('another organisation’s key finds nothing, even one that names the flow', async () => {
    const pilot = await givenPilot(portal, { keyOf: OTHER_PRACTICE })
    const answer = await ask(portal, pilot, testNumber(0))
    expect([answer.status, problemOf(answer).code]).toEqual([404, 'not-found'])
  })

  test('a key that names neither the flow nor the action is refused', async () => {
    const pilot = await givenPilot(portal, { actions: ['flow-read'] })
    expect((await ask(portal, pilot, testNumber(0))).status).toBe(403)
  })

  test('the caller’s request id comes back as it was sent', async () => {
    const pilot = await givenPilot(portal)
    expect((await ask(portal, pilot, testNumber(0), { requestId: id.toUpperCase() })).headers.get('X-Request-ID')).toBe(id.toUpperCase())
  })
})
