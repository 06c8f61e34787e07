import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { exportNationalCheck } from '#app/national-check/export-national-check.server.ts'
import { FolderTransport } from '#app/national-check/mesh-transport.server.ts'
import { takeInReply } from '#app/national-check/take-in-national-check.server.ts'
import { aFolder, controlOf, givenAnswer, givenExport, listOf, MESH, receiptOf, systemContext, takeIn, underSection251, type Export } from '#tests/factories/national-check.ts'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal(MESH)
const HOUR = 3_600_000
const wait = (ms: number) => { portal.now = new Date(portal.now.getTime() + ms) }
const given = () => givenPilot(portal, { facts: underSection251 })
const runRow = async () => (await portal.owner`select * from national_check_runs order by sequence desc limit 1`)[0] as Record<string, unknown>
const clearedCount = async () => (await portal.owner`select count(*)::int as count from national_check_numbers where cleared`)[0]?.count as number
const messages = () => portal.owner`select kind, verdict, state, cleared, foreign_numbers from national_check_messages order by received_at, id`
const everything = async () => JSON.stringify([
  await portal.owner`select * from national_check_runs`, await portal.owner`select * from national_check_messages`, await portal.owner`select * from audit_entries`,
  await portal.owner`select * from graphile_worker._private_jobs`,
])

