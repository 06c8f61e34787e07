import { flowInForce, NOT_IN_FORCE_KINDS, type Agreement, type FlowInForce } from '#app/documents/agreement.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { openingDecision, STEP_CLOSED_KINDS, type Decision, type PaperNow } from './decision.rules.ts'
import { countsFor } from './following.rules.ts'
import { findRoute, stepsToDecide, type Route, type RouteStep } from './route-finder.rules.ts'

/** What stops flows that are signed and approved, for as long as it lasts. */
export const HOLD_KINDS = ['condition-overdue', 'assurance-lapsed', 'annual-review-missed', 'flow-suspended'] as const
export type HoldKind = (typeof HOLD_KINDS)[number]

/** A stretch of time in which something stops flows. It is worked out from what happened, never stored. */
export interface Hold {
  readonly kind: HoldKind
  /** Null stops every flow of the project. */
  readonly flowRefs: readonly string[] | null
  /** From this instant; until just before that one, null while nothing has ended it. */
  readonly from: Date
  readonly until: Date | null
  readonly details: Refusal['details']
}

/** A paper as the route and its decisions look at it. */
export interface StandingPaper extends PaperNow {
  readonly documentRef: string
  readonly kind: RouteStep['documents'][number]
  readonly about: string
  readonly versionId: string
  readonly number: number
  readonly statesFactsVersion: number
}

/** All that decides whether data may flow in a project, out of one state of the database. What follows from it depends on the instant alone. */
export interface Standing {
  readonly agreement: Agreement
  /** Every paper at its newest version. */
  readonly papers: readonly StandingPaper[]
  readonly decisions: readonly Decision[]
  readonly holds: readonly Hold[]
  /** The same by what was on record at an instant; left out where nothing was recorded later than it happened. */
  readonly holdsAsKnown?: (known: Date) => readonly Hold[]
}

/** Why a flow may not run: its agreement, a step that is not open, or something that stops it. */
export const FLOW_CLOSED_KINDS = [...NOT_IN_FORCE_KINDS, 'paper-missing', ...STEP_CLOSED_KINDS, ...HOLD_KINDS] as const
export type FlowClosedKind = (typeof FLOW_CLOSED_KINDS)[number]

/** A flow that may run, and the decisions by which it may. */
export interface OpenFlow extends FlowInForce {
  readonly decisions: readonly Decision[]
}

/** The same facts call for the same route all day, and are asked about at every check. */
const ROUTES = new WeakMap<ProjectFacts, Map<string, Route>>()
const MOST_DAYS = 40

/** The route of a project by these facts, on a day. */
export function routeOn(facts: ProjectFacts, day: Day, risksLeftHigh: number): Route {
  const known = ROUTES.get(facts) ?? new Map<string, Route>()
  ROUTES.set(facts, known)
  const key = `${day} ${risksLeftHigh}`
  const route = known.get(key) ?? findRoute(facts, day, { risksLeftHigh })
  if (known.size >= MOST_DAYS) known.clear()
  known.set(key, route)
  return route
}

/** One step of it; null where these facts do not call for it on that day, and where there are none. */
export function stepOfRoute(facts: ProjectFacts | null, stepId: string, day: Day, risksLeftHigh: number): RouteStep | null {
  return (facts && routeOn(facts, day, risksLeftHigh).steps.find(({ id }) => id === stepId)) ?? null
}

/**
 * How one step of the route stands: the decision that opens it, or why none does. A paper is open when it states the facts as they are.
 * For one flow, where it is named: papers that are about it alone are among what has to be granted.
 */
export function stepStanding(standing: Standing, step: RouteStep, at: Date, known: Date | null = null, flowRef: string | null = null): Result<Decision | null, Refusal<FlowClosedKind>> {
  const { agreement, papers, decisions } = standing
  if (step.kind === 'document') {
    const missing = step.documents.filter((kind) => !papers.some((paper) => paper.kind === kind && paper.statesFactsVersion === agreement.factsVersion))
    return missing.length === 0 ? ok(null) : refuse('paper-missing', { papers: missing.join(' ') })
  }
  const opened = openingDecision(decisions.filter((decision) => decision.stepId === step.id && countsFor(decision, step, papers, flowRef)), papers, at, known)
  return opened.ok ? opened : refuse(opened.refusal.kind, { ...opened.refusal.details, ...whose(step, agreement.version?.facts), day: londonDay(at) })
}

/** How a step stands for its flows: why it is not open, and for which of them; none where it is open for every one. */
export function closedFor(standing: Standing, step: RouteStep, at: Date): { readonly flowRef: string; readonly refusal: Refusal<FlowClosedKind> }[] {
  return step.flows.flatMap((flowRef) => {
    const stands = stepStanding(standing, step, at, null, flowRef)
    return stands.ok ? [] : [{ flowRef, refusal: stands.refusal }]
  })
}

/** Whose step it is, for the words: a body by its id, or a post at a party. */
export function whose(step: RouteStep, facts: ProjectFacts | undefined): NonNullable<Refusal['details']> {
  const party = facts?.parties.find(({ organisationCode }) => organisationCode === step.organisationCode)
  return { step: step.id, body: step.bodyId, post: step.post, party: party?.name ?? step.organisationCode }
}

/** The steps without which a flow may not run, by the facts that its protocol states and the rules of the day. */
export function stepsNeeded(standing: Standing, flowRef: string, at: Date): readonly RouteStep[] {
  const { version, risksToConsultOn } = standing.agreement
  return version ? stepsToDecide(routeOn(version.facts, londonDay(at), risksToConsultOn), flowRef) : []
}

const lasts = (hold: Hold, flowRef: string, at: Date): boolean =>
  (hold.flowRefs === null || hold.flowRefs.includes(flowRef)) && hold.from <= at && (hold.until === null || at < hold.until)

const holdsOf = ({ holds, holdsAsKnown }: Standing, known: Date | null): readonly Hold[] => (known === null ? holds : holdsAsKnown?.(known) ?? holds)

/** Everything that keeps a flow from running at an instant; empty when it may. `known` leaves out decisions, conditions, suspensions and their ends that were recorded later than that. */
export function reasonsAgainst(standing: Standing, flowRef: string, at: Date, known: Date | null = null): Refusal<FlowClosedKind>[] {
  const agreed = flowInForce(standing.agreement, flowRef, at)
  const steps = stepsNeeded(standing, flowRef, at).map((step) => stepStanding(standing, step, at, known, flowRef))
  return [
    ...(agreed.ok ? [] : [agreed.refusal]),
    ...steps.flatMap((step) => (step.ok ? [] : [step.refusal])),
    ...holdsOf(standing, known).filter((hold) => lasts(hold, flowRef, at)).map(({ kind, details }) => ({ kind, details })),
  ]
}

/**
 * Whether a flow may run at an instant: its agreement is in force, every step that it cannot run without is open by a
 * decision that holds, has taken effect and has not ended, and nothing stops it. Days are Europe/London days, the last included.
 */
export function inForce(standing: Standing, flowRef: string, at: Date, known: Date | null = null): Result<OpenFlow, Refusal<FlowClosedKind>> {
  const agreed = flowInForce(standing.agreement, flowRef, at)
  if (!agreed.ok) return agreed
  const [first] = reasonsAgainst(standing, flowRef, at, known)
  if (first) return { ok: false, refusal: first }
  const decisions = stepsNeeded(standing, flowRef, at).flatMap((step) => {
    const opened = stepStanding(standing, step, at, known, flowRef)
    return opened.ok && opened.value ? [opened.value] : []
  })
  return ok({ ...agreed.value, decisions })
}
