import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyAudit } from '#app/audit/verify-audit.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mapHeadings } from '#app/people/map-headings.server.ts'
import { PEOPLE_LIST_COLUMNS } from '#app/people/people-list.rules.ts'
import { surviveLostConnections } from '#app/platform/lost-connections.server.ts'
import { readPeopleList } from '#app/people/read-people-list.server.ts'
import { readRejectedRowsCsv, readUploadPage } from '#app/people/read-people-page.server.ts'
import { receivePeopleList } from '#app/people/receive-people-list.server.ts'
import { findPersonByNhsNumber } from '#app/people/find-people.server.ts'
import { testNumber } from '#tests/factories/pilot.ts'
import { aPeopleList, type ListRowGiven } from '#tests/factories/people-lists.ts'
import { contextOf, givenOrganisations, givenStaff, OTHER_PRACTICE, PRACTICE } from '#tests/factories/who.ts'
import { usePortal } from '#tests/setup/portal.ts'

const portal = usePortal()

async function givenManager(): Promise<StaffActor> {
  await givenOrganisations(portal)
  return givenStaff(portal, 'practice-manager', PRACTICE)
}

async function received(manager: StaffActor, content: string | Uint8Array, isWholeList = false): Promise<string> {
  const sent = await receivePeopleList(contextOf(portal, manager), {
    formId: randomUUID(), fileName: 'C:\\lists\\people.csv', content: typeof content === 'string' ? Buffer.from(content) : content, isWholeList,
  })
  if (!sent.ok) throw new Error(sent.refusal.kind)
  return sent.value.uploadId
}

async function readList(manager: StaffActor, content: string | Uint8Array, isWholeList = false) {
  const uploadId = await received(manager, content, isWholeList)
  await readPeopleList(portal.runtime, { uploadId })
  return pageOf(manager, uploadId)
}

async function pageOf(manager: StaffActor, uploadId: string) {
  const page = await readUploadPage(contextOf(portal, manager), uploadId)
  if (!page) throw new Error('no upload')
  return page
}

const personOf = (nhsNumber: string) => findPersonByNhsNumber(portal.runtime.db, portal.runtime.secrets, PRACTICE.code, nhsNumber)
const many = (count: number, given: (index: number) => ListRowGiven = () => ({})) =>
  Array.from({ length: count }, (_item, index) => ({ nhs_number: testNumber(index), local_id: String(1000 + index), ...given(index) }))
const everyone = () => portal.owner`
  select encode(nhs_numbers.lookup, 'hex') as nhs, encode(person_local_ids.lookup, 'hex') as local, given_name, family_name, date_of_birth, address_lines, postcode, registered_from, left_at, updated_at
  from people left join nhs_numbers on nhs_numbers.id = number_id left join person_local_ids on person_id = people.id and ended_at is null order by nhs_numbers.lookup, person_local_ids.lookup`

