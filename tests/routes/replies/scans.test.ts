import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { LETTER_TEMPLATE } from '#app/letters/compose-letter.server.ts'
import { SCAN_BYTES_MAX } from '#app/letters/scan.rules.ts'
import { action as giveReason, loader as patient } from '#app/routes/people.$id.tsx'
import { loader as scanOfPerson } from '#app/routes/people.$id_.scans.$fileId.ts'
import { action as attach, loader as attachPage } from '#app/routes/practice.campaigns.$ref.replies.$replyId.scan.tsx'
import { loader as desk } from '#app/routes/practice.campaigns.$ref.replies._index.tsx'
import { action as recordForm, loader as household } from '#app/routes/practice.campaigns.$ref.replies.household.$personId.tsx'
import { action as record } from '#app/routes/practice.campaigns.$ref.replies.people.$personId.tsx'
import { loader as queries } from '#app/routes/practice.campaigns.$ref.replies.queries._index.tsx'
import { action as settle, loader as query } from '#app/routes/practice.campaigns.$ref.replies.queries.$replyId.tsx'
import { loader as queryLetter } from '#app/routes/practice.campaigns.$ref.replies.queries.$replyId_.letter[.]pdf.ts'
import { loader as scan } from '#app/routes/practice.campaigns.$ref.replies.scans.$fileId.ts'
import type { Person } from '#app/people/person.rules.ts'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign } from '#tests/factories/letters.ts'
import { givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
let campaign: GivenCampaign
let clerk: StaffActor
let stranger: StaffActor

beforeEach(async () => {
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal, PRACTICE, { template: LETTER_TEMPLATE })
  clerk = await givenStaff(portal, 'receptionist', PRACTICE)
  stranger = await givenStaff(portal, 'receptionist', OTHER_PRACTICE)
})

const HOME = ['12 Mill Street', 'Oldham']
const member = async (givenName: string, dateOfBirth: string): Promise<Person> => {
  const [held] = await portal.owner`select count(*)::int as count from letters`
  return (await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, { givenName, dateOfBirth, addressLines: HOME }), { position: (held?.count as number) + 1 })).person
}
const PDF = Buffer.from('%PDF-1.7 a scanned form')
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const file = (content: Uint8Array = PDF, name = 'slip.pdf') => new File([new Uint8Array(content)], name)
const formOf = (fields: Record<string, string>, scanned?: File): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (scanned) form.append('scan', scanned)
  return form
}
const CAME = { 'received.day': '10', 'received.month': '5', 'received.year': '2026' }
const send = (person: Person, fields: Record<string, string>, scanned?: File, as = clerk) => callRoute(portal, record, {
  as, path: '/x', params: { ref: campaign.ref, personId: person.id }, form: formOf({ formId: randomUUID(), says: 'opt-out', came: 'slip-signed', word: 'self', ...CAME, ...fields }, scanned),
})
const links = () => portal.owner`select s.file_id, s.reply_id, s.choice_id, s.person_id from reply_scans s order by s.person_id`
const look = (fileId: string, as: StaffActor | undefined = clerk, ref = campaign.ref) => callRoute(portal, scan, { as, path: '/x', params: { ref, fileId } })
const openRecord = async (person: Person, as = clerk) =>
  (await callRoute(portal, giveReason, { as, path: '/x', params: { id: person.id }, form: { reason: 'question-about-choice' } })).headers.get('Set-Cookie')?.split(';')[0] as string

