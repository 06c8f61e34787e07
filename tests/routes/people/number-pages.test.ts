import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { NUMBER_REFUSAL_WORDS } from '#app/people/number-standing.words.ts'
import { action as openPost } from '#app/routes/people.$id.tsx'
import { loader as personPage } from '#app/routes/people.$id.tsx'
import { action as post, loader as page } from '#app/routes/people.$id_.numbers.tsx'
import { loader as home } from '#app/routes/practice._index.tsx'
import { loader as settle } from '#app/routes/practice.numbers.tsx'
import { loader as desk } from '#app/routes/desk._index.tsx'
import { givenPerson } from '#tests/factories/letters.ts'
import { givenNumberEvent } from '#tests/factories/numbers.ts'
import { givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()
const [X, Y, Z] = [0, 1, 40].map(testNumber) as [string, string, string]
let pilot: Pilot
let id: string
let manager: StaffActor

beforeEach(async () => {
  pilot = await givenPilot(portal, { people: [{}, {}] })
  id = pilot.people[0]?.id as string
  manager = pilot.manager
})

const aForm = (given: Record<string, string> = {}): Record<string, string> => ({
  intent: 'record', formId: randomUUID(), what: 'superseded', otherNumber: Z, 'since.day': '10', 'since.month': '6', 'since.year': '2026', source: 'pds-trace', evidence: 'A trace shows it.', ...given,
})
const send = (given: Record<string, string> = {}, as: StaffActor | undefined = manager, person = id): Promise<Answer> =>
  callRoute(portal, post, { as, path: `/people/${person}/numbers`, params: { id: person }, form: aForm(given) })
async function opened(as = manager, person = id): Promise<string> {
  const answer = await callRoute(portal, openPost, { as, path: `/people/${person}`, params: { id: person }, form: { reason: 'put-right' } })
  return answer.headers.get('Set-Cookie')?.split(';')[0] as string
}
const look = (cookie?: string, as: StaffActor | undefined = manager, person = id) =>
  callRoute(portal, page, { as, path: `/people/${person}/numbers`, params: { id: person }, init: cookie ? { headers: { Cookie: cookie } } : {} })
interface Shown { readonly numbers: { readonly number: string; readonly others: string[]; readonly doubts: string[]; readonly hasForeign: boolean; readonly entries: { readonly id: string; readonly kind: string; readonly other: string | null; readonly isOurs: boolean; readonly takenBackAt: string | null; readonly evidence: string }[] } }
const shown = async (as = manager, person = id) => (await look(await opened(as, person), as, person)).data as Shown
const problems = (answer: Answer) => (answer.data as { problems: { field: string; message: string }[] }).problems
const entries = () => portal.owner`select kind, source, evidence from number_events order by recorded_at, id`

describe('recording what is known of a number', () => {
  test('keeps it with its source and evidence, shows it in the history, and writes it into the audit without a number', async () => {
    expect((await send()).location).toBe(`/people/${id}/numbers?done=recorded`)
    expect(await entries()).toEqual([{ kind: 'superseded', source: 'pds-trace', evidence: 'A trace shows it.' }])
    const { numbers } = await shown()
    expect(numbers).toMatchObject({ number: '999 000 0018', doubts: [], entries: [{ kind: 'superseded', isOurs: true, evidence: 'A trace shows it.', takenBackAt: null }] })
    expect(numbers.others).toHaveLength(1)
    const [entry] = await portal.owner`select subject, data, actor from audit_entries where kind = 'number-event-recorded'`
    expect(entry).toEqual({ subject: `person:${id}`, data: '{"entry":"superseded","source":"pds-trace"}', actor: manager.label })
    expect(JSON.stringify(await portal.owner`select subject, data from audit_entries`)).not.toContain(Z)
  })

  test('twice with the same form is once', async () => {
    const formId = randomUUID()
    expect([(await send({ formId })).status, (await send({ formId })).status]).toEqual([302, 302])
    expect(await entries()).toHaveLength(1)
  })

  test('can be taken back, stays in the history, and cannot be taken back twice', async () => {
    await send()
    const [entry] = (await shown()).numbers.entries
    const back = { intent: 'take-back', entry: entry?.id as string, takeBackSource: 'practice-record', takeBackEvidence: 'Wrong patient.' }
    expect((await send(back)).location).toBe(`/people/${id}/numbers?done=taken-back`)
    expect((await shown()).numbers).toMatchObject({ others: [], entries: [{ kind: 'superseded', takenBackAt: portal.now.toISOString() }] })
    const again = await send(back)
    expect([again.status, problems(again)[0]]).toEqual([400, { field: 'entry', message: NUMBER_REFUSAL_WORDS['not-yours-to-take-back']() }])
    expect(await portal.owner`select kind from audit_entries where kind like 'number-event%' order by seq`).toEqual([{ kind: 'number-event-recorded' }, { kind: 'number-event-taken-back' }])
  })

  test.each<[string, Record<string, string>, string, RegExp]>([
    ['nothing chosen', { what: '' }, 'what', /Select what you have found out/],
    ['no other number', { otherNumber: ' ' }, 'otherNumber', /Enter the other NHS number/],
    ['a wrong digit', { otherNumber: '9990000019' }, 'otherNumber', /digit wrong/],
    ['the patient’s own number', { otherNumber: '999 000 0018' }, 'otherNumber', /the number the patient has now/],
    ['no date', { 'since.day': '', 'since.month': '', 'since.year': '' }, 'since', /Enter the date/],
    ['a date ahead', { 'since.day': '16' }, 'since', /today or in the past/],
    ['no source', { source: '' }, 'source', /Select how you know/],
    ['a confirmation that is not the register’s', { what: 'merge-confirmed', source: 'patient' }, 'source', /Only the national register/],
    ['no evidence', { evidence: ' ' }, 'evidence', /Enter what you saw/],
    ['a number in the evidence', { evidence: 'It is 999 000 0026 now' }, 'evidence', /Leave NHS numbers out/],
    ['a confirmation of nothing', { what: 'merge-confirmed' }, 'otherNumber', /recorded nothing that joins/],
    ['a patient of whom nothing is in doubt', { what: 'reconfirmed', otherNumber: '' }, 'what', /Nothing about this patient’s number is in doubt/],
  ])('with %s is given back with what was typed, and keeps nothing', async (_what, given, field, message) => {
    const answer = await send(given)
    expect(answer.status).toBe(400)
    expect(problems(answer)).toEqual([{ field, message: expect.stringMatching(message) as string }])
    expect((answer.data as { typed: Record<string, string> }).typed).toMatchObject({ evidence: given.evidence ?? 'A trace shows it.' })
    expect(await entries()).toEqual([])
  })

  test('says nothing of whether anybody else has the number that is typed', async () => {
    await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: Z })
    const theirs = await send({ what: 'merged', source: 'practice-record' })
    const seen = (await shown()).numbers
    await portal.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx`delete from number_events`
    })
    const nobodys = await send({ what: 'merged', source: 'practice-record', otherNumber: testNumber(41) })
    expect(nobodys).toMatchObject({ status: theirs.status, location: theirs.location })
    const { numbers } = await shown()
    const withoutNumber = (each: Shown['numbers']) => ({ ...each, entries: each.entries.map(({ kind, isOurs }) => ({ kind, isOurs })) })
    expect(withoutNumber(numbers)).toEqual(withoutNumber(seen))
    expect((await send({ otherNumber: testNumber(41), what: 'merge-confirmed' })).status).toBe(302)
  })

  test('is for a practice manager of the patient’s practice, with the record open', async () => {
    const clerk = await givenStaff(portal, 'receptionist', PRACTICE)
    expect((await send({}, clerk)).status).toBe(403)
    expect((await send({}, await givenStaff(portal, 'practice-manager', OTHER_PRACTICE))).status).toBe(404)
    expect((await callRoute(portal, post, { path: `/people/${id}/numbers`, params: { id }, form: aForm() })).location).toMatch(/^\/sign-in/)
    expect((await look()).location).toBe(`/people/${id}`)
    expect((await look(await opened(), await givenStaff(portal, 'practice-manager', OTHER_PRACTICE))).status).toBe(404)
    expect(await entries()).toEqual([])
    await shown()
    expect(await portal.owner`select data from audit_entries where kind = 'person-opened'`).toEqual([{ data: '{"reason":"put-right"}' }])
  })
})

