import { describe, expect, test } from 'vitest'
import { undoImport } from '#app/choices/undo-import.server.ts'
import { readPossibleIncidents } from '#app/releases/read-incidents.server.ts'
import { systemActor } from '#app/identity/actor.rules.ts'
import { givenImport, TYPE_1, TYPE_1_WITHDRAWN, type CodedRow } from '#tests/factories/choice-files.ts'
import { givenPerson } from '#tests/factories/letters.ts'
import { givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { ask, linesOf } from './ask.ts'

/** Type 1 opt-outs at the gate, in a flow of GP data that rests on a legal duty: there they apply, and the national opt-out does not. */
const portal = usePortal()
const DAY = 86_400_000

const givenFlow = (people: Parameters<typeof givenPilot>[1] = {}) => givenPilot(portal, {
  people: [{}, {}], actions: ['check', 'check-detail'], ...people,
  facts: (facts) => ({ ...facts, flows: facts.flows.map((flow) => ({ ...flow, purposeKind: 'secondary' as const, confidentiality: 'legal-duty' as const, drawsOn: ['gp' as const] })) }),
})
const A = OTHER_PRACTICE.code
const B = PRACTICE.code
const row = (given: Partial<CodedRow> = {}): CodedRow => ({ nhs_number: testNumber(0), ...given })

/** What the gate answers about the first person, with every reason. */
async function answer(pilot: Pilot): Promise<string> {
  const { lines } = linesOf(await ask(portal, pilot, testNumber(0), { query: '?detail=full' }))
  return [lines[0]?.decision, ...(lines[0]?.reasons ?? [])].filter((word) => !word?.startsWith('NDO_NOT_APPLICABLE') && word !== 'NO_OBJECTION').join(' ')
}

const later = (days: number) => { portal.now = new Date(TEST_NOW.getTime() + days * DAY) }

describe('a type 1 opt-out', () => {
  test('counts in the check after it came, until it is withdrawn', async () => {
    const pilot = await givenFlow()
    expect(await answer(pilot)).toBe('INCLUDE')
    await givenImport(portal, [row({ ...TYPE_1, effective: '2026-06-01' })])
    expect(await answer(pilot)).toBe('EXCLUDE T1')
    later(1)
    await givenImport(portal, [row({ ...TYPE_1_WITHDRAWN, effective: '2026-06-16' })])
    expect(await answer(pilot)).toBe('INCLUDE')
  })

  test('that an import withdrew by mistake counts again when the import is undone, and the checks meanwhile are listed', async () => {
    const pilot = await givenFlow()
    await givenImport(portal, [row({ effective: '2026-06-01' })])
    expect(await answer(pilot)).toBe('EXCLUDE T1')
    later(1)
    const mistaken = await givenImport(portal, [row({ ...TYPE_1_WITHDRAWN, effective: '2026-06-10' })], { as: systemActor('test', B) })
    expect(await answer(pilot)).toBe('INCLUDE')
    later(2)
    const { id, reference } = mistaken.import as { id: string; reference: string }
    await undoImport(contextOf(portal, pilot.manager), id, reference)
    later(3)
    expect(await answer(pilot)).toBe('EXCLUDE T1')
    const listed = await readPossibleIncidents(contextOf(portal, pilot.manager), id)
    expect(listed).toMatchObject([{ flowRef: pilot.flowRef, state: 'complete', rows: 1, included: 1, beganAt: new Date(TEST_NOW.getTime() + DAY).toISOString() }])
    expect(await readPossibleIncidents(contextOf(portal, pilot.lead), id)).toBeNull()
  })

  test('case 13: made at the practice someone left holds at the new one, until it says what holds now', async () => {
    const pilot = await givenFlow()
    await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: testNumber(0), leftAt: new Date('2026-01-01T00:00:00Z') })
    await givenImport(portal, [row({ source: A, effective: '2025-01-01', recorded: '2025-01-01T09:00' })])
    expect(await answer(pilot)).toBe('EXCLUDE T1_PRIOR_UNCONFIRMED')
    later(1)
    await givenImport(portal, [row({ source: B, ...TYPE_1_WITHDRAWN, effective: '2026-06-16' })])
    expect(await answer(pilot)).toBe('INCLUDE')
  })

  test('case 13: made at a practice that is not in this installation holds too', async () => {
    const pilot = await givenFlow()
    await givenImport(portal, [row({ source: 'A81001', effective: '2025-01-01', recorded: '2025-01-01T09:00' })])
    expect(await answer(pilot)).toBe('EXCLUDE T1_PRIOR_UNCONFIRMED')
  })

  test('case 14: withdrawn at another practice since, still holds for what this practice discloses', async () => {
    const pilot = await givenFlow()
    await givenImport(portal, [
      row({ source: B, effective: '2025-01-01', recorded: '2025-01-01T09:00' }), row({ source: A, ...TYPE_1_WITHDRAWN, effective: '2026-06-01', recorded: '2026-06-01T09:00' }),
    ])
    expect(await answer(pilot)).toBe('EXCLUDE T1')
    later(1)
    await givenImport(portal, [row({ source: B, ...TYPE_1_WITHDRAWN, effective: '2026-06-16' })])
    expect(await answer(pilot)).toBe('INCLUDE')
  })

  test('at the practice someone is registered with now holds for what another kind of organisation draws from the GP record, whatever an old practice says', async () => {
    const pilot = await givenFlow({ people: [] })
    await portal.owner`update organisations set kind = 'council' where code = ${B}`
    await givenPerson(portal, PRACTICE, { nhsNumber: testNumber(0) })
    await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: testNumber(0) })
    const told = await portal.owner`select id from people where organisation_code = ${B}`
    await portal.owner`insert into letters (id, campaign_id, person_id, position, addressee, reply_code_sealed, reply_code_lookup, format, language, pages)
      values (gen_random_uuid(), ${pilot.campaignId}, ${told[0]?.id}, 1, 'self', 'x', 'x', 'standard', 'en', 2)`
    await givenImport(portal, [
      row({ source: A, effective: '2025-01-01', recorded: '2025-01-01T09:00' }), row({ source: 'A81001', ...TYPE_1_WITHDRAWN, effective: '2026-06-01', recorded: '2026-06-01T09:00' }),
    ])
    expect(await answer(pilot)).toBe('EXCLUDE T1')
  })

  test('that came before anyone’s list had the number counts when the list does', async () => {
    await givenImport(portal, [row({ source: B, effective: '2025-01-01', recorded: '2025-01-01T09:00' })])
    expect(await answer(await givenFlow())).toBe('EXCLUDE T1')
  })

  test('with a type 2 code or a shared care code beside it is decided by the type 1 code alone', async () => {
    const pilot = await givenFlow()
    await givenImport(portal, [row({ code: '881561000000100' }), row({ code_system: 'read2', code: '93C3' })])
    expect(await answer(pilot)).toBe('INCLUDE')
  })

  test('does not bear on a flow for the person’s own care', async () => {
    const pilot = await givenPilot(portal, { people: [{}], actions: ['check', 'check-detail'] })
    await givenImport(portal, [row({ effective: '2026-06-01' })])
    expect(await answer(pilot)).toBe('INCLUDE')
  })
})

test('a coded opt-out from the project counts wherever it was made, and for that project alone', async () => {
  const pilot = await givenFlow()
  await givenImport(portal, [row({ source: A, code_system: 'concordat', code: 'project-opt-out:another-project' })])
  expect(await answer(pilot)).toBe('INCLUDE')
  await givenImport(portal, [row({ source: A, code_system: 'concordat', code: `project-opt-out:${pilot.projectRef}` })])
  expect(await answer(pilot)).toBe('EXCLUDE LOCAL')
})
