import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { change } from '#app/audit/change.server.ts'
import { choicesOfPerson, eachChoiceForFlow } from '#app/choices/read-choices.server.ts'
import { recordChoice } from '#app/choices/record-choice.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { findPeopleByLocalId, findPersonByNhsNumber } from '#app/people/find-people.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import { ROW_WORDS } from '#app/people/people-list.words.ts'
import { readPeopleListState, readUploadPage } from '#app/people/read-people-page.server.ts'
import { readPeopleList } from '#app/people/read-people-list.server.ts'
import { receivePeopleList } from '#app/people/receive-people-list.server.ts'
import { valueOf } from '#tests/factories/campaigns.ts'
import { givenPerson } from '#tests/factories/letters.ts'
import { aPeopleList, type ListRowGiven } from '#tests/factories/people-lists.ts'
import { testNumber } from '#tests/factories/pilot.ts'
import { contextOf, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const PILOT = 'test-pilot'

async function givenManager(): Promise<StaffActor> {
  await givenOrganisations(portal)
  return givenStaff(portal, 'practice-manager', PRACTICE)
}

async function read(manager: StaffActor, rows: readonly ListRowGiven[], isWholeList = false) {
  portal.now = new Date(portal.now.getTime() + 60_000)
  const { uploadId } = valueOf(await receivePeopleList(contextOf(portal, manager), { formId: randomUUID(), fileName: 'people.csv', content: Buffer.from(aPeopleList(rows)), isWholeList }))
  await readPeopleList(portal.runtime, { uploadId })
  return await readUploadPage(contextOf(portal, manager), uploadId) as NonNullable<Awaited<ReturnType<typeof readUploadPage>>>
}

const nobodysNumber = (localId = '7', more: ListRowGiven = {}): ListRowGiven => ({ nhs_number: '', local_id: localId, ...more })
const withLocalId = async (localId: string) => (await findPeopleByLocalId(portal.runtime.db, portal.runtime.secrets, PRACTICE.code, localId))
const only = async (localId: string) => { const [person, ...others] = await withLocalId(localId); expect(others).toEqual([]); return person as Person }
const people = () => portal.owner`select id, number_id, left_at from people`

function optOut(manager: StaffActor, person: Person) {
  const context = contextOf(portal, manager)
  return change(context, (tx, record) => recordChoice(tx, record, {
    context, person, kind: 'project-opt-out', projectRef: PILOT, effective: { day: '2026-06-10' }, channel: 'slip', onWhoseWord: 'self', source: PRACTICE.code,
  }))
}

async function bearingOn(discloser: string): Promise<string[]> {
  const found = []
  for await (const { personId } of eachChoiceForFlow(portal.runtime.db, { discloser, projectRef: PILOT }, new Date('2027-01-01'))) found.push(personId)
  return found
}

describe('a row with a practice number and no NHS number', () => {
  test('is kept, once however often it comes, and is counted on both pages', async () => {
    const manager = await givenManager()
    expect((await read(manager, [nobodysNumber(), {}])).upload).toMatchObject({ rowsKept: 2, rowsNew: 2, rowsUnnumbered: 1, rowsRejected: 0 })
    expect((await read(manager, [nobodysNumber('7', { given_name: 'Sam' })])).upload).toMatchObject({ rowsKept: 1, rowsNew: 0, rowsChanged: 1, rowsUnnumbered: 1 })
    expect(await only('7')).toMatchObject({ numberId: null, nhsNumber: null, givenName: 'Sam' })
    expect(await readPeopleListState(contextOf(portal, manager))).toMatchObject({ people: 2, unnumbered: 1 })
  })

  test('is a bad row without a practice number too, and then nobody is said to have left', async () => {
    const manager = await givenManager()
    await read(manager, [{}])
    const { upload, rejects } = await read(manager, [nobodysNumber('')], true)
    expect(rejects[0]?.reasons.map(({ field }) => field)).toEqual(['local_id'])
    expect(upload.peopleLeft).toBeNull()
  })

  test('brings someone up to date without taking the number that an earlier list gave', async () => {
    const manager = await givenManager()
    await read(manager, [{ nhs_number: testNumber(1), local_id: '7' }])
    expect((await read(manager, [nobodysNumber('7', { given_name: 'Sam' })])).upload).toMatchObject({ rowsNew: 0, rowsChanged: 1, rowsUnnumbered: 0 })
    expect(await only('7')).toMatchObject({ nhsNumber: testNumber(1), givenName: 'Sam' })
  })

  test('contradicts another row with its practice number, whatever that one gives', async () => {
    const manager = await givenManager()
    expect((await read(manager, [nobodysNumber(), nobodysNumber()])).upload).toMatchObject({ rowsKept: 0, rowsRejected: 2 })
    expect((await read(manager, [nobodysNumber(), { local_id: '7' }])).upload).toMatchObject({ rowsKept: 0, rowsRejected: 2 })
    expect(await people()).toHaveLength(0)
  })

  test('and one with that person’s NHS number are both given back, in any order and batch', async () => {
    const manager = await givenManager()
    const filler = Array.from({ length: 600 }, (_, n): ListRowGiven => ({ nhs_number: testNumber(n + 10), local_id: `f${n}` }))
    await read(manager, [{ nhs_number: testNumber(1), local_id: '7' }])
    for (const rows of [[nobodysNumber(), ...filler, { nhs_number: testNumber(1), local_id: '8' }], [{ nhs_number: testNumber(1), local_id: '8' }, ...filler, nobodysNumber()]]) {
      const { upload, rejects } = await read(manager, rows)
      expect(upload).toMatchObject({ rowsKept: 600, rowsRejected: 2 })
      expect(rejects.map(({ reasons }) => reasons[0]?.message)).toEqual([ROW_WORDS.namedTwice, ROW_WORDS.namedTwice])
      expect(await only('7')).toMatchObject({ nhsNumber: testNumber(1) })
      expect(await withLocalId('8')).toEqual([])
    }
  })
})

describe('a later list that gives the number', () => {
  test('gives it to the same person, and what they chose before goes with it, at their other practice too', async () => {
    const manager = await givenManager()
    await read(manager, [nobodysNumber()])
    const before = await only('7')
    await optOut(manager, before)
    expect(await portal.owner`select number_id, person_id from choice_events`).toEqual([{ number_id: null, person_id: before.id }])
    const elsewhere = await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: testNumber(1) })
    expect([await bearingOn(PRACTICE.code), await bearingOn(OTHER_PRACTICE.code)]).toEqual([[before.id], []])

    expect((await read(manager, [{ nhs_number: testNumber(1), local_id: '7' }])).upload).toMatchObject({ rowsNew: 0, rowsChanged: 1, rowsUnnumbered: 0 })
    const after = await findPersonByNhsNumber(portal.runtime.db, portal.runtime.secrets, PRACTICE.code, testNumber(1)) as Person
    expect(after).toMatchObject({ id: before.id, localId: '7' })
    expect((await choicesOfPerson(portal.runtime.db, PRACTICE.code, after.id)).map(({ kind }) => kind)).toEqual(['project-opt-out'])
    expect([await bearingOn(PRACTICE.code), await bearingOn(OTHER_PRACTICE.code)]).toEqual([[before.id], [elsewhere.id]])
    expect((await optOut(manager, after)).repeated).toBe(true)
  })

  test('does not join two people of the register: the row is given back', async () => {
    const manager = await givenManager()
    await read(manager, [nobodysNumber(), { nhs_number: testNumber(1), local_id: '8' }])
    const { rejects } = await read(manager, [{ nhs_number: testNumber(1), local_id: '7' }])
    expect(rejects[0]?.reasons).toEqual([{ field: 'local_id', message: ROW_WORDS.numberOfAnother }])
    expect([(await only('7')).nhsNumber, (await only('8')).nhsNumber]).toEqual([null, testNumber(1)])
  })
})

