import { z } from 'zod'
import { ODS_CODE_PATTERN } from '#app/kernel/ids.ts'
import { ok } from '#app/kernel/result.ts'
import { MEMBERS_MAX, type Member } from './groups.rules.ts'
import { assuranceOfCells, isStatusCell } from './member-assurance.rules.ts'

/** Whom a group stands for, as people paste it: a list or a CSV file, a code to a line and, if they like, the name after it, and after that how its newest assessment in the toolkit ended and the day on which it was published. */

const NAME_MAX = 200
/** No list is longer, in characters. */
const TEXT_MAX = MEMBERS_MAX * (NAME_MAX + 20)
/** Problems said at once; whoever has more has pasted something else. */
const PROBLEMS_MAX = 20

/** What a row that is no member says in its first cell. */
const HEADINGS = ['code', 'ods code', 'ods_code', 'organisation code', 'practice code', 'organisation_code', 'practice_code']

export const membersSchema = z.string().max(TEXT_MAX, `Give ${MEMBERS_MAX} members or fewer`).default('').transform((text, issues): readonly Member[] => {
  const members = new Map<string, Member & { readonly line: number }>()
  let problems = 0
  const say = (message: string) => {
    problems += 1
    if (problems <= PROBLEMS_MAX) issues.addIssue({ code: 'custom', message })
  }
  text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).forEach((written, index) => {
    const line = index + 1
    const [first = '', ...rest] = cellsOf(written)
    if (first === '' && rest.every((cell) => cell === '')) return
    if (HEADINGS.includes(first.toLowerCase())) return
    const code = first.toUpperCase()
    const name = rest.find((cell) => cell !== '' && !isStatusCell(cell)) ?? ''
    const before = members.get(code)
    const at = rest.findIndex(isStatusCell)
    const assurance = at < 0 ? ok(null) : assuranceOfCells(rest.slice(at))
    if (!ODS_CODE_PATTERN.test(code)) say(`Line ${line}: begin with an organisation’s code of up to 9 letters and digits, such as Y12345, then a comma and its name`)
    else if (name.length > NAME_MAX) say(`Line ${line}: shorten the name to ${NAME_MAX} characters or fewer`)
    else if (before) say(`Line ${line}: ${code} is on line ${before.line} already`)
    else if (!assurance.ok) say(`Line ${line}: ${assurance.refusal.kind === 'day-not-asked' ? 'leave out the day, or say how the published assessment ended' : 'after how the assessment ended, give the day on which it was published, such as 24/6/2026'}`)
    else members.set(code, { code, name, ...(assurance.value ? { assurance: assurance.value } : {}), line })
  })
  if (members.size > MEMBERS_MAX) say(`Give ${MEMBERS_MAX} members or fewer`)
  return problems > 0 ? z.NEVER : [...members.values()].map(({ line: _line, ...member }) => member)
})

/** The cells of a line, between commas or tabs; quotes are those of CSV. */
export function cellsOf(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : ','
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at]
    if (char === '"' && isQuoted && line[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (char === '"') isQuoted = !isQuoted
    else if (char === separator && !isQuoted) {
      cells.push(cell.trim())
      cell = ''
    } else cell += char
  }
  return [...cells, cell.trim()]
}

/** The same list as the box holds it. */
export function textOfMembers(members: readonly Member[]): string {
  const quoted = (cell: string) => (/[",\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return members.map(({ code, name, assurance }) => [code, name, ...(assurance ? [assurance.status, assurance.publishedOn] : [])].map(quoted).join(',')).join('\n')
}
