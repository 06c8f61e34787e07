import { describe, expect, test } from 'vitest'
import { endOfDay } from '#app/people/open-person.server.ts'
import { explainPerson } from '#app/releases/explain-person.server.ts'
import { OLDHAM_REGISTER_FLOW } from '#db/seed/demo/oldham-facts.ts'
import { givenEvent, takeBackAll } from '#tests/factories/choices.ts'
import { givenImport, TYPE_1, TYPE_1_WITHDRAWN } from '#tests/factories/choice-files.ts'
import { givenPerson, type NumberedPerson } from '#tests/factories/letters.ts'
import { controlOf, givenExport, listOf, MESH, takeIn, underSection251 } from '#tests/factories/national-check.ts'
import { givenNumberEvent, takeBackNumber } from '#tests/factories/numbers.ts'
import { givenChoice, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, givenStaff, OTHER_PRACTICE } from '#tests/factories/who.ts'
import { ask, linesOf } from '#tests/routes/releases/ask.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal(MESH)
const [X, Y, Z] = [0, 1, 2].map(testNumber) as [string, string, string]
const who = (pilot: Pilot, index: number): NumberedPerson => pilot.people[index] as NumberedPerson
const later = (days: number) => { portal.now = new Date(TEST_NOW.getTime() + days * 86_400_000) }

/** GP data that leaves on a legal duty, so that type 1 and project choices apply and the national opt-out does not. */
const givenFlow = (people: Parameters<typeof givenPilot>[1] = {}) => givenPilot(portal, {
  people: [{}, {}], actions: ['check', 'check-detail'], ...people,
  facts: (facts) => ({ ...facts, flows: facts.flows.map((flow) => ({ ...flow, purposeKind: 'secondary' as const, confidentiality: 'legal-duty' as const, drawsOn: ['gp' as const] })) }),
})

const plain = (words: readonly (string | undefined)[]) => words.filter((word) => !word?.startsWith('NDO_NOT_APPLICABLE') && word !== 'NO_OBJECTION').join(' ')

/** What the gate answers about numbers, with every reason. */
async function answers(pilot: Pilot, ...numbers: readonly string[]): Promise<string[]> {
  const { lines } = linesOf(await ask(portal, pilot, numbers.join('\n'), { query: '?detail=full' }))
  return lines.map(({ decision, reasons }) => plain([decision, ...(reasons ?? [])]))
}

/** What the page of each person says of the register flow. */
async function pages(pilot: Pilot, knownAt: Date | null = null, people = pilot.people): Promise<string[]> {
  return Promise.all(people.map(async ({ id }) => {
    const explained = await explainPerson(contextOf(portal, pilot.manager), id, knownAt)
    const answer = explained?.find(({ flowRef }) => flowRef === OLDHAM_REGISTER_FLOW)?.answer
    return answer?.kind === 'decided' ? plain([answer.decision, ...answer.reasons]) : String(answer?.kind)
  }))
}

async function both(pilot: Pilot): Promise<string[]> {
  const said = await answers(pilot, ...pilot.people.map(({ nhsNumber }) => nhsNumber))
  expect(await pages(pilot)).toEqual(said)
  return said
}

const storedChoices = () => portal.owner`select choice_events.*, nhs_numbers.lookup from choice_events join nhs_numbers on nhs_numbers.id = number_id order by choice_events.id`

describe('an NHS number that was replaced', () => {
  test('case 21: the choice made under it holds under both, and keeps the number it was made under', async () => {
    const pilot = await givenFlow()
    await givenImport(portal, [{ nhs_number: X, ...TYPE_1, effective: '2023-01-01' }])
    expect(await both(pilot)).toEqual(['EXCLUDE T1', 'INCLUDE'])
    const before = await storedChoices()
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', Y)
    expect(await both(pilot)).toEqual(['EXCLUDE T1', 'EXCLUDE T1'])
    expect(await answers(pilot, X, Y)).toEqual(['EXCLUDE T1', 'EXCLUDE T1'])
    expect(await storedChoices()).toEqual(before)
    expect(await portal.owner`select old.lookup as x, new.lookup as y, kind from number_events join nhs_numbers old on old.id = number_id join nhs_numbers new on new.id = other_number_id`)
      .toEqual([{ x: portal.runtime.secrets.lookup('nhs-number', X), y: portal.runtime.secrets.lookup('nhs-number', Y), kind: 'superseded' }])
  })

  test('by one that nobody’s list has yet is answered for, and the new one is not let through', async () => {
    const pilot = await givenFlow()
    await givenEvent(portal, who(pilot, 0), 'project-opt-out', '2026-06-01')
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', testNumber(40))
    expect(await answers(pilot, X, testNumber(40))).toEqual(['EXCLUDE LOCAL', 'EXCLUDE NOT_ON_REGISTER NOT_NOTIFIED'])
  })

  test('brings a choice made at another practice with it, and one made there under the new number', async () => {
    const pilot = await givenFlow()
    await givenImport(portal, [{ nhs_number: testNumber(40), ...TYPE_1, effective: '2023-01-01', source: OTHER_PRACTICE.code }])
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', testNumber(40))
    expect(await both(pilot)).toEqual(['EXCLUDE T1_PRIOR_UNCONFIRMED', 'INCLUDE'])
  })

  test('in a circle leaves everyone in it out', async () => {
    const pilot = await givenFlow()
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', Y)
    await givenNumberEvent(portal, pilot.manager, who(pilot, 1), 'superseded', X)
    expect(await both(pilot)).toEqual(['EXCLUDE AMBIGUOUS_MERGE', 'EXCLUDE AMBIGUOUS_MERGE'])
  })
})

