import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { formatReplyCode } from '#app/letters/reply-code.rules.ts'
import { action as find, loader as desk } from '#app/routes/practice.campaigns.$ref.replies._index.tsx'
import { loader as csv } from '#app/routes/practice.campaigns.$ref.replies.opt-outs[.]csv.ts'
import { action as record, loader as form } from '#app/routes/practice.campaigns.$ref.replies.people.$personId.tsx'
import { loader as queries } from '#app/routes/practice.campaigns.$ref.replies.queries._index.tsx'
import { action as settle, loader as query } from '#app/routes/practice.campaigns.$ref.replies.queries.$replyId.tsx'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign, type GivenLetter, type PersonGiven } from '#tests/factories/letters.ts'
import { givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
let campaign: GivenCampaign
let letter: GivenLetter
let clerk: StaffActor
let stranger: StaffActor

beforeEach(async () => {
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal)
  letter = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE))
  clerk = await givenStaff(portal, 'receptionist', PRACTICE)
  stranger = await givenStaff(portal, 'receptionist', OTHER_PRACTICE)
})

const base = () => `/practice/campaigns/${campaign.ref}/replies`
const SIGNED = { says: 'opt-out', came: 'slip-signed', word: 'self', 'received.day': '10', 'received.month': '5', 'received.year': '2026' }
const send = (fields: Record<string, string> = {}, person = letter.person, as: StaffActor | undefined = clerk) =>
  callRoute(portal, record, {
    as, path: `${base()}/people/${person.id}`, params: { ref: campaign.ref, personId: person.id }, form: { formId: randomUUID(), ...SIGNED, ...fields },
  })
const readDesk = (search = '', as: StaffActor | undefined = clerk) => callRoute(portal, desk, { as, path: `${base()}${search}`, params: { ref: campaign.ref } })
const kinds = async () => (await portal.owner`select kind from choice_events order by recorded_at, id`).map(({ kind }) => kind as string)
const young = async (given: PersonGiven) => (await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, given))).person

describe('finding by reply code', () => {
  const look = (code: string, as: StaffActor | undefined = clerk) => callRoute(portal, find, { as, path: base(), params: { ref: campaign.ref }, form: { code } })

  test.each([(code: string) => code, (code: string) => formatReplyCode(code).toLowerCase(), (code: string) => `http://localhost:3000/your-choice#${formatReplyCode(code)}`])(
    'however it is typed or scanned, it leads to the patient, with no code in the address', async (typed) => {
      const answer = await look(typed(letter.code))
      expect(answer).toMatchObject({ status: 302, location: `${base()}/people/${letter.person.id}` })
      expect(answer.location).not.toMatch(/Sample|1980|999000/)
    })

  test('an unknown one and another practice’s are told alike, and kept in the box', async () => {
    const theirs = await givenLetter(portal, await givenCampaign(portal, OTHER_PRACTICE), await givenPerson(portal, OTHER_PRACTICE))
    const answers = [await look(theirs.code), await look('XXXXXXXXXXXX')]
    expect(answers[0]?.data).toMatchObject({ problems: [{ field: 'code' }], typed: { code: theirs.code } })
    expect((answers[0]?.data as { problems: unknown }).problems).toEqual((answers[1]?.data as { problems: unknown }).problems)
  })

  test('the look is in the audit; the code is not', async () => {
    await look(letter.code)
    const entries = await portal.owner`select kind, data from audit_entries`
    expect(entries).toMatchObject([{ kind: 'people-searched' }])
    expect(JSON.stringify(entries)).not.toContain(letter.code)
  })
})