describe('what another practice recorded', () => {
  test('is shown as that and no more, and cannot be taken back here', async () => {
    const them = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    const theirs = await givenPerson(portal, OTHER_PRACTICE, { nhsNumber: X })
    const entry = await givenNumberEvent(portal, them, theirs, 'superseded', Z, { evidence: 'Their own words' })
    const { numbers } = await shown()
    expect(numbers).toMatchObject({ doubts: ['merge-unconfirmed'], hasForeign: true, entries: [{ kind: 'superseded', isOurs: false, other: null, evidence: '' }] })
    expect(JSON.stringify(numbers)).not.toContain('Their own words')
    expect(JSON.stringify(numbers)).not.toContain(OTHER_PRACTICE.code)
    expect((await send({ intent: 'take-back', entry, takeBackEvidence: 'x', takeBackSource: 'patient' })).status).toBe(400)
    portal.now = new Date(portal.now.getTime() + 1000)
    for (const given of [{ 'since.day': '14', source: 'pds-trace' }, { 'since.day': '15', source: 'patient' }]) {
      expect(problems(await send({ what: 'reconfirmed', otherNumber: '', ...given }))).toEqual([{ field: 'since', message: NUMBER_REFUSAL_WORDS['settles-nothing']() }])
    }
    expect((await send({ what: 'reconfirmed', otherNumber: '', 'since.day': '15' })).status).toBe(302)
    expect((await shown()).numbers.doubts).toEqual([])
  })
})

