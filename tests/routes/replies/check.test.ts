import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { formatReplyCode } from '#app/letters/reply-code.rules.ts'
import { loader as desk } from '#app/routes/practice.campaigns.$ref.replies._index.tsx'
import { action as check, loader as checkPage } from '#app/routes/practice.campaigns.$ref.replies.check.$replyId.tsx'
import { action as sample, loader as samplePage } from '#app/routes/practice.campaigns.$ref.replies.check._index.tsx'
import { action as record, loader as form } from '#app/routes/practice.campaigns.$ref.replies.people.$personId.tsx'
import { action as settle } from '#app/routes/practice.campaigns.$ref.replies.queries.$replyId.tsx'
import { loader as queries } from '#app/routes/practice.campaigns.$ref.replies.queries._index.tsx'
import { action as upload } from '#app/routes/practice.campaigns.$ref.replies.upload._index.tsx'
import { givenCampaign, givenLetter, givenPerson, type GivenCampaign, type GivenLetter } from '#tests/factories/letters.ts'
import { givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
let campaign: GivenCampaign
let letter: GivenLetter
let clerk: StaffActor
let manager: StaffActor

beforeEach(async () => {
  await givenOrganisations(portal)
  campaign = await givenCampaign(portal)
  letter = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE))
  clerk = await givenStaff(portal, 'receptionist', PRACTICE)
  manager = await givenStaff(portal, 'practice-manager', PRACTICE)
})

const minutes = (count: number) => { portal.now = new Date(TEST_NOW.getTime() + count * 60_000) }
const enter = async (fields: Record<string, string> = {}, whose = letter, as = clerk): Promise<string> => {
  await callRoute(portal, record, {
    as, path: '/x', params: { ref: campaign.ref, personId: whose.person.id },
    form: { formId: randomUUID(), says: 'opt-out', came: 'slip-signed', word: 'self', 'received.day': '10', 'received.month': '5', 'received.year': '2026', ...fields },
  })
  return (await portal.owner`select id from replies where person_id = ${whose.person.id} order by recorded_at desc, id limit 1`)[0]?.id as string
}
const READ = { says: 'opt-out', signed: 'yes', word: 'self' }
const at = (replyId: string) => ({ ref: campaign.ref, replyId })
const show = async (replyId: string, as = manager) => (await callRoute(portal, checkPage, { as, path: '/x', params: at(replyId) }))
const read = (replyId: string, fields: Record<string, string> = {}, as = manager) => callRoute(portal, check, { as, path: '/x', params: at(replyId), form: { code: letter.code, ...READ, ...fields } })
const missing = (replyId: string, as = manager) => callRoute(portal, check, { as, path: '/x', params: at(replyId), form: { intent: 'missing' } })
const wasRight = (replyId: string, as = manager) => callRoute(portal, check, { as, path: '/x', params: at(replyId), form: { intent: 'was-right' } })
const correct = (replyId: string, fields: Record<string, string> = {}, as = manager) => callRoute(portal, check, {
  as, path: '/x', params: at(replyId), form: { intent: 'correct', formId: randomUUID(), says: 'opt-out', came: 'slip-signed', word: 'self', 'received.day': '10', 'received.month': '5', 'received.year': '2026', ...fields },
})
const list = async (as = manager) => (await callRoute(portal, samplePage, { as, path: '/x', params: { ref: campaign.ref } }))
const figures = async () => ((await list()).data as { total: Record<string, unknown> }).total
const standing = async (whose = letter) => ((await callRoute(portal, form, { as: clerk, path: '/x', params: { ref: campaign.ref, personId: whose.person.id } })).data as { standing: { is: string } }).standing.is

