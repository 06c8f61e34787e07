import { beforeEach, describe, expect, test } from 'vitest'
import { undoImport } from '#app/choices/undo-import.server.ts'
import { systemActor, type StaffActor } from '#app/identity/actor.rules.ts'
import { action as post, loader as page } from '#app/routes/people.$id.tsx'
import { givenCoded, givenEvent, takeBackAll } from '#tests/factories/choices.ts'
import { givenPerson } from '#tests/factories/letters.ts'
import { givenPilot, type Pilot } from '#tests/factories/pilot.ts'
import { contextOf, COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
const later = (days: number, minutes = 0) => { portal.now = new Date(TEST_NOW.getTime() + days * 86_400_000 + minutes * 60_000) }
let pilot: Pilot
let id: string
let clerk: StaffActor

beforeEach(async () => {
  pilot = await givenPilot(portal, { people: [{}] })
  id = pilot.people[0]?.id as string
  clerk = await givenStaff(portal, 'receptionist', PRACTICE)
})

interface Shown {
  readonly asKnownOn: string | null
  readonly answers: readonly { readonly flowRef: string; readonly answer: { readonly kind: string; readonly decision?: string; readonly reasons?: readonly string[]; readonly refusal?: { readonly kind: string } } }[]
  readonly replies: {
    readonly projects: readonly { readonly standing: string; readonly letter: { readonly isPosted: boolean; readonly returnedAt: string | null } | null; readonly canReply: boolean }[]
    readonly timeline: readonly (Record<'what' | 'how' | 'word' | 'by' | 'source' | 'reference' | 'recordedAt', string> & { readonly notes: readonly string[]; readonly links: readonly { readonly href: string }[] })[]
  }
}

const send = (form: Record<string, string>, cookie?: string, as: StaffActor | undefined = clerk, person = id) =>
  callRoute(portal, post, { as, path: `/people/${person}`, params: { id: person }, form, init: cookie ? { headers: { Cookie: cookie } } : {} })
const look = (cookie?: string, as: StaffActor | undefined = clerk, person = id) =>
  callRoute(portal, page, { as, path: `/people/${person}`, params: { id: person }, init: cookie ? { headers: { Cookie: cookie } } : {} })
const cookieOf = (answer: { readonly headers: Headers }) => answer.headers.get('Set-Cookie')?.split(';')[0] as string
const opened = async (as = clerk, reason = 'question-about-choice') => cookieOf(await send({ reason }, undefined, as))
const dayForm = (day: string) => {
  const [year, month, date] = day.split('-') as [string, string, string]
  return { intent: 'as-known', 'asKnownOn.day': date, 'asKnownOn.month': month, 'asKnownOn.year': year }
}
const shown = async (cookie: string, as = clerk): Promise<Shown> => ((await look(cookie, as)).data as { opened: Shown }).opened
const registerAnswer = ({ answers }: Shown) => answers[0]?.answer
const looks = () => portal.owner`select subject, data, actor from audit_entries where kind = 'person-opened' order by seq`

describe('the history on a patient’s page', () => {
  test('has every event with both times, its channel, its source, who recorded it on whose word, and where it came from', async () => {
    await givenEvent(portal, pilot.people[0] as never, 'project-opt-out', '2026-06-02')
    later(1)
    await takeBackAll(portal, pilot.people[0] as never, pilot.manager)
    later(2)
    const reference = await givenCoded(portal, [
      `${pilot.people[0]?.nhsNumber},read2,9Nu0.,2024-03-10,2024-03-11,${PRACTICE.code},1,`,
      `${pilot.people[0]?.nhsNumber},read2,9Nu4.,2016-03-10,,${PRACTICE.code},2,`,
      `${pilot.people[0]?.nhsNumber},read2,93C3.,2016-03-10,,${PRACTICE.code},3,`,
    ], PRACTICE.code)
    await portal.owner`update letters set returned_at = ${new Date('2026-05-09T10:00:00Z')}, told_at = ${new Date('2026-05-20T10:00:00Z')}, told_how = 'telephone'`
    const { timeline } = (await shown(await opened(pilot.manager), pilot.manager)).replies
    const found = (start: string) => timeline.find(({ what }) => what.startsWith(start))
    expect(found('Said no to the project')).toMatchObject({
      recordedAt: TEST_NOW.toISOString(), effective: { day: '2026-06-02', at: null }, how: 'At the desk', word: 'The patient', reference: expect.stringMatching(/^CX-/),
      source: `${PRACTICE.name} (${PRACTICE.code})`, notes: ['Taken back since as entered in error.'],
    })
    expect(found('Taken back as entered in error: Said no')).toMatchObject({ recordedAt: '2026-06-16T10:00:00.000Z', by: pilot.manager.name, reference: found('Said no to the project')?.reference })
    expect(found('Type 1 opt-out recorded')).toMatchObject({
      effective: { day: '2024-03-10', at: null }, written: { day: '2024-03-11', at: null }, recordedAt: '2026-06-17T10:00:00.000Z',
      how: `Coded record, import ${reference}`, notes: [], links: [{ href: expect.stringMatching(/^\/choices\/imports\/[0-9a-f-]{36}$/) }, { href: expect.stringMatching(/^\/people\/[0-9a-f-]{36}\/choices\/[0-9a-f-]{36}$/) }],
    })
    expect(found('Type 2 opt-out recorded')).toMatchObject({ notes: ['Never decides'] })
    expect(found('Said no to the national summary care record')).toMatchObject({ what: expect.stringContaining('does not decide'), notes: ['Never decides'] })
    for (const words of ['The letter was posted', 'The letter came back', 'Told another way. By telephone', 'First named by a people list', 'Last named by the people list people.csv']) expect(found(words)).toBeDefined()
    expect(found('Last named')?.links[0]?.href).toMatch(/^\/practice\/people\/uploads\//)
    const times = timeline.map(({ recordedAt }) => recordedAt)
    expect(times).toEqual([...times].sort().reverse())
  })

  test('says of an import that was undone what it brought and that it was taken back', async () => {
    const reference = await givenCoded(portal, [`${pilot.people[0]?.nhsNumber},read2,9Nu0.,2024-03-10,,${PRACTICE.code},1,`], PRACTICE.code)
    later(1)
    const [imported] = await portal.owner`select id from choice_imports`
    await undoImport(contextOf(portal, systemActor('test', PRACTICE.code)), imported?.id as string, reference)
    const { timeline } = (await shown(await opened())).replies
    expect(timeline.map(({ what }) => what)).toEqual(expect.arrayContaining(['Type 1 opt-out recorded', 'Taken back as entered in error: Type 1 opt-out recorded']))
  })

  test('has nothing that another practice’s register holds, and offers no page that the reader may not open', async () => {
    await givenCoded(portal, [`${pilot.people[0]?.nhsNumber},read2,9Nu0.,2024-03-10,,${OTHER_PRACTICE.code},1,`])
    await givenCoded(portal, [`${pilot.people[0]?.nhsNumber},read2,9Nu1.,2024-03-10,,${PRACTICE.code},1,`], PRACTICE.code)
    const seen = await shown(await opened())
    expect(JSON.stringify(seen)).not.toContain(OTHER_PRACTICE.name)
    expect(JSON.stringify(seen)).not.toContain(OTHER_PRACTICE.code)
    expect(seen.replies.timeline.filter(({ what }) => what.startsWith('Type 1')).map(({ what }) => what)).toEqual(['Type 1 opt-out taken back'])
    expect(seen.replies.timeline.flatMap(({ links }) => links.map(({ href }) => href))).toEqual([expect.stringMatching(/^\/people\/[0-9a-f-]{36}\/choices\//)])
    const guardian = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    expect((await shown(await opened(guardian), guardian)).replies.timeline.flatMap(({ links }) => links)).toEqual([])
  })
})

describe('as known on a past day', () => {
  test('a no that was recorded late is not in the day before it was recorded, however far back it counts', async () => {
    later(3)
    await givenEvent(portal, pilot.people[0] as never, 'project-opt-out', '2026-06-01')
    later(4)
    const cookie = await opened()
    expect(registerAnswer(await shown(cookie))).toMatchObject({ decision: 'EXCLUDE', reasons: ['LOCAL'] })

    const before = cookieOf(await send(dayForm('2026-06-17'), cookie))
    const then = await shown(before)
    expect(then.asKnownOn).toBe('2026-06-17')
    expect(registerAnswer(then)).toMatchObject({ decision: 'INCLUDE' })
    expect(then.replies.projects).toMatchObject([{ standing: 'NONE_RECORDED', canReply: false }])
    expect(then.replies.timeline.some(({ what }) => what.startsWith('Said no'))).toBe(false)

    const on = await shown(cookieOf(await send(dayForm('2026-06-18'), before)))
    expect(registerAnswer(on)).toMatchObject({ decision: 'EXCLUDE', reasons: ['LOCAL'] })
    expect(on.replies.projects).toMatchObject([{ standing: 'DENIED' }])
    expect((await shown(cookieOf(await send({ intent: 'now' }, before)))).asKnownOn).toBeNull()
  })

  test('a no that was taken back later still stands on the day before', async () => {
    await givenEvent(portal, pilot.people[0] as never, 'project-opt-out', '2026-06-01')
    later(2)
    await takeBackAll(portal, pilot.people[0] as never)
    later(3)
    const cookie = await opened()
    expect(registerAnswer(await shown(cookie))).toMatchObject({ decision: 'INCLUDE' })
    const then = await shown(cookieOf(await send(dayForm('2026-06-15'), cookie)))
    expect(registerAnswer(then)).toMatchObject({ decision: 'EXCLUDE', reasons: ['LOCAL'] })
    expect(then.replies.timeline.find(({ what }) => what.startsWith('Said no'))?.notes).toEqual([])
    expect(then.replies.timeline.some(({ what }) => what.startsWith('Taken back'))).toBe(false)
  })

  test('a day ends with the Europe/London day, an hour before midnight UTC in summer', async () => {
    portal.now = new Date('2026-06-16T22:59:59.999Z')
    await givenEvent(portal, pilot.people[0] as never, 'project-opt-out', '2026-06-01')
    portal.now = new Date('2026-06-16T23:00:00Z')
    await givenEvent(portal, pilot.people[0] as never, 'project-opt-out-withdrawn', '2026-06-02')
    later(3)
    const then = await shown(cookieOf(await send(dayForm('2026-06-16'), await opened())))
    expect(registerAnswer(then)).toMatchObject({ reasons: ['LOCAL'] })
  })

  test('letters are as they were, and a flow whose time for replies ran then is refused as it was', async () => {
    await portal.owner`update letters set returned_at = ${new Date('2026-05-20T10:00:00Z')}`
    const cookie = await opened()
    const posted = await shown(cookieOf(await send(dayForm('2026-05-10'), cookie)))
    expect(posted.replies.projects).toMatchObject([{ letter: { isPosted: true, returnedAt: null } }])
    expect(registerAnswer(posted)).toMatchObject({ kind: 'refused', refusal: { kind: 'opt-out-window-open' } })
    expect((await shown(cookieOf(await send(dayForm('2026-04-29'), cookie)))).replies.projects).toMatchObject([{ letter: null }])
  })

  test('keeps the day, with the reason, in the audit and out of the address', async () => {
    const cookie = await opened(clerk, 'complaint')
    await shown(cookie)
    const answer = await send(dayForm('2026-06-01'), cookie)
    expect(answer.location).toBe(`/people/${id}`)
    await shown(cookieOf(answer))
    expect(await looks()).toEqual([
      { subject: `person:${id}`, data: '{"reason":"complaint"}', actor: clerk.label },
      { subject: `person:${id}`, data: '{"asKnownOn":"2026-06-01","reason":"complaint"}', actor: clerk.label },
    ])
  })

  test.each([
    ['2026-06-15', 'The day must be in the past. What is known today is shown without a day'], ['2027-01-01', 'The day must be in the past. What is known today is shown without a day'],
    ['2026-02-30', 'The day must be a real date, such as 27 3 2026'], ['1999-12-31', 'The day must be in 2000 or later'],
  ])('%s is refused, and what was typed is kept', async (day, message) => {
    const form = dayForm(day)
    expect(await send(form, await opened())).toMatchObject({
      status: 400, data: { problems: [{ field: 'asKnownOn', message }], typed: { asKnownOn: { day: form['asKnownOn.day'], month: form['asKnownOn.month'], year: form['asKnownOn.year'] } } },
    })
  })

  test('asks the reason first, and keeps a record open no longer for a day that is given', async () => {
    const unasked = await send(dayForm('2026-06-01'))
    expect([unasked.location, unasked.headers.get('Set-Cookie')]).toEqual([`/people/${id}`, null])
    const cookie = await opened()
    later(0, 14)
    const day = cookieOf(await send(dayForm('2026-06-01'), cookie))
    expect((await look(day)).data).toMatchObject({ opened: { asKnownOn: '2026-06-01' } })
    later(0, 15)
    expect((await look(day)).data).toEqual({ opened: null })
    expect(await looks()).toHaveLength(1)
  })

  test('is for one member of staff of the person’s practice', async () => {
    const day = cookieOf(await send(dayForm('2026-06-01'), await opened()))
    expect((await look(day, await givenStaff(portal, 'receptionist', PRACTICE))).data).toEqual({ opened: null })
    expect((await look(day, await givenStaff(portal, 'receptionist', OTHER_PRACTICE))).status).toBe(404)
    expect((await send(dayForm('2026-06-01'), day, await givenStaff(portal, 'practice-manager', OTHER_PRACTICE))).status).toBe(404)
    expect((await look(day, await givenStaff(portal, 'ig-lead', COUNCIL))).status).toBe(403)
    const theirs = await givenPerson(portal, OTHER_PRACTICE)
    expect((await look(day, clerk, theirs.id)).status).toBe(404)
    expect((await callRoute(portal, page, { path: `/people/${id}`, params: { id } })).location).toMatch(/^\/sign-in/)
    expect(await looks()).toHaveLength(0)
  })
})