describe('a people list', () => {
  test('is kept row by row, with NHS numbers and practice numbers sealed, and the file emptied afterwards', async () => {
    const manager = await givenManager()
    const { upload } = await readList(manager, aPeopleList(many(3)))
    expect(upload).toMatchObject({ state: 'done', fileName: 'people.csv', rowsRead: 3, rowsKept: 3, rowsNew: 3, rowsChanged: 0, rowsRejected: 0, encoding: 'utf-8' })
    expect(await personOf(testNumber(1))).toMatchObject({ localId: '1001', givenName: 'Alex', organisationCode: PRACTICE.code })
    const [row] = await portal.owner`select * from people limit 1`
    expect(JSON.stringify(row)).not.toContain(testNumber(0))
    const [file] = await portal.owner`select size, digest, length(content) as kept from stored_files`
    expect(file).toMatchObject({ kept: 0, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string })
    expect(await verifyAudit(portal.runtime.db)).toMatchObject({ holds: true })
    expect((await portal.owner`select kind from audit_entries order by seq`).map((entry) => entry.kind)).toEqual(['people-list-received', 'people-list-read'])
  })

  test('gives bad rows back with the reason, and keeps the good ones', async () => {
    const manager = await givenManager()
    const { upload, rejects } = await readList(manager, aPeopleList([...many(3), { nhs_number: '9990000019', local_id: '9' }, { nhs_number: testNumber(50), local_id: '10', date_of_birth: '31/02/1980' }]))
    expect(upload).toMatchObject({ state: 'done', rowsRead: 5, rowsKept: 3, rowsRejected: 2 })
    expect(rejects.map((reject) => [reject.rowNumber, reject.reasons.map((reason) => reason.field)])).toEqual([[5, ['nhs_number']], [6, ['date_of_birth']]])
    const csv = await readRejectedRowsCsv(contextOf(portal, manager), upload.id)
    expect(csv?.split('\r\n')[0]).toBe(`\ufeff${PEOPLE_LIST_COLUMNS.join(',')},problem`)
    expect(csv).toContain('9990000019')
    expect(JSON.stringify(await portal.owner`select reasons from people_list_rejects`)).not.toContain('9990000019')
  })

  test('whose rejected rows are mended and sent again, as they were downloaded, is whole', async () => {
    const manager = await givenManager()
    const first = await readList(manager, aPeopleList([...many(2), { nhs_number: testNumber(60), local_id: '60', given_name: '=1+1' }]))
    const csv = (await readRejectedRowsCsv(contextOf(portal, manager), first.upload.id)) ?? ''
    expect(csv).toContain("'=1+1")
    const again = await readList(manager, csv.replace("'=1+1", 'Sam'))
    expect(again.upload).toMatchObject({ state: 'done', rowsKept: 1, rowsNew: 1, rowsRejected: 0, ignoredColumns: ['problem'] })
    expect(await personOf(testNumber(60))).toMatchObject({ givenName: 'Sam' })
  })

  test('in which two rows contradict each other keeps neither', async () => {
    const manager = await givenManager()
    const { upload, rejects } = await readList(manager, aPeopleList([...many(2), { nhs_number: testNumber(0), local_id: '77' }, { nhs_number: testNumber(9), local_id: '1001' }]))
    expect(upload).toMatchObject({ rowsKept: 0, rowsRejected: 4 })
    expect(rejects.map((reject) => reject.rowNumber)).toEqual([2, 3, 4, 5])
    expect(await everyone()).toHaveLength(0)
  })

  test('that gives a known practice number to another NHS number does not change who is who', async () => {
    const manager = await givenManager()
    await readList(manager, aPeopleList(many(1)))
    const { upload, rejects } = await readList(manager, aPeopleList([{ nhs_number: testNumber(5), local_id: '1000' }]))
    expect(upload).toMatchObject({ rowsKept: 0, rowsRejected: 1 })
    expect(rejects[0]?.reasons[0]).toMatchObject({ field: 'local_id', message: expect.stringContaining('another NHS number') as string })
    expect(await personOf(testNumber(5))).toBeNull()
  })

  test('with cells too many or too few gives those rows back', async () => {
    const manager = await givenManager()
    const text = aPeopleList(many(3)).split('\n')
    text[2] += ',surplus'
    text[3] = 'only,three,cells'
    const { upload, rejects } = await readList(manager, text.join('\n'))
    expect(upload).toMatchObject({ rowsKept: 1, rowsRejected: 2 })
    expect(rejects.map((reject) => reject.reasons[0]?.message)).toEqual([expect.stringContaining('19 cells'), expect.stringContaining('3 cells')])
  })

  test('never keeps the address of someone restricted, not even in a row to mend', async () => {
    const manager = await givenManager()
    await readList(manager, aPeopleList(many(1)))
    const { upload } = await readList(manager, aPeopleList([
      { ...many(1)[0], restricted: 'yes', address_line_1: 'Hidden House' }, { nhs_number: 'bad', local_id: '2', restricted: 'yes', address_line_1: 'Hidden House', postcode: 'OL8 9YY' },
    ]))
    expect(await personOf(testNumber(0))).toMatchObject({ isRestricted: true, addressLines: [], postcode: '' })
    const csv = await readRejectedRowsCsv(contextOf(portal, manager), upload.id)
    expect(csv).not.toContain('Hidden')
    expect(csv).not.toContain('OL8 9YY')
  })

  test('of Windows-1252 bytes, a byte-order mark and mixed line ends is read, and the page says how', async () => {
    const manager = await givenManager()
    const latin = await readList(manager, Buffer.from(aPeopleList(many(1, () => ({ given_name: 'Jürgen' }))), 'latin1'))
    expect(latin.upload).toMatchObject({ rowsKept: 1, encoding: 'windows-1252' })
    expect(await personOf(testNumber(0))).toMatchObject({ givenName: 'Jürgen' })
    const lines = aPeopleList(many(4)).trimEnd().split('\n')
    const mixed = await readList(manager, `\ufeff${lines[0]}\r\n${lines[1]}\n${lines[2]}\r${lines[3]}\r\n\r\n${lines[4]}`)
    expect(mixed.upload).toMatchObject({ rowsKept: 4, rowsNew: 3, encoding: 'utf-8' })
  })

  test('sent twice changes nothing, and says so', async () => {
    const manager = await givenManager()
    await readList(manager, aPeopleList(many(3)))
    const { upload } = await readList(manager, aPeopleList(many(3, (index) => (index === 1 ? { postcode: 'OL8 9YY' } : {}))))
    expect(upload).toMatchObject({ rowsKept: 3, rowsNew: 0, rowsChanged: 1 })
  })
})