describe('the scan of a slip', () => {
  test('is kept sealed with the choice, under no name of its own', async () => {
    const person = await member('Alex', '1980-05-17')
    expect((await send(person, {}, file(PDF, 'Alex Sample 999 000 0018.pdf'))).location).toMatch(/done=recorded/)
    const [reply] = await portal.owner`select id from replies`
    expect(await links()).toMatchObject([{ reply_id: reply?.id as string, choice_id: null, person_id: person.id }])
    const [stored] = await portal.owner`select name, media_type, size, content from stored_files where media_type = 'application/pdf'`
    expect(stored).toMatchObject({ name: 'scan', media_type: 'application/pdf', size: PDF.length })
    expect(Buffer.from(stored?.content as Buffer).includes(PDF)).toBe(false)
    expect(await portal.owner`select subject, data from audit_entries where kind = 'scan-attached'`).toMatchObject([{ subject: `person:${person.id}`, data: expect.not.stringContaining('Alex') }])
  })

  test.each([
    ['a web page that is called a PDF', file(Buffer.from('<html>'), 'slip.pdf'), 400], ['nothing', file(new Uint8Array(), 'slip.pdf'), 400],
    ['one past the limit', file(Buffer.concat([PDF, Buffer.alloc(SCAN_BYTES_MAX)])), 413],
  ])('%s is refused at its box, and nothing is recorded', async (_what, scanned, status) => {
    expect(await send(await member('Alex', '1980-05-17'), {}, scanned)).toMatchObject({ status, data: { problems: [{ field: 'scan' }], typed: { says: 'opt-out' } } })
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(0)
    expect(await portal.owner`select 1 from stored_files where name = 'scan'`).toHaveLength(0)
  })

  test('the same form sent twice keeps one; a slip that repeats a choice is linked to the choice that stands', async () => {
    const person = await member('Alex', '1980-05-17')
    const formId = randomUUID()
    await send(person, { formId }, file())
    await send(person, { formId }, file())
    expect(await links()).toHaveLength(1)
    portal.now = new Date(TEST_NOW.getTime() + 60_000)
    expect((await send(person, {}, file(PNG, 'again.png'))).location).toMatch(/done=repeated/)
    const [choice] = await portal.owner`select id from choice_events`
    expect(await portal.owner`select reply_id, choice_id from reply_scans where choice_id is not null`).toMatchObject([{ reply_id: null, choice_id: choice?.id as string }])
  })

  test('can be attached afterwards, and is a link at the reply desk', async () => {
    await send(await member('Alex', '1980-05-17'), {})
    const [reply] = await portal.owner`select id from replies`
    const params = { ref: campaign.ref, replyId: reply?.id as string }
    expect((await callRoute(portal, attachPage, { as: clerk, path: '/x', params })).data).toMatchObject({ reply: { scans: [], reference: expect.stringMatching(/^CX-/) } })
    expect(await callRoute(portal, attach, { as: clerk, path: '/x', params, form: formOf({}) })).toMatchObject({ status: 400, data: { problems: [{ field: 'scan', message: 'Choose the scan or photo.' }] } })
    expect((await callRoute(portal, attach, { as: clerk, path: '/x', params, form: formOf({}, file()) })).location).toMatch(/done=scan$/)
    const [link] = await links()
    expect((await callRoute(portal, desk, { as: clerk, path: '/x', params: { ref: campaign.ref } })).data).toMatchObject({ desk: { recent: [{ scans: [link?.file_id as string] }] } })
    expect((await callRoute(portal, attach, { as: stranger, path: '/x', params, form: formOf({}, file()) })).status).toBe(404)
  })

  test('opened from the reply desk comes back whole, as a file that nothing runs, and the look is audited', async () => {
    const person = await member('Alex', '1980-05-17')
    await send(person, {}, file())
    const fileId = (await links())[0]?.file_id as string
    const opened = await look(fileId)
    expect(opened.data).toBe(PDF.toString())
    expect(Object.fromEntries(opened.headers)).toMatchObject({
      'content-type': 'application/pdf', 'content-disposition': `attachment; filename="scan-${fileId.slice(0, 8)}.pdf"`, 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'no-store',
    })
    expect(await portal.owner`select subject, data from audit_entries where kind = 'scan-opened'`).toMatchObject([{ subject: `person:${person.id}`, data: '{"reason":"reply-desk"}' }])
  })

  test('is not there for another practice, under another campaign, or by another file’s id', async () => {
    await send(await member('Alex', '1980-05-17'), {}, file())
    const fileId = (await links())[0]?.file_id as string
    expect((await look(fileId, stranger)).status).toBe(404)
    expect((await look(fileId, clerk, 'another-campaign')).status).toBe(404)
    const [list] = await portal.owner`select id from stored_files where name = 'people.csv'`
    expect((await look(list?.id as string)).status).toBe(404)
    expect((await look(fileId, await givenStaff(portal, 'caldicott-guardian', PRACTICE))).status).toBe(403)
    expect(await portal.owner`select 1 from audit_entries where kind = 'scan-opened'`).toHaveLength(0)
  })

  test('opened from the patient’s record asks what the record asks, and no more', async () => {
    const person = await member('Alex', '1980-05-17')
    const other = await member('Kim', '1981-05-17')
    await send(person, {}, file())
    const fileId = (await links())[0]?.file_id as string
    const open = (whose: Person, cookie = '') => callRoute(portal, scanOfPerson, { as: clerk, path: '/x', params: { id: whose.id, fileId }, init: { headers: { Cookie: cookie || 'a=b' } } })
    expect(await open(person)).toMatchObject({ status: 302, location: `/people/${person.id}` })
    expect((await open(person, await openRecord(person))).data).toBe(PDF.toString())
    expect((await open(other, await openRecord(other))).status).toBe(404)
    expect(await portal.owner`select data from audit_entries where kind = 'scan-opened'`).toMatchObject([{ data: '{"reason":"question-about-choice"}' }])
    const shown = await callRoute(portal, patient, { as: clerk, path: '/x', params: { id: person.id }, init: { headers: { Cookie: await openRecord(person) } } })
    const { timeline } = (shown.data as { opened: { replies: { timeline: { links: { href: string }[] }[] } } }).opened.replies
    expect(timeline.flatMap((event) => event.links.map(({ href }) => href))).toContain(`/people/${person.id}/scans/${fileId}`)
  })
})

