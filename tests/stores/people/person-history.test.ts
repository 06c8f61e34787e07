import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { choicesOfPerson, choicesThatDoNotFollow, standingOptOuts } from '#app/choices/read-choices.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { findPersonByNhsNumber, readPerson } from '#app/people/find-people.server.ts'
import { changesOf, registrationsOf } from '#app/people/person-history.rules.ts'
import { listFactsOf } from '#app/people/person-facts.store.server.ts'
import type { Person } from '#app/people/person.rules.ts'
import { readPeopleList } from '#app/people/read-people-list.server.ts'
import { readNumbersOfPerson } from '#app/people/read-numbers-of-person.server.ts'
import { readUploadPage } from '#app/people/read-people-page.server.ts'
import { receivePeopleList } from '#app/people/receive-people-list.server.ts'
import { OLDHAM_PROJECT_REF } from '#db/seed/demo/oldham-facts.ts'
import { givenChange, givenPerson } from '#tests/factories/letters.ts'
import { givenNumberEvent, takeBackNumber } from '#tests/factories/numbers.ts'
import { aPeopleList, type ListRowGiven } from '#tests/factories/people-lists.ts'
import { givenChoice, testNumber } from '#tests/factories/pilot.ts'
import { contextOf, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const [X, Y, Z] = [0, 1, 2].map(testNumber) as [string, string, string]
const later = (days: number) => { portal.now = new Date(TEST_NOW.getTime() + days * 86_400_000) }

async function givenManager(): Promise<StaffActor> {
  await givenOrganisations(portal)
  return givenStaff(portal, 'practice-manager', PRACTICE)
}

async function sent(manager: StaffActor, rows: readonly ListRowGiven[], isWholeList = true) {
  const received = await receivePeopleList(contextOf(portal, manager), { formId: randomUUID(), fileName: 'people.csv', content: Buffer.from(aPeopleList(rows)), isWholeList })
  if (!received.ok) throw new Error(received.refusal.kind)
  await readPeopleList(portal.runtime, received.value)
  const page = await readUploadPage(contextOf(portal, manager), received.value.uploadId)
  return { ...page?.upload, problems: page?.rejects.map(({ reasons }) => reasons[0]?.message) }
}

const personOf = async (nhsNumber: string) => await findPersonByNhsNumber(portal.runtime.db, portal.runtime.secrets, PRACTICE.code, nhsNumber) as Person
const historyOf = ({ id }: Person) => listFactsOf(portal.runtime.db, PRACTICE.code, id)
const changes = async (person: Person) => changesOf(await historyOf(person)).map(({ change, recordedAt }) => `${change} ${(recordedAt.getTime() - TEST_NOW.getTime()) / 86_400_000}`)
const doubts = async (manager: StaffActor, person: Person) => (await readNumbersOfPerson(contextOf(portal, manager), person.id))?.doubts

describe('what decides about a person', () => {
  test('is noted when a list changes it, and only then', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }])
    const person = await personOf(X)
    later(1)
    await sent(manager, [{ nhs_number: X, local_id: '1', given_name: 'Robin', postcode: 'OL8 9YY' }])
    expect(await changes(person)).toEqual(['listed 0'])
    later(2)
    await sent(manager, [{ nhs_number: X, local_id: '1', restricted: 'yes', registration_kind: 'temporary' }])
    later(3)
    await sent(manager, [{ nhs_number: X, local_id: '1', deceased: 'yes', date_of_death: '2026-06-17' }])
    later(4)
    await sent(manager, [{ nhs_number: X, local_id: '1' }])
    expect(await changes(person)).toEqual(['listed 0', 'restricted 2', 'temporary 2', 'died 3', 'no-longer-restricted 3', 'death-taken-back 4'])
    expect((await historyOf(person)).map(({ diedOn }) => diedOn)).toEqual([null, null, '2026-06-17', null])
  })

  test('a day of death that a later list leaves out is kept while the list says that they have died', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1', date_of_death: '2026-06-10' }])
    later(1)
    await sent(manager, [{ nhs_number: X, local_id: '1', deceased: 'yes' }])
    expect(await personOf(X)).toMatchObject({ isDeceased: true, diedOn: '2026-06-10' })
    expect(await historyOf(await personOf(X))).toHaveLength(1)
  })

  test('someone who leaves and comes back has two registrations, and the first is as it was', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }, { nhs_number: Y, local_id: '2' }])
    const person = await personOf(X)
    later(5)
    await sent(manager, [{ nhs_number: Y, local_id: '2' }])
    later(9)
    await sent(manager, [{ nhs_number: X, local_id: '1', registration_kind: 'temporary' }, { nhs_number: Y, local_id: '2' }])
    const day = (n: number) => new Date(TEST_NOW.getTime() + n * 86_400_000)
    expect(registrationsOf(await historyOf(person))).toEqual([{ from: day(0), to: day(5), kind: null }, { from: day(9), to: null, kind: 'temporary' }])
    expect(await personOf(X)).toMatchObject({ id: person.id, registeredFrom: day(9), leftAt: null })
    expect(await changes(person)).toEqual(['listed 0', 'left 5', 'came-back 9', 'temporary 9'])
  })

  test('a list that was sent earlier and is read later notes nothing', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }])
    const older = await receivePeopleList(contextOf(portal, manager), { formId: randomUUID(), fileName: 'old.csv', content: Buffer.from(aPeopleList([{ nhs_number: X, local_id: '1', deceased: 'yes' }])), isWholeList: false })
    later(1)
    await sent(manager, [{ nhs_number: X, local_id: '1' }], false)
    later(2)
    if (older.ok) await readPeopleList(portal.runtime, older.value)
    expect(await changes(await personOf(X))).toEqual(['listed 0'])
  })
})

