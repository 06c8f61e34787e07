import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { action as search } from '#app/routes/people._index.tsx'
import { action as open, loader as page } from '#app/routes/people.$id.tsx'
import { action as settle } from '#app/routes/practice.campaigns.$ref.replies.queries.$replyId.tsx'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign } from '#tests/factories/letters.ts'
import { COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
let campaign: GivenCampaign
let clerk: StaffActor

beforeEach(async () => {
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal)
  clerk = await givenStaff(portal, 'receptionist', PRACTICE)
})

const look = (form: Record<string, string | string[]>, as: StaffActor | undefined = clerk) => callRoute(portal, search, { as, path: '/people', form })
const BORN = { 'dateOfBirth.day': '17', 'dateOfBirth.month': '5', 'dateOfBirth.year': '1980' }

describe('finding a patient', () => {
  test('by NHS number, by the surgery’s own number, and by name and date of birth', async () => {
    const person = await givenPerson(portal, PRACTICE)
    const ways: Record<string, string>[] = [{ by: 'nhs-number', nhsNumber: person.nhsNumber.replace(/^(...)(...)/, '$1 $2-') }, { by: 'local-id', localId: person.localId }, { by: 'name', familyName: 'SAMPLE', ...BORN }]
    for (const form of ways) {
      expect((await look(form)).data).toMatchObject({ found: [{ id: person.id, name: 'Alex Sample' }] })
    }
    const entries = await portal.owner`select kind, subject, data from audit_entries`
    expect(entries).toHaveLength(3)
    expect(JSON.stringify(entries)).not.toMatch(/Sample|1980|999000/)
  })

  test('finds nobody of another practice, and no address of someone restricted', async () => {
    const theirs = await givenPerson(portal, OTHER_PRACTICE)
    expect((await look({ by: 'nhs-number', nhsNumber: theirs.nhsNumber })).data).toMatchObject({ found: [] })
    await givenPerson(portal, PRACTICE, { isRestricted: true })
    expect((await look({ by: 'name', familyName: 'Sample', ...BORN })).data).toMatchObject({ found: [{ addressLine: null }] })
  })

  test.each([
    [{ by: '' }, 'by'], [{ by: 'nhs-number', nhsNumber: '9990000019' }, 'nhsNumber'], [{ by: 'nhs-number' }, 'nhsNumber'],
    [{ by: 'name', familyName: 'Sample' }, 'dateOfBirth'], [{ by: 'name', familyName: '', ...BORN }, 'familyName'], [{ by: 'local-id', localId: ' ' }, 'localId'],
  ])('%o names the box to mend', async (form, field) => {
    expect(await look(form as Record<string, string>)).toMatchObject({ status: 400, data: { problems: [expect.objectContaining({ field })], typed: { by: form.by } } })
  })

  test('is for those who read people at their own practice', async () => {
    expect((await callRoute(portal, search, { path: '/people', form: { by: 'name' } })).location).toBe('/sign-in?next=%2Fpeople')
    expect((await look({ by: 'name' }, await givenStaff(portal, 'ig-lead', COUNCIL))).status).toBe(403)
  })
})

