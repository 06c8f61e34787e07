import { ODS_CODE_PATTERN } from '#app/kernel/ids.ts'
import { MEMBERS_MAX, membersOf, type Member } from './groups.rules.ts'
import { assuranceOfCells, isStatusCell } from './member-assurance.rules.ts'
import { cellsOf } from './members.schema.ts'

/** One row of a list of members as it was uploaded. */
export interface ListedMember {
  /** Counted from 1, the heading among them, as a spreadsheet counts. */
  readonly line: number
  readonly code: string
  /** As the file has it; empty where it has none. */
  readonly name: string
  /** Of whoever signs there; empty where the file has none. */
  readonly email: string
  /** What it says of the member's security assurance, as it was written: how the newest assessment ended, and the day; both empty where it says nothing. */
  readonly status: string
  readonly published: string
}

/** How one row stands: the first two can be kept, and anything else has to be mended in the file first. */
export const ROW_STANDINGS = ['new', 'member', 'code-wrong', 'email-wrong', 'assurance-wrong', 'twice', 'unknown', 'merged', 'party'] as const
export type RowStanding = (typeof ROW_STANDINGS)[number]

export interface CheckedRow extends ListedMember {
  readonly standing: RowStanding
  /** The row that has it already, the successor, or the party that has it. */
  readonly about: string
}

const COLUMNS = {
  code: ['code', 'ods code', 'ods', 'organisation code', 'practice code'],
  name: ['name', 'practice', 'practice name', 'organisation', 'organisation name'],
  email: ['email', 'e-mail', 'email address', 'e-mail address', 'signer', 'signer email', 'who signs'],
  status: ['dspt', 'dspt status', 'toolkit status', 'security assurance'],
  published: ['dspt published', 'dspt published on', 'assessment published'],
} as const
const columnOf = (cell: string) => (['code', 'name', 'email', 'status', 'published'] as const).find((column) => (COLUMNS[column] as readonly string[]).includes(cell.toLowerCase().replaceAll('_', ' ')))

/** The rows of a CSV file or of a pasted list. With a heading the columns may stand in any order; without one the code comes first, and a cell with an @ is the e-mail address, and a day stands after how an assessment ended. */
export function rowsOfList(text: string): ListedMember[] {
  const rows: ListedMember[] = []
  let columns: readonly (ReturnType<typeof columnOf>)[] | null = null
  for (const [index, written] of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).entries()) {
    const cells = cellsOf(written)
    if (cells.every((cell) => cell === '')) continue
    if (rows.length === 0 && columns === null && cells.some((cell) => columnOf(cell) === 'code')) {
      columns = cells.map(columnOf)
      continue
    }
    const at = (column: keyof typeof COLUMNS) => (columns ? cells[columns.indexOf(column)] ?? '' : undefined)
    const [first = '', ...rest] = cells
    const said = rest.findIndex(isStatusCell)
    rows.push({
      line: index + 1, code: (at('code') ?? first).toUpperCase(), name: at('name') ?? rest.find((cell) => cell !== '' && !cell.includes('@') && !isStatusCell(cell)) ?? '',
      email: at('email') ?? rest.find((cell) => cell.includes('@')) ?? '',
      status: at('status') ?? (said < 0 ? '' : rest[said] ?? ''), published: at('published') ?? (said < 0 ? '' : rest[said + 1] ?? ''),
    })
  }
  return rows
}

/** No more rows are read than a group can have members. */
export const ROWS_MAX = MEMBERS_MAX

const EMAIL = /^[^\s@<>,;"]{1,100}@[^\s@<>,;"]+\.[^\s@<>,;"]{2,}$/

interface WithMembers {
  readonly organisationCode: string
  readonly name: string
  readonly members?: readonly Member[]
}

/** How every row stands beside what the installation knows and the project has. Nothing of a list is kept while one row has to be mended. */
export function checkRows(rows: readonly ListedMember[], known: {
  readonly organisations: ReadonlySet<string>
  readonly parties: readonly WithMembers[]
  readonly groupCode: string
  /** Into whom a member merged, by code. */
  readonly successors: ReadonlyMap<string, string>
}): CheckedRow[] {
  const group = new Set(known.parties.filter(({ organisationCode }) => organisationCode === known.groupCode).flatMap((party) => membersOf(party).map(({ code }) => code)))
  const elsewhere = new Map(known.parties.flatMap((party) => [
    [party.organisationCode, party.name] as const, ...(party.organisationCode === known.groupCode ? [] : membersOf(party).map(({ code }) => [code, party.name] as const)),
  ]))
  const lines = new Map<string, number>()
  return rows.map((row): CheckedRow => {
    const say = (standing: RowStanding, about = ''): CheckedRow => ({ ...row, standing, about })
    if (!ODS_CODE_PATTERN.test(row.code)) return say('code-wrong')
    const before = lines.get(row.code)
    if (before !== undefined) return say('twice', String(before))
    lines.set(row.code, row.line)
    if (row.email !== '' && (row.email.length > 200 || !EMAIL.test(row.email))) return say('email-wrong')
    if (!assuranceOfCells([row.status, row.published]).ok) return say('assurance-wrong')
    if (elsewhere.has(row.code)) return say('party', elsewhere.get(row.code))
    if (group.has(row.code)) return say('member')
    if (known.successors.has(row.code)) return say('merged', known.successors.get(row.code))
    return say(known.organisations.has(row.code) ? 'new' : 'unknown')
  })
}

export const mayKeep = ({ standing }: Pick<CheckedRow, 'standing'>): boolean => standing === 'new' || standing === 'member'
