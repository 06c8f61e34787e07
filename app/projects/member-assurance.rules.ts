import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { readDay } from '#app/kernel/uk-date.ts'
import { PUBLISHED_STATUSES, type Assurance, type AssuranceStatus } from './assurance.rules.ts'

/** How a list of members says of each how it stands in the toolkit: by its name here, or as the toolkit says it. */
const NAMES: Readonly<Record<string, AssuranceStatus>> = {
  exceeded: 'exceeded', 'standards exceeded': 'exceeded', met: 'met', 'standards met': 'met', approaching: 'approaching', 'approaching standards': 'approaching',
  'not-met': 'not-met', 'standards not met': 'not-met', 'not-published': 'not-published', 'not published': 'not-published', 'not-said': 'not-said', 'not said': 'not-said',
}
const nameOf = (cell: string): string => cell.trim().toLowerCase().replace(/\s+/g, ' ')

export const isStatusCell = (cell: string): boolean => Object.hasOwn(NAMES, nameOf(cell))

/**
 * What two cells, a status and the day on which the assessment was published, say of a member; null where they say nothing. A day
 * is `2026-06-24` or `24/6/2026`. Refused where the status is none, the day is none, or one is there without the other.
 */
export function assuranceOfCells([status = '', day = '']: readonly string[]): Result<Assurance | null, Refusal<'status-unknown' | 'day-wrong' | 'day-missing' | 'day-not-asked'>> {
  if (nameOf(status) === '') return day.trim() === '' ? ok(null) : refuse('status-unknown')
  const said = Object.hasOwn(NAMES, nameOf(status)) ? NAMES[nameOf(status)] : undefined
  if (said === undefined) return refuse('status-unknown')
  const isPublished = (PUBLISHED_STATUSES as readonly string[]).includes(said)
  if (day.trim() === '') return isPublished ? refuse('day-missing') : ok(said === 'not-said' ? null : { status: said, publishedOn: '' })
  const publishedOn = readDay(inOrder(day.trim()))
  if (publishedOn === null) return refuse('day-wrong')
  return isPublished ? ok({ status: said, publishedOn }) : refuse('day-not-asked')
}

function inOrder(day: string): string {
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day) ?? []
  return year === undefined ? day : `${year}-${(month as string).padStart(2, '0')}-${(date as string).padStart(2, '0')}`
}
