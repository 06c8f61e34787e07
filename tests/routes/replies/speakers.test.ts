import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { action as open, loader as patient } from '#app/routes/people.$id.tsx'
import { loader as desk } from '#app/routes/practice.campaigns.$ref.replies._index.tsx'
import { loader as lookAt } from '#app/routes/practice.campaigns.$ref.replies.look-at.tsx'
import { action as record, loader as form } from '#app/routes/practice.campaigns.$ref.replies.people.$personId.tsx'
import { action as search } from '#app/routes/people._index.tsx'
import { action as settle, loader as query } from '#app/routes/practice.campaigns.$ref.replies.queries.$replyId.tsx'
import type { Person } from '#app/people/person.rules.ts'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign } from '#tests/factories/letters.ts'
import { givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
let campaign: GivenCampaign
let clerk: StaffActor
let grown: Person
let child: Person

beforeEach(async () => {
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal)
  clerk = await givenStaff(portal, 'receptionist', PRACTICE)
  grown = (await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE))).person
  child = (await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, { givenName: 'Sam', dateOfBirth: '2018-01-10' }))).person
})

const base = () => `/practice/campaigns/${campaign.ref}/replies`
const SLIP = { says: 'opt-out', came: 'slip-signed', 'received.day': '10', 'received.month': '5', 'received.year': '2026' }
const send = (person: Person, fields: Record<string, string>) => {
  portal.now = new Date(portal.now.getTime() + 60_000)
  return callRoute(portal, record, { as: clerk, path: `${base()}/people/${person.id}`, params: { ref: campaign.ref, personId: person.id }, form: { formId: randomUUID(), ...SLIP, ...fields } })
}
const page = (person: Person) => callRoute(portal, form, { as: clerk, path: '/x', params: { ref: campaign.ref, personId: person.id } })
const kinds = async () => (await portal.owner`select kind from choice_events order by recorded_at, id`).map(({ kind }) => kind as string)
const ATTORNEY = { word: 'attorney', holderName: 'Robin Sample', power: 'lasting-power-health', seen: 'original' }
const parent = (holderName: string) => ({ word: 'parent', holderName, seen: 'said-so' })

describe('someone who speaks for a patient', () => {
  test.each([
    ['no name', { ...ATTORNEY, holderName: '' }, 'holderName', 400],
    ['no power of attorney', { ...ATTORNEY, power: '' }, 'power', 400],
    ['nothing that was seen', { ...ATTORNEY, seen: '' }, 'seen', 400],
    ['only their word', { ...ATTORNEY, seen: 'said-so' }, 'seen', 400],
    ['a right that ended before the slip came', { ...ATTORNEY, 'endsOn.day': '9', 'endsOn.month': '5', 'endsOn.year': '2026' }, 'endsOn', 422],
    ['a day that is none', { ...ATTORNEY, 'endsOn.day': '31', 'endsOn.month': '2', 'endsOn.year': '2027' }, 'endsOn', 400],
  ])('with %s is refused at its field, and nothing is recorded', async (_what, fields, field, status) => {
    const answer = await send(grown, fields as Record<string, string>)
    expect(answer).toMatchObject({ status, data: { problems: [{ field }], typed: { word: 'attorney' } } })
    expect(await kinds()).toEqual([])
  })

  test('that a right had ended is in the audit, without the name', async () => {
    await send(grown, { ...ATTORNEY, 'endsOn.day': '9', 'endsOn.month': '5', 'endsOn.year': '2026' })
    const entries = await portal.owner`select kind, data from audit_entries where kind = 'choice-refused'`
    expect(entries).toMatchObject([{ data: expect.stringContaining('authority-ended') }])
    expect(JSON.stringify(entries)).not.toContain('Robin')
  })

  test('with the right to, it is a choice; the right is kept, its holder’s name sealed, and who saw it', async () => {
    expect((await send(grown, { ...ATTORNEY, 'endsOn.day': '10', 'endsOn.month': '5', 'endsOn.year': '2026' })).location).toMatch(/done=recorded/)
    const [authority] = await portal.owner`select kind, seen, seen_by, ends_on::text, name_sealed from choice_authorities, choice_holders`
    expect(authority).toMatchObject({ kind: 'lasting-power-health', seen: 'original', seen_by: clerk.userId, ends_on: '2026-05-10' })
    expect(Buffer.from(authority?.name_sealed as Buffer).toString('latin1')).not.toContain('Robin')
    expect(JSON.stringify(await portal.owner`select * from audit_entries`)).not.toContain('Robin')
  })

  test('a right that ends later does not undo the choice', async () => {
    await send(grown, { ...ATTORNEY, 'endsOn.day': '20', 'endsOn.month': '5', 'endsOn.year': '2026' })
    portal.now = new Date('2027-06-01T10:00:00Z')
    expect((await page(grown)).data).toMatchObject({ standing: { is: 'DENIED' } })
  })

  test('the patient’s history says who spoke, by what right, and what was seen by whom', async () => {
    await send(grown, ATTORNEY)
    const cookie = (await callRoute(portal, open, { as: clerk, path: '/x', params: { id: grown.id }, form: { reason: 'patient-here' } })).headers.get('Set-Cookie')?.split(';')[0] as string
    const shown = await callRoute(portal, patient, { as: clerk, path: '/x', params: { id: grown.id }, init: { headers: { Cookie: cookie } } })
    const { opened } = shown.data as { opened: { replies: { timeline: { authority: string }[] } } }
    expect(opened.replies.timeline.map(({ authority }) => authority)).toContain(
      'Robin Sample, by a lasting power of attorney for health and welfare. Seen: the registered power of attorney itself (by Test receptionist).')
  })

  test('the kept right cannot be changed by the portal', async () => {
    await send(grown, ATTORNEY)
    await expect(portal.runtime.db.execute(`update choice_authorities set seen = 'said-so'` as never)).rejects.toThrow()
  })
})