describe('two records of one person', () => {
  test('case 22: go by the latest choice under either once the national register confirms it, and are left out until then', async () => {
    const pilot = await givenFlow()
    await givenImport(portal, [{ nhs_number: X, ...TYPE_1, effective: '2023-01-01' }, { nhs_number: Y, ...TYPE_1_WITHDRAWN, effective: '2024-01-01' }])
    expect(await both(pilot)).toEqual(['EXCLUDE T1', 'INCLUDE'])
    await givenNumberEvent(portal, pilot.manager, who(pilot, 1), 'merged', X, { source: 'practice-record' })
    expect((await both(pilot)).map((said) => said.includes('AMBIGUOUS_MERGE'))).toEqual([true, true])
    expect((await answers(pilot, Y))[0]).toBe('EXCLUDE AMBIGUOUS_MERGE')
    later(1)
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'merge-confirmed', Y)
    expect(await both(pilot)).toEqual(['INCLUDE', 'INCLUDE'])
  })

  test('that were joined by mistake are as they were once the entry is taken back', async () => {
    const pilot = await givenFlow({ people: [{}, {}, {}] })
    await givenEvent(portal, who(pilot, 0), 'project-opt-out', '2026-06-01')
    const before = await both(pilot)
    const entry = await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', Y)
    const other = await givenNumberEvent(portal, pilot.manager, who(pilot, 2), 'merged', Y, { source: 'patient' })
    expect(await both(pilot)).not.toEqual(before)
    later(1)
    await takeBackNumber(portal, pilot.manager, who(pilot, 1), entry)
    await takeBackNumber(portal, pilot.manager, who(pilot, 1), other)
    expect(await both(pilot)).toEqual(before)
    expect(await portal.owner`select count(*)::int as count from number_events`).toEqual([{ count: 4 }])
  })

  test('keep what was said at the desk under the present number apart: a no said again is written down again', async () => {
    const pilot = await givenFlow()
    await givenEvent(portal, who(pilot, 0), 'project-opt-out', '2026-06-01')
    const entry = await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', Y)
    await givenChoice(portal, who(pilot, 1))
    later(1)
    await takeBackNumber(portal, pilot.manager, who(pilot, 0), entry)
    expect(await both(pilot)).toEqual(['EXCLUDE LOCAL', 'EXCLUDE LOCAL'])
  })
})

describe('one number for two people', () => {
  test('case X4: leaves both out until each has confirmed their choices', async () => {
    const pilot = await givenFlow()
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'split', Y)
    expect(await both(pilot)).toEqual(['EXCLUDE AMBIGUOUS_SPLIT', 'EXCLUDE AMBIGUOUS_SPLIT'])
    later(1)
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'reconfirmed', null, { source: 'patient' })
    expect(await both(pilot)).toEqual(['INCLUDE', 'EXCLUDE AMBIGUOUS_SPLIT'])
    await givenNumberEvent(portal, pilot.manager, who(pilot, 1), 'reconfirmed', null, { source: 'patient' })
    expect(await both(pilot)).toEqual(['INCLUDE', 'INCLUDE'])
  })

  test('case X4: at two practices is confirmed by each for its own', async () => {
    const pilot = await givenFlow({ people: [{}] })
    await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: X })
    const [theirs] = await portal.owner`select id from people where organisation_code = ${OTHER_PRACTICE.code}`
    const them = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    await givenNumberEvent(portal, them, theirs as { id: string }, 'split')
    later(1)
    await givenNumberEvent(portal, them, theirs as { id: string }, 'reconfirmed', null, { source: 'patient' })
    expect(await both(pilot)).toEqual(['EXCLUDE AMBIGUOUS_SPLIT'])
    later(2)
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'reconfirmed', null, { source: 'patient' })
    expect(await both(pilot)).toEqual(['INCLUDE'])
  })
})