describe('numbers to settle', () => {
  const listed = async (as = manager) => ((await callRoute(portal, settle, { as, path: '/practice/numbers' })).data as { people: { personId: string; doubts: string[] }[] }).people

  test('are counted on the practice’s page and on the desk, and listed with who they are', async () => {
    expect(await listed()).toEqual([])
    await send({ what: 'merged', otherNumber: Y, source: 'practice-record' })
    expect((await listed()).map(({ personId, doubts }) => [personId, doubts]).sort()).toEqual(pilot.people.map((person) => [person.id, ['merge-unconfirmed']]).sort())
    expect((await callRoute(portal, home, { as: manager, path: '/practice' })).data).toMatchObject({ home: { numbersToSettle: 2 } })
    expect((await callRoute(portal, desk, { as: manager, path: '/desk' })).data).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ kind: 'settle-numbers', details: { count: 2 } })]) as unknown })
    expect(await portal.owner`select data from audit_entries where kind = 'numbers-to-settle-opened' order by seq`).toEqual([{ data: '{"people":0}' }, { data: '{"people":2}' }])
    await send({ what: 'merge-confirmed', otherNumber: Y })
    expect(await listed()).toEqual([])
  })

  test('are not another practice’s to see, nor a receptionist’s', async () => {
    await send({ what: 'merged', otherNumber: Y, source: 'practice-record' })
    expect(await listed(await givenStaff(portal, 'practice-manager', OTHER_PRACTICE))).toEqual([])
    const clerk = await givenStaff(portal, 'receptionist', PRACTICE)
    expect((await callRoute(portal, settle, { as: clerk, path: '/practice/numbers' })).status).toBe(403)
    expect((await callRoute(portal, home, { as: clerk, path: '/practice' })).data).toMatchObject({ home: { numbersToSettle: null } })
    expect((await callRoute(portal, settle, { as: await givenStaff(portal, 'practice-manager', COUNCIL), path: '/practice/numbers' })).status).toBe(404)
  })
})

test('a patient’s page shows the standing of their numbers, now and as it was known', async () => {
  portal.now = new Date('2026-06-17T10:00:00Z')
  await send({ what: 'split', otherNumber: '', source: 'patient' })
  portal.now = new Date('2026-06-18T10:00:00Z')
  const cookie = await opened()
  const seen = async (given: string) => ((await callRoute(portal, personPage, { as: manager, path: `/people/${id}`, params: { id }, init: { headers: { Cookie: given } } })).data as { opened: Shown }).opened.numbers
  expect(await seen(cookie)).toMatchObject({ doubts: ['split-unconfirmed'], entries: [{ kind: 'split' }] })
  const before = await callRoute(portal, openPost, {
    as: manager, path: `/people/${id}`, params: { id }, form: { intent: 'as-known', 'asKnownOn.day': '16', 'asKnownOn.month': '6', 'asKnownOn.year': '2026' }, init: { headers: { Cookie: cookie } },
  })
  expect(await seen(before.headers.get('Set-Cookie')?.split(';')[0] as string)).toMatchObject({ doubts: [], entries: [] })
})