describe('who has left', () => {
  const leavers = async () => (await everyone()).filter((person) => person.left_at).length
  test('is whoever a whole list does not name; and they are back when a later one does', async () => {
    const manager = await givenManager()
    await readList(manager, aPeopleList(many(4)))
    portal.now = new Date('2026-06-16T10:00:00Z')
    expect((await readList(manager, aPeopleList(many(3)), true)).upload).toMatchObject({ peopleLeft: 1 })
    expect(await leavers()).toBe(1)
    portal.now = new Date('2026-06-17T10:00:00Z')
    expect((await readList(manager, aPeopleList(many(4)), true)).upload).toMatchObject({ peopleLeft: 0, rowsChanged: 1 })
    expect(await leavers()).toBe(0)
  })

  test('is nobody when the sender did not say that the list is whole', async () => {
    const manager = await givenManager()
    await readList(manager, aPeopleList(many(4)))
    expect((await readList(manager, aPeopleList(many(1)))).upload.peopleLeft).toBeNull()
    expect(await leavers()).toBe(0)
  })

  test('is nobody when a row has a number that cannot be read: it could be anyone’s', async () => {
    const manager = await givenManager()
    await readList(manager, aPeopleList(many(4)))
    expect((await readList(manager, aPeopleList([...many(1), { nhs_number: '12', local_id: '1003' }]), true)).upload.peopleLeft).toBeNull()
    expect(await leavers()).toBe(0)
  })

  test('is not someone whose row is there and bad for another reason', async () => {
    const manager = await givenManager()
    await readList(manager, aPeopleList(many(2)))
    const second = await readList(manager, aPeopleList(many(2, (index) => (index === 1 ? { date_of_birth: 'x' } : {}))), true)
    expect(second.upload).toMatchObject({ rowsRejected: 1, peopleLeft: 0 })
    expect(await leavers()).toBe(0)
  })

  test('is never someone of another practice', async () => {
    const manager = await givenManager()
    const other = await givenStaff(portal, 'practice-manager', OTHER_PRACTICE)
    await readList(other, aPeopleList(many(2)))
    await readList(manager, aPeopleList([{ nhs_number: testNumber(7), local_id: '7' }]), true)
    expect(await leavers()).toBe(0)
    expect(await portal.owner`select distinct organisation_code from people`).toHaveLength(2)
  })
})

describe('a file that cannot be used as a whole', () => {
  test.each<[string, string, string]>([
    ['a wrong header', 'name,address\nAlex,1 Test Street\n', 'columns-missing'],
    ['no headings', aPeopleList([{}]).split('\n')[1] ?? '', 'no-heading-row'],
    ['a heading twice', aPeopleList([{}], { headings: PEOPLE_LIST_COLUMNS.map((column) => (column === 'gender' ? 'postcode' : column)) }), 'heading-twice'],
    ['headings and no rows', aPeopleList([]), 'no-rows'],
    ['semicolons', aPeopleList([{}]).replaceAll(',', ';'), 'wrong-separator'],
    ['20 MB of one line', `${PEOPLE_LIST_COLUMNS.join(',')}\n${'x'.repeat(20_000_000)}`, 'line-too-long'],
    ['a quotation mark never closed', `${aPeopleList(many(2))}"9990000018,1\n`, 'quote-not-closed'],
  ])('with %s is refused, changes nobody, and is recorded', async (_what, content, kind) => {
    const manager = await givenManager()
    await readList(manager, aPeopleList(many(1)))
    const before = await everyone()
    const { upload } = await readList(manager, content, true)
    expect(upload).toMatchObject({ state: 'failed', fault: { kind } })
    expect(await everyone()).toEqual(before)
    expect((await portal.owner`select kind, data from audit_entries order by seq desc limit 1`)[0]).toMatchObject({ kind: 'people-list-failed', data: `{"reason":"${kind}"}` })
  })

  test('for want of headings can be mended on the page, and the mapping is kept for the next list', async () => {
    const manager = await givenManager()
    const headings = PEOPLE_LIST_COLUMNS.map((column) => (column === 'local_id' ? 'EMIS No' : column === 'family_name' ? 'Surname' : column))
    const failed = await readList(manager, aPeopleList(many(2), { headings }))
    expect(failed.waiting).toMatchObject({ wanted: ['local_id', 'family_name'], free: [1, 3] })
    const map = (columns: [never, number][]) => mapHeadings(contextOf(portal, manager), { uploadId: failed.upload.id, columns: new Map(columns) })
    expect(await map([['local_id' as never, 1]])).toMatchObject({ ok: false, refusal: { kind: 'columns-still-missing' } })
    expect(await map([['local_id' as never, 1], ['family_name' as never, 3]])).toEqual({ ok: true, value: null })
    await readPeopleList(portal.runtime, { uploadId: failed.upload.id })
    expect((await pageOf(manager, failed.upload.id)).upload).toMatchObject({ state: 'done', rowsKept: 2 })
    expect(await map([['local_id' as never, 1]])).toMatchObject({ ok: false, refusal: { kind: 'not-mendable' } })
    portal.now = new Date('2026-06-16T10:00:00Z')
    expect((await readList(manager, aPeopleList(many(3), { headings }))).upload).toMatchObject({ state: 'done', rowsNew: 1 })
  })
})