describe('the choices of someone without a number', () => {
  test('are theirs alone, and stand among those of people with one', async () => {
    const manager = await givenManager()
    await read(manager, [nobodysNumber('7'), nobodysNumber('8'), { nhs_number: testNumber(1), local_id: '9' }])
    const [seven, nine] = [await only('7'), await only('9')]
    for (const person of [seven, nine]) await optOut(manager, person)
    expect((await bearingOn(PRACTICE.code)).sort()).toEqual([seven.id, nine.id].sort())
    expect(await choicesOfPerson(portal.runtime.db, PRACTICE.code, (await only('8')).id)).toEqual([])
    expect(await choicesOfPerson(portal.runtime.db, PRACTICE.code, seven.id)).toMatchObject([{ personId: seven.id }])
  })
})

describe('a whole list', () => {
  test('names people without a number by their practice number, and marks those it does not name as having left', async () => {
    const manager = await givenManager()
    await read(manager, [nobodysNumber('7'), nobodysNumber('8'), { nhs_number: testNumber(1), local_id: '9' }])
    expect((await read(manager, [nobodysNumber('7'), nobodysNumber('9')], true)).upload).toMatchObject({ peopleLeft: 1 })
    expect([(await only('7')).leftAt, (await only('8')).leftAt, (await only('9')).leftAt]).toEqual([null, portal.now, null])
  })
})

describe('a practice number', () => {
  test('that a list replaces ends, finds nobody from then on, and may be someone else’s', async () => {
    const manager = await givenManager()
    await read(manager, [{ nhs_number: testNumber(1), local_id: '7' }])
    await read(manager, [{ nhs_number: testNumber(1), local_id: '8' }])
    expect(await withLocalId('7')).toEqual([])
    expect(await portal.owner`select ended_at from person_local_ids order by id`).toEqual([{ ended_at: portal.now }, { ended_at: null }])
    expect((await read(manager, [{ nhs_number: testNumber(2), local_id: '7' }])).upload).toMatchObject({ rowsNew: 1 })
    expect((await only('7')).nhsNumber).toBe(testNumber(2))
  })

  test('of another system finds the person as well', async () => {
    const manager = await givenManager()
    await read(manager, [{ nhs_number: testNumber(1), local_id: '7' }])
    const { secrets } = portal.runtime
    await portal.owner`insert into person_local_ids (organisation_code, person_id, source, lookup, sealed, recorded_at)
      select organisation_code, id, 'RXX', ${secrets.lookup('local-id', 'H-100')}, ${secrets.seal('local-id', 'H-100')}, now() from people`
    expect(await only('H-100')).toMatchObject({ nhsNumber: testNumber(1), localId: '7' })
    expect((await read(manager, [{ nhs_number: testNumber(2), local_id: 'H-100' }])).upload).toMatchObject({ rowsNew: 1 })
  })
})
