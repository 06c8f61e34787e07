/**
 * When people are told that the answers of a national check run out: three days and one day before, and when they have
 * run out. A distance that is more than half of the time that answers may be used at all is left out.
 */
export const WARNING_STEPS = ['three-days', 'one-day', 'run-out'] as const
export type WarningStep = (typeof WARNING_STEPS)[number]

const DAY_MS = 86_400_000
const BEFORE_DAYS = { 'three-days': 3, 'one-day': 1 } as const satisfies Record<Exclude<WarningStep, 'run-out'>, number>
/** Who was not told within so many days that answers had run out finds it on the desk. */
const TOLD_LATE_DAYS = 3

/**
 * The warning that holds at an instant; null where there is none. `usableUntil` is the last instant at which the answers
 * may be used, `maxAgeDays` how long answers may be used at all. After an outage only the nearest is given.
 */
export function warningStep(usableUntil: Date, maxAgeDays: number, at: Date): WarningStep | null {
  const left = usableUntil.getTime() - at.getTime()
  if (left < 0) return -left <= TOLD_LATE_DAYS * DAY_MS ? 'run-out' : null
  for (const step of ['one-day', 'three-days'] as const) {
    if (BEFORE_DAYS[step] <= maxAgeDays / 2 && left <= BEFORE_DAYS[step] * DAY_MS) return step
  }
  return null
}