describe('an export', () => {
  test('asks about everyone on the register now, and keeps which numbers it was, each sealed', async () => {
    const pilot = await givenPilot(portal, { facts: underSection251, people: [{}, {}, { leftAt: new Date('2026-05-01T00:00:00Z') }, { isRestricted: true }] })
    const run = await givenExport(portal)
    expect(run.name).toBe('ABC01HC001-150626-0001')
    expect(run.localId).toBe(`${pilot.flowRef}_0001`)
    expect([...run.numbers].sort()).toEqual([0, 1, 3].map(testNumber))
    expect(run.control).toContain(`<LocalId>${run.localId}</LocalId>`)
    expect(run.control).toContain('<To_DTS>X26HC001</To_DTS>')
    expect(await runRow()).toMatchObject({
      flow_ref: pilot.flowRef, organisation_code: PRACTICE.code, mailbox: 'ABC01HC001', state: 'exported', given: 3, sent: 3, digest: sha256Hex(run.dat), max_age_days: 7, exported_at: portal.now,
    })
    const numbers = await portal.owner`select encode(lookup, 'hex') as lookup, line, cleared from national_check_numbers join nhs_numbers on id = number_id order by line`
    expect(numbers).toEqual(run.numbers.map((number, i) => ({ lookup: portal.runtime.secrets.lookup('nhs-number', number).toString('hex'), line: i + 1, cleared: false })))
    const kept = await everything()
    for (const number of run.numbers) expect(kept).not.toContain(number)
  })

  test('of a register that names someone twice asks once, and its counts add up', async () => {
    await givenPilot(portal, { facts: underSection251, people: [{}] })
    await portal.owner`
      with fresh as (insert into nhs_numbers (lookup) select sha256(('x' || n)::bytea) from generate_series(1, 20) n returning id)
      insert into people (id, organisation_code, number_id, given_name, family_name, date_of_birth, gender, address_lines, postcode, language, format, is_deceased, is_restricted, registered_from, updated_at, list_upload_id)
      select gen_random_uuid(), organisation_code, fresh.id, given_name, family_name, date_of_birth, gender, address_lines, postcode, language, format, is_deceased, is_restricted, registered_from, updated_at, list_upload_id
      from people, fresh`
    const { secrets } = portal.runtime
    const rows = await portal.owner`select id from nhs_numbers order by id`
    for (const [i, row] of rows.entries()) await portal.owner`update nhs_numbers set sealed = ${secrets.seal('nhs-number', testNumber(i % 15))} where id = ${row.id as string}`
    const run = await givenExport(portal)
    expect([...run.numbers].sort()).toEqual(Array.from({ length: 15 }, (_, i) => testNumber(i)).sort())
    expect(await runRow()).toMatchObject({ given: 21, sent: 15, left_out: { repeated: 6 }, bytes: String(15 * 12) })
  })

  test('numbers its files one after the other for a mailbox, and takes a higher number when told', async () => {
    await given()
    const names = [(await givenExport(portal)).name, (await givenExport(portal, { sequence: 40 })).name, (await givenExport(portal)).name]
    expect(names.map((name) => name.slice(-4))).toEqual(['0001', '0040', '0041'])
    await expect(givenExport(portal, { sequence: 41 })).rejects.toThrow('sequence-used')
    await expect(givenExport(portal, { sequence: 7 })).rejects.toThrow('sequence-out-of-order')
    const both = await Promise.all([givenExport(portal), givenExport(portal)])
    expect(both.map((run) => run.name.slice(-4)).sort()).toEqual(['0042', '0043'])
  })

  test('with nobody to ask about leaves nothing behind', async () => {
    await givenPilot(portal, { facts: underSection251, people: [{ leftAt: new Date('2026-05-01T00:00:00Z') }] })
    await expect(givenExport(portal)).rejects.toThrow('nothing-to-ask')
    await expect(givenExport(portal, { flowRef: 'no-such-flow' })).rejects.toThrow('no-such-flow')
    expect([await portal.owner`select 1 from national_check_runs`, await portal.owner`select 1 from audit_entries where kind like 'national%'`]).toEqual([[], []])
  })

  test('never asks about test numbers where the installation is live', async () => {
    await given()
    const context = systemContext(portal)
    const folder = aFolder()
    const exported = await exportNationalCheck({ ...context, runtime: { ...context.runtime, allowTestNumbers: false } }, new FolderTransport({ outbox: folder, inbox: folder }), { flowRef: 'oldham-gp-pilot-register' })
    expect(exported).toMatchObject({ ok: false, refusal: { kind: 'nothing-to-ask' } })
    expect(readdirSync(folder)).toEqual([])
  })

  test('that breaks while the register is read keeps neither a run nor a file', async () => {
    const pilot = await given()
    await portal.owner`update nhs_numbers set sealed = '\\x00' where id = ${pilot.people[5]?.numberId as number}`
    await expect(givenExport(portal)).rejects.toThrow(/sealed/)
    expect(await portal.owner`select 1 from national_check_runs`).toEqual([])
    expect(await portal.owner`select 1 from national_check_numbers`).toEqual([])
  })

  test('that cannot be sent stops its run, and nothing half-written is left', async () => {
    await given()
    const folder = aFolder()
    const first = await givenExport(portal)
    const transport = new FolderTransport({ outbox: folder, inbox: folder })
    const broken = Object.assign(Object.create(transport) as FolderTransport, {
      send: (message: Parameters<FolderTransport['send']>[0]) => transport.send({ ...message, content: (async function* () { yield Buffer.from('999'); throw new Error('disk full') })() }),
    })
    const exported = await exportNationalCheck(systemContext(portal), broken, { flowRef: 'oldham-gp-pilot-register' })
    expect(exported).toEqual({ ok: false, refusal: { kind: 'not-sent', details: { why: 'disk full' } } })
    expect(readdirSync(folder)).toEqual([])
    expect(await runRow()).toMatchObject({ state: 'blocked', refusal: 'not-sent', sequence: 2 })
    expect(await takeIn(portal, listOf(first.numbers), { control: controlOf({ localId: 'oldham-gp-pilot-register_0002', name: 'x' }) })).toMatchObject({ ok: false, refusal: { kind: 'run-blocked' } })
  })
})

