import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { action as giveReason, loader as person } from '#app/routes/people.$id.tsx'
import { action as takeBack, loader as choicePage } from '#app/routes/people.$id_.choices.$choiceId.tsx'
import { givenCoded, givenEvent } from '#tests/factories/choices.ts'
import { givenChoice, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { ask, linesOf } from '#tests/routes/releases/ask.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'

const portal = usePortal()
let pilot: Pilot
let clerk: StaffActor
let id: string
const minutes = (count: number) => { portal.now = new Date(TEST_NOW.getTime() + count * 60_000) }

beforeEach(async () => {
  pilot = await givenPilot(portal, { people: [{}] })
  clerk = await givenStaff(portal, 'receptionist', PRACTICE)
  id = pilot.people[0]?.id as string
  await givenChoice(portal, pilot.people[0] as never)
  minutes(1)
})

const choiceId = async () => (await portal.owner`select id from choice_events where kind <> 'entered-in-error' order by recorded_at desc limit 1`)[0]?.id as string
const opened = async (as = clerk) => (await callRoute(portal, giveReason, { as, path: '/x', params: { id }, form: { reason: 'put-right' } })).headers.get('Set-Cookie')?.split(';')[0] as string
const show = async (choice: string, as = clerk, cookie?: string, whose = id) =>
  callRoute(portal, choicePage, { as, path: '/x', params: { id: whose, choiceId: choice }, init: { headers: { Cookie: cookie ?? await opened(as) } } })
const confirm = async (choice: string, reason = 'read-wrongly', as = clerk, cookie?: string) =>
  callRoute(portal, takeBack, { as, path: '/x', params: { id, choiceId: choice }, form: { reason }, init: { headers: { Cookie: cookie ?? await opened(as) } } })
interface Shown {
  readonly effects: readonly { readonly flowRef: string; readonly now: { readonly decision?: string; readonly reasons?: readonly string[] }; readonly without: { readonly decision?: string } }[]
  readonly incidents: readonly { readonly checkId: string }[]
}
const effectOf = (answer: { data: unknown }) => (answer.data as Shown).effects.find(({ flowRef }) => flowRef === pilot.flowRef)

describe('taking one choice back', () => {
  test('first shows what each flow answers now and would answer without it; the answer afterwards is what was shown', async () => {
    const shown = await show(await choiceId())
    expect(effectOf(shown)).toMatchObject({ now: { decision: 'EXCLUDE', reasons: ['LOCAL'] }, without: { decision: 'INCLUDE' } })
    expect(await portal.owner`select 1 from choice_events where kind = 'entered-in-error'`).toHaveLength(0)
    expect(linesOf(await ask(portal, pilot, testNumber(0))).lines).toMatchObject([{ decision: 'EXCLUDE' }])
    minutes(2)
    expect(await confirm(await choiceId())).toMatchObject({ status: 302, location: `/people/${id}/choices/${await choiceId()}?done=taken-back` })
    minutes(3)
    expect(linesOf(await ask(portal, pilot, testNumber(0))).lines).toMatchObject([{ decision: 'INCLUDE' }])
  })

  test('where something else leaves the patient out too, it says that nothing would change', async () => {
    await givenEvent(portal, pilot.people[0] as never, 'type-1-dissent', '2026-06-01')
    const [optOut] = await portal.owner`select id from choice_events where kind = 'project-opt-out'`
    const [type1] = await portal.owner`select id from choice_events where kind = 'type-1-dissent'`
    expect(effectOf(await show(optOut?.id as string))).toMatchObject({ now: { decision: 'EXCLUDE' } })
    expect(effectOf(await show(type1?.id as string))).toMatchObject({ now: { decision: 'EXCLUDE', reasons: expect.arrayContaining(['LOCAL']) }, without: { decision: 'EXCLUDE' } })
  })

  test('case X10: nothing is deleted; the event stays, the answers of before stay, and the checks meanwhile are listed', async () => {
    const choice = await choiceId()
    const meanwhile = await ask(portal, pilot, testNumber(0))
    expect((await show(choice)).data).toMatchObject({ incidents: [{ checkId: meanwhile.headers.get('Concordat-Check-Id') }] })
    minutes(2)
    await confirm(choice, 'another-patient')
    minutes(3)
    await ask(portal, pilot, testNumber(0))
    const shown = await show(choice)
    expect(shown.data).toMatchObject({
      choice: { takenBack: { by: clerk.name, reason: 'another-patient' }, whyNot: 'taken-back-already' }, incidents: [{ checkId: meanwhile.headers.get('Concordat-Check-Id') }],
    })
    expect(await portal.owner`select kind, retracts, retraction_reason, recorded_by from choice_events order by recorded_at`).toMatchObject([
      { kind: 'project-opt-out', retracts: null }, { kind: 'entered-in-error', retracts: choice, retraction_reason: 'another-patient', recorded_by: clerk.userId },
    ])
  })

  test('is in the audit with its reason, and in the history with the reason’s words', async () => {
    await confirm(await choiceId(), 'not-their-word')
    expect(await portal.owner`select subject, data from audit_entries where kind = 'choice-retracted'`).toMatchObject([{ subject: `person:${id}`, data: expect.stringContaining('not-their-word') }])
    const history = await callRoute(portal, person, { as: clerk, path: '/x', params: { id }, init: { headers: { Cookie: await opened() } } })
    const { timeline } = (history.data as { opened: { replies: { timeline: { what: string; notes: string[] }[] } } }).opened.replies
    expect(timeline.find(({ what }) => what.startsWith('Taken back as entered in error'))?.notes).toEqual([expect.stringContaining('may not choose for this patient')])
  })

  test('is undone by recording the choice again', async () => {
    await confirm(await choiceId())
    minutes(2)
    await givenChoice(portal, pilot.people[0] as never)
    minutes(3)
    expect(linesOf(await ask(portal, pilot, testNumber(0))).lines).toMatchObject([{ decision: 'EXCLUDE' }])
  })

  test('twice is one taking back and one refusal, also at once', async () => {
    const choice = await choiceId()
    const cookie = await opened()
    const answers = await Promise.all([confirm(choice, 'twice', clerk, cookie), confirm(choice, 'twice', clerk, cookie)])
    expect(answers.map(({ status }) => status).sort()).toEqual([302, 409])
    expect(await portal.owner`select 1 from choice_events where kind = 'entered-in-error'`).toHaveLength(1)
  })

  test('a choice that may be someone else’s is left to its query', async () => {
    await givenEvent(portal, pilot.people[0] as never, 'project-opt-out', '2026-06-01', true)
    const [choice] = await portal.owner`select id from choice_events where is_ambiguous`
    expect(await confirm(choice?.id as string)).toMatchObject({ status: 409, data: { problems: [{ message: expect.stringContaining('Settle the query') }] } })
  })

  test('one that an extract brought says to correct the source too', async () => {
    await givenCoded(portal, [`${testNumber(0)},read2,9Nu0.,2024-03-10,,${PRACTICE.code},1,`], PRACTICE.code)
    const [choice] = await portal.owner`select id from choice_events where import_id is not null`
    expect((await show(choice?.id as string)).data).toMatchObject({ choice: { isFromExtract: true } })
    await confirm(choice?.id as string)
    expect((await show(choice?.id as string)).data).toMatchObject({ choice: { takenBack: { reason: 'read-wrongly' } } })
  })

  test('needs a reason from the list', async () => {
    expect(await confirm(await choiceId(), 'because')).toMatchObject({ status: 400, data: { problems: [{ field: 'reason', message: 'Select why the choice is wrong' }] } })
  })

  test('asks for the record to be open, as the patient’s page does, and each showing is an audited look', async () => {
    const choice = await choiceId()
    expect(await show(choice, clerk, 'nothing=here')).toMatchObject({ status: 302, location: `/people/${id}` })
    expect(await confirm(choice, 'twice', clerk, 'nothing=here')).toMatchObject({ location: `/people/${id}` })
    await show(choice)
    expect(await portal.owner`select data from audit_entries where kind = 'person-opened'`).toMatchObject([{ data: '{"reason":"put-right"}' }])
    expect(await portal.owner`select 1 from choice_events where kind = 'entered-in-error'`).toHaveLength(0)
  })

  test('is for those who record replies; another practice finds nothing', async () => {
    const guardian = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    expect((await show(await choiceId(), guardian)).data).toMatchObject({ mayTakeBack: false })
    expect((await confirm(await choiceId(), 'twice', guardian)).status).toBe(403)
    const theirs = await givenStaff(portal, 'receptionist', OTHER_PRACTICE)
    expect((await show(await choiceId(), theirs, 'x=y')).status).toBe(404)
    expect((await show('5b8b5f1c-1df8-4f2a-9f57-0f6c5a1f4c11')).status).toBe(404)
  })
})

describe('case 7: a no that counts from before it was written down', () => {
  const late = async (as = clerk) => {
    const shown = await callRoute(portal, person, { as, path: '/x', params: { id }, init: { headers: { Cookie: await opened(as) } } })
    return (shown.data as { opened: { late: { what: string; checks: { checkId: string; rows: number; included: number }[] }[] } }).opened.late
  }

  test('lists the checks answered in between on the patient’s page, and calls none a breach; a check before it, or since, is not there', async () => {
    portal.now = new Date(TEST_NOW.getTime() - 10 * 86_400_000)
    await ask(portal, pilot, testNumber(0))
    portal.now = new Date(TEST_NOW.getTime() - 2 * 86_400_000)
    const between = await ask(portal, pilot, testNumber(0))
    minutes(2)
    expect(await late()).toEqual([])
    await givenEvent(portal, pilot.people[0] as never, 'type-1-dissent', '2026-06-10')
    minutes(3)
    await ask(portal, pilot, testNumber(0))
    expect(await late()).toMatchObject([{ what: expect.any(String), checks: [{ checkId: between.headers.get('Concordat-Check-Id'), rows: 1 }] }])
    expect(await portal.owner`select 1 from audit_entries where kind like '%incident%' or kind like '%breach%'`).toHaveLength(0)
    expect(linesOf(await ask(portal, pilot, testNumber(0))).lines).toMatchObject([{ decision: 'EXCLUDE' }])
  })

  test('taken back, it lists nothing', async () => {
    portal.now = new Date(TEST_NOW.getTime() - 2 * 86_400_000)
    await ask(portal, pilot, testNumber(0))
    minutes(2)
    await givenEvent(portal, pilot.people[0] as never, 'project-opt-out', '2026-06-10')
    const choice = await choiceId()
    expect(await late()).toHaveLength(1)
    await confirm(choice)
    expect(await late()).toEqual([])
  })
})
