import type { Problem } from '#app/kernel/result.ts'
import { neutralCell } from '#app/people/people-list.rules.ts'
import type { ChoiceFilePlan } from './choice-file.rules.ts'

export interface RejectedLine {
  readonly line: number
  /** Null where the cells cannot be told apart. */
  readonly cells: readonly string[] | null
  readonly text: string
  readonly problems: readonly Problem[]
}

/** A column of an earlier file of rejected rows: it is written anew. */
const isReason = (heading: string): boolean => heading.trim().toLowerCase() === 'reason'

export function rejectedHeadings(plan: ChoiceFilePlan): string[] {
  return [...plan.headings.filter((heading) => !isReason(heading)).map(neutralCell), 'reason']
}

/**
 * A row as it came, with what to do about it in the last cell, to mend and send again. A row whose cells cannot be trusted
 * to stand in their columns stands whole in the first. What a spreadsheet would run is made harmless.
 */
export function rejectedCells(plan: ChoiceFilePlan, row: RejectedLine): string[] {
  const places = plan.headings.flatMap((heading, index) => (isReason(heading) ? [] : [index]))
  const isWhole = row.cells === null || row.problems.some(({ field }) => field === 'row')
  const cells = isWhole ? [row.text, ...places.slice(1).map(() => '')] : places.map((place) => row.cells?.[place] ?? '')
  const reason = row.problems.map(({ field, message }) => `${field}: ${message.replace(/\.$/, '')}`).join('; ')
  return [...cells.map(neutralCell), `Line ${row.line}: ${reason}.`]
}