describe('recording a reply', () => {
  test('the page confirms who it is, and each showing is an audited look', async () => {
    const answer = await callRoute(portal, form, { as: clerk, path: '/x', params: { ref: campaign.ref, personId: letter.person.id } })
    expect(answer.data).toMatchObject({ person: { name: 'Alex Sample', dateOfBirth: '1980-05-17' }, standing: { is: 'NONE_RECORDED' }, today: '2026-06-15' })
    expect(JSON.stringify(answer.data)).not.toMatch(/999000|Test Street/)
    expect(await portal.owner`select subject, data from audit_entries where kind = 'person-opened'`).toMatchObject([{ subject: `person:${letter.person.id}` }])
  })

  test('a signed slip is a choice that counts from the day it came', async () => {
    const answer = await send()
    expect(answer.location).toMatch(new RegExp(`^${base()}\\?done=recorded&choice=[0-9a-f-]{36}$`))
    expect(await portal.owner`select kind, effective_day::text, channel, recorded_by, source from choice_events`).toMatchObject([
      { kind: 'project-opt-out', effective_day: '2026-05-10', channel: 'slip', recorded_by: clerk.userId, source: PRACTICE.code },
    ])
    const page = await readDesk(answer.location?.slice(base().length))
    expect(page.data).toMatchObject({ done: 'recorded', desk: { justRecorded: { effective: '2026-05-10', reference: expect.stringMatching(/^CX-/) }, figures: { optedOut: 1, byChannel: [{ channel: 'slip', count: 1 }] } } })
  })

  test('a slip without a signature is a query and no choice', async () => {
    expect((await send({ came: 'slip-unsigned' })).location).toBe(`${base()}?done=query`)
    expect(await kinds()).toEqual([])
    expect((await send({ came: 'slip-unsigned' })).location).toBe(`${base()}?done=query-repeated`)
    expect(await portal.owner`select outcome, is_signed from replies`).toMatchObject([{ outcome: 'query', is_signed: false }])
    expect((await readDesk()).data).toMatchObject({ desk: { figures: { optedOut: 0, openQueries: 1 } } })
  })

  test('a reply after the closing date is taken, and counts from the day it arrives', async () => {
    expect((await send({ 'received.day': '12', 'received.month': '6' })).location).toMatch(/&late=yes$/)
    expect(await portal.owner`select effective_day::text from choice_events`).toMatchObject([{ effective_day: '2026-06-12' }])
  })

  test('the same slip twice is one choice, and the page says so', async () => {
    await send()
    portal.now = new Date(TEST_NOW.getTime() + 86_400_000)
    expect((await send()).location).toMatch(/done=repeated&choice=/)
    expect(await kinds()).toEqual(['project-opt-out'])
    expect(await portal.owner`select 1 from replies`).toHaveLength(1)
  })

  test('the same form sent twice at once is one reply, and both are told the same', async () => {
    const formId = randomUUID()
    const answers = await Promise.all([send({ formId }), send({ formId }), send({ formId })])
    expect(new Set(answers.map(({ location }) => location)).size).toBe(1)
    expect(answers[0]?.location).toMatch(/done=recorded/)
    expect(await portal.owner`select 1 from replies`).toHaveLength(1)
    expect(await kinds()).toHaveLength(1)
  })

  test('two clerks with the same slip at the same moment make one choice', async () => {
    const other = await givenStaff(portal, 'practice-manager', PRACTICE)
    await Promise.all([send(), send({}, letter.person, other)])
    expect(await kinds()).toEqual(['project-opt-out'])
  })

  test('a change of mind lets the person back in', async () => {
    await send()
    portal.now = new Date(TEST_NOW.getTime() + 1000)
    await send({ says: 'opt-out-withdrawn', came: 'phone', 'received.day': '14', 'received.month': '6' })
    expect(await kinds()).toEqual(['project-opt-out', 'project-opt-out-withdrawn'])
    expect((await readDesk()).data).toMatchObject({ desk: { figures: { optedOut: 0 } } })
  })

  test.each([
    ['case 18: a parent for a 14-year-old', { dateOfBirth: '2012-01-01' }, { word: 'parent' }, 'word', 422, 'aged-13-plus'],
    ['a child of 8', { dateOfBirth: '2018-01-01' }, { word: 'self' }, 'word', 422, 'under-13-needs-parent'],
    ['an attorney for a child', { dateOfBirth: '2018-01-01' }, { word: 'attorney' }, 'word', 422, 'not-adult'],
    ['tomorrow', {}, { 'received.day': '16', 'received.month': '6' }, 'received', 400, 'received-in-future'],
    ['the day before the letters', {}, { 'received.day': '29', 'received.month': '4' }, 'received', 400, 'received-before-letters'],
  ])('%s is refused with the reason at its field, and in the audit; nothing is recorded', async (_what, given, fields, field, status, reason) => {
    const answer = await send(fields as Record<string, string>, await young(given))
    expect(answer).toMatchObject({ status, data: { problems: [{ field, message: expect.stringMatching(/\.$/) }], typed: fields['word' as never] ? { word: fields['word' as never] } : {} } })
    expect(await kinds()).toEqual([])
    expect(await portal.owner`select data from audit_entries where kind = 'choice-refused'`).toMatchObject([{ data: expect.stringContaining(reason) }])
  })

  test('letters that have not been made have no replies', async () => {
    await portal.owner`update campaigns set state = 'draft', letters_made_at = null`
    expect((await send()).status).toBe(409)
    expect((await readDesk()).data).toMatchObject({ desk: { campaign: { canRecord: false } } })
  })

  test('someone who joined after the letters may choose too', async () => {
    const joined = await givenPerson(portal, PRACTICE)
    expect((await send({ came: 'desk' }, joined)).location).toMatch(/done=recorded/)
    expect(await portal.owner`select letter_id, person_id from replies`).toMatchObject([{ letter_id: null, person_id: joined.id }])
  })

  test.each([['says', ''], ['came', 'carrier-pigeon'], ['word', 'practice'], ['received.day', '32'], ['formId', 'mangled']])('%s of %j is named', async (name, value) => {
    expect(await send({ [name]: value })).toMatchObject({ status: 400, data: { problems: [expect.objectContaining({ field: name.split('.')[0] })] } })
  })
})

