import { describe, expect, test } from 'vitest'
import { endOfDay } from '#app/people/open-person.server.ts'
import { explainPerson, type FlowAnswer } from '#app/releases/explain-person.server.ts'
import { OLDHAM_FLAGS_FLOW, OLDHAM_REGISTER_FLOW } from '#db/seed/demo/oldham-facts.ts'
import { seededChance } from '#tests/bench/seeded-chance.ts'
import { givenCoded, givenEvent, takeBackAll } from '#tests/factories/choices.ts'
import { givenAnswer, MESH, underSection251 } from '#tests/factories/national-check.ts'
import { givenPilot, type Pilot, type PilotGiven } from '#tests/factories/pilot.ts'
import type { PersonGiven } from '#tests/factories/letters.ts'
import { COUNCIL, contextOf, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { ask, linesOf, problemOf } from '#tests/routes/releases/ask.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'

const portal = usePortal(MESH)
const PEOPLE = 200
const DAY_MS = 86_400_000
const FLOWS = [OLDHAM_REGISTER_FLOW, OLDHAM_FLAGS_FLOW]
const FIRST_DAY = '2026-06-15'

const isSaid = ({ answer }: FlowAnswer): string => (answer.kind === 'decided' ? [answer.decision, ...answer.reasons].join(' ') : answer.kind === 'refused' ? answer.refusal.kind : answer.kind)

/** What the page says of each person about each of the two flows, in the order of the people. */
async function pageSays(pilot: Pilot, knownAt: Date | null = null): Promise<string[]> {
  const said: string[] = []
  for (const person of pilot.people) {
    const answers = await explainPerson(contextOf(portal, pilot.manager), person.id, knownAt)
    said.push(FLOWS.map((flow) => (answers ?? []).filter(({ flowRef }) => flowRef === flow).map(isSaid).join()).join(' | '))
  }
  return said
}

async function gateSays(pilot: Pilot): Promise<string[]> {
  const said = await Promise.all(FLOWS.map(async (flowRef) => {
    const answer = await ask(portal, pilot, pilot.people.map(({ nhsNumber }) => nhsNumber).join('\n'), { query: '?detail=full', flowRef })
    if (answer.status !== 200) return pilot.people.map(() => problemOf(answer).code)
    return linesOf(answer).lines.map(({ decision, reasons }) => [decision, ...(reasons ?? [])].join(' '))
  }))
  return pilot.people.map((_person, at) => said.map((lines) => lines[at]).join(' | '))
}

/** People as various as a practice has them: some dead, gone or kept secret, some never told. */
async function givenVariousPeople(seed: number, more: PilotGiven): Promise<{ pilot: Pilot; chance: (share: number) => boolean; pick: <T>(list: readonly T[]) => T }> {
  const { even } = seededChance(seed)
  const chance = (share: number) => even() < share
  const pick = <T>(list: readonly T[]): T => list[Math.floor(even() * list.length)] as T
  const people = Array.from({ length: PEOPLE }, (): PersonGiven => ({
    isDeceased: chance(0.05), isRestricted: chance(0.05), leftAt: chance(0.08) ? new Date('2026-06-01T00:00:00Z') : null,
  }))
  const pilot = await givenPilot(portal, { people, actions: ['check', 'check-detail'], told: () => even() > 0.1, ...more })
  return { pilot, chance, pick }
}

const CODES = ['9Nu0.', '9Nu0.', '9Nu1.', '9Nu4.', '93C3.', '9Nd1.']

describe('what the page says each flow would answer', () => {
  test.each([
    ['flows that the national opt-out leaves alone', 11, false],
    ['a flow that waits for the national check', 23, true],
  ])('is what the gate answers at the same instant, for 200 people: %s', async (_name, seed, isNational) => {
    const { pilot, chance, pick } = await givenVariousPeople(seed, isNational ? { facts: underSection251 } : {})
    const days = ['2024-03-10', '2026-05-04', '2026-06-01', '2026-06-15', '2026-09-01']
    const rows = pilot.people.flatMap(({ nhsNumber }, at) => (chance(0.5) ? [1, 2].map((n) =>
      `${nhsNumber},read2,${pick(CODES)},${pick(days)},${pick(['', '2026-05-05'])},${pick([PRACTICE.code, OTHER_PRACTICE.code])},${at * 2 + n},`) : []))
    await givenCoded(portal, rows)
    const stir = async (share: number) => {
      for (const person of pilot.people) {
        if (chance(share)) await givenEvent(portal, person, pick(['project-opt-out', 'project-opt-out', 'project-opt-out-withdrawn', 'consent-refused', 'type-1-dissent', 'type-1-withdrawn']), pick(days), chance(0.1))
        if (chance(share / 4)) await takeBackAll(portal, person)
      }
    }
    await stir(0.4)
    if (isNational) await givenAnswer(portal, pilot.people.filter(() => chance(0.1)).map(({ nhsNumber }) => nhsNumber))
    for (const person of pilot.people) if (chance(0.05)) await portal.owner`update letters set returned_at = ${new Date('2026-05-09T10:00:00Z')} where person_id = ${person.id}`

    portal.now = endOfDay(FIRST_DAY)
    const then = await gateSays(pilot)
    expect(await pageSays(pilot)).toEqual(then)
    expect(new Set(then).size).toBeGreaterThan(6)

    // What is recorded later: choices dated back, choices taken back, letters that come back, people who leave and people told another way.
    portal.now = new Date(TEST_NOW.getTime() + 2 * DAY_MS)
    await stir(0.4)
    for (const person of pilot.people) {
      if (chance(0.1)) await portal.owner`update letters set returned_at = coalesce(returned_at, ${portal.now}) where person_id = ${person.id}`
      if (chance(0.1)) await portal.owner`update letters set told_at = ${portal.now}, told_how = 'telephone' where person_id = ${person.id}`
      if (chance(0.05)) await portal.owner`update people set left_at = coalesce(left_at, ${portal.now}) where id = ${person.id}`
    }
    const now = await gateSays(pilot)
    expect(await pageSays(pilot)).toEqual(now)
    expect(now).not.toEqual(then)
    expect(await pageSays(pilot, endOfDay(FIRST_DAY))).toEqual(then)
  }, 120_000)

  test('is the gate’s refusal where the flow may not run, and nothing where the data is another’s', async () => {
    const pilot = await givenPilot(portal, {
      people: [{}], signedBy: [COUNCIL], actions: ['check', 'check-detail'],
      facts: (facts) => ({ ...facts, flows: facts.flows.map((flow) => (flow.ref === OLDHAM_FLAGS_FLOW ? { ...flow, fromCode: COUNCIL.code } : flow)) }),
    })
    expect(await gateSays(pilot)).toEqual(['protocol-not-signed | protocol-not-signed'])
    expect(await pageSays(pilot)).toEqual(['protocol-not-signed | of-another'])
    const answers = await explainPerson(contextOf(portal, pilot.manager), pilot.people[0]?.id as string, null)
    expect(answers?.find(({ flowRef }) => flowRef === OLDHAM_FLAGS_FLOW)?.answer).toEqual({ kind: 'of-another', fromCode: COUNCIL.code })
  })

  test('is kept from everyone but the practice', async () => {
    const pilot = await givenPilot(portal, { people: [{}] })
    expect(await explainPerson(contextOf(portal, pilot.lead), pilot.people[0]?.id as string, null)).toBeNull()
  })
})
