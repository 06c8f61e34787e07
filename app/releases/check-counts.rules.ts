import type { CoarseReason, ExcludingReason } from '#app/choices/exemptions.rules.ts'
import { EXCLUDING_REASONS } from '#app/choices/exemptions.rules.ts'
import { outcomeOfText } from './answer-table.rules.ts'

/** What a check's rows came to. `included` and `excluded` add up to `rows`, and so do the coarse reasons. */
export interface CheckCounts {
  readonly rows: number
  readonly included: number
  readonly excluded: number
  /** Rows whose number stood in an earlier row. They are in the other counts too. */
  readonly repeatedRows: number
  readonly coarse: Readonly<Partial<Record<CoarseReason, number>>>
  /** Excluded rows by the first of their reasons: they add up to `excluded`. */
  readonly firstReason: Readonly<Partial<Record<ExcludingReason, number>>>
  /** Rows that have a reason, among others: a row with two is counted at both. */
  readonly everyReason: Readonly<Record<string, number>>
}

/** `byOutcome` has the rows of each outcome under its text. The same counts come out in the same order, however they are given. */
export function countsOf(byOutcome: Readonly<Record<string, number>>, repeatedRows: number): CheckCounts {
  let rows = 0
  let included = 0
  const coarse: Partial<Record<CoarseReason, number>> = {}
  const first: Partial<Record<string, number>> = {}
  const every: Record<string, number> = {}
  for (const [text, count] of Object.entries(byOutcome).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const outcome = outcomeOfText(text)
    rows += count
    coarse[outcome.coarse] = (coarse[outcome.coarse] ?? 0) + count
    for (const reason of outcome.reasons) every[reason] = (every[reason] ?? 0) + count
    if (outcome.decision === 'INCLUDE') included += count
    else if (outcome.reasons[0]) first[outcome.reasons[0]] = (first[outcome.reasons[0]] ?? 0) + count
  }
  const firstReason = Object.fromEntries(EXCLUDING_REASONS.flatMap((reason) => (first[reason] ? [[reason, first[reason]]] : [])))
  return { rows, included, excluded: rows - included, repeatedRows, coarse, firstReason, everyReason: every }
}