describe('queries', () => {
  const open = async () => {
    await send({ came: 'slip-unsigned' })
    const [row] = await portal.owner`select id from replies`
    return row?.id as string
  }
  const answer = (replyId: string, fields: Record<string, string>, as: StaffActor | undefined = clerk) =>
    callRoute(portal, settle, { as, path: '/x', params: { ref: campaign.ref, replyId }, form: { 'on.day': '14', 'on.month': '6', 'on.year': '2026', ...fields } })

  test('are listed without names, and opened with an audited look', async () => {
    const id = await open()
    const list = await callRoute(portal, queries, { as: clerk, path: '/x', params: { ref: campaign.ref } })
    expect(list.data).toMatchObject({ queries: [{ id, queryKind: 'unsigned-opt-out' }] })
    expect(JSON.stringify(list.data)).not.toContain('Sample')
    expect((await callRoute(portal, query, { as: clerk, path: '/x', params: { ref: campaign.ref, replyId: id } })).data).toMatchObject({ people: [{ name: 'Alex Sample' }] })
    expect(await portal.owner`select data from audit_entries where kind = 'person-opened'`).toMatchObject([{ data: expect.stringContaining('reply-query') }])
  })

  test('signed since: a choice from the day of the signature', async () => {
    const id = await open()
    expect((await answer(id, { settlement: 'signed-since', word: 'self' })).location).toMatch(/done=recorded&choice=/)
    expect(await portal.owner`select effective_day::text from choice_events`).toMatchObject([{ effective_day: '2026-06-14' }])
    expect(await portal.owner`select outcome, settlement, is_signed from replies`).toMatchObject([{ outcome: 'opt-out', settlement: 'signed-since', is_signed: true }])
  })

  test('not a choice: nothing stands', async () => {
    const id = await open()
    expect((await answer(id, { settlement: 'not-a-choice' })).location).toMatch(/done=settled$/)
    expect(await kinds()).toEqual([])
    expect((await readDesk()).data).toMatchObject({ desk: { figures: { openQueries: 0 } } })
  })

  test('settled twice at once is one choice and one refusal', async () => {
    const id = await open()
    const statuses = (await Promise.all([answer(id, { settlement: 'spoke-to-patient', word: 'self' }), answer(id, { settlement: 'not-a-choice' })])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([302, 409])
  })

  test.each([
    ['no day', { settlement: 'signed-since', word: 'self', 'on.day': '' }, 'on', 400],
    ['nobody’s word', { settlement: 'signed-since' }, 'word', 400],
    ['a day to come', { settlement: 'signed-since', word: 'self', 'on.day': '20' }, 'on', 400],
    ['an answer to another question', { settlement: 'is-this-person', personId: randomUUID() }, 'settlement', 400],
    ['a parent for an adult', { settlement: 'signed-since', word: 'parent' }, 'word', 422],
  ])('%s is refused, and the query stays', async (_what, fields, field, status) => {
    const id = await open()
    expect(await answer(id, fields)).toMatchObject({ status, data: { problems: [expect.objectContaining({ field })] } })
    expect(await portal.owner`select settled_at from replies`).toMatchObject([{ settled_at: null }])
  })
})

describe('the opt-out list', () => {
  test('holds who stands opted out, with cells that no spreadsheet runs, and its download is audited', async () => {
    const odd = await young({ familyName: '=HYPERLINK("x")' })
    await send()
    await send({}, odd)
    const answer = await callRoute(portal, csv, { as: clerk, path: '/x', params: { ref: campaign.ref } })
    expect(answer.headers.get('Content-Type')).toContain('text/csv')
    expect(answer.data).toContain(letter.person.nhsNumber)
    expect(answer.data).toContain(`"'=HYPERLINK(""x"")"`)
    expect(String(answer.data).trim().split('\r\n')).toHaveLength(3)
    expect(await portal.owner`select data from audit_entries where kind = 'opt-outs-downloaded'`).toMatchObject([{ data: expect.stringMatching(/^{"people":2,"salt":"[\w-]{22}"}$/) as string }])
  })
})

describe('who may not', () => {
  const someone = () => ({ ref: campaign.ref, personId: letter.person.id, replyId: randomUUID() })
  test.each([['the desk', desk], ['the form', form], ['queries', queries], ['a query', query], ['the list', csv]] as const)('%s of another practice is not found', async (_what, loader) => {
    expect((await callRoute(portal, loader, { as: stranger, path: '/x', params: someone() })).status).toBe(404)
  })
  test('another practice’s patient is not found in our campaign', async () => {
    const theirs = await givenPerson(portal, OTHER_PRACTICE)
    expect((await send({}, theirs)).status).toBe(404)
    expect((await send({}, letter.person, stranger)).status).toBe(404)
  })
  test('a Caldicott Guardian may read the desk and not record', async () => {
    const guardian = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    expect((await readDesk('', guardian)).data).toMatchObject({ desk: { campaign: { canRecord: false } } })
    expect((await send({}, letter.person, guardian)).status).toBe(403)
  })
  test('a mangled id is not found', async () => {
    expect((await callRoute(portal, form, { as: clerk, path: '/x', params: { ref: campaign.ref, personId: 'mangled' } })).status).toBe(404)
  })
})
