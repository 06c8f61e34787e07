import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { change } from '#app/audit/change.server.ts'
import { choicesOfPerson, eachChoiceForFlow, standingOptOuts, standingProjectChoice } from '#app/choices/read-choices.server.ts'
import { recordChoice, retractChoice, type ChoiceToRecord } from '#app/choices/record-choice.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { givenPerson, type NumberedPerson } from '#tests/factories/letters.ts'
import { contextOf, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const PILOT = 'test-pilot'

async function given(): Promise<{ person: NumberedPerson; staff: StaffActor }> {
  await givenOrganisations(portal)
  return { person: await givenPerson(portal, PRACTICE), staff: await givenStaff(portal, 'receptionist', PRACTICE) }
}

function record(staff: StaffActor, person: Person, more: Partial<ChoiceToRecord> = {}) {
  const context = contextOf(portal, staff)
  return change(context, (tx, audit) =>
    recordChoice(tx, audit, {
      context, person, kind: 'project-opt-out', projectRef: PILOT, effective: { day: '2026-06-10' }, channel: 'slip', onWhoseWord: 'self', source: PRACTICE.code, ...more,
    }))
}

const events = async (person: Person) => (await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)).map(({ event }) => event)

describe('recording a choice', () => {
  test('gives a reference that says nothing about the person, and one audit entry without a name or number', async () => {
    const { person, staff } = await given()
    const receipt = await record(staff, person)
    expect(receipt.reference).toMatch(/^CX-[34679CDFGHJKMNPQRTVWXY]{4}-[34679CDFGHJKMNPQRTVWXY]{4}$/)
    expect(receipt.repeated).toBe(false)
    const entries = await portal.owner`select kind, subject, data from audit_entries`
    expect(entries).toMatchObject([{ kind: 'choice-recorded', subject: `person:${person.id}` }])
    expect(JSON.stringify(entries)).not.toMatch(/Sample|999000|1980/)
  })

  test('keeps both times: the day it counts from and the instant it was written down', async () => {
    const { person, staff } = await given()
    await record(staff, person)
    expect((await events(person))[0]).toMatchObject({ effective: { day: '2026-06-10', ms: null }, recorded: { ms: TEST_NOW.getTime() }, role: 'PROJECT_OPT_OUT' })
  })

  test('a choice that already stands is a success that adds nothing', async () => {
    const { person, staff } = await given()
    const first = await record(staff, person)
    portal.now = new Date(TEST_NOW.getTime() + 60_000)
    expect(await record(staff, person, { channel: 'desk' })).toEqual({ ...first, repeated: true })
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(1)
    expect(await portal.owner`select 1 from audit_entries`).toHaveLength(1)
  })

  test('no, then yes, then no again are three choices, and the last one stands', async () => {
    const { person, staff } = await given()
    const at = [0, 1, 2].map((hours) => new Date(TEST_NOW.getTime() + hours * 3_600_000))
    for (const [index, kind] of (['project-opt-out', 'project-opt-out-withdrawn', 'project-opt-out'] as const).entries()) {
      portal.now = at[index] as Date
      expect((await record(staff, person, { kind, effective: { at: portal.now } })).repeated).toBe(false)
    }
    const standing = at.map(async (instant) => standingProjectChoice(await events(person), PILOT, instant).standing)
    expect(await Promise.all(standing)).toEqual(['DENIED', 'PERMITTED', 'DENIED'])
  })

  test('a choice about one project says nothing about another', async () => {
    const { person, staff } = await given()
    await record(staff, person)
    expect(standingProjectChoice(await events(person), 'another-project', portal.now).standing).toBe('NONE_RECORDED')
  })

  test('two connections that record the same slip at once make one choice', async () => {
    const { person, staff } = await given()
    const replyId = randomUUID()
    const receipts = await Promise.all(Array.from({ length: 6 }, () => record(staff, person, { replyId })))
    expect(new Set(receipts.map(({ reference }) => reference)).size).toBe(1)
    expect(receipts.filter(({ repeated }) => !repeated)).toHaveLength(1)
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(1)
  })

  test('the same reply played again later does not undo a newer choice', async () => {
    const { person, staff } = await given()
    const replyId = randomUUID()
    await record(staff, person, { replyId })
    portal.now = new Date(TEST_NOW.getTime() + 1000)
    await record(staff, person, { kind: 'project-opt-out-withdrawn', effective: { at: portal.now } })
    expect((await record(staff, person, { replyId })).repeated).toBe(true)
    expect(standingProjectChoice(await events(person), PILOT, portal.now).standing).toBe('PERMITTED')
  })

  test('someone of another organisation, and a parent for a 14-year-old, are faults', async () => {
    const { person } = await given()
    const stranger = await givenStaff(portal, 'receptionist', OTHER_PRACTICE)
    await expect(record(stranger, person)).rejects.toThrow('own organisation')
    const young = await givenPerson(portal, PRACTICE, { dateOfBirth: '2012-01-01' })
    await expect(record(await givenStaff(portal, 'receptionist', PRACTICE), young, { onWhoseWord: 'parent' })).rejects.toThrow('may not make it')
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(0)
  })

  test.each(['update choice_events set kind = \'consent\'', 'delete from choice_events', 'truncate choice_events'])("the portal's own role cannot %s", async (statement) => {
    const { person, staff } = await given()
    await record(staff, person)
    await expect(portal.runtime.sql.unsafe(statement)).rejects.toThrow(/permission denied/)
  })
})

