import type { DocumentKind } from '#app/documents/document.rules.ts'
import { refuse, ok, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { OfficerPost } from '#app/projects/further-facts.rules.ts'
import type { OutcomeMeaning } from './bodies.rules.ts'

/** Whether an outcome opens anything. */
export const isGrant = (meaning: OutcomeMeaning): boolean => meaning === 'granted' || meaning === 'granted-with-conditions'

/** A part of a paper that a decision was made on, as it was worded then. */
export interface CoveredClause {
  readonly documentId: string
  readonly documentRef: string
  readonly kind: DocumentKind
  readonly about: string
  /** The version that was decided on. */
  readonly number: number
  readonly clause: string
  /** SHA-256 of its words. */
  readonly digest: string
}

/** What a body or an officer decided on a step of the route. A fact of what happened: never changed, only followed by a later one. */
export interface Decision {
  readonly id: string
  readonly stepId: string
  readonly bodyId: string | null
  readonly organisationCode: string | null
  readonly post: OfficerPost | null
  /** The body's own word, such as "conditionally supported". */
  readonly outcome: string
  readonly meaning: OutcomeMeaning
  readonly decidedAt: Date
  /** Whole Europe/London days; the last day is included. Null where it has no end, or none was set. */
  readonly effectiveFrom: Day
  readonly endsOn: Day | null
  readonly reviewDueOn: Day | null
  /** The reference that the body gave it; empty where it gave none. */
  readonly reference: string
  readonly recordedAt: Date
  readonly covers: readonly CoveredClause[]
}

/** A paper at its newest version, as far as decisions are held against it. */
export interface PaperNow {
  readonly documentId: string
  readonly clauses: readonly { readonly name: string; readonly digest: string }[]
}

/** What of the words that a decision covered is not there any more as it was, in the order in which it was covered. */
export function changedSince(decision: Pick<Decision, 'covers'>, newest: readonly PaperNow[]): CoveredClause[] {
  const now = new Map(newest.flatMap(({ documentId, clauses }) => clauses.map(({ name, digest }) => [`${documentId} ${name}`, digest] as const)))
  return decision.covers.filter(({ documentId, clause, digest }) => now.get(`${documentId} ${clause}`) !== digest)
}

/** Whether every clause that a decision covered still says what it said. One that covered nothing holds for nothing. */
export function holds(decision: Pick<Decision, 'covers'>, newest: readonly PaperNow[]): boolean {
  return decision.covers.length > 0 && changedSince(decision, newest).length === 0
}

/** Why a step is not open by its decisions. */
export const STEP_CLOSED_KINDS = ['approval-missing', 'approval-not-given', 'approval-reopened', 'approval-not-begun', 'approval-ended'] as const
export type StepClosedKind = (typeof STEP_CLOSED_KINDS)[number]

/**
 * The decision by which a step is open at an instant, or why there is none. What was decided last, of all that had taken
 * effect, is what counts: a refusal or a withdrawal ends what was granted before it. `known` leaves out what was recorded
 * later than that.
 */
export function openingDecision(decisions: readonly Decision[], newest: readonly PaperNow[], at: Date, known: Date | null = null): Result<Decision, Refusal<StepClosedKind>> {
  const today = londonDay(at)
  const made = decisions.filter(({ decidedAt, recordedAt }) => decidedAt <= at && (known === null || recordedAt <= known))
  const begun = made.filter(({ effectiveFrom }) => effectiveFrom <= today)
  const last = begun.reduce<Decision | null>((latest, decision) => (latest !== null && isLater(latest, decision) ? latest : decision), null)
  if (!last) {
    const coming = made.filter(({ meaning }) => isGrant(meaning)).map(({ effectiveFrom }) => effectiveFrom).sort()[0]
    return coming === undefined ? refuse('approval-missing') : refuse('approval-not-begun', { startsOn: coming })
  }
  if (!isGrant(last.meaning)) return refuse('approval-not-given', { outcome: last.outcome })
  if (last.endsOn !== null && today > last.endsOn) return refuse('approval-ended', { endedOn: last.endsOn })
  if (!holds(last, newest)) return refuse('approval-reopened', { parts: changedSince(last, newest).length })
  return ok(last)
}

/** Of two decided at one instant, the one recorded later; of two recorded together, the one that opens nothing. */
function isLater(a: Decision, b: Decision): boolean {
  const difference = a.decidedAt.getTime() - b.decidedAt.getTime() || a.recordedAt.getTime() - b.recordedAt.getTime()
  return difference === 0 ? !isGrant(a.meaning) : difference > 0
}