describe('a reply that may be from two people', () => {
  const twins = async () => [await givenPerson(portal, PRACTICE), await givenPerson(portal, PRACTICE)] as const
  const unclear = (ids: readonly string[], more: Record<string, string> = {}, as: StaffActor | undefined = clerk) => look({
    intent: 'unclear', formId: randomUUID(), campaign: campaign.ref, personIds: [...ids], 'received.day': '10', 'received.month': '5', 'received.year': '2026', ...more,
  }, as)
  const standing = () => portal.owner`select person_id, is_ambiguous, id in (select retracts from choice_events where retracts is not null) as taken_back
    from choice_events where kind = 'project-opt-out' order by recorded_at`

  test('leaves both out until it is settled whose it is', async () => {
    const [one, two] = await twins()
    for (const person of [one, two]) await givenLetter(portal, campaign, person)
    const answer = await unclear([one.id, two.id])
    expect(answer.location).toMatch(new RegExp(`^/practice/campaigns/${campaign.ref}/replies/queries/`))
    expect((await standing()).map(({ person_id, is_ambiguous }) => [person_id as string, is_ambiguous as boolean])).toEqual(expect.arrayContaining([[one.id, true], [two.id, true]]))

    portal.now = new Date(TEST_NOW.getTime() + 60_000)
    const replyId = answer.location?.split('/').pop() as string
    const settled = await callRoute(portal, settle, { as: clerk, path: '/x', params: { ref: campaign.ref, replyId }, form: { settlement: 'is-this-person', personId: two.id } })
    expect(settled.location).toMatch(/done=recorded/)
    const left = (await standing()).filter(({ taken_back }) => !taken_back)
    expect(left).toMatchObject([{ person_id: two.id, is_ambiguous: false }])
  })

  test('settled as nobody’s, both are back as they were', async () => {
    const [one, two] = await twins()
    const replyId = (await unclear([one.id, two.id])).location?.split('/').pop() as string
    portal.now = new Date(TEST_NOW.getTime() + 60_000)
    await callRoute(portal, settle, { as: clerk, path: '/x', params: { ref: campaign.ref, replyId }, form: { settlement: 'not-a-choice' } })
    expect((await standing()).every(({ taken_back }) => taken_back)).toBe(true)
  })

  test('is only for people who share a name and a date of birth, of the practice’s own', async () => {
    const [one] = await twins()
    const other = await givenPerson(portal, PRACTICE, { familyName: 'Different' })
    const theirs = await givenPerson(portal, OTHER_PRACTICE)
    expect((await unclear([one.id, other.id])).status).toBe(404)
    expect((await unclear([one.id, theirs.id])).status).toBe(404)
    expect((await unclear([one.id])).status).toBe(400)
    const [a, b] = [one, (await givenPerson(portal, PRACTICE))]
    expect((await unclear([a.id, b.id], {}, await givenStaff(portal, 'caldicott-guardian', PRACTICE))).status).toBe(403)
    expect(await standing()).toHaveLength(0)
  })
})

describe('a patient’s record', () => {
  const show = (id: string, Cookie?: string, as: StaffActor | undefined = clerk) => callRoute(portal, page, { as, path: `/people/${id}`, params: { id }, init: Cookie ? { headers: { Cookie } } : {} })
  const give = (id: string, reason: string, as: StaffActor | undefined = clerk) => callRoute(portal, open, { as, path: `/people/${id}`, params: { id }, form: { reason } })

  test('asks why before it shows anything, and keeps the reason with the look', async () => {
    const person = await givenPerson(portal, PRACTICE)
    await givenLetter(portal, campaign, person)
    expect((await show(person.id)).data).toEqual({ opened: null })
    expect(await portal.owner`select 1 from audit_entries`).toHaveLength(0)
    const given = await give(person.id, 'patient-here')
    const cookie = given.headers.get('Set-Cookie')?.split(';')[0]
    const shown = await show(person.id, cookie)
    expect(shown.data).toMatchObject({ opened: { mayRecord: true, person: { name: 'Alex Sample', nhsNumber: expect.stringMatching(/^999 000 \d{4}$/) }, replies: { projects: [{ standing: 'NONE_RECORDED', letter: { addressee: 'self' } }], timeline: expect.any(Array) } } })
    expect(await portal.owner`select subject, data from audit_entries where kind = 'person-opened'`).toMatchObject([{ subject: `person:${person.id}`, data: '{"reason":"patient-here"}' }])
  })

  test('a reason holds for one person, one member of staff and 15 minutes', async () => {
    const person = await givenPerson(portal, PRACTICE)
    const cookie = (await give(person.id, 'put-right')).headers.get('Set-Cookie')?.split(';')[0]
    expect((await show((await givenPerson(portal, PRACTICE)).id, cookie)).data).toEqual({ opened: null })
    expect((await show(person.id, cookie, await givenStaff(portal, 'receptionist', PRACTICE))).data).toEqual({ opened: null })
    portal.now = new Date(TEST_NOW.getTime() + 15 * 60_000)
    expect((await show(person.id, cookie)).data).toEqual({ opened: null })
  })

  test('a reason that is none is asked again; another practice’s patient is not found; the address of someone restricted is not shown', async () => {
    const person = await givenPerson(portal, PRACTICE, { isRestricted: true })
    expect(await give(person.id, 'curiosity')).toMatchObject({ status: 400, data: { problems: [{ field: 'reason', message: 'Select why you are opening this record' }] } })
    const theirs = await givenPerson(portal, OTHER_PRACTICE)
    expect((await show(theirs.id)).status).toBe(404)
    expect((await give(theirs.id, 'patient-here')).status).toBe(404)
    const cookie = (await give(person.id, 'patient-here')).headers.get('Set-Cookie')?.split(';')[0]
    expect(JSON.stringify((await show(person.id, cookie)).data)).not.toMatch(/Test Street|OL8/)
  })
})