describe('case X8: one form for a household', () => {
  const family = async () => ({
    mother: await member('Alex', '1980-05-17'), father: await member('Kim', '1982-01-01'), child: await member('Sam', '2018-01-10'), young: await member('Jo', '2012-01-10'),
  })
  const submit = (people: readonly (readonly [Person, string, string?])[], more: Record<string, string> = {}, scanned: File | undefined = file(), as = clerk) => callRoute(portal, recordForm, {
    as, path: '/x', params: { ref: campaign.ref, personId: people[0]?.[0].id as string },
    form: formOf({
      formId: randomUUID(), ...CAME, ...more,
      ...Object.fromEntries(people.flatMap(([person, answer, holder = ''], index) => [[`people.${index}.id`, person.id], [`people.${index}.answer`, answer], [`people.${index}.holderName`, holder]])),
    }, scanned),
  })

  test('shows those registered at the address, and each showing is a look at each', async () => {
    const { mother, young } = await family()
    await givenPerson(portal, PRACTICE, { givenName: 'Elsewhere', addressLines: ['14 Mill Street', 'Oldham'] })
    const shown = await callRoute(portal, household, { as: clerk, path: '/x', params: { ref: campaign.ref, personId: young.id } })
    expect(shown.data).toMatchObject({ isCommunal: false, people: [{ id: young.id }, { id: mother.id }, { name: 'Kim Sample' }, { name: 'Sam Sample', isChild: true }] })
    expect((shown.data as { people: unknown[] }).people).toHaveLength(4)
    expect(await portal.owner`select 1 from audit_entries where kind = 'person-opened'`).toHaveLength(4)
  })

  test('4 names and 3 signatures: three events, each linked to the scan; the unsigned one of 14 gets a query and no event', async () => {
    const { mother, father, child, young } = await family()
    const answer = await submit([[mother, 'opt-out-signed'], [father, 'opt-out-signed'], [child, 'opt-out-signed', 'Alex Sample'], [young, 'opt-out-unsigned']])
    expect(answer.location).toBe(`/practice/campaigns/${campaign.ref}/replies?done=household&recorded=3&repeated=0&queries=1`)
    const events = await portal.owner`select person_id, on_whose_word, reply_id from choice_events`
    expect(events.map(({ person_id, on_whose_word }) => [person_id as string, on_whose_word as string]).sort()).toEqual([[mother.id, 'self'], [father.id, 'self'], [child.id, 'parent']].sort())
    const linked = await links()
    expect(new Set(linked.map(({ file_id }) => file_id as string)).size).toBe(1)
    expect(linked.map(({ person_id }) => person_id as string).sort()).toEqual([mother.id, father.id, child.id, young.id].sort())
    for (const { reply_id } of events) expect(linked.map((link) => link.reply_id as string)).toContain(reply_id as string)
    expect(await portal.owner`select person_id, query_kind from replies where outcome = 'query'`).toMatchObject([{ person_id: young.id, query_kind: 'unsigned-opt-out' }])
  })

  test('a letter asks the one who did not sign: made, sent, and shown as sent', async () => {
    const { mother, young } = await family()
    await submit([[mother, 'opt-out-signed'], [young, 'opt-out-unsigned']])
    const [row] = await portal.owner`select id from replies where outcome = 'query'`
    const params = { ref: campaign.ref, replyId: row?.id as string }
    expect((await callRoute(portal, queries, { as: clerk, path: '/x', params: { ref: campaign.ref } })).data).toMatchObject({ queries: [{ isToAsk: true, askedAt: null }] })
    expect((await callRoute(portal, query, { as: clerk, path: '/x', params })).data).toMatchObject({ letter: { refusal: null, sentAt: null }, scans: [expect.any(String)] })
    const pdf = await callRoute(portal, queryLetter, { as: clerk, path: '/x', params })
    expect(String(pdf.data)).toMatch(/^%PDF-1\.7/)
    expect((await callRoute(portal, settle, { as: clerk, path: '/x', params, form: { intent: 'letter-sent' } })).location).toMatch(/done=letter-sent$/)
    portal.now = new Date(TEST_NOW.getTime() + 86_400_000)
    await callRoute(portal, settle, { as: clerk, path: '/x', params, form: { intent: 'letter-sent' } })
    expect((await callRoute(portal, queries, { as: clerk, path: '/x', params: { ref: campaign.ref } })).data).toMatchObject({ queries: [{ askedAt: TEST_NOW.toISOString() }] })
    expect(await portal.owner`select kind, subject from audit_entries where kind like 'query-letter%' order by seq`).toMatchObject([
      { kind: 'query-letter-made', subject: `person:${young.id}` }, { kind: 'query-letter-sent', subject: `person:${young.id}` },
    ])
    expect((await callRoute(portal, queryLetter, { as: stranger, path: '/x', params })).status).toBe(404)
  })

  test('someone who was sent no letter has no code to put on another, and is asked another way', async () => {
    const { mother, young } = await family()
    await portal.owner`update letters set position = null where person_id = ${young.id}`
    await submit([[mother, 'opt-out-signed'], [young, 'opt-out-unsigned']])
    const [row] = await portal.owner`select id from replies where outcome = 'query'`
    expect((await callRoute(portal, query, { as: clerk, path: '/x', params: { ref: campaign.ref, replyId: row?.id as string } })).data).toMatchObject({ letter: { refusal: 'no-first-letter' } })
  })

  test('someone who cannot be written to is asked another way', async () => {
    const { mother, young } = await family()
    await submit([[mother, 'opt-out-signed'], [young, 'opt-out-unsigned']])
    await portal.owner`update people set is_restricted = true where id = ${young.id}`
    const [row] = await portal.owner`select id from replies where outcome = 'query'`
    const params = { ref: campaign.ref, replyId: row?.id as string }
    expect((await callRoute(portal, query, { as: clerk, path: '/x', params })).data).toMatchObject({ letter: { refusal: 'not-by-letter' } })
    expect((await callRoute(portal, queryLetter, { as: clerk, path: '/x', params })).status).toBe(409)
    expect((await callRoute(portal, settle, { as: clerk, path: '/x', params, form: { intent: 'letter-sent' } })).status).toBe(409)
  })

  test('the same form sent twice, also at once, is one form', async () => {
    const { mother, young } = await family()
    const formId = randomUUID()
    const people = [[mother, 'opt-out-signed'], [young, 'opt-out-unsigned']] as const
    await Promise.all([submit(people, { formId }), submit(people, { formId })])
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(1)
    expect(await portal.owner`select 1 from replies`).toHaveLength(2)
  })

  test('one person it cannot be recorded for, and none of it is; what was answered is kept', async () => {
    const { mother, child } = await family()
    const refused = await submit([[mother, 'opt-out-signed'], [child, 'opt-out-signed']])
    expect(refused).toMatchObject({ status: 400, data: { problems: [{ field: 'people.1.holderName', message: expect.stringContaining('Sam: ') }], typed: { people: [{ answer: 'opt-out-signed' }, {}] } } })
    expect(await portal.owner`select 1 from replies`).toHaveLength(0)
    expect(await portal.owner`select subject from audit_entries where kind = 'choice-refused'`).toMatchObject([{ subject: `person:${child.id}` }])
  })

  test('someone at another address is added by code or number, and nobody of another practice', async () => {
    const { mother } = await family()
    const away = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, { givenName: 'Away' }))
    const add = (who: string) => callRoute(portal, recordForm, { as: clerk, path: '/x', params: { ref: campaign.ref, personId: mother.id }, form: { intent: 'add', who } })
    const expected = `/practice/campaigns/${campaign.ref}/replies/household/${mother.id}?also=${away.person.id}`
    for (const who of [away.code, away.person.nhsNumber, 'L4']) expect((await add(who)).location).toBe(expected)
    const shown = await callRoute(portal, household, { as: clerk, path: `/x?also=${away.person.id}`, params: { ref: campaign.ref, personId: mother.id } })
    expect((shown.data as { people: { id: string }[] }).people.map(({ id }) => id)).toContain(away.person.id)
    const theirs = await givenPerson(portal, OTHER_PRACTICE)
    expect(await add('nobody at all')).toMatchObject({ status: 400, data: { adding: { problems: [{ field: 'who' }], typed: { who: 'nobody at all' } } } })
    const alien = await callRoute(portal, household, { as: clerk, path: `/x?also=${theirs.id}`, params: { ref: campaign.ref, personId: mother.id } })
    expect((alien.data as { people: { id: string }[] }).people.map(({ id }) => id)).not.toContain(theirs.id)
    expect((await submit([[mother, 'opt-out-signed'], [theirs, 'opt-out-signed']])).status).toBe(404)
  })

  test('many at one address are not shown together', async () => {
    const one = await member('Alex', '1980-05-17')
    for (let n = 1; n <= 7; n += 1) await portal.owner`insert into people select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'number_id', null))).* from people p where p.id = ${one.id}`
    const shown = await callRoute(portal, household, { as: clerk, path: '/x', params: { ref: campaign.ref, personId: one.id } })
    expect((shown.data as { people: unknown[] }).people).toHaveLength(8)
    for (let n = 1; n <= 5; n += 1) await portal.owner`insert into people select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'number_id', null))).* from people p where p.id = ${one.id}`
    expect((await callRoute(portal, household, { as: clerk, path: '/x', params: { ref: campaign.ref, personId: one.id } })).data).toMatchObject({ isCommunal: true, people: [{ id: one.id }] })
  })

  test('is for those who record replies, at their own practice', async () => {
    const { mother } = await family()
    expect((await callRoute(portal, household, { as: stranger, path: '/x', params: { ref: campaign.ref, personId: mother.id } })).status).toBe(404)
    expect((await submit([[mother, 'opt-out-signed']], {}, undefined, stranger)).status).toBe(404)
    expect((await callRoute(portal, recordForm, { path: '/x', params: { ref: campaign.ref, personId: mother.id }, form: { intent: 'add', who: 'L0' } })).location).toMatch(/^\/sign-in/)
    expect((await submit([[mother, 'opt-out-signed']], {}, undefined, await givenStaff(portal, 'caldicott-guardian', PRACTICE))).status).toBe(403)
  })
})
