import { describe, expect, test } from 'vitest'
import { explainCheck } from '#app/releases/explain-check.server.ts'
import { explainPerson } from '#app/releases/explain-person.server.ts'
import { stemOfText } from '#app/releases/number-stem.rules.ts'
import { readSnapshot } from '#app/releases/read-snapshot.server.ts'
import { findReceipt } from '#app/releases/receipts.store.server.ts'
import { noteFacts } from '#app/people/person-facts.store.server.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import { WHOLE_PROTOCOL } from '#app/documents/schedule.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { addDays, londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import { valueOf } from '#tests/factories/campaigns.ts'
import { GROUP_CODE, givenGroupPilot, givenMemberAct, givenSchedule, givenSignature, THIRD_PRACTICE } from '#tests/factories/groups.ts'
import { givenPerson } from '#tests/factories/letters.ts'
import { givenChoice, givenKey, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, givenStaff, COUNCIL, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { ask, linesOf, problemOf } from './ask.ts'

const portal = usePortal()

/** Two people at each of three practices: 0 and 1, 2 and 3, 4 and 5. */
async function givenCounty(given: Parameters<typeof givenGroupPilot>[1] = {}): Promise<Pilot> {
  const pilot = await givenGroupPilot(portal, { people: [{}, {}], ...given })
  for (const [index, practice] of [OTHER_PRACTICE, OTHER_PRACTICE, THIRD_PRACTICE, THIRD_PRACTICE].entries()) {
    await givenPerson(portal, practice, { nhsNumber: testNumber(2 + index), localId: `M${index}` })
  }
  return pilot
}

/** What the gate decides, with the reasons that no program is told where many send together. */
const told = async (pilot: Pilot, numbers: readonly number[] = [0, 1, 2, 3, 4, 5]): Promise<string[]> => {
  const answer = await ask(portal, pilot, `${numbers.map(testNumber).join('\n')}\n`, { accept: 'application/x-ndjson' })
  expect(answer.status).toBe(200)
  const { answers } = valueOf(await readSnapshot(portal.runtime, pilot.flowRef))
  return linesOf(answer).lines.map(({ nhs_number: number, decision }) => {
    const outcome = answers.outcomes[answers.placeFor(stemOfText(String(number)))]!
    expect(outcome.decision).toBe(decision)
    return decision === 'INCLUDE' ? 'INCLUDE' : outcome.reasons.join(' ')
  })
}
const NOT_SIGNED = 'DISCLOSER_NOT_SIGNED'

describe('a flow from many practices', () => {
  test('carries the people of those that have signed; the others are left out for that reason', async () => {
    const pilot = await givenCounty()
    expect(await told(pilot)).toEqual(['INCLUDE', 'INCLUDE', NOT_SIGNED, NOT_SIGNED, NOT_SIGNED, NOT_SIGNED])
  })

  test('a signature given, a practice that leaves and one that comes back are in the next check', async () => {
    const pilot = await givenCounty()
    await told(pilot)
    await givenSignature(portal, pilot, OTHER_PRACTICE)
    expect(await told(pilot)).toEqual(['INCLUDE', 'INCLUDE', 'INCLUDE', 'INCLUDE', NOT_SIGNED, NOT_SIGNED])
    await givenMemberAct(portal, pilot, PRACTICE, 'left')
    expect(await told(pilot)).toEqual([NOT_SIGNED, NOT_SIGNED, 'INCLUDE', 'INCLUDE', NOT_SIGNED, NOT_SIGNED])
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenMemberAct(portal, pilot, PRACTICE, 'returned')
    expect(await told(pilot)).toEqual(['INCLUDE', 'INCLUDE', 'INCLUDE', 'INCLUDE', NOT_SIGNED, NOT_SIGNED])
  })

  test('a notice counts from its own instant, with nothing else happening', async () => {
    const pilot = await givenCounty({ signedBy: [PRACTICE, OTHER_PRACTICE] })
    const ends = new Date(portal.now.getTime() + 3_600_000)
    await givenMemberAct(portal, pilot, PRACTICE, 'left', { from: ends })
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'INCLUDE'])
    portal.now = new Date(ends.getTime() - 1)
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'INCLUDE'])
    portal.now = ends
    expect(await told(pilot, [0, 2])).toEqual([NOT_SIGNED, 'INCLUDE'])
  })

  test('is refused as a whole until somebody has signed, and again when the last has left', async () => {
    const pilot = await givenCounty({ signedBy: [] })
    const refused = async () => problemOf(await ask(portal, pilot, testNumber(0))).code
    expect(await refused()).toBe('no-member-signed')
    await givenSignature(portal, pilot, THIRD_PRACTICE)
    expect(await told(pilot, [0, 4])).toEqual([NOT_SIGNED, 'INCLUDE'])
    await givenMemberAct(portal, pilot, THIRD_PRACTICE, 'left')
    expect(await refused()).toBe('no-member-signed')
  })

  test('a person who moved goes by the list they are on now', async () => {
    const pilot = await givenCounty({ people: [{ leftAt: new Date('2026-05-01T00:00:00Z') }, {}] })
    await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: testNumber(0), localId: 'moved' })
    expect(await told(pilot, [0])).toEqual([NOT_SIGNED])
    await givenSignature(portal, pilot, OTHER_PRACTICE)
    expect(await told(pilot, [0])).toEqual(['INCLUDE'])
  })

  test('a person who is on two lists goes only if both practices have signed', async () => {
    const pilot = await givenCounty()
    await told(pilot)
    await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: testNumber(0), localId: 'both' })
    expect(await told(pilot, [0])).toEqual([NOT_SIGNED])
    await givenSignature(portal, pilot, OTHER_PRACTICE)
    expect(await told(pilot, [0])).toEqual(['INCLUDE'])
  })

  test('a no to the project counts at once, among many practices as at one', async () => {
    const pilot = await givenCounty({ signedBy: [PRACTICE, OTHER_PRACTICE] })
    expect(await told(pilot, [0, 1, 2])).toEqual(['INCLUDE', 'INCLUDE', 'INCLUDE'])
    await givenChoice(portal, pilot.people[1]!)
    expect(await told(pilot, [0, 1, 2])).toEqual(['INCLUDE', 'LOCAL', 'INCLUDE'])
  })

  test('a merged practice goes on with its own list until its successor has signed, and with nobody who joined it after', async () => {
    const pilot = await givenCounty()
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenMemberAct(portal, pilot, PRACTICE, 'merged', { into: OTHER_PRACTICE.code })
    await givenPerson(portal, PRACTICE, { nhsNumber: testNumber(6), localId: 'late', registeredFrom: new Date(portal.now.getTime()) })
    expect(await told(pilot, [0, 1, 2, 6])).toEqual(['INCLUDE', 'INCLUDE', NOT_SIGNED, NOT_SIGNED])
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenSignature(portal, pilot, OTHER_PRACTICE)
    expect(await told(pilot, [0, 1, 2, 6])).toEqual([NOT_SIGNED, NOT_SIGNED, 'INCLUDE', NOT_SIGNED])
  })

  test('a practice whose security assurance lapses sends nobody from that midnight on, with nothing else happening; the others go on', async () => {
    const pilot = await givenCounty({ signedBy: [PRACTICE, OTHER_PRACTICE] })
    const say = async (publishedOn: string, confidentiality = 'communicable-disease') => {
      const [row] = await portal.owner<{ facts: ProjectFacts }[]>`select facts from project_facts where project_id = ${pilot.projectId}`
      const facts = {
        ...row!.facts, flows: row!.facts.flows.map((flow) => ({ ...flow, confidentiality })),
        parties: row!.facts.parties.map((party) => ({ ...party, assurance: { status: 'met', publishedOn: '2026-06-10' }, members: party.members?.map((member) => (member.code === PRACTICE.code ? { ...member, assurance: { status: 'met', publishedOn } } : member)) ?? [] })),
      }
      await portal.owner`update project_facts set facts = ${portal.owner.json(facts as never)} where project_id = ${pilot.projectId}`
    }
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'INCLUDE'])
    await say('2025-06-20')
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'INCLUDE'])
    portal.now = new Date('2026-06-30T22:59:59.999Z')
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'INCLUDE'])
    portal.now = new Date('2026-06-30T23:00:00Z')
    expect(await told(pilot, [0, 2, 4])).toEqual(['DISCLOSER_NOT_ASSURED', 'INCLUDE', NOT_SIGNED])
    await say('2025-06-20', 'direct-care')
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'INCLUDE'])
    await say('2024-06-20')
    expect(await told(pilot, [0, 2])).toEqual(['DISCLOSER_NOT_ASSURED', 'INCLUDE'])
    await say('2026-06-20')
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'INCLUDE'])
    await givenMemberAct(portal, pilot, OTHER_PRACTICE, 'left')
    await say('2024-06-20')
    expect(problemOf(await ask(portal, pilot, testNumber(0))).code).toBe('members-not-assured')
  })

  test('a practice that left the flow out by its schedule sends nobody in it, until it signs another', async () => {
    const pilot = await givenCounty({ signedBy: [PRACTICE] })
    await givenSignature(portal, pilot, OTHER_PRACTICE, { ...WHOLE_PROTOCOL, flowsLeftOut: [pilot.flowRef] })
    expect(await told(pilot, [0, 2, 4])).toEqual(['INCLUDE', 'DISCLOSER_LEFT_OUT', NOT_SIGNED])
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenSchedule(portal, OTHER_PRACTICE, { ...WHOLE_PROTOCOL, note: 'We take part' })
    expect(await told(pilot, [0, 2, 4])).toEqual(['INCLUDE', 'INCLUDE', NOT_SIGNED])
    portal.now = new Date(portal.now.getTime() + 60_000)
    await givenSchedule(portal, PRACTICE, { ...WHOLE_PROTOCOL, flowsLeftOut: [pilot.flowRef] })
    expect(await told(pilot, [0, 2, 4])).toEqual(['DISCLOSER_LEFT_OUT', 'INCLUDE', NOT_SIGNED])
  })

  test('a practice that begins later by its schedule sends from the midnight of that day, with nothing else happening', async () => {
    const pilot = await givenCounty({ signedBy: [PRACTICE] })
    const startsOn = addDays(londonDay(portal.now), 2)
    await givenSignature(portal, pilot, OTHER_PRACTICE, { ...WHOLE_PROTOCOL, startsOn })
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'DISCLOSER_LEFT_OUT'])
    portal.now = new Date(startOfLondonDay(startsOn).getTime() - 1)
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'DISCLOSER_LEFT_OUT'])
    portal.now = startOfLondonDay(startsOn)
    expect(await told(pilot, [0, 2])).toEqual(['INCLUDE', 'INCLUDE'])
  })

  test('a practice whose people have not been told sends nobody, and the others go on', async () => {
    const pilot = await givenCounty({ isTold: true, campaign: {}, signedBy: [PRACTICE, OTHER_PRACTICE] })
    expect(await told(pilot, [0, 2, 4])).toEqual(['INCLUDE', 'NOT_NOTIFIED', `${NOT_SIGNED} NOT_NOTIFIED`])
  })

  test('a practice whose letters do not tell of the flow sends nobody in it, though its time for replies is over', async () => {
    const pilot = await givenCounty({ isTold: true, campaign: {}, signedBy: [PRACTICE] })
    const tells = (flows: readonly string[]) => portal.owner`update campaigns set flows_told = ${portal.owner.json([...flows])}`
    expect(await told(pilot, [0])).toEqual(['INCLUDE'])
    await tells(['another-flow'])
    expect(problemOf(await ask(portal, pilot, testNumber(0)))).toMatchObject({ code: 'people-not-told-yet', detail: expect.stringContaining('do not tell of this flow') })
    await tells(['another-flow', pilot.flowRef])
    expect(await told(pilot, [0])).toEqual(['INCLUDE'])
  })

  test('the receipt says how many had signed, and has the digest of their codes', async () => {
    const pilot = await givenCounty({ signedBy: [PRACTICE, THIRD_PRACTICE] })
    const answer = await ask(portal, pilot, testNumber(0), { accept: 'application/x-ndjson' })
    const { check } = linesOf(answer).summary
    const kept = await findReceipt(portal.runtime.db, check)
    const said = JSON.parse(Buffer.from(kept!.jws.split('.')[1]!, 'base64url').toString('utf8')) as { discloser: string; disclosers: unknown }
    expect(said).toMatchObject({ discloser: GROUP_CODE, disclosers: { count: 2, sha256: sha256Hex(`${PRACTICE.code}\n${THIRD_PRACTICE.code}\n`) } })
  })

  test('a practice sees what the flow answers of its own people, signed or not, and why', async () => {
    const pilot = await givenCounty()
    const other = await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: testNumber(9), localId: 'X' })
    const guardian = await givenStaff(portal, 'caldicott-guardian', OTHER_PRACTICE)
    expect(await explainPerson(contextOf(portal, guardian), other.id, null)).toMatchObject([{ flowRef: pilot.flowRef, answer: { kind: 'decided', decision: 'EXCLUDE', reasons: [NOT_SIGNED] } }])
    const own = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    expect(await explainPerson(contextOf(portal, own), pilot.people[0]!.id, null)).toMatchObject([{ answer: { kind: 'decided', decision: 'INCLUDE' } }])
  })

  test('a practice is not told the reasons of another list of somebody whom both have', async () => {
    const pilot = await givenCounty({ signedBy: [PRACTICE, OTHER_PRACTICE] })
    const own = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    const explained = async (index: number) => {
      const { check } = linesOf(await ask(portal, pilot, testNumber(index), { accept: 'application/x-ndjson' })).summary
      return (await explainCheck(contextOf(portal, own), pilot.projectRef, check, { personId: pilot.people[index]!.id, reason: 'complaint' }))?.answers
    }
    await givenChoice(portal, pilot.people[1]!)
    expect(await explained(1)).toMatchObject([{ outcome: { decision: 'EXCLUDE', reasons: ['LOCAL'] } }])
    await givenPerson(portal, THIRD_PRACTICE, { nhsNumber: testNumber(0), localId: 'both' })
    expect(await explained(0)).toMatchObject([{ outcome: { decision: 'EXCLUDE', reasons: null } }])
    // A record that had the number, and has another now, counts as one that has it.
    const [other] = await portal.owner`select id from people where organisation_code = ${THIRD_PRACTICE.code} and number_id = (select number_id from people where id = ${pilot.people[0]!.id})`
    await portal.owner`update people set number_id = null where id = ${other!.id as string}`
    await noteFacts(portal.runtime.db, [other!.id as string], portal.now)
    await givenChoice(portal, pilot.people[0]!)
    expect(await explained(0)).toMatchObject([{ outcome: { decision: 'EXCLUDE', reasons: null } }])
  })

  test('tells no program why somebody is left out, whoever asks: none may know it of another practice’s people', async () => {
    const pilot = await givenCounty({ signedBy: [PRACTICE, OTHER_PRACTICE] })
    await givenChoice(portal, pilot.people[1]!)
    for (const of of [COUNCIL, PRACTICE, OTHER_PRACTICE]) {
      const { token } = await givenKey(portal, { of, actions: ['check', 'check-detail'], flowRefs: [pilot.flowRef] })
      const refused = await ask(portal, pilot, testNumber(1), { token, query: '?detail=full' })
      expect([refused.status, problemOf(refused).code]).toEqual([403, 'detail-not-allowed'])
    }
  })

  test('a practice sees what a check answered of those who were on its list then, and nothing of what another answered of one who had left', async () => {
    const pilot = await givenCounty()
    const { check } = linesOf(await ask(portal, pilot, testNumber(0), { accept: 'application/x-ndjson' })).summary
    const own = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    const explained = () => explainCheck(contextOf(portal, own), pilot.projectRef, check, { personId: pilot.people[0]!.id, reason: 'complaint' })
    expect(await explained()).toMatchObject({ answers: [{ outcome: { decision: 'INCLUDE' } }] })
    await givenPerson(portal, THIRD_PRACTICE, { nhsNumber: testNumber(0), localId: 'both' })
    expect(await explained()).toMatchObject({ answers: [{ outcome: { decision: 'INCLUDE' } }] })
    await portal.owner`update people set left_at = ${new Date(portal.now.getTime() - 1000).toISOString()} where id = ${pilot.people[0]!.id}`
    expect(await explained()).toBeNull()
  })
})
