import type { Day } from '#app/kernel/uk-date.ts'

/**
 * Checks that name what had to arrive, so that a loss shows as items missing and not merely as a low count.
 * - `declared`: the practice counts its own new events for the cycle, in its own system, not from the extract.
 * - `canary`: a made-up person at the source has an opt-out recorded each cycle; that event must arrive.
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

/**
 * The same from running totals, when the statement gives the people standing: what stood, plus declared new, less
 * declared ended, is what must stand now.
 */
export function declaredStandingCheck(totals: {
  readonly stoodBefore: number
  readonly declaredNew: number
  readonly declaredEnded: number
  readonly standsNow: number
}): Check {
  return check('declared', totals.declaredNew, totals.stoodBefore + totals.declaredNew - totals.declaredEnded - totals.standsNow)
}

/** Events that had to arrive this cycle (by reference), against those that did. */
export function arrivalCheck(kind: 'canary' | 'other-route', mustArrive: readonly string[], arrived: ReadonlySet<string>): Check {
  const wanted = new Set(mustArrive)
  let missing = 0
  for (const reference of wanted) if (!arrived.has(reference)) missing += 1
  return check(kind, wanted.size, missing)
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