describe('a whole run', () => {
  test('goes from export over receipt to the list, and clears those in it alone', async () => {
    await given()
    const run = await givenExport(portal)
    wait(HOUR)
    expect(await takeIn(portal, receiptOf(run), { control: controlOf(run, { Subject: 'SUCCESS' }) })).toMatchObject({ ok: true, value: { kind: 'receipt', state: 'receipted' } })
    wait(HOUR)
    const [left, ...named] = run.numbers
    expect(await takeIn(portal, listOf(named), { control: controlOf(run) })).toMatchObject({ ok: true, value: { kind: 'list', state: 'answered', sent: 8, cleared: 7, foreign: 0 } })
    expect(await runRow()).toMatchObject({ state: 'answered', cleared: 7, answered_at: portal.now, receipted_at: new Date(portal.now.getTime() - HOUR) })
    const uncleared = await portal.owner`select lookup from national_check_numbers join nhs_numbers on id = number_id where not cleared`
    expect(uncleared.map((row) => row.lookup as Buffer)).toEqual([portal.runtime.secrets.lookup('nhs-number', left as string)])
    expect(await messages()).toEqual([
      { kind: 'receipt', verdict: 'taken-in', state: 'receipted', cleared: null, foreign_numbers: null }, { kind: 'list', verdict: 'taken-in', state: 'answered', cleared: 7, foreign_numbers: 0 },
    ])
    const kinds = await portal.owner`select kind, organisation_code from audit_entries where kind like 'national%' order by seq`
    expect(kinds).toEqual(['exported', 'reply-taken-in', 'reply-taken-in'].map((kind) => ({ kind: `national-check-${kind}`, organisation_code: PRACTICE.code })))
    const kept = await everything()
    for (const number of run.numbers) expect(kept).not.toContain(number)
  })

  test.each([['CRLF', (list: string) => list.replaceAll('\n', '\r\n')], ['no last line end', (list: string) => list.trimEnd()]])('reads a list with %s', async (_what, change) => {
    await given()
    const run = await givenExport(portal)
    expect(await takeIn(portal, change(listOf(run.numbers.slice(0, 3))), { control: controlOf(run) })).toMatchObject({ ok: true, value: { cleared: 3 } })
  })

  test.each([
    ['the name of the file that was sent', (run: Export) => `${run.name}.dat`], ['the local id', (run: Export) => `${run.localId}.dat`],
    ['a name that a browser has added to', (run: Export) => `${run.name} (1).dat`],
  ])('finds its run without a control file by %s', async (_what, name) => {
    await given()
    const run = await givenExport(portal)
    expect(await takeIn(portal, listOf(run.numbers.slice(2)), { name: name(run) })).toMatchObject({ ok: true, value: { state: 'answered', cleared: 6 } })
  })

  test('finds its run by what a person says', async () => {
    await given()
    const run = await givenExport(portal)
    expect(await takeIn(portal, listOf(run.numbers.slice(2)), { localId: run.localId })).toMatchObject({ ok: true, value: { cleared: 6 } })
  })

  test('takes a receipt without a control file at its own word', async () => {
    await given()
    const run = await givenExport(portal)
    expect(await takeIn(portal, receiptOf(run))).toMatchObject({ ok: true, value: { state: 'receipted' } })
  })
})