describe('a list that gives someone another NHS number', () => {
  test('is believed once the practice has recorded that the number was replaced; the choices follow', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }])
    const person = await personOf(X)
    await givenChoice(portal, person)
    later(1)
    const refused = await sent(manager, [{ nhs_number: Y, local_id: '1' }], false)
    expect(refused).toMatchObject({ rowsKept: 0, rowsRejected: 1, problems: [expect.stringContaining('record that on their page under NHS numbers')] })
    await givenNumberEvent(portal, manager, person, 'superseded', Y)
    later(2)
    expect(await sent(manager, [{ nhs_number: Y, local_id: '1' }])).toMatchObject({ rowsKept: 1, rowsNew: 0, rowsChanged: 1, rowsRejected: 0, peopleLeft: 0 })
    expect(await personOf(Y)).toMatchObject({ id: person.id, localId: '1' })
    expect(await personOf(X)).toBeNull()
    expect(await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)).toMatchObject([{ kind: 'project-opt-out', personId: person.id, numberId: person.numberId }])
    expect(await standingOptOuts(portal.runtime.db, PRACTICE.code, OLDHAM_PROJECT_REF, portal.now)).toMatchObject([{ personId: person.id }])
    expect(await doubts(manager, person)).toEqual([])
    expect(await changes(person)).toEqual(['listed 0', 'number-replaced 2'])
  })

  test('is not believed on anything less, nor on the word of another practice', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }])
    const person = await personOf(X)
    await givenNumberEvent(portal, manager, person, 'superseded', Y, { source: 'patient' })
    const them = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    await givenNumberEvent(portal, them, await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: X }), 'superseded', Y)
    later(1)
    expect(await sent(manager, [{ nhs_number: Y, local_id: '1' }], false)).toMatchObject({ rowsRejected: 1 })
    expect(await personOf(X)).toMatchObject({ id: person.id, leftAt: null })
  })

  test('ends one of two records that were of one person, and the choices of both follow', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }, { nhs_number: Y, local_id: '2' }])
    const [old, now] = [await personOf(X), await personOf(Y)]
    await givenChoice(portal, old)
    await givenNumberEvent(portal, manager, now, 'merged', X)
    later(1)
    expect(await sent(manager, [{ nhs_number: Y, local_id: '1' }])).toMatchObject({ rowsKept: 1, rowsRejected: 0 })
    expect(await personOf(Y)).toMatchObject({ id: now.id, localId: '1', leftAt: null })
    expect(await readPerson(portal.runtime, portal.runtime.db, PRACTICE.code, old.id)).toMatchObject({ localId: '', leftAt: portal.now })
    expect(await standingOptOuts(portal.runtime.db, PRACTICE.code, OLDHAM_PROJECT_REF, portal.now)).toMatchObject([{ personId: old.id }, { personId: now.id }])
    later(2)
    expect(await sent(manager, [{ nhs_number: Y, local_id: '1' }])).toMatchObject({ rowsKept: 1, rowsChanged: 0 })
  })

  test('because the number was used for two people leaves both out, and the choices of the other number behind, until each confirms', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }])
    const person = await personOf(X)
    await givenChoice(portal, person)
    await givenNumberEvent(portal, manager, person, 'split', Y)
    later(1)
    expect(await sent(manager, [{ nhs_number: Y, local_id: '1' }, { nhs_number: X, local_id: '9' }])).toMatchObject({ rowsKept: 2, rowsRejected: 0 })
    const other = await personOf(X)
    expect(await personOf(Y)).toMatchObject({ id: person.id })
    expect(other.id).not.toBe(person.id)
    expect([await doubts(manager, person), await doubts(manager, other)]).toEqual([['split-unconfirmed'], ['split-unconfirmed']])
    expect(await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)).toEqual([])
    expect(await choicesThatDoNotFollow(portal.runtime.db, PRACTICE.code, person.id)).toMatchObject([{ kind: 'project-opt-out' }])
    await givenChoice(portal, await personOf(Y))
    await givenNumberEvent(portal, manager, person, 'reconfirmed', null, { source: 'patient' })
    expect([await doubts(manager, person), await doubts(manager, other)]).toEqual([[], ['split-unconfirmed']])
    expect(await choicesOfPerson(portal.runtime.db, PRACTICE.code, person.id)).toHaveLength(1)
  })

  test('with the other row first gives that one back, to be sent again', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }])
    const person = await personOf(X)
    await givenNumberEvent(portal, manager, person, 'split', Y)
    later(1)
    const rows = [{ nhs_number: X, local_id: '9' }, { nhs_number: Y, local_id: '1' }]
    expect(await sent(manager, rows)).toMatchObject({ rowsKept: 1, rowsRejected: 1 })
    later(2)
    expect(await sent(manager, rows)).toMatchObject({ rowsKept: 2, rowsNew: 1, rowsRejected: 0 })
    expect(await personOf(Y)).toMatchObject({ id: person.id })
  })

  test('on an entry that is taken back afterwards leaves the person out until their choices are confirmed', async () => {
    const manager = await givenManager()
    await sent(manager, [{ nhs_number: X, local_id: '1' }])
    const person = await personOf(X)
    await givenChoice(portal, person)
    const entry = await givenNumberEvent(portal, manager, person, 'superseded', Y)
    later(1)
    await sent(manager, [{ nhs_number: Y, local_id: '1' }])
    await takeBackNumber(portal, manager, person, entry)
    expect(await doubts(manager, person)).toEqual(['split-unconfirmed'])
    later(2)
    await givenNumberEvent(portal, manager, person, 'reconfirmed', null, { source: 'patient' })
    expect(await doubts(manager, person)).toEqual([])
  })
})

test('what is noted is what the record says, whoever changes it', async () => {
  await givenOrganisations(portal)
  const person = await givenPerson(portal, PRACTICE, { nhsNumber: Z })
  await givenChange(portal, person.id, { isDeceased: true })
  await givenChange(portal, person.id, { givenName: 'Robin' })
  expect(await portal.owner`
    select (f.number_id, f.is_deceased, f.left_at, f.registered_from) is not distinct from (p.number_id, p.is_deceased, p.left_at, p.registered_from) as same
    from people p join lateral (select * from person_facts where person_id = p.id order by id desc limit 1) f on true`).toEqual([{ same: true }])
  expect(await historyOf(person)).toHaveLength(2)
})