describe('a second person’s check of a paper', () => {
  test('shows how to find the paper and nothing of what was entered', async () => {
    const id = await enter({ says: 'opt-out-withdrawn', came: 'slip-signed', 'received.day': '12' })
    const shown = await show(id)
    expect(shown.data).toMatchObject({ state: 'waiting', isOwn: false, paper: { name: 'Alex Sample', by: 'Test receptionist', reference: null }, readings: null })
    expect(JSON.stringify(shown.data)).not.toMatch(/opt-out|signed|2026-05-12|withdrawn/)
    expect(JSON.stringify((await list()).data)).not.toMatch(/opt-out|Sample|1980|CX-/)
    expect(await portal.owner`select data from audit_entries where kind = 'person-opened'`).toMatchObject([{ data: '{"reason":"reply-check"}' }])
  })

  test('agrees: it is counted, and nothing else changes', async () => {
    const id = await enter()
    minutes(1)
    expect((await read(id, { code: formatReplyCode(letter.code).toLowerCase(), 'received.day': '10', 'received.month': '5', 'received.year': '2026' })).location).toMatch(/check\?done=agrees$/)
    expect(await figures()).toMatchObject({ sampled: 1, checked: 1, waiting: 0, misread: 0, rate: { share: 0 } })
    expect(await portal.owner`select outcome, checked_by, entered_by from reply_checks`).toMatchObject([{ outcome: 'agrees', checked_by: manager.userId, entered_by: clerk.userId }])
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(1)
    expect(await portal.owner`select data from audit_entries where kind = 'reply-checked'`).toMatchObject([{ data: expect.stringContaining('agrees') }])
  })

  test('is never by the one who entered it, nor is a difference settled by them', async () => {
    const id = await enter()
    expect((await show(id, clerk)).data).toMatchObject({ isOwn: true, readings: null })
    expect(await read(id, {}, clerk)).toMatchObject({ status: 403, data: { problems: [{ message: expect.stringContaining('You entered this reply yourself') }] } })
    expect(await missing(id, clerk)).toMatchObject({ status: 403 })
    await read(id, { says: 'opt-out-withdrawn' })
    expect(await wasRight(id, clerk)).toMatchObject({ status: 403 })
    expect(await correct(id, { says: 'opt-out-withdrawn' }, clerk)).toMatchObject({ status: 403 })
    await expect(portal.owner`update reply_checks set checked_by = entered_by`).rejects.toThrow('reply_checks_another_person')
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(1)
  })

  test('twice at once is one check and one refusal', async () => {
    const id = await enter()
    const other = await givenStaff(portal, 'receptionist', PRACTICE)
    const answers = await Promise.all([read(id), read(id, {}, other)])
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 409])
  })

  test('a difference is shown to both, with both readings', async () => {
    const id = await enter()
    expect((await read(id, { signed: 'no', word: 'not-told' })).location).toMatch(new RegExp(`check/${id}$`))
    for (const who of [clerk, manager]) {
      expect((await show(id, who)).data).toMatchObject({
        state: 'differs', isOwn: who === clerk, paper: { reference: expect.stringMatching(/^CX-/) }, readings: { entered: { says: 'opt-out', isSigned: true }, read: { says: 'opt-out', isSigned: false }, differences: ['signature'], isHeld: false },
      })
    }
    expect(await figures()).toMatchObject({ checked: 1, unsettled: 1, misread: 1 })
  })

  test('settled as right: nothing changes, and it is not counted as misread', async () => {
    const id = await enter()
    await read(id, { signed: 'no' })
    expect((await wasRight(id)).location).toMatch(/done=was-right$/)
    expect(await figures()).toMatchObject({ checked: 1, unsettled: 0, misread: 0 })
    expect(await wasRight(id)).toMatchObject({ status: 409 })
    expect(await standing()).toBe('DENIED')
  })

  test('corrected: the mistaken event is taken back and kept, the right one is recorded by the same action, and both replies stay', async () => {
    const id = await enter({ says: 'opt-out-withdrawn' })
    minutes(1)
    await read(id)
    minutes(2)
    expect((await correct(id)).location).toMatch(/done=corrected$/)
    expect(await standing()).toBe('DENIED')
    expect(await portal.owner`select kind, is_ambiguous, retraction_reason from choice_events order by recorded_at, kind`).toMatchObject([
      { kind: 'project-opt-out-withdrawn' }, { kind: 'project-opt-out', is_ambiguous: true },
      { kind: 'entered-in-error', retraction_reason: 'after-check' }, { kind: 'entered-in-error', retraction_reason: 'after-check' }, { kind: 'project-opt-out', is_ambiguous: false },
    ])
    const [right] = await portal.owner`select id, outcome from replies where corrects = ${id}`
    expect(right).toMatchObject({ outcome: 'opt-out' })
    expect(await portal.owner`select correction_id, settled_as from reply_checks`).toMatchObject([{ correction_id: right?.id as string, settled_as: 'corrected' }])
    expect(await figures()).toMatchObject({ sampled: 1, checked: 1, misread: 1, unsettled: 0 })
    expect((await callRoute(portal, desk, { as: clerk, path: '/x', params: { ref: campaign.ref } })).data).toMatchObject({ desk: { figures: { optedOut: 1, byChannel: [{ channel: 'slip', count: 1 }] } } })
  })

  test('a paper that may say no leaves the patient out until it is settled', async () => {
    const id = await enter({ says: 'opt-out-withdrawn' })
    minutes(1)
    expect(await standing()).toBe('PERMITTED')
    await read(id, { says: 'not-clear' })
    expect(await standing()).toBe('DENIED')
    expect((await show(id)).data).toMatchObject({ readings: { isHeld: true } })
    minutes(2)
    await wasRight(id)
    expect(await standing()).toBe('PERMITTED')
  })

  test('a paper that is another patient’s, by its code: they are left out at once, and the first is let go when it is settled', async () => {
    const other = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, { givenName: 'Kim' }))
    const id = await enter()
    minutes(1)
    await read(id, { code: other.code })
    expect([await standing(), await standing(other)]).toEqual(['DENIED', 'DENIED'])
    expect((await show(id)).data).toMatchObject({ readings: { differences: ['whose'], other: 'Kim Sample', isHeld: true } })
    minutes(2)
    expect((await correct(id)).location).toMatch(/done=corrected$/)
    expect([await standing(), await standing(other)]).toEqual(['NONE_RECORDED', 'DENIED'])
    expect(await portal.owner`select person_id from replies where corrects = ${id}`).toMatchObject([{ person_id: other.person.id }])
  })

  test('a wrong date of birth says whose it is not; the code that settles it says whose it is', async () => {
    const other = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE, { givenName: 'Kim', dateOfBirth: '1981-02-03' }))
    const id = await enter()
    minutes(1)
    await read(id, { code: '', 'born.day': '3', 'born.month': '2', 'born.year': '1981' })
    expect((await show(id)).data).toMatchObject({ readings: { differences: ['whose'], other: null, isHeld: false } })
    minutes(2)
    await correct(id, { code: other.code })
    expect([await standing(), await standing(other)]).toEqual(['NONE_RECORDED', 'DENIED'])
  })

  test('a slip that was entered as signed and is not: the choice goes, and a query waits', async () => {
    const id = await enter()
    minutes(1)
    await read(id, { signed: 'no' })
    minutes(2)
    await correct(id, { came: 'slip-unsigned' })
    expect(await standing()).toBe('NONE_RECORDED')
    expect((await callRoute(portal, queries, { as: clerk, path: '/x', params: { ref: campaign.ref } })).data).toMatchObject({ queries: [{ queryKind: 'unsigned-opt-out' }] })
  })

  test('a query that was signed all along becomes a choice, and the query is settled by it', async () => {
    const id = await enter({ came: 'slip-unsigned' })
    minutes(1)
    await read(id)
    minutes(2)
    await correct(id)
    expect(await standing()).toBe('DENIED')
    expect((await callRoute(portal, queries, { as: clerk, path: '/x', params: { ref: campaign.ref } })).data).toMatchObject({ queries: [] })
    expect(await portal.owner`select settlement from replies where id = ${id}`).toMatchObject([{ settlement: 'corrected' }])
  })

  test('a query that staff settled since is compared as it was entered', async () => {
    const id = await enter({ came: 'slip-unsigned' })
    minutes(1)
    await callRoute(portal, settle, { as: clerk, path: '/x', params: at(id), form: { settlement: 'signed-since', word: 'self', 'on.day': '14', 'on.month': '6', 'on.year': '2026' } })
    expect((await read(id, { signed: 'no' })).location).toMatch(/done=agrees$/)
  })

  test('only the day differs: it is recorded anew from the right one', async () => {
    const id = await enter()
    minutes(1)
    await read(id, { 'received.day': '20', 'received.month': '5', 'received.year': '2026' })
    minutes(2)
    await correct(id, { 'received.day': '20' })
    expect(await portal.owner`select effective_day::text from choice_events e where kind = 'project-opt-out' and not exists (select from choice_events r where r.retracts = e.id)`).toMatchObject([{ effective_day: '2026-05-20' }])
  })

  test('a correction that says what was entered is refused, and one who may not choose is refused as at the desk; what was typed is kept', async () => {
    const id = await enter()
    await read(id, { says: 'not-clear' })
    expect(await correct(id)).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('What was entered is right') }] } })
    expect(await correct(id, { word: 'parent' })).toMatchObject({ status: 422, data: { problems: [{ field: 'word' }], typed: { word: 'parent' } } })
    expect(await correct(id, { code: 'XXXXXXXXXXXX' })).toMatchObject({ status: 400, data: { problems: [{ field: 'code' }] } })
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(1)
  })

  test('a paper that cannot be found is kept apart, and may be read when it is', async () => {
    const id = await enter()
    expect((await missing(id)).location).toMatch(/done=missing$/)
    expect(await figures()).toMatchObject({ sampled: 1, checked: 0, paperMissing: 1, rate: null })
    expect((await read(id)).location).toMatch(/done=agrees$/)
    expect(await figures()).toMatchObject({ checked: 1, paperMissing: 0 })
  })

  test('an unknown code names its box, keeps what was typed and checks nothing', async () => {
    const id = await enter()
    expect(await read(id, { code: 'XXXXXXXXXXXX' })).toMatchObject({ status: 400, data: { problems: [{ field: 'code' }], typed: { code: 'XXXXXXXXXXXX', says: 'opt-out' } } })
    expect(await read(id, { says: '' })).toMatchObject({ status: 400, data: { problems: [{ field: 'says' }] } })
    expect(await portal.owner`select 1 from reply_checks`).toHaveLength(0)
  })
})

