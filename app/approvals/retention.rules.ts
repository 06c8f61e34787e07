import { addMonths, type Day } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import type { Condition } from './condition.rules.ts'

/**
 * By when data is destroyed. `from` says what the months are counted from: the recorded day of linking; the last day, because linking
 * is not recorded yet and cannot come later; or the last day, because the facts count from something that the portal keeps no day of.
 */
export interface DestroyedBy {
  readonly day: Day
  readonly from: 'linking' | 'last-day-for-linking' | 'last-day'
  /** The day that the months are counted from. */
  readonly countedFrom: Day
}

/** What is known beside the facts. */
export interface KnownOfRetention {
  readonly clocks: readonly Pick<Condition, 'kind' | 'begunOn' | 'ended'>[]
  /** The last day of the project, or the day on which it ended; null where neither is known. */
  readonly lastDay: Day | null
}

/** Whether what is kept counts from the very event from which the clock for identifiers runs, such as the day of linking. */
export function countsFromClock({ safeguards, linkage }: Pick<ProjectFacts, 'safeguards' | 'linkage'>): boolean {
  return safeguards !== null && linkage !== null && linkage.clockMonths > 0 && plain(safeguards.retentionFrom) !== '' && plain(safeguards.retentionFrom) === plain(linkage.clockFrom)
}

const plain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ').replace(/[.;,]+$/, '')

/** The days on which the clock for identifiers began, first to last. One that was let go was begun by mistake, unless no other was begun. */
export function clockDays(clocks: KnownOfRetention['clocks']): Day[] {
  const begun = clocks.filter(({ kind, begunOn }) => kind === 'de-personalisation' && begunOn)
  const kept = begun.filter(({ ended }) => ended?.how !== 'lifted')
  return [...new Set((kept.length > 0 ? kept : begun).flatMap(({ begunOn }) => begunOn ?? []))].sort()
}

/**
 * When what is kept must be destroyed, first to last: one day for each day of linking where the facts count from linking, and otherwise
 * the latest that can be worked out. Empty where the facts do not say for how long data is kept, or nothing to count from is known.
 */
export function destroyedBy(facts: Pick<ProjectFacts, 'safeguards' | 'linkage'>, { clocks, lastDay }: KnownOfRetention): DestroyedBy[] {
  const { safeguards } = facts
  if (!safeguards) return []
  const counted = (from: DestroyedBy['from'], countedFrom: Day): DestroyedBy => ({ day: addMonths(countedFrom, safeguards.retentionMonths), from, countedFrom })
  const days = countsFromClock(facts) ? clockDays(clocks) : []
  if (days.length > 0) return days.map((day) => counted('linking', day))
  return lastDay ? [counted(countsFromClock(facts) ? 'last-day-for-linking' : 'last-day', lastDay)] : []
}
