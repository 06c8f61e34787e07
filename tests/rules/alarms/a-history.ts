import type { SourceCycle, SourceHistory } from '#app/alarms/expected-counts.rules.ts'
import { addMonths, type Day } from '#app/kernel/uk-date.ts'

export const CALENDAR: readonly Day[] = [...Array(26).keys()].map((n) => addMonths('2024-01-05', n))
export const LAST = CALENDAR.at(-1) as Day

/** A source that brings the same number each cycle, changed from the end by `changes` (the last is the latest cycle's). */
export function aHistory(given: Partial<SourceHistory> & { each?: number; changes?: readonly (Partial<SourceCycle> | null)[] } = {}): SourceHistory {
  const { each = 10, changes = [], ...rest } = given
  const from = CALENDAR.length - changes.length
  const cycles = CALENDAR.flatMap((due, at): SourceCycle[] => {
    const change = at >= from ? changes[at - from] : {}
    return change === null ? [] : [{ due, received: each, standing: 400, listSize: 10_000, ...change }]
  })
  return { source: 'A81001', supplier: 'north', code: 'T1_DISSENT', cycles, ...rest }
}

/** Practices of a supplier, all alike. */
export function aSupplier(supplier: string, practices: number, given: Parameters<typeof aHistory>[0] = {}): SourceHistory[] {
  return [...Array(practices).keys()].map((n) => aHistory({ source: `${supplier}-${n}`, supplier, ...given }))
}