describe('the sample', () => {
  test('is of papers and lists: not of calls, visits, the web page, or of corrections', async () => {
    for (const came of ['phone', 'desk']) await enter({ came }, await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE)))
    expect(await figures()).toMatchObject({ sampled: 0 })
    const listed = await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE))
    const file = new FormData()
    file.append('formId', randomUUID())
    file.append('file', new File([`nhs_number,channel,received\n${listed.person.nhsNumber},phone,2026-05-12\n`], 'list.csv'))
    await callRoute(portal, upload, { as: clerk, path: '/x', params: { ref: campaign.ref }, form: file })
    expect(await figures()).toMatchObject({ sampled: 1 })
    const id = await enter()
    minutes(1)
    await read(id, { 'received.day': '11', 'received.month': '5', 'received.year': '2026' })
    minutes(2)
    await correct(id, { 'received.day': '11' })
    expect(await figures()).toMatchObject({ sampled: 2, misread: 1 })
  })

  test('is set by the manager: a share and a least number; a reply outside it is not there to be checked', async () => {
    const set = (form: Record<string, string>, as = manager) => callRoute(portal, sample, { as, path: '/x', params: { ref: campaign.ref }, form })
    const setting = { oneIn: '100', atLeast: '1', boundOneIn: '100', enough: '20' }
    for (let n = 0; n < 6; n += 1) await enter({}, await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE)))
    expect(await figures()).toMatchObject({ sampled: 6 })
    expect(await set(setting, clerk)).toMatchObject({ status: 403 })
    expect(await set({ ...setting, oneIn: 'many' })).toMatchObject({ status: 400, data: { problems: [{ field: 'oneIn' }], typed: { oneIn: 'many' } } })
    expect((await set(setting)).location).toMatch(/done=set$/)
    const chosen = (await list()).data as { sampled: { replyId: string }[]; setting: unknown }
    expect(chosen.setting).toEqual({ oneIn: 100, atLeast: 1, boundOneIn: 100, enough: 20 })
    expect(chosen.sampled.length).toBeLessThan(6)
    const outside = (await portal.owner`select id from replies`).map(({ id }) => id as string).find((id) => !chosen.sampled.some(({ replyId }) => replyId === id)) as string
    expect((await show(outside)).status).toBe(404)
    expect((await read(outside)).status).toBe(404)
    expect(await portal.owner`select kind from audit_entries where kind = 'reply-sample-set'`).toHaveLength(1)
  })

  test('past the bound says that all of that person’s should be checked, and enlarges to all', async () => {
    await callRoute(portal, sample, { as: manager, path: '/x', params: { ref: campaign.ref }, form: { oneIn: '100', atLeast: '1', boundOneIn: '100', enough: '1' } })
    for (let n = 0; n < 5; n += 1) await enter({}, await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE)))
    const before = (await list()).data as { sampled: { replyId: string }[] }
    await read(before.sampled[0]?.replyId as string, { code: '', says: 'opt-out-withdrawn' })
    expect((await list()).data).toMatchObject({ people: [{ userId: clerk.userId, entered: 5, isAll: false, figures: { misread: 1, isAboveBound: true } }] })
    expect((await callRoute(portal, desk, { as: clerk, path: '/x', params: { ref: campaign.ref } })).data).toMatchObject({ desk: { sample: { isAboveBound: true, total: { misread: 1 } } } })
    const all = (userId: string) => callRoute(portal, sample, { as: manager, path: '/x', params: { ref: campaign.ref }, form: { intent: 'all', userId } })
    expect((await all(clerk.userId)).location).toMatch(/done=all$/)
    expect((await all(clerk.userId)).location).toMatch(/done=all$/)
    expect((await list()).data).toMatchObject({ people: [{ isAll: true, figures: { sampled: 5 } }] })
    expect(await portal.owner`select subject from audit_entries where kind = 'reply-sample-enlarged'`).toMatchObject([{ subject: `user:${clerk.userId}` }])
    expect((await all(manager.userId)).status).toBe(404)
  })

  test('is enlarged to all by itself once too much was misread, as settled; that the two only differ is not enough', async () => {
    await callRoute(portal, sample, { as: manager, path: '/x', params: { ref: campaign.ref }, form: { oneIn: '100', atLeast: '1', boundOneIn: '100', enough: '1' } })
    for (let n = 0; n < 5; n += 1) await enter({}, await givenLetter(portal, campaign, await givenPerson(portal, PRACTICE)))
    const chosen = ((await list()).data as { sampled: { replyId: string }[] }).sampled[0]?.replyId as string
    minutes(1)
    await read(chosen, { code: '', says: 'opt-out-withdrawn' })
    expect((await list()).data).toMatchObject({ people: [{ isAll: false, figures: { unsettled: 1 } }] })
    minutes(2)
    expect((await correct(chosen, { says: 'opt-out-withdrawn' })).location).toMatch(/done=corrected$/)
    expect((await list()).data).toMatchObject({ people: [{ userId: clerk.userId, isAll: true, figures: { sampled: 5, misread: 1, waiting: 4 } }] })
    expect(await portal.owner`select subject from audit_entries where kind = 'reply-sample-enlarged'`).toMatchObject([{ subject: `user:${clerk.userId}` }])
    expect(await portal.owner`select "by" from reply_samples_of_all`).toMatchObject([{ by: manager.userId }])
  })

  test('is not there for another practice, and is read but not checked by the Caldicott Guardian', async () => {
    const id = await enter()
    const theirs = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    expect((await list(theirs)).status).toBe(404)
    for (const answer of [await show(id, theirs), await read(id, {}, theirs), await missing(id, theirs), await wasRight(id, theirs)]) expect(answer.status).toBe(404)
    for (const answer of [await callRoute(portal, samplePage, { path: '/x', params: { ref: campaign.ref } }), await callRoute(portal, checkPage, { path: '/x', params: at(id) }), await callRoute(portal, check, { path: '/x', params: at(id), form: { intent: 'missing' } })]) {
      expect(answer.location).toMatch(/^\/sign-in/)
    }
    const guardian = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    expect((await list(guardian)).data).toMatchObject({ mayCheck: false, mayManage: false, total: { sampled: 1 } })
    expect((await show(id, guardian)).status).toBe(403)
    expect(await portal.owner`select 1 from reply_checks`).toHaveLength(0)
  })
})