describe('a number that is no longer valid', () => {
  test('case 23: is left out, and not sent to the national check', async () => {
    const pilot = await givenPilot(portal, { people: [{}, {}], actions: ['check', 'check-detail'], facts: underSection251 })
    const entry = await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'invalidated')
    const { numbers, localId } = await givenExport(portal)
    expect(numbers).toEqual([Y])
    const [run] = await portal.owner`select subject from national_check_runs`
    const taken = await takeIn(portal, listOf([Y]), { control: controlOf({ localId, name: run?.subject as string }) })
    expect(taken.ok).toBe(true)
    expect(await both(pilot)).toEqual(['EXCLUDE NHS_NUMBER_INVALIDATED', 'INCLUDE'])
    later(1)
    await takeBackNumber(portal, pilot.manager, who(pilot, 0), entry)
    expect((await both(pilot))[0]).toBe('EXCLUDE NDO_NOT_CLEARED')
  })
})

describe('what another practice recorded', () => {
  test('leaves our patient out, is not undone by it, and is set aside when we have looked our patient up', async () => {
    const pilot = await givenFlow()
    const them = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    const theirs = await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: Z })
    await givenImport(portal, [{ nhs_number: Z, ...TYPE_1, effective: '2023-01-01', source: OTHER_PRACTICE.code }])
    await givenNumberEvent(portal, them, theirs, 'superseded', X)
    expect(await both(pilot)).toEqual(['EXCLUDE AMBIGUOUS_MERGE', 'INCLUDE'])
    later(1)
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'reconfirmed')
    expect(await both(pilot)).toEqual(['INCLUDE', 'INCLUDE'])
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'merged', Z)
    expect(await both(pilot)).toEqual(['EXCLUDE T1_PRIOR_UNCONFIRMED', 'INCLUDE'])
  })
})

test('what was known on a past day is answered as it was then, whatever became known of the number since', async () => {
  const pilot = await givenFlow({ people: [{}, {}, {}] })
  await givenEvent(portal, who(pilot, 0), 'project-opt-out', '2026-06-01')
  const entry = await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', Y)
  const then = await both(pilot)
  expect(then).toEqual(['EXCLUDE LOCAL', 'EXCLUDE LOCAL', 'INCLUDE'])
  later(2)
  await takeBackNumber(portal, pilot.manager, who(pilot, 0), entry)
  await givenNumberEvent(portal, pilot.manager, who(pilot, 2), 'invalidated')
  await takeBackAll(portal, who(pilot, 0))
  expect(await both(pilot)).toEqual(['INCLUDE', 'INCLUDE', 'EXCLUDE NHS_NUMBER_INVALIDATED'])
  expect(await pages(pilot, endOfDay('2026-06-15'))).toEqual(then)
  expect(await pages(pilot, endOfDay('2026-06-14'))).toEqual(['INCLUDE', 'INCLUDE', 'INCLUDE'])
})

describe('what is kept in memory', () => {
  test('is brought forward for everyone whom an entry, or a choice under another of their numbers, bears on', async () => {
    const pilot = await givenFlow({ people: [{}, {}, {}] })
    const spare = testNumber(40)
    await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', spare)
    await givenNumberEvent(portal, pilot.manager, who(pilot, 1), 'merged', spare)
    expect(await both(pilot)).toEqual(['INCLUDE', 'INCLUDE', 'INCLUDE'])
    await givenImport(portal, [{ nhs_number: spare, ...TYPE_1, effective: '2023-01-01' }])
    expect(await both(pilot)).toEqual(['EXCLUDE T1', 'EXCLUDE T1', 'INCLUDE'])
    later(1)
    const entry = await givenNumberEvent(portal, pilot.manager, who(pilot, 2), 'superseded', X)
    expect(await both(pilot)).toEqual(['EXCLUDE T1', 'EXCLUDE T1', 'EXCLUDE T1'])
    await takeBackNumber(portal, pilot.manager, who(pilot, 2), entry)
    expect(await both(pilot)).toEqual(['EXCLUDE T1', 'EXCLUDE T1', 'INCLUDE'])
  })
})

test('entries about numbers, and what was noted of people, can be added and never changed or removed', async () => {
  const pilot = await givenFlow()
  await givenNumberEvent(portal, pilot.manager, who(pilot, 0), 'superseded', Y)
  for (const table of ['number_events', 'person_facts']) {
    for (const statement of [`update ${table} set organisation_code = null`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(portal.runtime.connections.sql.unsafe(statement)).rejects.toThrow(/permission denied/)
    }
  }
})
