import { beforeEach, describe, expect, test } from 'vitest'
import { action, loader } from '#app/routes/projects.$ref.releases.$checkId_.why.tsx'
import { loader as checkPage } from '#app/routes/projects.$ref.releases.$checkId.tsx'
import { givenChoice, givenPilot, testNumber, type Pilot } from '#tests/factories/pilot.ts'
import { givenPerson } from '#tests/factories/letters.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'
import { ask } from './ask.ts'

const portal = usePortal()
let pilot: Pilot
let checkId: string

beforeEach(async () => {
  pilot = await givenPilot(portal, { people: [{ givenName: 'Ann' }, { givenName: 'Bea' }] })
  await givenChoice(portal, pilot.people[1] as Pilot['people'][number])
  checkId = (await ask(portal, pilot, testNumber(0))).headers.get('Concordat-Check-Id') as string
  await expect.poll(async () => portal.owner`select 1 from checks join answer_journals journal on journal.id = checks.journal_id`).toHaveLength(1)
  // What was answered then is shown, and not what would be answered now.
  await givenChoice(portal, pilot.people[0] as Pilot['people'][number])
})

const call = (form?: Record<string, string>, as = pilot.manager, id = checkId) =>
  callRoute(portal, form ? action : loader, { as, path: `/projects/${pilot.projectRef}/releases/${id}/why`, params: { ref: pilot.projectRef, checkId: id }, form })
const why = (n: number, reason = 'patient-asks') => call({ intent: 'why', personId: pilot.people[n]?.id as string, reason })
const given = (answer: Answer) => answer.data as {
  problems: { field: string }[]
  found: { id: string; label: string }[] | null
  explained: { person: { name: string }; answers: { nhsNumber: string; outcome: { decision: string; reasons: string[] } }[] | null } | null
}

describe('what a check answered about one patient', () => {
  test('is found by name, asked with a reason, and shown as it was answered', async () => {
    const search = given(await call({ by: 'name', familyName: 'Sample', 'dateOfBirth.day': '17', 'dateOfBirth.month': '5', 'dateOfBirth.year': '1980' }))
    expect(search.found?.map(({ label }) => label).sort()).toEqual(['Ann Sample, born 17 May 1980', 'Bea Sample, born 17 May 1980'])
    expect(given(await why(0)).explained).toMatchObject({ person: { name: 'Ann Sample' }, answers: [{ nhsNumber: '999 000 0018', outcome: { decision: 'INCLUDE' } }] })
    expect(given(await why(1)).explained?.answers).toMatchObject([{ outcome: { decision: 'EXCLUDE', reasons: ['LOCAL'] } }])
  })

  test('is on record with the reason, under the person and no other party’s eyes', async () => {
    await why(1, 'complaint')
    const entries = await portal.owner`select subject, project_ref, data from audit_entries where kind = 'check-explained'`
    expect(entries).toEqual([{ subject: `person:${pilot.people[1]?.id}`, project_ref: null, data: JSON.stringify({ check: checkId, reason: 'complaint' }) }])
  })

  test('is there for the practice’s own Caldicott Guardian', async () => {
    const guardian = await givenStaff(portal, 'caldicott-guardian', PRACTICE)
    expect((await call(undefined, guardian)).status).toBe(200)
    expect(given(await call({ intent: 'why', personId: pilot.people[1]?.id as string, reason: 'audit' }, guardian)).explained?.answers).toMatchObject([{ outcome: { decision: 'EXCLUDE' } }])
  })

  test('is not shown without a reason, and the patients found stay to be chosen from', async () => {
    const answer = await call({ intent: 'why', personId: pilot.people[0]?.id as string, found: pilot.people.map(({ id }) => id).join(',') })
    expect(answer.status).toBe(400)
    expect(given(answer)).toMatchObject({ problems: [{ field: 'reason' }], explained: null })
    expect(given(answer).found).toHaveLength(2)
    expect(await portal.owner`select seq from audit_entries where kind = 'check-explained'`).toEqual([])
  })

  test('is not there about another practice’s patients, nor of a check that is not theirs, nor for the council that asked', async () => {
    const theirs = await givenPerson(portal, OTHER_PRACTICE)
    expect((await call({ intent: 'why', personId: theirs.id, reason: 'audit' })).status).toBe(404)
    for (const as of [await givenStaff(portal, 'practice-manager', OTHER_PRACTICE), await givenStaff(portal, 'caldicott-guardian', COUNCIL)]) {
      expect((await call(undefined, as)).status).toBe(404)
      expect((await call({ intent: 'why', personId: theirs.id, reason: 'audit' }, as)).status).toBe(404)
    }
    expect((await call(undefined, await givenStaff(portal, 'receptionist', PRACTICE))).status).toBe(403)
    expect((await call(undefined, pilot.manager, '0b9c1f86-5f0e-4a57-9c56-2f4a3a1f9d10')).status).toBe(404)
    expect((await callRoute(portal, loader, { path: `/projects/${pilot.projectRef}/releases/${checkId}/why`, params: { ref: pilot.projectRef, checkId } })).location).toContain('/sign-in')
  })

  test('is linked from the check for who may ask, and says so where it is not kept', async () => {
    const page = async (as = pilot.manager) => (await callRoute(portal, checkPage, { as, path: `/projects/${pilot.projectRef}/releases/${checkId}`, params: { ref: pilot.projectRef, checkId } })).data as { check: { mayExplain: boolean } }
    expect((await page()).check.mayExplain).toBe(true)
    expect((await page(pilot.lead)).check.mayExplain).toBe(false)
    await portal.owner`update checks set journal_id = null`
    expect(given(await why(0)).explained).toMatchObject({ answers: null })
  })
})