describe('taking back a choice entered in error', () => {
  test('stops it counting from then on, and leaves what was known before', async () => {
    const { person, staff } = await given()
    await record(staff, person)
    const before = portal.now
    portal.now = new Date(TEST_NOW.getTime() + 3_600_000)
    const [choice] = await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)
    const context = contextOf(portal, staff)
    const retract = () => change(context, (tx, audit) => retractChoice(tx, audit, { context, choice: choice as never, organisationCode: PRACTICE.code }))
    await retract()
    await retract()
    expect(await portal.owner`select 1 from choice_events where kind = 'entered-in-error'`).toHaveLength(1)
    expect(standingProjectChoice(await events(person), PILOT, portal.now).standing).toBe('NONE_RECORDED')
    expect(standingProjectChoice(await events(person), PILOT, before).standing).toBe('DENIED')
    expect(await standingOptOuts(portal.runtime.db, PRACTICE.code, PILOT, portal.now)).toEqual([])
  })
})

describe('reading what bears on a flow', () => {
  const all = async (known: Date) => {
    const found = []
    for await (const each of eachChoiceForFlow(portal.runtime.db, { discloser: PRACTICE.code, projectRef: PILOT }, known)) found.push(each)
    return found
  }

  test('gives what was known at the instant asked for, and nothing of people who are on another list alone', async () => {
    const { person, staff } = await given()
    const theirs = await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: '9990000077' })
    await record(staff, person)
    await record(await givenStaff(portal, 'receptionist', OTHER_PRACTICE), theirs, { source: OTHER_PRACTICE.code })
    expect((await all(TEST_NOW)).map(({ personId }) => personId)).toEqual([person.id])
    expect(await all(new Date(TEST_NOW.getTime() - 1))).toEqual([])
  })

  test('gives what the same person chose at another practice, and not what they chose about another project', async () => {
    const { person } = await given()
    const elsewhere = await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: person.nhsNumber })
    const theirStaff = await givenStaff(portal, 'receptionist', OTHER_PRACTICE)
    await record(theirStaff, elsewhere, { source: OTHER_PRACTICE.code, kind: 'type-1-dissent', projectRef: null })
    await record(theirStaff, elsewhere, { source: OTHER_PRACTICE.code, projectRef: 'another-project' })
    expect(await all(TEST_NOW)).toMatchObject([{ personId: person.id, event: { role: 'T1_DISSENT', source: OTHER_PRACTICE.code } }])
    expect(await events(person)).toEqual([])
  })

  test('is not affected by a taking-back that came later', async () => {
    const { person, staff } = await given()
    await record(staff, person)
    portal.now = new Date(TEST_NOW.getTime() + 1000)
    const [choice] = await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)
    const context = contextOf(portal, staff)
    await change(context, (tx, audit) => retractChoice(tx, audit, { context, choice: choice as never, organisationCode: PRACTICE.code }))
    expect((await all(TEST_NOW))[0]?.event.enteredInError).toBe(false)
    expect((await all(portal.now))[0]?.event.enteredInError).toBe(true)
  })
})
