import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { addDays, type Day } from '#app/kernel/uk-date.ts'
import { endOfDay } from '#app/people/open-person.server.ts'
import { RECORDABLE_NUMBER_EVENTS, OTHER_NUMBER } from '#app/people/number-event.schema.ts'
import { NUMBER_SOURCES } from '#app/people/number-standing.rules.ts'
import { readPeopleList } from '#app/people/read-people-list.server.ts'
import { receivePeopleList } from '#app/people/receive-people-list.server.ts'
import { recordNumberEvent, takeBackNumberEvent } from '#app/people/record-number-event.server.ts'
import { explainPerson } from '#app/releases/explain-person.server.ts'
import { OLDHAM_REGISTER_FLOW } from '#db/seed/demo/oldham-facts.ts'
import { seededChance } from '#tests/bench/seeded-chance.ts'
import { valueOf } from '#tests/factories/campaigns.ts'
import { givenCoded, givenEvent, takeBackAll } from '#tests/factories/choices.ts'
import { aPeopleList, type ListRowGiven } from '#tests/factories/people-lists.ts'
import { givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()
const PEOPLE = 6
const DAYS = 6
const HOUR = 3_600_000

async function givenList(manager: StaffActor, rows: readonly ListRowGiven[], isWholeList: boolean): Promise<void> {
  const { uploadId } = valueOf(await receivePeopleList(contextOf(portal, manager), { formId: randomUUID(), fileName: 'people.csv', content: Buffer.from(aPeopleList(rows)), isWholeList }))
  await readPeopleList(portal.runtime, { uploadId })
}

/** What the page says of each person about the flow: now, or as it was known. */
async function said(pilot: Pilot, knownAt: Date | null): Promise<string[]> {
  const all: string[] = []
  for (const { id } of pilot.people) {
    const answers = await explainPerson(contextOf(portal, pilot.manager), id, knownAt)
    const answer = answers?.find(({ flowRef }) => flowRef === OLDHAM_REGISTER_FLOW)?.answer
    all.push(answer?.kind === 'decided' ? [answer.decision, ...answer.reasons, ...answer.flags].join(' ') : String(answer?.kind))
  }
  return all
}

describe('the answer for a past day, as known on it, never changes', () => {
  test.each([7, 42])('whatever lists, choices and entries about numbers come later (history %i)', async (seed) => {
    const { even } = seededChance(seed)
    const chance = (share: number) => even() < share
    const pick = <T>(list: readonly T[]): T => list[Math.floor(even() * list.length)] as T
    const pilot = await givenPilot(portal, {
      people: Array.from({ length: PEOPLE }, () => ({})),
      facts: (facts) => ({ ...facts, flows: facts.flows.map((flow) => ({ ...flow, purposeKind: 'secondary' as const, confidentiality: 'legal-duty' as const, drawsOn: ['gp' as const] })) }),
    })
    const them = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    const numbers = Array.from({ length: PEOPLE + 3 }, (_each, index) => testNumber(index))
    const listed = Array.from({ length: PEOPLE }, (_each, index) => numbers[index] as string)
    const happened = new Set<string>()

    const steps: Record<string, (day: Day) => Promise<void>> = {
      async 'our list'() {
        const rows = listed.map((nhsNumber, index): ListRowGiven => ({
          nhs_number: chance(0.3) ? pick(numbers) : nhsNumber, local_id: `L${index}`, deceased: chance(0.15) ? 'yes' : '', restricted: chance(0.15) ? 'yes' : '',
          registration_kind: pick(['', 'regular', 'temporary']),
        }))
        await givenList(pilot.manager, rows.filter((_row, index) => index < 2 || chance(0.7)), chance(0.7))
      },
      async 'their list'() {
        await givenList(them, numbers.filter(() => chance(0.4)).map((nhsNumber, index) => ({ nhs_number: nhsNumber, local_id: `T${index}${nhsNumber}` })), chance(0.5))
      },
      async choice(day) {
        await givenEvent(portal, pick(pilot.people), pick(['project-opt-out', 'project-opt-out-withdrawn', 'type-1-dissent', 'type-1-withdrawn']), addDays(day, -Math.floor(even() * 5)), chance(0.1))
      },
      async 'coded choices'(day) {
        await givenCoded(portal, [`${pick(numbers)},read2,${pick(['9Nu0.', '9Nu1.'])},${addDays(day, -Math.floor(even() * 20))},,${pick([PRACTICE.code, OTHER_PRACTICE.code])},${Math.floor(even() * 1e6)},`])
      },
      async 'a choice taken back'() {
        await takeBackAll(portal, pick(pilot.people))
      },
      async number(day) {
        const [isOurs, what] = [chance(0.75), pick(RECORDABLE_NUMBER_EVENTS)]
        const of = await portal.owner`select id from people where organisation_code = ${(isOurs ? PRACTICE : OTHER_PRACTICE).code} order by number_id, registered_from`
        const other = OTHER_NUMBER[what] === 'none' || (OTHER_NUMBER[what] === 'may' && chance(0.5)) ? null : pick(numbers)
        const person = of.length > 0 ? (pick(of).id as string) : randomUUID()
        await recordNumberEvent(contextOf(portal, isOurs ? pilot.manager : them), person, {
          formId: randomUUID(), what, otherNumber: other, since: addDays(day, -Math.floor(even() * 3)), source: chance(0.7) ? 'pds-trace' : pick(NUMBER_SOURCES), evidence: 'seen',
        })
      },
      async 'an entry taken back'() {
        const entries = await portal.owner`select id from number_events where kind <> 'taken-back' order by recorded_at`
        const entry = entries.length > 0 ? (pick(entries).id as string) : null
        for (const { id } of entry === null ? [] : pilot.people) {
          await takeBackNumberEvent(contextOf(portal, pilot.manager), id, { formId: randomUUID(), entry: entry as string, source: 'patient', evidence: 'a mistake' })
        }
      },
    }

    const remembered: { readonly known: Date; readonly answers: readonly string[] }[] = []
    for (let n = 0; n < DAYS; n += 1) {
      const day = addDays('2026-06-15', n)
      portal.now = new Date(endOfDay(day).getTime() - 12 * HOUR)
      for (let step = 0; step < 7; step += 1) {
        portal.now = new Date(portal.now.getTime() + HOUR)
        const name = pick([...Object.keys(steps), 'number', 'number', 'our list'])
        await steps[name]?.(day)
      }
      portal.now = endOfDay(day)
      const answers = await said(pilot, null)
      for (const answer of answers) happened.add(answer)
      remembered.push({ known: portal.now, answers })
      for (const { known, answers: then } of remembered) expect(await said(pilot, known), `as known at ${known.toISOString()}, asked on ${day}`).toEqual(then)
    }
    // A history in which nothing happens would prove nothing.
    expect(happened.size).toBeGreaterThan(5)
    expect((await portal.owner`select count(*)::int as count from person_facts`)[0]?.count).toBeGreaterThan(PEOPLE * 2)
    expect((await portal.owner`select count(*)::int as count from number_events`)[0]?.count).toBeGreaterThan(3)
  }, 240_000)
})
