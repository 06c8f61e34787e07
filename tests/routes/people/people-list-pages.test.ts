import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { LIST_BYTES_MAX, PEOPLE_LIST_COLUMNS } from '#app/people/people-list.rules.ts'
import { runJobsOnce } from '#app/platform/jobs.server.ts'
import { action as send, loader as listPage } from '#app/routes/practice.people._index.tsx'
import { action as map, loader as uploadPage } from '#app/routes/practice.people.uploads.$uploadId._index.tsx'
import { loader as rejectedCsv } from '#app/routes/practice.people.uploads.$uploadId.rejected[.]csv.ts'
import { aPeopleList } from '#tests/factories/people-lists.ts'
import { testNumber } from '#tests/factories/pilot.ts'
import { COUNCIL, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { jobHandlers } from '../../../scripts/job-handlers.ts'
import { usePortal } from '#tests/setup/portal.ts'
import { callRoute, type Answer } from '#tests/setup/requests.ts'

const portal = usePortal()
const PATH = '/practice/people'

async function givenManager(): Promise<StaffActor> {
  await givenOrganisations(portal)
  return givenStaff(portal, 'practice-manager', PRACTICE)
}

function formOf(content: string | Uint8Array | null, fields: Record<string, string> = {}, name = 'people.csv'): FormData {
  const form = new FormData()
  if (content !== null) form.append('file', new File([content as BlobPart], name, { type: 'text/csv' }))
  for (const [key, value] of Object.entries({ formId: randomUUID(), ...fields })) form.append(key, value)
  return form
}

const post = (as: StaffActor | undefined, form: FormData) => callRoute(portal, send, { as, path: PATH, form })
const problemOf = (answer: Answer) => (answer.data as { problems: { field: string; message: string }[] }).problems[0]
const idOf = (answer: Answer) => answer.location?.split('/').pop() as string
const pageOf = (as: StaffActor, uploadId: string) => callRoute(portal, uploadPage, { as, path: `${PATH}/uploads/${uploadId}`, params: { uploadId } })
const read = () => runJobsOnce(portal.runtime, jobHandlers)

describe('sending a people list', () => {
  test('takes the file in, and leads to a page that shows how far it is read and then what came of it', async () => {
    const manager = await givenManager()
    const answer = await post(manager, formOf(aPeopleList([{}, { nhs_number: '12', local_id: '2' }])))
    expect(answer).toMatchObject({ status: 302, location: expect.stringMatching(/^\/practice\/people\/uploads\/[0-9a-f-]{36}$/) as string })
    expect((await pageOf(manager, idOf(answer))).data).toMatchObject({ upload: { state: 'received' } })
    await read()
    expect((await pageOf(manager, idOf(answer))).data).toMatchObject({ upload: { state: 'done', rowsKept: 1, rowsRejected: 1 }, rejects: [{ rowNumber: 3 }] })
    expect((await callRoute(portal, listPage, { as: manager, path: PATH })).data).toMatchObject({ state: { people: 1, uploads: [{ state: 'done' }] } })
  })

  test.each([
    ['list; of = people;.csv', 'list; of = people;.csv'], ['C:\\mine\\a\u0007b.csv', 'ab.csv'], [`${'x'.repeat(300)}.csv`, 'x'.repeat(120)],
  ])('is taken whatever the file is called: %j', async (name, kept) => {
    const manager = await givenManager()
    expect(await post(manager, formOf(aPeopleList([{}]), {}, name))).toMatchObject({ status: 302 })
    expect(await portal.owner`select name from stored_files`).toMatchObject([{ name: kept }])
  })

  test('in a body that is no form is refused, with what to do', async () => {
    const manager = await givenManager()
    const answer = await callRoute(portal, send, { as: manager, path: PATH, init: { method: 'POST', body: 'no form', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } } })
    expect(answer.status).toBe(400)
    expect(problemOf(answer)).toMatchObject({ field: 'file', message: expect.stringMatching(/Choose the CSV file/) as string })
  })

  test('twice with the same form is one upload and one piece of work', async () => {
    const manager = await givenManager()
    const formId = randomUUID()
    const answers = await Promise.all([post(manager, formOf(aPeopleList([{}]), { formId })), post(manager, formOf(aPeopleList([{}]), { formId }))])
    expect(new Set(answers.map((answer) => answer.location)).size).toBe(1)
    expect(await portal.owner`select 1 from people_list_uploads`).toHaveLength(1)
    expect(await portal.owner`select 1 from graphile_worker._private_jobs`).toHaveLength(1)
  })

  test('with another practice’s form id makes an upload of one’s own', async () => {
    const manager = await givenManager()
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    const formId = randomUUID()
    const theirs = await post(other, formOf(aPeopleList([{}]), { formId }))
    const ours = await post(manager, formOf(aPeopleList([{}]), { formId }))
    expect(idOf(ours)).not.toBe(idOf(theirs))
    expect((await portal.owner`select organisation_code from people_list_uploads order by organisation_code`).map((row) => row.organisation_code)).toEqual([PRACTICE.code, OTHER_PRACTICE.code])
  })

  test.each<[string, Uint8Array | null, RegExp]>([
    ['no file', null, /Choose the CSV file/],
    ['an empty file', new Uint8Array(), /empty/],
    ['a workbook', Buffer.from('PK\u0003\u0004'), /spreadsheet workbook/],
    ['a PDF', Buffer.from('%PDF-1.7'), /is a PDF/],
    ['UTF-16', Buffer.from('\ufeffnhs_number', 'utf16le'), /UTF-16/],
    ['bytes that are no text', Buffer.from([1, 2, 0, 3]), /not text/],
  ])('of %s is refused at once, with what to do, and keeps nothing', async (_what, content, message) => {
    const manager = await givenManager()
    const answer = await post(manager, formOf(content, { isWholeList: 'yes' }))
    expect(answer).toMatchObject({ status: 400, data: { typed: { isWholeList: 'yes' } } })
    expect(problemOf(answer)).toMatchObject({ field: 'file', message: expect.stringMatching(message) as string })
    expect(await portal.owner`select 1 from stored_files`).toHaveLength(0)
  })

  test('of more than 25 MB is refused with the limit, however it is sent', async () => {
    const manager = await givenManager()
    const answer = await post(manager, formOf(Buffer.alloc(LIST_BYTES_MAX + 1, 'x')))
    expect(answer.status).toBe(413)
    const far = await post(manager, formOf(Buffer.alloc(LIST_BYTES_MAX + 5_000_000, 'x'), { isWholeList: 'yes' }, 'a;b.csv'))
    expect(far).toMatchObject({ status: 413, data: { typed: { isWholeList: 'yes' } } })
    expect(problemOf(far)?.message).toContain('25 MB')
    expect(problemOf(answer)?.message).toContain('25 MB')
  })

  test('that is no form with a file is refused', async () => {
    const manager = await givenManager()
    expect((await callRoute(portal, send, { as: manager, path: PATH, form: { file: 'x' }, init: { headers: { 'Content-Type': 'text/plain' } } })).status).toBe(400)
  })

  test.each([
    ['a byte-order mark and mixed line ends', `\ufeff${aPeopleList([{}], { lineEnd: '\r\n' }).trimEnd()}\n${aPeopleList([{ nhs_number: testNumber(1), local_id: '2' }]).split('\n')[1]}\r`, 2],
    ['Latin-1 bytes', Buffer.from(aPeopleList([{ given_name: 'Zoë' }]), 'latin1'), 1],
  ])('with %s is read', async (_what, content, kept) => {
    const manager = await givenManager()
    const answer = await post(manager, formOf(content))
    await read()
    expect((await pageOf(manager, idOf(answer))).data).toMatchObject({ upload: { state: 'done', rowsKept: kept, rowsRejected: 0 } })
  })

  test('sends someone signed out to sign in, and lets no other role do it', async () => {
    await givenOrganisations(portal)
    expect(await post(undefined, formOf(aPeopleList([{}])))).toMatchObject({ status: 302, location: '/sign-in?next=%2Fpractice%2Fpeople' })
    for (const [role, organisation] of [['receptionist', PRACTICE], ['caldicott-guardian', PRACTICE], ['ig-lead', COUNCIL]] as const) {
      expect((await post(await givenStaff(portal, role, organisation), formOf(aPeopleList([{}])))).status).toBe(403)
    }
    const misplaced = await givenStaff(portal, 'practice-manager', COUNCIL)
    expect((await post(misplaced, formOf(aPeopleList([{}])))).status).toBe(403)
    expect((await callRoute(portal, listPage, { as: misplaced, path: PATH })).status).toBe(404)
  })
})

