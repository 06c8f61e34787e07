import { stringify } from 'csv-stringify/sync'
import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { readWaitingHeadings } from './map-headings.server.ts'
import { neutralCell, normalHeading, planColumns, type PeopleListColumn } from './people-list.rules.ts'
import { countPeople, countUnnumbered } from './people.store.server.ts'
import { eachReject, findRejectedHeadings, findUpload, listRejectReasons, listUploads, newestUploadInState, type UploadRow } from './people-lists.store.server.ts'
import type { UploadState } from './person.rules.ts'

export interface UploadSummary {
  readonly id: string
  readonly state: UploadState
  readonly fileName: string
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly fault: { readonly kind: string; readonly details?: Readonly<Record<string, string | number | boolean | null>> } | null
  readonly encoding: string | null
  readonly isWholeList: boolean
  readonly peopleLeft: number | null
  readonly ignoredColumns: readonly string[]
  readonly bytesTotal: number
  readonly bytesRead: number
  readonly rowsRead: number
  readonly rowsKept: number
  readonly rowsNew: number
  readonly rowsChanged: number
  readonly rowsUnnumbered: number
  readonly rowsRejected: number
}

function summary(row: UploadRow): UploadSummary {
  const { id, state, fileName, startedAt, endedAt, fault, encoding, isWholeList, peopleLeft, ignoredColumns, bytesTotal, bytesRead, rowsRead, rowsKept, rowsNew, rowsChanged, rowsUnnumbered, rowsRejected } = row
  return { id, state, fileName, startedAt, endedAt, fault, encoding, isWholeList, peopleLeft, ignoredColumns, bytesTotal, bytesRead, rowsRead, rowsKept, rowsNew, rowsChanged, rowsUnnumbered, rowsRejected }
}

export interface PeopleListState {
  /** People registered now, by the lists that were read. */
  readonly people: number
  /** Of them, those without an NHS number. */
  readonly unnumbered: number
  readonly uploads: readonly UploadSummary[]
  readonly isBeingRead: boolean
}

export async function readPeopleListState(context: Context<StaffActor>): Promise<PeopleListState> {
  const { runtime: { db }, actor } = context
  const [people, unnumbered, uploads, busy] = await Promise.all([
    countPeople(db, actor.organisationCode),
    countUnnumbered(db, actor.organisationCode),
    listUploads(db, actor.organisationCode),
    isListBeingRead(db, actor.organisationCode),
  ])
  return { people, unnumbered, uploads: uploads.map(summary), isBeingRead: busy }
}

/** True while a list has been received and is not yet read to its end. */
export async function isListBeingRead(db: Queryable, organisationCode: string): Promise<boolean> {
  return (await newestUploadInState(db, organisationCode, ['received', 'reading'])) !== null
}

/** How many rejected rows the page itself shows; the file to mend holds them all. */
export const REJECTS_SHOWN = 200

export interface UploadPage {
  readonly upload: UploadSummary
  readonly rejects: readonly { readonly rowNumber: number; readonly reasons: readonly { readonly field: string; readonly message: string }[] }[]
  /** Where the file waits to be told about its headings: them, and which of ours are wanted. */
  readonly waiting: { readonly headings: readonly string[]; readonly wanted: readonly PeopleListColumn[]; readonly free: readonly number[] } | null
}

/** Null when there is none, or when it is another organisation's. */
export async function readUploadPage(context: Context<StaffActor>, uploadId: string): Promise<UploadPage | null> {
  const { runtime: { db }, actor } = context
  const upload = await findUpload(db, actor.organisationCode, uploadId)
  if (!upload) return null
  const headings = await readWaitingHeadings(context, uploadId)
  const plan = headings ? planColumns(headings, upload.headings) : null
  const taken = new Set(plan?.places.values() ?? [])
  return {
    upload: summary(upload),
    rejects: upload.rowsRejected > 0 ? await listRejectReasons(db, uploadId, REJECTS_SHOWN) : [],
    waiting: headings && plan
      ? { headings, wanted: plan.missing, free: headings.flatMap((heading, place) => (taken.has(place) || normalHeading(heading) === '' ? [] : [place])) }
      : null,
  }
}

/** The rejected rows as they came, with a column that says what is wrong, to mend and send again. Null as above, or when there are none. */
export async function readRejectedRowsCsv(context: Context<StaffActor>, uploadId: string): Promise<string | null> {
  const { runtime: { db, secrets }, actor } = context
  const upload = await findUpload(db, actor.organisationCode, uploadId)
  if (!upload || upload.rowsRejected === 0) return null
  const open = (sealed: Buffer) => JSON.parse(secrets.open('stored-file', sealed)) as string[]
  const headingRow = await findRejectedHeadings(db, uploadId)
  const headings = headingRow ? open(headingRow.rowSealed) : []
  const rows: string[][] = [[...headings, 'problem']]
  for await (const reject of eachReject(db, uploadId)) {
    const cells = open(reject.rowSealed)
    const padded = [...cells, ...Array.from({ length: Math.max(0, headings.length - cells.length) }, () => '')]
    rows.push([...padded, `Row ${reject.rowNumber}: ${reject.reasons.map((reason) => reason.message).join(' ')}`])
  }
  await recordLook(context, { kind: 'rejected-rows-downloaded', subject: `people-list:${uploadId}`, data: { rows: rows.length - 1 } })
  // The mark at the front lets spreadsheets see that it is UTF-8; our own reader drops it.
  return `\ufeff${stringify(rows.map((row) => row.map(neutralCell)), { record_delimiter: '\r\n' })}`
}
