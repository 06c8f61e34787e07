import type { ChoiceRole } from '#app/choices/choice-codes.rules.ts'
import { addDays, type Day } from '#app/kernel/uk-date.ts'

/**
 * Checks that name what had to arrive, so that a loss shows as items missing and not merely as a low count.
 * - `declared`: the practice counts its own new events for the cycle, in its own system, not from the extract.
 * - `canary`: a made-up person at the source has an opt-out recorded; that event must arrive.
 * - `other-route`: an event the portal knows already, such as a reply slip, must come back in the extract once the practice has coded it.
 * - `re-extract`: the overlapping extract now holds events that an earlier one should have held, or lacks some it did hold.
 */
export const CHECK_KINDS = ['declared', 'canary', 'other-route', 're-extract'] as const
export type CheckKind = (typeof CHECK_KINDS)[number]

export interface Check {
  readonly kind: CheckKind
  /** How many had to be there. */
  readonly expected: number
  /** How many of those were not; never more than `expected`. */
  readonly missing: number
}

function check(kind: CheckKind, expected: number, missing: number): Check {
  return { kind, expected, missing: Math.min(Math.max(0, missing), expected) }
}

/**
 * The practice's count of new events against those received that took place in the same days. A surplus is not a gap
 * here; a count statement for other days than the extract's must not be used.
 */
export function declaredCheck(declaredNew: number, received: number): Check {
  return check('declared', declaredNew, declaredNew - received)
}

/** So many people whose choice has to reach the register by the source's extracts, because it is known already. */
export interface KnownArrival {
  readonly kind: 'canary' | 'other-route'
  /** The role of the choice, as histories name it. */
  readonly code: ChoiceRole
  /** The day it was known: placed, or recorded here. */
  readonly knownOn: Day
  /** The day it was over: retired, taken back. */
  readonly endedOn: Day | null
  /** The day of the first extract that brought it; null while none has. */
  readonly arrivedOn: Day | null
  readonly people: number
}

/** Days from when a choice is known until an extract has to hold it: to be keyed in at the practice, and to be in the next extract's cut. */
export const ARRIVES_WITHIN_DAYS = { canary: 7, 'other-route': 14 } as const satisfies Record<KnownArrival['kind'], number>

/**
 * What had to arrive in each extract that came, against what did. Each choice is looked for once, in the first extract that
 * has to hold it; that it comes later does not mend that. A choice that an extract had brought before it was known here is
 * no trial, but a test person's is: theirs may well have come before they were set on guard.
 */
export function arrivalChecks(known: readonly KnownArrival[], came: readonly { readonly due: Day; readonly upTo: Day }[]): ReadonlyMap<Day, readonly Check[]> {
  const checks = new Map<Day, Check[]>()
  for (const kind of ['canary', 'other-route'] as const) {
    const trials = known.filter((one) => one.kind === kind && !(kind === 'other-route' && one.arrivedOn !== null && one.arrivedOn < one.knownOn))
    const counts = new Map<Day, { expected: number; missing: number }>()
    for (const { knownOn, endedOn, arrivedOn, people } of trials) {
      const first = came.find(({ due }) => due >= addDays(knownOn, ARRIVES_WITHIN_DAYS[kind]))
      if (first === undefined || (endedOn !== null && endedOn <= first.due)) continue
      const count = counts.get(first.due) ?? { expected: 0, missing: 0 }
      const isMissing = arrivedOn === null || arrivedOn > first.upTo
      counts.set(first.due, { expected: count.expected + people, missing: count.missing + (isMissing ? people : 0) })
    }
    for (const [due, { expected, missing }] of counts) checks.set(due, [...(checks.get(due) ?? []), check(kind, expected, missing)])
  }
  return checks
}

export interface ExtractedEvent {
  /** The event's identity at its source: source and sequence. */
  readonly key: string
  /** The day it was written down at the source, never the day from which it holds: forms are often back-dated. */
  readonly recordedOn: Day
  /** Whether the source itself says it ended: entered in error, left the list, merged. */
  readonly isEnded?: boolean
}

export interface Overlap {
  readonly check: Check
  /** In the earlier extract's days, but first seen now. */
  readonly late: readonly string[]
  /** Seen then, gone now, with nothing to say why. */
  readonly vanished: readonly string[]
}

/**
 * Two overlapping extracts compared over the days both cover: written down from `from` up to and including `upTo`, the
 * last day that the earlier one covers. Finds what is lost in one run and not the next; a loss that repeats itself in
 * every run looks the same in both and is not seen here.
 */
export function compareOverlap(earlier: readonly ExtractedEvent[], later: readonly ExtractedEvent[], from: Day, upTo: Day): Overlap {
  const inBoth = ({ recordedOn }: ExtractedEvent) => recordedOn >= from && recordedOn <= upTo
  const then = new Map(earlier.filter(inBoth).map((event) => [event.key, event]))
  const now = new Set(later.filter(inBoth).map(({ key }) => key))
  const ended = new Set(later.filter(({ isEnded }) => isEnded === true).map(({ key }) => key))
  const late = [...now].filter((key) => !then.has(key)).sort()
  const vanished = [...then.keys()].filter((key) => !now.has(key) && !ended.has(key)).sort()
  const all = new Set([...then.keys(), ...now])
  return { check: check('re-extract', all.size, late.length + vanished.length), late, vanished }
}