describe('reading that is stopped in the middle', () => {
  const list = aPeopleList(many(1300, (index) => (index % 100 === 7 ? { date_of_birth: 'x' } : index % 50 === 3 ? { given_name: 'Robin' } : {})))

  test('goes on where it was, and ends as if it had never stopped', async () => {
    const manager = await givenManager()
    await readList(manager, list, true)
    const whole = await everyone()
    const [counts] = await portal.owner`select rows_read, rows_kept, rows_new, rows_changed, rows_rejected from people_list_uploads`
    await portal.owner`truncate people, people_list_rejects, people_list_uploads, stored_files cascade`

    const uploadId = await received(manager, list, true)
    const stopped = brokenAfter(2)
    await expect(readPeopleList(stopped.runtime, { uploadId })).rejects.toThrow('the database went away')
    const halfway = (await pageOf(manager, uploadId)).upload
    expect(halfway).toMatchObject({ state: 'reading', rowsKept: expect.any(Number) as number })
    expect(halfway.rowsKept + halfway.rowsRejected).toBe(1000)
    await readPeopleList(portal.runtime, { uploadId })
    expect(await everyone()).toEqual(whole)
    expect((await portal.owner`select rows_read, rows_kept, rows_new, rows_changed, rows_rejected from people_list_uploads`)[0]).toEqual(counts)
    expect((await portal.owner`select count(*)::int as count from people_list_rejects`)[0]?.count).toBe(14)
    expect((await portal.owner`select kind from audit_entries where kind = 'people-list-read'`)).toHaveLength(2)
  })

  test('done twice over is done once', async () => {
    const manager = await givenManager()
    const uploadId = await received(manager, list)
    await readPeopleList(portal.runtime, { uploadId })
    const once = await everyone()
    await readPeopleList(portal.runtime, { uploadId })
    expect(await everyone()).toEqual(once)
  })

  test('by connections that are cut from the server’s side loses nothing', async () => {
    const manager = await givenManager()
    const uploadId = await received(manager, list)
    const restore = surviveLostConnections(() => {})
    try {
      const reading = readPeopleList(portal.runtime, { uploadId }).then(() => 'done', () => 'broken')
      for (let settled = 0; settled < 500;) {
        const [row] = await portal.owner`select rows_kept + rows_rejected as settled, state from people_list_uploads where id = ${uploadId}`
        settled = Number(row?.settled)
        if (row?.state === 'done') break
      }
      await portal.owner`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'concordat'`
      await reading
      await readPeopleList(portal.runtime, { uploadId })
    } finally {
      restore()
    }
    expect((await pageOf(manager, uploadId)).upload).toMatchObject({ state: 'done', rowsRead: 1300, rowsKept: 1287, rowsNew: 1287, rowsRejected: 13 })
  })

  test('an older list that is read after a newer one does not take its place', async () => {
    const manager = await givenManager()
    const older = await received(manager, aPeopleList([{ given_name: 'Older' }]))
    portal.now = new Date('2026-06-15T10:05:00Z')
    await readList(manager, aPeopleList([{ given_name: 'Newer' }]))
    await readPeopleList(portal.runtime, { uploadId: older })
    expect(await personOf('9990000018')).toMatchObject({ givenName: 'Newer' })
  })
})

/** The running portal with a database that is away after so many transactions. */
function brokenAfter(transactions: number) {
  let left = transactions
  const db = new Proxy(portal.runtime.db, {
    get: (target, key, receiver) => {
      if (key !== 'transaction') return Reflect.get(target, key, receiver) as unknown
      return (work: never) => {
        if (left === 0) return Promise.reject(new Error('the database went away'))
        left -= 1
        return target.transaction(work)
      }
    },
  })
  return { runtime: { ...portal.runtime, db } }
}
