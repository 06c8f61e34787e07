import { addDays, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'
import type { ChoiceEvent, EventTime } from './choice-event.rules.ts'
import { NATIONAL_CHECK_CEILING_DAYS, SAFE_TERMS, type FlowTerms, type Person } from './decision.rules.ts'

/**
 * When time alone may change a decision. Whoever keeps a decision for later use has to make it again from that instant on;
 * until then `decide` gives the same. An instant at which nothing changes after all may be given; one at which something
 * changes is never passed over. In milliseconds since 1970; null for never.
 */
export function nextChangeAfter(person: Person, events: readonly ChoiceEvent[], terms: Partial<FlowTerms>, at: Date): number | null {
  return earlier(nextChangeOfFlow(terms, at), nextChangeOfPerson(person, events, terms, at))
}

/** The instants that the flow's terms bring on, for everyone at once. */
export function nextChangeOfFlow(terms: Partial<FlowTerms>, at: Date): number | null {
  const { nationalOptOutDisapplied = [], exemption, support } = terms
  const next = new Next(at.getTime())
  for (const window of exemption ? [...nationalOptOutDisapplied, exemption] : nationalOptOutDisapplied) {
    next.dayBegins(window.from)
    next.dayEnds(window.to)
  }
  next.dayBegins(support?.finalLetter)
  next.dayEnds(support?.ends)
  next.dayEnds(support?.reviewDue)
  next.dayEnds(support?.overriddenUntil)
  return next.at
}

/** The instants that one person's record and choices bring on, beside those of the flow. */
export function nextChangeOfPerson(person: Person, events: readonly ChoiceEvent[], terms: Partial<FlowTerms>, at: Date): number | null {
  const next = new Next(at.getTime())
  next.dayBegins(person.died)
  for (const { from, to } of person.registrations) {
    next.dayBegins(from)
    next.dayEnds(to)
  }
  next.instant(person.notification?.told)
  next.instant(person.notification?.returned)
  for (const { effective, recorded } of events) {
    next.comes(effective)
    next.comes(recorded)
  }
  const days = terms.nationalCheckMaxAgeDays ?? SAFE_TERMS.nationalCheckMaxAgeDays
  const lasts = (Number.isFinite(days) ? Math.min(days, NATIONAL_CHECK_CEILING_DAYS) : 0) * DAY_MS
  for (const { answeredAt, askedAt } of person.nationalChecks ?? []) {
    next.instant(answeredAt)
    // Still young enough at the very end of its time, and too old right after.
    next.instant(Math.floor(Math.min(askedAt ?? answeredAt, answeredAt) + lasts) + 1)
  }
  return next.at
}

const DAY_MS = 86_400_000

export function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b
  return Math.min(a, b)
}

/** The earliest of the instants it is shown that are still to come. */
class Next {
  at: number | null = null

  constructor(private readonly after: number) {}

  instant(ms: number | null | undefined): void {
    if (ms != null && ms > this.after && (this.at === null || ms < this.at)) this.at = ms
  }

  comes(time: EventTime | null): void {
    if (time === null) return
    if (time.ms === null) this.dayBegins(time.day)
    else this.instant(time.ms)
  }

  dayBegins(day: Day | null | undefined): void {
    if (day != null) this.instant(beginOf(day))
  }

  /** A last day, itself counted in. */
  dayEnds(day: Day | null | undefined): void {
    if (day != null) this.instant(endOf(day))
  }
}

/** The same days come again and again, and working one out takes a while. */
function remembered(work: (day: Day) => number): (day: Day) => number {
  const known = new Map<Day, number>()
  return (day) => {
    const before = known.get(day)
    if (before !== undefined) return before
    if (known.size > 50_000) known.clear()
    const ms = work(day)
    known.set(day, ms)
    return ms
  }
}

const beginOf = remembered((day) => startOfLondonDay(day).getTime())
const endOf = remembered((day) => startOfLondonDay(addDays(day, 1)).getTime())
