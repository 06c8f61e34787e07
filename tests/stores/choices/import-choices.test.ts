import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { change } from '#app/audit/change.server.ts'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import { eventsKnownBy, momentOf, standingAt, streamOf } from '#app/choices/choice-event.rules.ts'
import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { importChoices } from '#app/choices/import-choices.server.ts'
import { choicesOfPerson, eachChoiceForFlow } from '#app/choices/read-choices.server.ts'
import { retractChoice } from '#app/choices/record-choice.server.ts'
import { undoImport } from '#app/choices/undo-import.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { choiceFile, codedCsv, givenImport, TYPE_1_WITHDRAWN, type CodedRow } from '#tests/factories/choice-files.ts'
import { givenPerson } from '#tests/factories/letters.ts'
import { testNumber } from '#tests/factories/pilot.ts'
import { contextOf, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { sweep, TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const HOUR = 3_600_000
const NOW = () => momentOf(portal.now)

beforeEach(() => givenOrganisations(portal))

const events = () => portal.owner`select * from choice_events order by import_key, import_round, id`
const counted = async (what = 'true') => Number((await portal.owner.unsafe(`select count(*)::int as count from choice_events where ${what}`))[0]?.count)

/** What bears on a flow from a practice, by the number of the person, type 1 and the pilot alike. */
async function heldBy(practice = PRACTICE.code): Promise<Map<string, ChoiceEvent[]>> {
  const held = new Map<string, ChoiceEvent[]>()
  for await (const { personId, event } of eachChoiceForFlow(portal.runtime.db, { discloser: practice, projectRef: 'pilot' }, portal.now)) {
    held.set(personId, [...(held.get(personId) ?? []), event])
  }
  return held
}

async function type1(personId: string): Promise<string> {
  const held = eventsKnownBy((await heldBy()).get(personId) ?? [], null).filter((event) => streamOf(event) === 'type-1')
  return standingAt(held, NOW()).standing
}

const undo = async (reference: string) => {
  const [row] = await portal.owner`select id from choice_imports where reference = ${reference}`
  return undoImport(contextOf(portal, systemActor('test')), row?.id as string, reference)
}
const referenceOf = (report: { readonly import: { readonly reference: string } | null }) => report.import?.reference as string

describe('importing coded choices', () => {
  test('keeps each row with both its times, the code as it was given, and where it comes from', async () => {
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    await givenImport(portal, [
      { nhs_number: '999 000 0018', code_system: 'read2', code: '9Nu0.00', effective: '2026-03-10', recorded: '2026-05-01T10:30', sequence: '12' },
      { nhs_number: '9990000018', ...TYPE_1_WITHDRAWN, effective: '2026-04-01T09:00Z', recorded: '2026-04-02', sequence: '' },
    ])
    expect(await portal.owner`select kind, code, code_system, source, sequence, channel, person_id, number_id::int from choice_events order by kind`).toMatchObject([
      { kind: 'type-1-dissent', code: '9Nu0.00', code_system: 'read2', source: PRACTICE.code, sequence: '12', channel: 'extract', person_id: person.id, number_id: person.numberId },
      { kind: 'type-1-withdrawn', code: '827261000000102', sequence: null, person_id: person.id },
    ])
    const held = (await heldBy()).get(person.id) as ChoiceEvent[]
    expect(held.sort((a, b) => (a.role < b.role ? -1 : 1))).toMatchObject([
      { role: 'T1_DISSENT', effective: { day: '2026-03-10', ms: null }, recorded: { ms: Date.parse('2026-05-01T09:30:00Z') }, receivedAt: TEST_NOW.getTime(), sequence: 12 },
      { role: 'T1_WITHDRAW', effective: { ms: Date.parse('2026-04-01T09:00:00Z') }, recorded: { day: '2026-04-02', ms: null }, sequence: null },
    ])
  })

  test('counts what became of each row, and rejects the bad ones with the reason', async () => {
    await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    const rejected: { line: number; fields: string[] }[] = []
    const text = codedCsv([
      { nhs_number: '9990000018' }, { nhs_number: '9990000019' }, { nhs_number: '9990000026', source: 'Y99999' }, { nhs_number: '9990000018', code: '827241000000104' },
      { nhs_number: '9990000018', code_system: 'concordat', code: 'project-opt-out:not-there' }, { nhs_number: '9990000018', code_system: 'read2', code: '9NU0.' },
      { nhs_number: '9990000018', effective: '10/03/2026', source: 'a practice', sequence: 'x', end_reason: 'moved' }, { nhs_number: '9990000018', effective: '0000-03-10' },
      { nhs_number: '9990000018', code_system: 'read2', code: '93C3' }, { nhs_number: '9990000018', effective: '2020-01-01', end_reason: 'entered-in-error' }, { nhs_number: '9990000018' },
    ]) + '9990000018,snomed\n"9990000018,snomed,827241000000103,2026-03-10,,Y90001,99,\n\n'
    const report = await givenImport(portal, text.replace(/,11,\n/, ',1,\n'), { hooks: { onReject: (row) => void rejected.push({ line: row.line, fields: row.problems.map(({ field }) => field) }) } })
    expect(report.tally).toEqual({
      kept: 5, repeated: 1, rejected: 7,
      counts: {
        roles: { T1_DISSENT: 3, PROJECT_OPT_OUT: 1, SHARED_CARE_SUMMARY_DISSENT: 1 }, unlisted: 1, unknownSource: 1, unknownProject: 1, enteredInError: 1,
        rejected: { nhs_number: 1, code: 2, effective: 2, source: 1, sequence: 1, end_reason: 1, row: 2 },
      },
    })
    expect(rejected).toEqual([
      { line: 3, fields: ['nhs_number'] }, { line: 5, fields: ['code'] }, { line: 7, fields: ['code'] }, { line: 8, fields: ['effective', 'source', 'sequence', 'end_reason'] },
      { line: 9, fields: ['effective'] }, { line: 13, fields: ['row'] }, { line: 14, fields: ['row'] },
    ])
  })

  test('a number that is on nobody’s list is kept sealed, and counts as soon as a list has it', async () => {
    await givenImport(portal, [{ nhs_number: '9990000018' }])
    const [kept] = await portal.owner`select person_id, sealed, organisation_code from choice_events join nhs_numbers on nhs_numbers.id = number_id`
    expect(kept).toMatchObject({ person_id: null, organisation_code: PRACTICE.code })
    expect(portal.runtime.secrets.open('nhs-number', kept?.sealed as Buffer)).toBe('9990000018')
    expect((await heldBy()).size).toBe(0)
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    expect(await type1(person.id)).toBe('DENIED')
    expect(await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)).toHaveLength(1)
  })

  test('the same file again changes nothing, however often', async () => {
    const rows = [{ nhs_number: '9990000018' }, { nhs_number: '9990000026' }, { nhs_number: '9990000019' }]
    const first = await givenImport(portal, rows)
    const before = [await events(), await portal.owner`select * from choice_imports`, await portal.owner`select * from audit_entries`]
    portal.now = new Date(TEST_NOW.getTime() + HOUR)
    const again = await givenImport(portal, rows)
    expect([await events(), await portal.owner`select * from choice_imports`, await portal.owner`select * from audit_entries`]).toEqual(before)
    expect(again).toMatchObject({ tally: { kept: 0, repeated: 2, rejected: 1 }, settledBefore: 3 })
    expect(referenceOf(again)).toBe(referenceOf(first))
  })

  test('the same rows in another file, with other line ends and another order, add nothing', async () => {
    const rows = [{ nhs_number: '9990000018', sequence: '1' }, { nhs_number: '9990000026', sequence: '2' }]
    await givenImport(portal, rows)
    const before = await events()
    const again = await givenImport(portal, `\ufeff${codedCsv([...rows].reverse(), '\r\n')}`)
    expect(again.tally).toMatchObject({ kept: 0, repeated: 2 })
    expect(await events()).toEqual(before)
  })

  test('a trial says what would be, and keeps nothing', async () => {
    const rows = [{ nhs_number: '9990000018', sequence: '1' }, { nhs_number: '9990000018', sequence: '1' }, { nhs_number: '9990000019' }]
    const trial = await givenImport(portal, rows, { isTrial: true })
    for (const table of ['choice_events', 'choice_imports', 'audit_entries']) expect(await portal.owner.unsafe(`select 1 from ${table}`)).toEqual([])
    expect(trial.tally).toEqual((await givenImport(portal, rows)).tally)
    expect((await givenImport(portal, rows, { isTrial: true })).tally).toMatchObject({ kept: 0, repeated: 2 })
  })

  test('one stopped anywhere and run again ends as one that was not', async () => {
    const rows = Array.from({ length: 2500 }, (_row, index): CodedRow => ({ nhs_number: index % 100 === 7 ? '9990000019' : testNumber(index % 300), sequence: String(index % 2000) }))
    const whole = await givenImport(portal, rows)
    const kept = () => portal.owner`select encode(lookup, 'hex') as number, sequence::int from choice_events join nhs_numbers on nhs_numbers.id = number_id order by 1, 2`
    const expected = { kept: await kept(), record: await portal.owner`select state, rows_settled, rows_kept, rows_repeated, rows_rejected, counts from choice_imports` }
    for (const stopAfter of [1000, 2000]) {
      await sweep(portal.owner)
      await givenOrganisations(portal)
      const stopped = givenImport(portal, rows, { hooks: { onProgress: (done) => { if (done === stopAfter) throw new Error('killed') } } })
      await expect(stopped).rejects.toThrow('killed')
      expect(await counted()).toBeGreaterThan(0)
      const rejected: number[] = []
      const report = await givenImport(portal, rows, { hooks: { onReject: ({ line }) => void rejected.push(line) } })
      expect(report).toMatchObject({ rows: 2500, settledBefore: stopAfter })
      expect(rejected).toHaveLength(whole.tally.rejected)
      expect({ kept: await kept(), record: await portal.owner`select state, rows_settled, rows_kept, rows_repeated, rows_rejected, counts from choice_imports` }).toEqual(expected)
    }
  })

  test('two that bring the same rows at the same moment keep each once', async () => {
    const rows = Array.from({ length: 1500 }, (_row, index): CodedRow => ({ nhs_number: testNumber(index), sequence: String(index) }))
    await Promise.all([givenImport(portal, rows), givenImport(portal, rows), givenImport(portal, codedCsv([...rows].reverse()))])
    expect(await counted()).toBe(1500)
    expect(await portal.owner`select 1 from choice_imports`).toHaveLength(2)
  })

  test('5,000 rows are kept with one audit entry a batch, none of which names anyone, and the chain holds', async () => {
    const report = await givenImport(portal, Array.from({ length: 5000 }, (_row, index) => ({ nhs_number: testNumber(index), sequence: String(index) })))
    expect(report.tally.kept).toBe(5000)
    const entries = await portal.owner`select kind, data from audit_entries order by seq`
    expect(entries.map(({ kind }) => kind)).toEqual(['choices-import-begun', ...Array.from({ length: 5 }, () => 'choices-import-kept'), 'choices-import-ended'])
    expect(JSON.stringify(entries)).not.toMatch(/999\d{7}/)
    expect(await verifyAudit(portal.runtime.db)).toMatchObject({ holds: true })
  })

  test('an organisation speaks for its own record alone', async () => {
    const report = await givenImport(portal, [{ nhs_number: '9990000018' }, { nhs_number: '9990000018', source: OTHER_PRACTICE.code }], { as: systemActor('test', PRACTICE.code) })
    expect(report.tally).toMatchObject({ kept: 1, rejected: 1, counts: { rejected: { source: 1 } } })
  })

  test.each([
    ['', 'file-empty'], ['nhs_number,code\n', 'headings-missing'], [codedCsv([]).replace('end_reason', 'end_reason,code'), 'headings-twice'], [`\0${codedCsv([])}`, 'file-not-text'],
  ])('a file that cannot be read as a whole is refused, and nothing is kept (%#)', async (text, kind) => {
    expect(await importChoices(contextOf(portal, systemActor('test')), choiceFile(text))).toMatchObject({ ok: false, refusal: { kind } })
    expect(await portal.owner`select 1 from choice_imports`).toEqual([])
  })

  test('type 2 and shared care codes are kept, and bear on no flow', async () => {
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    await givenImport(portal, [{ nhs_number: '9990000018', code: '881561000000100' }, { nhs_number: '9990000018', code_system: 'read2', code: '9M1..' }])
    expect((await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)).map(({ event }) => event.role).sort()).toEqual(['SHARED_CARE_AUDIT_DISSENT', 'T2_DISSENT'])
    expect((await heldBy()).size).toBe(0)
  })

  test('an entry that its source marks as an error stops counting, and the first sending of it with it', async () => {
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    await givenImport(portal, [{ nhs_number: '9990000018', sequence: '7' }])
    expect(await type1(person.id)).toBe('DENIED')
    await givenImport(portal, [{ nhs_number: '9990000018', sequence: '7', end_reason: 'entered-in-error' }])
    expect(await type1(person.id)).toBe('NONE_RECORDED')
    expect(await counted()).toBe(2)
  })

  test('any order and any splitting into files gives the same states', async () => {
    const numbers = Array.from({ length: 4 }, (_number, index) => testNumber(index))
    const row = fc.record({
      nhs_number: fc.constantFrom(...numbers), code: fc.constantFrom('827241000000103', '827261000000102'),
      effective: fc.constantFrom('2026-03-10', '2026-03-10T09:00', '2026-03-11', '2026-03-11T10:00', ''), recorded: fc.constantFrom('2026-03-12', '2026-03-12T08:00', ''),
      source: fc.constantFrom(PRACTICE.code, OTHER_PRACTICE.code), sequence: fc.constantFrom('', '1', '2'), end_reason: fc.constantFrom('', '', '', 'entered-in-error'),
    })
    const split = fc.array(row, { minLength: 1, maxLength: 14 }).chain((rows) => fc.tuple(
      fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }), fc.integer({ min: 1, max: 5 }),
    ))
    const statesAfter = async (files: readonly (readonly CodedRow[])[]) => {
      await sweep(portal.owner)
      await givenOrganisations(portal)
      const people = []
      for (const nhsNumber of numbers) people.push(await givenPerson(portal, PRACTICE, { nhsNumber }))
      for (const rows of files) await givenImport(portal, rows)
      const held = await heldBy()
      return people.map(({ id }) => {
        const { standing, flags } = standingAt(eventsKnownBy(held.get(id) ?? [], null), NOW())
        return { standing, flags }
      })
    }
    await fc.assert(fc.asyncProperty(split, async ([rows, shuffled, every]) => {
      const parts = shuffled.flatMap((_row, index) => (index % every === 0 ? [shuffled.slice(index, index + every)] : []))
      expect(await statesAfter(parts)).toEqual(await statesAfter([rows]))
    }), { numRuns: 12 })
  })
})