describe('a reply that is not what it should be', () => {
  async function refusal(reply: (run: Export) => Parameters<typeof takeIn> extends [unknown, ...infer R] ? R : never, before: (run: Export) => Promise<unknown> = async () => {}) {
    await given()
    const run = await givenExport(portal)
    await before(run)
    const state = (await runRow()).state
    const taken = await takeIn(portal, ...reply(run))
    expect(taken.ok).toBe(false)
    expect((await runRow()).state).toBe(state)
    expect(await clearedCount()).toBe(0)
    const [last] = await portal.owner`select verdict from national_check_messages order by received_at desc, (verdict = 'taken-in') limit 1`
    const kind = taken.ok ? '' : taken.refusal.kind
    expect(last?.verdict).toBe(kind)
    expect(await portal.owner`select count(*)::int as count from audit_entries where kind = 'national-check-reply-refused'`).toEqual([{ count: 1 }])
    return kind
  }
  const all = (run: Export) => listOf(run.numbers)

  test('our own file is no answer, unless the service’s control file says so', async () => {
    expect(await refusal((run) => [run.dat, { name: `${run.name}.dat` }])).toBe('own-export')
    const run = await givenExport(portal)
    expect(await takeIn(portal, run.dat, { control: run.control })).toMatchObject({ ok: false, refusal: { kind: 'other-sender' } })
    expect(await takeIn(portal, run.dat, { control: controlOf(run) })).toMatchObject({ ok: true, value: { cleared: 8 } })
  })

  test('a wrong local id', async () => {
    expect(await refusal((run) => [all(run), { control: controlOf({ ...run, localId: 'oldham-gp-pilot-register_0099' }) }])).toBe('no-such-run')
  })

  test('no local id at all', async () => {
    expect(await refusal((run) => [all(run), { name: 'answer.dat' }])).toBe('no-local-id')
  })

  test('another sender, another workflow, another mailbox', async () => {
    expect(await refusal((run) => [all(run), { control: controlOf(run, { From_DTS: 'XYZ01' }) }])).toBe('other-sender')
    const run = await givenExport(portal)
    const kinds = [['WorkflowId', 'OTHER'], ['To_DTS', 'XYZ01HC001']].map(async ([field, text]) => {
      const taken = await takeIn(portal, all(run), { control: controlOf(run, { [field as string]: text as string }) })
      return taken.ok ? '' : taken.refusal.kind
    })
    expect(await Promise.all(kinds)).toEqual(['other-workflow', 'other-mailbox'])
  })

  test('a list that is cut short, or has a bad line at its very end', async () => {
    expect(await refusal((run) => [all(run).slice(0, -6), { control: controlOf(run) }])).toBe('cut-short')
    const run = await givenExport(portal)
    expect(await takeIn(portal, `${all(run)}9990000019,\n`, { control: controlOf(run) })).toMatchObject({ ok: false, refusal: { kind: 'not-a-number', details: { line: 9 } } })
    expect(await clearedCount()).toBe(0)
  })

  test('an empty list before any receipt, or without a control file', async () => {
    expect(await refusal((run) => ['', { control: controlOf(run) }])).toBe('empty-before-receipt')
    const run = await givenExport(portal)
    expect(await takeIn(portal, '', { localId: run.localId })).toMatchObject({ ok: false, refusal: { kind: 'empty-without-control' } })
  })

  test('a control file that is none', async () => {
    expect(await refusal((run) => [all(run), { control: '<DTSControl>' }])).toBe('not-xml')
  })

  test('an answer that comes later than 21 days', async () => {
    expect(await refusal((run) => [all(run), { control: controlOf(run) }], async () => wait(21 * 24 * HOUR + 1))).toBe('answer-too-late')
  })

  test('a second answer changes nothing', async () => {
    await given()
    const run = await givenAnswer(portal, [testNumber(0)])
    expect(await takeIn(portal, all(run), { control: controlOf(run) })).toMatchObject({ ok: false, refusal: { kind: 'already-answered' } })
    expect(await clearedCount()).toBe(7)
  })
})

describe('a reply that ends the run', () => {
  test('one number that was not asked about spoils the whole list', async () => {
    await given()
    const run = await givenExport(portal)
    expect(await takeIn(portal, listOf([...run.numbers, testNumber(50)]), { control: controlOf(run) })).toMatchObject({ ok: true, value: { state: 'rejected', cleared: 0, foreign: 1 } })
    expect([await clearedCount(), (await runRow()).state, (await runRow()).refusal]).toEqual([0, 'rejected', 'foreign-list'])
    expect(await takeIn(portal, listOf(run.numbers), { control: controlOf(run) })).toMatchObject({ ok: false, refusal: { kind: 'run-rejected' } })
    expect(await everything()).not.toContain(testNumber(50))
  })

  test('an error stops it, with its words and no number', async () => {
    await given()
    const run = await givenExport(portal)
    const taken = await takeIn(portal, 'ERROR: line 4 is not a valid NHS number: 9990000019', { control: controlOf(run) })
    expect(taken).toMatchObject({ ok: true, value: { kind: 'error-text', state: 'blocked' } })
    expect(await runRow()).toMatchObject({ state: 'blocked', refusal: 'error', stopped_at: portal.now })
    const [message] = await portal.owner`select says from national_check_messages`
    expect(message?.says).toBe('ERROR: line 4 is not a valid NHS number: ••••••••••')
    expect(await takeIn(portal, listOf(run.numbers), { control: controlOf(run) })).toMatchObject({ ok: false, refusal: { kind: 'run-blocked' } })
  })

  test('a receipt with a stage that failed stops it', async () => {
    await given()
    const run = await givenExport(portal)
    expect(await takeIn(portal, receiptOf(run, ['validate_in_order']), { control: controlOf(run, { Subject: 'ERROR' }) })).toMatchObject({ ok: true, value: { state: 'blocked', says: 'validate_in_order' } })
  })

  test('a report of an undelivered file stops it, and one of a delivery does not', async () => {
    await given()
    const run = await givenExport(portal)
    const report = { MessageType: 'Report', From_DTS: 'ABC01HC001', To_DTS: 'X26HC001' }
    expect(await takeIn(portal, '', { control: controlOf(run, report) })).toMatchObject({ ok: true, value: { kind: 'report', state: 'exported' } })
    expect(await takeIn(portal, '', { control: controlOf(run, report, 'ERROR', 'Undelivered after 5 days') })).toMatchObject({ ok: true, value: { state: 'blocked', says: 'Undelivered after 5 days' } })
  })

  test('an empty list after its receipt clears nobody, and says so', async () => {
    await given()
    const run = await givenExport(portal)
    await takeIn(portal, receiptOf(run))
    expect(await takeIn(portal, '', { control: controlOf(run) })).toMatchObject({ ok: true, value: { state: 'alerted', cleared: 0 } })
    expect(await clearedCount()).toBe(0)
  })
})