describe('an upload', () => {
  const headings = PEOPLE_LIST_COLUMNS.map((column) => (column === 'local_id' ? 'EMIS No' : column))

  test('with other headings asks which is which, keeps what was chosen, and reads the file again', async () => {
    const manager = await givenManager()
    const uploadId = idOf(await post(manager, formOf(aPeopleList([{}], { headings }))))
    await read()
    const page = await pageOf(manager, uploadId)
    expect(page.data).toMatchObject({ upload: { state: 'failed', fault: { kind: 'columns-missing' } }, waiting: { wanted: ['local_id'], free: [1] } })
    const choose = (form: Record<string, string>) => callRoute(portal, map, { as: manager, path: `${PATH}/uploads/${uploadId}`, params: { uploadId }, form })
    expect(await choose({ local_id: '' })).toMatchObject({ status: 400, data: { problems: [{ field: 'local_id' }] } })
    expect(await choose({ local_id: '1' })).toMatchObject({ status: 302, location: `/practice/people/uploads/${uploadId}` })
    await read()
    expect((await pageOf(manager, uploadId)).data).toMatchObject({ upload: { state: 'done', rowsKept: 1 }, waiting: null })
    expect((await choose({ local_id: '1' })).status).toBe(409)
  })

  test('gives its rejected rows as a CSV in which nothing runs, and records that it was taken', async () => {
    const manager = await givenManager()
    const rows = [{ given_name: '=cmd()' }, { nhs_number: testNumber(1), local_id: '+44' }, { nhs_number: testNumber(2), local_id: '@x' }, { nhs_number: testNumber(3), local_id: '-1' }]
    const uploadId = idOf(await post(manager, formOf(aPeopleList(rows))))
    await read()
    const csv = await callRoute(portal, rejectedCsv, { as: manager, path: `${PATH}/uploads/${uploadId}/rejected.csv`, params: { uploadId } })
    expect(csv.status).toBe(200)
    expect(csv.headers.get('Cache-Control')).toBe('no-store')
    const lines = String(csv.data).split('\r\n')
    expect(lines[0]).toMatch(/,problem$/)
    for (const cell of ["'=cmd()", "'+44", "'@x", "'-1"]) expect(String(csv.data)).toContain(cell)
    expect(String(csv.data)).not.toMatch(/(?:^|[,\n])[=+@-]/m)
    expect(await portal.owner`select data from audit_entries where kind = 'rejected-rows-downloaded'`).toMatchObject([{ data: '{"rows":4}' }])
  })

  test('of another practice, or of none, is not there', async () => {
    const manager = await givenManager()
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    const uploadId = idOf(await post(manager, formOf(aPeopleList([{ nhs_number: '1' }], { headings }))))
    await read()
    for (const id of [uploadId, randomUUID(), 'nonsense']) {
      expect((await pageOf(other, id)).status).toBe(404)
      expect((await callRoute(portal, map, { as: other, path: PATH, params: { uploadId: id }, form: { local_id: '1' } })).status).toBe(404)
      expect((await callRoute(portal, rejectedCsv, { as: other, path: PATH, params: { uploadId: id } })).status).toBe(404)
    }
  })
})