describe('undoing an import', () => {
  test('takes back all that it brought, and leaves what was known before', async () => {
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    await givenImport(portal, [{ nhs_number: '9990000018', effective: '2026-01-01' }])
    portal.now = new Date(TEST_NOW.getTime() + HOUR)
    const mistaken = await givenImport(portal, [{ nhs_number: '9990000018', ...TYPE_1_WITHDRAWN, effective: '2026-05-01' }])
    expect(await type1(person.id)).toBe('PERMITTED')
    const before = portal.now
    portal.now = new Date(TEST_NOW.getTime() + 2 * HOUR)
    expect(await undo(referenceOf(mistaken))).toMatchObject({ ok: true, value: { takenBack: 1, left: 0 } })
    expect(await type1(person.id)).toBe('DENIED')
    expect(await counted()).toBe(3)
    const known = (await heldBy()).get(person.id) as ChoiceEvent[]
    expect(standingAt(eventsKnownBy(known, momentOf(before)), momentOf(before)).standing).toBe('PERMITTED')
    expect(await undo(referenceOf(mistaken))).toMatchObject({ ok: false, refusal: { kind: 'undone-already' } })
  })

  test('leaves the rows that a corrected file brought too, until that is undone as well', async () => {
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    const right = { nhs_number: '9990000018', sequence: '1' }
    const mistaken = await givenImport(portal, [right, { nhs_number: '9990000026', ...TYPE_1_WITHDRAWN, sequence: '2' }])
    const corrected = await givenImport(portal, [right])
    expect(await undo(referenceOf(mistaken))).toMatchObject({ ok: true, value: { takenBack: 1, left: 1 } })
    expect(await type1(person.id)).toBe('DENIED')
    expect(await undo(referenceOf(corrected))).toMatchObject({ ok: true, value: { takenBack: 1, left: 0 } })
    expect(await type1(person.id)).toBe('NONE_RECORDED')
  })

  test('lets the same file come again, and be undone again', async () => {
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    for (const round of [0, 1, 2]) {
      portal.now = new Date(TEST_NOW.getTime() + round * HOUR)
      const report = await givenImport(portal, [{ nhs_number: '9990000018' }])
      expect(report.tally).toMatchObject({ kept: 1, repeated: 0 })
      expect(await type1(person.id)).toBe('DENIED')
      await undo(referenceOf(report))
      expect(await type1(person.id)).toBe('NONE_RECORDED')
    }
    expect(await counted('retracts is null')).toBe(3)
  })

  test('takes back a mark of error too, so that the entry it marked counts again', async () => {
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    await givenImport(portal, [{ nhs_number: '9990000018', sequence: '7' }])
    const marks = await givenImport(portal, [{ nhs_number: '9990000018', sequence: '7', end_reason: 'entered-in-error' }])
    const before = portal.now
    portal.now = new Date(TEST_NOW.getTime() + HOUR)
    await undo(referenceOf(marks))
    expect(await type1(person.id)).toBe('DENIED')
    const held = (await heldBy()).get(person.id) as ChoiceEvent[]
    expect(standingAt(eventsKnownBy(held, momentOf(before)), momentOf(before)).standing).toBe('NONE_RECORDED')
  })

  test('does not bring back an entry that staff have taken back, nor does another import', async () => {
    const person = await givenPerson(portal, PRACTICE, { nhsNumber: '9990000018' })
    const staff = await givenStaff(portal, 'receptionist', PRACTICE)
    await givenImport(portal, [{ nhs_number: '9990000018', sequence: '1' }])
    const [choice] = await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)
    const context = contextOf(portal, staff)
    await change(context, (tx, record) => retractChoice(tx, record, { context, choice: choice as never, organisationCode: PRACTICE.code }))
    const again = await givenImport(portal, [{ nhs_number: '9990000018', sequence: '1' }, { nhs_number: '9990000026', sequence: '2' }])
    expect(again.tally).toMatchObject({ kept: 1, repeated: 1 })
    expect(await undo(referenceOf(again))).toMatchObject({ ok: true, value: { takenBack: 1 } })
    expect(await type1(person.id)).toBe('NONE_RECORDED')
  })

  test('at the same moment as the same file comes again neither loses nor doubles a row', async () => {
    const rows = Array.from({ length: 400 }, (_row, index) => ({ nhs_number: testNumber(index), sequence: String(index) }))
    const first = await givenImport(portal, rows)
    const other = codedCsv([...rows].reverse())
    await Promise.all([undo(referenceOf(first)), givenImport(portal, other)])
    const living = await portal.owner`select import_key from choice_events event where retracts is null
      and not exists (select 1 from choice_events back where back.retracts = event.id)`
    expect(living).toHaveLength(400)
    expect(new Set(living.map(({ import_key }) => (import_key as Buffer).toString('hex'))).size).toBe(400)
  })

  test('is for who brought it: another practice does not find it, and a receptionist may not', async () => {
    const report = await givenImport(portal, [{ nhs_number: '9990000018' }], { as: systemActor('test', PRACTICE.code) })
    const id = report.import?.id as string
    const theirs = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    const clerk = await givenStaff(portal, 'receptionist', PRACTICE)
    expect(await undoImport(contextOf(portal, theirs), id, referenceOf(report))).toMatchObject({ ok: false, refusal: { kind: 'not-there' } })
    expect(await undoImport(contextOf(portal, clerk), id, referenceOf(report))).toMatchObject({ ok: false, refusal: { kind: 'not-allowed' } })
    const ours = await givenStaff(portal, 'practice-manager', PRACTICE)
    expect(await undoImport(contextOf(portal, ours), id, 'CI-0000-0000')).toMatchObject({ ok: false, refusal: { kind: 'reference-differs' } })
    expect(await counted("kind = 'entered-in-error'")).toBe(0)
    expect(await undoImport(contextOf(portal, ours), id, ` ${referenceOf(report).toLowerCase()} `)).toMatchObject({ ok: true })
  })

  test('is on the audit of everyone whose answers it may have changed', async () => {
    await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: '9990000018' })
    const report = await givenImport(portal, [{ nhs_number: '9990000018' }], { as: systemActor('test', PRACTICE.code) })
    await undo(referenceOf(report))
    const entries = await portal.owner`select organisation_code from audit_entries where kind = 'choices-import-undone' order by 1`
    expect(entries.map(({ organisation_code }) => organisation_code)).toEqual([PRACTICE.code, OTHER_PRACTICE.code])
  })

  test.each(['update choice_import_repeats set event_id = import_id', 'delete from choice_import_repeats', 'delete from choice_imports', 'delete from choice_codes'])("the portal's own role cannot %s", async (statement) => {
    await expect(portal.runtime.sql.unsafe(statement)).rejects.toThrow(/permission denied/)
  })
})