describe('broken off midway', () => {
  test('nobody is cleared and the answer can be taken in again', async () => {
    await given()
    const run = await givenExport(portal)
    await portal.owner.unsafe(`create function stop_here() returns trigger language plpgsql as $$ begin raise exception 'stop'; end $$;
      create trigger stop_here before insert on audit_entries for each row execute function stop_here()`)
    try {
      await expect(takeIn(portal, listOf(run.numbers.slice(1)), { control: controlOf(run) })).rejects.toThrow()
    } finally {
      await portal.owner.unsafe('drop trigger stop_here on audit_entries; drop function stop_here()')
    }
    expect([await clearedCount(), (await runRow()).state, (await messages()).length]).toEqual([0, 'exported', 0])
    expect(await takeIn(portal, listOf(run.numbers.slice(1)), { control: controlOf(run) })).toMatchObject({ ok: true, value: { cleared: 7 } })
  })

  test('two who take in the same answer clear once', async () => {
    await given()
    const run = await givenExport(portal)
    const both = await Promise.all([1, 2].map(() => takeIn(portal, listOf(run.numbers.slice(1)), { control: controlOf(run) })))
    expect(both.map((taken) => (taken.ok ? taken.value.state : taken.refusal.kind)).sort()).toEqual(['already-answered', 'answered'])
  })

  test('a file that changes while it is read is a fault and no answer', async () => {
    await given()
    const run = await givenExport(portal)
    let reads = 0
    const open = async function* () { reads += 1; yield Buffer.from(listOf(run.numbers.slice(reads))) }
    await expect(takeInReply(systemContext(portal), { name: 'x', control: controlOf(run), open })).rejects.toThrow('changed while it was being read')
    expect(await clearedCount()).toBe(0)
  })
})

describe('the record of replies', () => {
  test('cannot be changed or removed by the portal, nor can a run be removed', async () => {
    await given()
    await givenAnswer(portal)
    const { sql } = portal.runtime
    for (const statement of [`update national_check_messages set verdict = 'x'`, 'delete from national_check_messages', 'truncate national_check_messages', 'delete from national_check_runs']) {
      await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
    }
  })
})

describe('a folder as a MESH client', () => {
  test('lists what is whole, and lists it until it is acknowledged', async () => {
    await given()
    const run = await givenExport(portal)
    const transport = new FolderTransport({ outbox: run.folder, inbox: run.folder })
    expect(await transport.list()).toEqual([`${run.name}.dat`])
    const message = await transport.read(`${run.name}.dat`)
    const pieces: Uint8Array[] = []
    for await (const piece of message.open()) pieces.push(piece)
    expect([Buffer.concat(pieces).toString(), message.control]).toEqual([run.dat, run.control])
    await transport.acknowledge(`${run.name}.dat`)
    expect([await transport.list(), readdirSync(run.folder)]).toEqual([[], []])
  })

  test('never writes over a file, nor outside its folder', async () => {
    const folder = aFolder()
    const transport = new FolderTransport({ outbox: folder, inbox: folder })
    const send = () => transport.send({ name: 'A-1', control: null, content: (async function* () { yield Buffer.from('x') })() })
    await send()
    await expect(send()).rejects.toThrow('nothing is written over')
    await transport.acknowledge('../A-1.dat')
    expect(existsSync(`${folder}/A-1.dat`)).toBe(false)
  })
})