describe('case X3: parents who disagree, at the reply desk', () => {
  const standing = async () => ((await page(child)).data as { standing: { is: string }; isDisputed: boolean; parents: { name: string; isNo: boolean }[] })

  test('the no of one stands over the yes of the other; the desk and the form say so', async () => {
    await send(child, parent('Robin Sample'))
    const answer = await send(child, { ...parent('Kim Sample'), says: 'opt-out-withdrawn' })
    const shown = await callRoute(portal, desk, { as: clerk, path: answer.location as string, params: { ref: campaign.ref } })
    expect(shown.data).toMatchObject({ desk: { figures: { optedOut: 1 }, justRecorded: { kind: 'project-opt-out-withdrawn', isStillLeftOut: true, isDisputed: true } } })
    expect(await standing()).toMatchObject({ standing: { is: 'DENIED' }, isDisputed: true, parents: [{ name: 'Robin Sample', isNo: true }, { name: 'Kim Sample', isNo: false }] })
  })

  test('the one who said no takes it back', async () => {
    await send(child, parent('Robin Sample'))
    await send(child, { ...parent('Kim Sample'), says: 'opt-out-withdrawn' })
    await send(child, { ...parent('ROBIN SAMPLE'), says: 'opt-out-withdrawn' })
    expect(await standing()).toMatchObject({ standing: { is: 'PERMITTED' }, isDisputed: false })
  })

  test('both may say no: the second is no repeat of the first, and one taking theirs back leaves the other’s', async () => {
    await send(child, parent('Robin Sample'))
    expect((await send(child, parent('Kim Sample'))).location).toMatch(/done=recorded/)
    expect((await send(child, parent('Kim Sample'))).location).toMatch(/done=repeated/)
    await send(child, { ...parent('Robin Sample'), says: 'opt-out-withdrawn' })
    expect(await standing()).toMatchObject({ standing: { is: 'DENIED' }, isDisputed: true })
    expect(await kinds()).toEqual(['project-opt-out', 'project-opt-out', 'project-opt-out-withdrawn'])
  })

  test('an entry of before parents were told apart is lifted by no parent', async () => {
    await send(child, parent('Robin Sample'))
    await portal.owner`update choice_events set holder_id = null`
    await send(child, { ...parent('Robin Sample'), says: 'opt-out-withdrawn' })
    expect(await standing()).toMatchObject({ standing: { is: 'DENIED' }, isDisputed: true })
  })
})

describe('a child’s slip that may be from two', () => {
  test('is settled with the name of the parent who signed it', async () => {
    const twin = await givenPerson(portal, PRACTICE, { givenName: 'Sam', dateOfBirth: '2018-01-10' })
    const made = await callRoute(portal, search, { as: clerk, path: '/people', form: {
      intent: 'unclear', formId: randomUUID(), campaign: campaign.ref, personIds: [child.id, twin.id], 'received.day': '10', 'received.month': '5', 'received.year': '2026',
    } })
    const replyId = made.location?.split('/').pop() as string
    portal.now = new Date(TEST_NOW.getTime() + 60_000)
    const params = { ref: campaign.ref, replyId }
    expect((await callRoute(portal, query, { as: clerk, path: '/x', params })).data).toMatchObject({ query: { isForChild: true } })
    const answer = (fields: Record<string, string>) => callRoute(portal, settle, { as: clerk, path: '/x', params, form: { settlement: 'is-this-person', personId: child.id, ...fields } })
    expect(await answer({})).toMatchObject({ status: 400, data: { problems: [{ field: 'holderName' }] } })
    expect((await answer({ holderName: 'Robin Sample', seen: 'said-so' })).location).toMatch(/done=recorded/)
    await send(child, { ...parent('Robin Sample'), says: 'opt-out-withdrawn' })
    expect((await page(child)).data).toMatchObject({ standing: { is: 'PERMITTED' } })
  })
})

describe('choices to look at', () => {
  const list = (as = clerk) => callRoute(portal, lookAt, { as, path: '/x', params: { ref: campaign.ref } })

  test('case X3: the disagreement is there to be looked at until it is settled, and names nobody', async () => {
    await send(child, parent('Robin Sample'))
    expect((await list()).data).toMatchObject({ choices: [] })
    await send(child, { ...parent('Kim Sample'), says: 'opt-out-withdrawn' })
    const shown = await list()
    expect(shown.data).toMatchObject({ choices: [{ personId: child.id, flags: ['PARENTS_DISAGREE'] }] })
    expect(JSON.stringify(shown.data)).not.toMatch(/Sam|Robin|Kim/)
    expect((await callRoute(portal, desk, { as: clerk, path: '/x', params: { ref: campaign.ref } })).data).toMatchObject({ desk: { toLookAt: 1 } })
    await send(child, { ...parent('Robin Sample'), says: 'opt-out-withdrawn' })
    expect((await list()).data).toMatchObject({ choices: [] })
  })

  test('is for those who record replies at the practice', async () => {
    expect((await list(await givenStaff(portal, 'receptionist', OTHER_PRACTICE))).status).toBe(404)
    expect((await list(await givenStaff(portal, 'caldicott-guardian', PRACTICE))).status).toBe(403)
  })
})
