import { refuse, ok, type Refusal, type Result } from '#app/kernel/result.ts'
import { addDays, addMonths, daysBetween, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'
import { metUntil, mustBeAssured } from '#app/projects/assurance.rules.ts'
import { type Flow, type Party, type ProjectFacts } from '#app/projects/facts.rules.ts'
import { isGrant, type Decision } from './decision.rules.ts'
import { followedBy, type AboutPaper, type Counted, type StepScope } from './following.rules.ts'
import type { Hold } from './in-force.rules.ts'

/** Asked for by a decision; identifiers taken out in time; what was kept destroyed, with a certificate. */
export const CONDITION_KINDS = ['condition', 'de-personalisation', 'destruction'] as const
export type ConditionKind = (typeof CONDITION_KINDS)[number]

/** Met, with what shows it; or asked for no more, with why. */
export const CONDITION_ENDS = ['met', 'lifted'] as const
export type ConditionEnd = (typeof CONDITION_ENDS)[number]

/** What has to be done by a day. */
export interface Condition {
  readonly id: string
  readonly kind: ConditionKind
  readonly flowRefs: readonly string[] | null
  readonly what: string
  readonly ownerCode: string
  readonly dueOn: Day
  /** The day from which it is counted, such as the day of linking; null where it is counted from none. */
  readonly begunOn?: Day | null
  readonly stops: boolean
  readonly madeAt: Date
  readonly ended: { readonly how: ConditionEnd; readonly proof: string; readonly at: Date } | null
}

export interface Suspension {
  readonly id: string
  readonly flowRefs: readonly string[] | null
  readonly because: string
  readonly organisationCode: string
  readonly from: Date
  readonly ended: { readonly because: string; readonly at: Date } | null
}

export const CONDITION_STANDINGS = ['overdue', 'due-soon', 'open', 'met', 'lifted'] as const
export type ConditionStanding = (typeof CONDITION_STANDINGS)[number]

/** How many days ahead a condition is due soon. */
export const CONDITION_SOON_DAYS = 30

/** The due day is whole: a condition is overdue from the day after it. */
export function conditionStanding({ dueOn, ended }: Pick<Condition, 'dueOn' | 'ended'>, today: Day): ConditionStanding {
  if (ended) return ended.how
  if (today > dueOn) return 'overdue'
  return daysBetween(today, dueOn) <= CONDITION_SOON_DAYS ? 'due-soon' : 'open'
}

type DecidedThen = Counted & Pick<Decision, 'reviewDueOn' | 'decidedAt' | 'recordedAt' | 'effectiveFrom'>

/** What happened, out of which `holdsFrom` works what stops flows. */
export interface HoldsGiven {
  readonly conditions: readonly Condition[]
  readonly suspensions: readonly Suspension[]
  /** In the order in which they were made, and of one day in the order in which they were recorded. */
  readonly decisions: readonly DecidedThen[]
  /** A step of the route on a day; null where it is not known, which stops all flows. */
  readonly stepOn: (stepId: string, day: Day) => StepScope | null
  /** Every paper at its newest version. */
  readonly papers: readonly AboutPaper[]
  readonly facts: ProjectFacts | null
}

/**
 * The stretches of time in which something stops flows: a condition that is overdue, a suspension, a yearly review that was missed,
 * a party whose security assurance does not count any more. Worked out from what happened; an end that came in time leaves none.
 */
export function holdsFrom(given: HoldsGiven): Hold[] {
  return [
    ...given.conditions.flatMap((condition): Hold[] => {
      const from = dayAfter(condition.dueOn)
      const until = condition.ended?.at ?? null
      if (!condition.stops || (until !== null && until <= from)) return []
      return [{ kind: 'condition-overdue', flowRefs: condition.flowRefs, from, until, details: { dueOn: condition.dueOn, what: condition.what } }]
    }),
    ...given.suspensions.map((suspension): Hold => ({
      kind: 'flow-suspended', flowRefs: suspension.flowRefs, from: suspension.from, until: suspension.ended?.at ?? null, details: { because: suspension.because },
    })),
    ...given.decisions.flatMap((decision) => reviewHolds(given, decision)),
    ...(given.facts ? assuranceHolds(given.facts) : []),
  ]
}

/**
 * The flows for which a decision counts, from the day after its review was due, each until the first later grant that counts for it:
 * one that was made in time leaves none, one that was made late ends it when it takes effect. What grants nothing answers no review.
 */
function reviewHolds({ decisions, stepOn, papers }: HoldsGiven, decision: DecidedThen): Hold[] {
  const dueOn = decision.reviewDueOn
  if (dueOn === null) return []
  const from = dayAfter(dueOn)
  const untils = new Map<number | null, (string | null)[]>()
  for (const { flowRef, later } of followedBy(decisions, decision, stepOn(decision.stepId, dueOn), papers)) {
    const answer = later.find(({ meaning }) => isGrant(meaning))
    if (answer && answer.decidedAt <= from) continue
    const until = answer ? Math.max(answer.decidedAt.getTime(), startOfLondonDay(answer.effectiveFrom).getTime()) : null
    untils.set(until, [...(untils.get(until) ?? []), flowRef])
  }
  return [...untils].map(([until, refs]): Hold => ({
    kind: 'annual-review-missed', flowRefs: refs.includes(null) ? null : refs.filter((ref) => ref !== null), from, until: until === null ? null : new Date(until), details: { dueOn },
  }))
}

/** What of it was on record at an instant: nothing that was set, suspended, decided or ended after it. */
export function asKnown(given: HoldsGiven, known: Date): HoldsGiven {
  const endedBy = <T extends { readonly ended: { readonly at: Date } | null }>(one: T): T => (one.ended !== null && one.ended.at > known ? { ...one, ended: null } : one)
  return {
    ...given, conditions: given.conditions.filter(({ madeAt }) => madeAt <= known).map(endedBy), suspensions: given.suspensions.filter(({ from }) => from <= known).map(endedBy),
    decisions: given.decisions.filter(({ recordedAt }) => recordedAt <= known),
  }
}

const dayAfter = (day: Day): Date => startOfLondonDay(addDays(day, 1))
const ALWAYS = new Date(0)

/** Of a party whose assurance never was met, its flows stop from the beginning; of one that met it, once that counts no more. Whoever sends, receives or keeps a flow is asked. */
function assuranceHolds(facts: ProjectFacts): Hold[] {
  return facts.parties.flatMap((party): Hold[] => {
    const flowRefs = flowsThatNeedAssuranceOf(facts, party)
    if (flowRefs.length === 0) return []
    const until = metUntil(party.assurance)
    return [{ kind: 'assurance-lapsed', flowRefs, from: until === null ? ALWAYS : dayAfter(until), until: null, details: { organisation: party.name, status: party.assurance.status } }]
  })
}

/** The flows that stop where a party's security assurance does not count; what nobody has said of a party counts as not met. */
export function flowsThatNeedAssuranceOf(facts: ProjectFacts, party: Party): string[] {
  return facts.flows.filter((flow) => mustBeAssured(flow, party.assurance) && handles(facts, party, flow)).map(({ ref }) => ref)
}

function handles(facts: ProjectFacts, party: Party, flow: Flow): boolean {
  // The group as such holds nothing: what is said of a member stops the people of that member alone (`disclosersOf`).
  if ((party.members ?? []).length > 0) return false
  return flow.fromCode === party.organisationCode || flow.toCode === party.organisationCode
    || facts.processing.some(({ processorCode, controllerCode }) => processorCode === party.organisationCode && controllerCode === flow.toCode)
}

/** When the identifiers must be gone, counted from the day that the clock began: as many months as the facts say. Null where they say nothing. */
export function depersonalisedBy(facts: ProjectFacts, begunOn: Day): Day | null {
  const months = facts.linkage?.clockMonths ?? 0
  return months > 0 ? addMonths(begunOn, months) : null
}

export const CONDITION_REFUSALS = [
  'not-found', 'not-allowed', 'not-a-party', 'flow-unknown', 'due-before-today', 'already-ended', 'no-clock', 'clock-running', 'already-suspended', 'not-suspended', 'not-yours-to-lift',
] as const
export type ConditionRefusalKind = (typeof CONDITION_REFUSALS)[number]
export type ConditionRefusal = Refusal<ConditionRefusalKind>

/** Whether the flows named are the project's, and the owner one of its parties; none named is all of them. */
export function mayAsk(facts: ProjectFacts, given: { readonly flowRefs: readonly string[]; readonly ownerCode: string; readonly dueOn: Day }, today: Day): Result<null, ConditionRefusal> {
  if (!facts.parties.some(({ organisationCode }) => organisationCode === given.ownerCode)) return refuse('not-a-party')
  if (!given.flowRefs.every((ref) => facts.flows.some((flow) => flow.ref === ref))) return refuse('flow-unknown')
  return given.dueOn < today ? refuse('due-before-today') : ok(null)
}
