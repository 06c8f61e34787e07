import { beforeEach, describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { runJobsOnce } from '#app/platform/jobs.server.ts'
import { action as send, loader as list } from '#app/routes/choices.imports._index.tsx'
import { action as undo, loader as open } from '#app/routes/choices.imports.$id._index.tsx'
import { loader as rejects } from '#app/routes/choices.imports.$id.rejected[.]csv.ts'
import { codedCsv } from '#tests/factories/choice-files.ts'
import { givenPilot, testNumber } from '#tests/factories/pilot.ts'
import { COUNCIL, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { TEST_NOW, usePortal } from '#tests/setup/portal.ts'
import { callRoute } from '#tests/setup/requests.ts'
import { jobHandlers } from '../../../scripts/job-handlers.ts'
import { ask } from '../releases/ask.ts'

const portal = usePortal()
const PATH = '/choices/imports'
let manager: StaffActor
let pilot: Awaited<ReturnType<typeof givenPilot>>

beforeEach(async () => {
  pilot = await givenPilot(portal, { people: [{}, {}] })
  manager = pilot.manager
})

const FILE = codedCsv([{ nhs_number: testNumber(0) }, { nhs_number: testNumber(1), source: '=cmd' }, { nhs_number: testNumber(5), source: OTHER_PRACTICE.code }])

function sendFile(text: string, as: StaffActor = manager, name = 'coded.csv') {
  const form = new FormData()
  form.append('file', new File([text], name, { type: 'text/csv' }))
  return callRoute(portal, send, { as, path: PATH, form })
}

async function given(text = FILE): Promise<string> {
  const sent = await sendFile(text)
  await runJobsOnce(portal.runtime, jobHandlers)
  return String(sent.location).split('/').pop() as string
}

const page = (id: string, as: StaffActor = manager) => callRoute(portal, open, { as, path: `${PATH}/${id}`, params: { id } })
const confirm = (id: string, reference: string, as: StaffActor = manager) => callRoute(portal, undo, { as, path: `${PATH}/${id}`, params: { id }, form: { reference } })

describe('sending a file of coded choices', () => {
  test('leads to its page, where the work behind it shows what came of it', async () => {
    const sent = await sendFile(FILE)
    expect(sent).toMatchObject({ status: 302 })
    const id = String(sent.location).split('/').pop() as string
    expect((await page(id)).data).toMatchObject({ brought: { state: 'received', rows: 0 } })
    await runJobsOnce(portal.runtime, jobHandlers)
    expect((await page(id)).data).toMatchObject({ brought: { state: 'done', rows: 3, kept: 1, rejected: 2, counts: { roles: { T1_DISSENT: 1 }, rejected: { source: 2 } }, hasRejectedFile: true }, incidents: [] })
    expect(await portal.owner`select length(content) as bytes from stored_files where name = 'coded.csv'`).toEqual([{ bytes: 0 }])
  })

  test('gives the rejected rows back with reasons, and nothing a spreadsheet would run', async () => {
    const id = await given()
    const answer = await callRoute(portal, rejects, { as: manager, path: `${PATH}/${id}/rejected.csv`, params: { id } })
    const [head, first, second] = String(answer.data).split('\r\n')
    expect(head).toMatch(/end_reason,reason$/)
    expect(first).toContain("'=CMD".toLowerCase())
    expect(first).toContain('Line 3: source: Give the ODS code')
    expect(second).toContain(`Line 4: source: An import for ${PRACTICE.code} may hold entries of its own record alone`)
    expect(await portal.owner`select 1 from audit_entries where kind = 'rejected-rows-downloaded'`).toHaveLength(1)
  })

  test('twice leads to the same import and adds nothing', async () => {
    const id = await given()
    expect((await sendFile(FILE)).location).toBe(`${PATH}/${id}`)
    await runJobsOnce(portal.runtime, jobHandlers)
    expect(await portal.owner`select 1 from choice_events`).toHaveLength(1)
  })

  test.each([
    ['', 400, 'Choose the CSV file'], ['nhs_number,code\n9990000018,x\n', 400, 'lacks code_system'], ['x'.repeat(26 * 1024 * 1024), 413, 'larger than 25 MB'],
  ])('that cannot be used says why, and begins nothing (%#)', async (text, status, words) => {
    const sent = await (text === '' ? callRoute(portal, send, { as: manager, path: PATH, form: { file: '' } }) : sendFile(text))
    expect(sent.status).toBe(status)
    expect(JSON.stringify(sent.data)).toContain(words)
    expect(await portal.owner`select 1 from choice_imports`).toEqual([])
  })

  test('is for a practice manager of a surgery alone', async () => {
    const clerk = await givenStaff(portal, 'receptionist', PRACTICE)
    const lead = await givenStaff(portal, 'ig-lead', COUNCIL)
    const councilManager = await givenStaff(portal, 'practice-manager', COUNCIL)
    expect((await sendFile(FILE, clerk)).status).toBe(403)
    expect((await callRoute(portal, list, { as: lead, path: PATH })).status).toBe(403)
    expect((await callRoute(portal, list, { as: councilManager, path: PATH })).status).toBe(404)
    expect((await sendFile(FILE, councilManager)).status).toBe(403)
  })
})

describe('the page of an import', () => {
  test('lists the checks answered since, and undoes it when its reference is typed', async () => {
    const id = await given()
    portal.now = new Date(TEST_NOW.getTime() + 3_600_000)
    const asked = await ask(portal, pilot, testNumber(0))
    const { data } = await page(id) as { data: { brought: { reference: string }; incidents: { checkId: string }[] } }
    expect(data.incidents.map(({ checkId }) => checkId)).toEqual([asked.headers.get('Concordat-Check-Id')])
    const wrong = await confirm(id, 'CI-0000-0000')
    expect(wrong).toMatchObject({ status: 400, data: { problems: [{ field: 'reference', message: `Type ${data.brought.reference} to undo this import` }], typed: { reference: 'CI-0000-0000' } } })
    expect(await confirm(id, data.brought.reference)).toMatchObject({ status: 302, location: `${PATH}/${id}?done=undone` })
    portal.now = new Date(TEST_NOW.getTime() + 7_200_000)
    await ask(portal, pilot, testNumber(0))
    expect((await page(id)).data).toMatchObject({ brought: { takenBack: 1, left: 0 }, incidents: [{ checkId: asked.headers.get('Concordat-Check-Id') }] })
    expect(await confirm(id, data.brought.reference)).toMatchObject({ status: 409 })
  })

  test('is not there for another practice, in any of its parts', async () => {
    const id = await given()
    const theirs = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    const [row] = await portal.owner`select reference from choice_imports`
    expect((await page(id, theirs)).status).toBe(404)
    expect((await confirm(id, row?.reference as string, theirs)).status).toBe(404)
    expect((await callRoute(portal, rejects, { as: theirs, path: `${PATH}/${id}/rejected.csv`, params: { id } })).status).toBe(404)
    expect((await callRoute(portal, list, { as: theirs, path: PATH })).data).toMatchObject({ imports: [] })
    expect((await page('not-an-id')).status).toBe(404)
  })

  test('the list names each import and nobody', async () => {
    const id = await given()
    const answer = await callRoute(portal, list, { as: manager, path: PATH })
    expect(answer.data).toMatchObject({ imports: [{ id, kept: 1, rejected: 2 }], code: PRACTICE.code })
    expect(JSON.stringify(answer.data)).not.toMatch(/999\d{7}/)
  })
})
