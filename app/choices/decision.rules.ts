import { readNhsNumber } from '#app/kernel/nhs-number.ts'
import type { NhsNumberRange } from '#app/kernel/nhs-number.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import { CHOICE_FLAGS, eventsKnownBy, momentOf, standingAt, streamOf } from './choice-event.rules.ts'
import type { ChoiceEvent, ChoiceFlag, ChoiceState, Moment } from './choice-event.rules.ts'
import type { ChoiceStream } from './choice-codes.rules.ts'
import { decisionSentence } from './choice.words.ts'
import { EXCLUDING_REASONS, effectOn, rowForRange } from './exemptions.rules.ts'
import type { CoarseReason, ExcludingReason, ExemptionId, FlowBasis, FlowEffect, IncludingReason, Reason } from './exemptions.rules.ts'

export interface Registration {
  readonly practice: string
  readonly from: Day
  readonly to?: Day | null
  readonly kind?: 'regular' | 'temporary'
}

/** One answer of the national check about one person. Not cleared means opted out or not found: it cannot tell which. */
export interface NationalCheckAnswer {
  /** When the answer arrived: it is known from then on. */
  readonly answeredAt: number
  /** When it was asked for, from which its age counts, since the service looked later than that. Left out: when it arrived. */
  readonly askedAt?: number
  readonly cleared: boolean
}

export interface Person {
  readonly nhsNumber: string
  /** The organisation whose list this is has not signed, for this person, what is in force: the flow is of those that have. */
  readonly isDiscloserUnsigned?: boolean
  /** The organisation whose list this is signed with a schedule of its own, by which it takes no part in this flow now. */
  readonly isLeftOutByDiscloser?: boolean
  /** The security assurance of the organisation whose list this is does not count. */
  readonly isDiscloserNotAssured?: boolean
  /** Whether the discloser's register holds this person. */
  readonly onRegister: boolean
  readonly born?: Day | null
  readonly died?: Day | null
  readonly registrations: readonly Registration[]
  /** Every answer still held; of those known by then, the one asked for last is used. */
  readonly nationalChecks?: readonly NationalCheckAnswer[]
  readonly supersededBy?: string | null
  /** Numbers that now lead to this person. The events given must be those of all the person's numbers. */
  readonly mergedFrom?: readonly string[]
  /** Whether the national register confirms the join; anything but true is unconfirmed. */
  readonly mergeConfirmed?: boolean
  /** The number was used for two people and this one has yet to confirm their choices. */
  readonly splitUnconfirmed?: boolean
  readonly invalidated?: boolean
  /** An unsettled reply may be this person's. */
  readonly ambiguousMatch?: boolean
  /** Hides address and place; it does not exclude. */
  readonly restricted?: boolean
  /** When the person was last told about the flow, and when that letter came back undelivered. */
  readonly notification?: { readonly told: number | null; readonly returned?: number | null } | null
}

/** An approval as it bears on one flow. Days are Europe/London days. */
export interface Support {
  /** The day of the final letter; null while none has come. */
  readonly finalLetter: Day | null
  readonly ends: Day | null
  readonly reviewDue: Day | null
  /** Last day of a signed override of an overdue review. */
  readonly overriddenUntil: Day | null
  /** Datasets the letter names; null when it names none. */
  readonly covers: readonly string[] | null
}

export type FlowReason = 'NO_SUPPORT' | 'CONDITION_BREACH' | 'NO_CONFIDENTIALITY_BASIS'

export interface FlowTerms extends FlowBasis {
  /** ODS code of the organisation whose record the data leaves. */
  readonly discloser: string | null
  readonly project: string | null
  readonly nationalCheckMaxAgeDays: number
  readonly englandOnly: boolean
  readonly live: boolean
  readonly notification: 'required' | 'not-required'
  readonly includeDeceased: boolean
  /** Null when the approval is kept elsewhere and `blocked` carries what became of it. */
  readonly support: Support | null
  readonly datasets: readonly string[]
  /** Reasons found elsewhere why the flow as a whole may not run. */
  readonly blocked: readonly FlowReason[]
}

export const NATIONAL_CHECK_DEFAULT_DAYS = 7
/** No terms can make an answer of the national check last longer. */
export const NATIONAL_CHECK_CEILING_DAYS = 21

/** What each term is taken to be when it is left out: never the value that lets more people in. */
export const SAFE_TERMS: FlowTerms = {
  discloser: null, project: null, drawsOn: [], purpose: 'secondary', confidentiality: 'none', extendType1: true,
  nationalOptOutDisapplied: [], nationalCheckMaxAgeDays: NATIONAL_CHECK_DEFAULT_DAYS, englandOnly: true, live: true,
  notification: 'not-required', includeDeceased: false, exemption: null, support: null, datasets: [], blocked: [],
}

export interface Decision {
  readonly decision: 'INCLUDE' | 'EXCLUDE'
  readonly reasons: readonly Reason[]
  readonly sentence: string
  readonly flags: readonly ChoiceFlag[]
  /** The flow as a whole may not run; nothing about this person made the difference. */
  readonly isFlowBlocked: boolean
}

/** Decides one person; see `decider` for many. Left out, `known` means everything given is known. */
export function decide(
  person: Person, events: readonly ChoiceEvent[], terms: Partial<FlowTerms>, at: Date, known?: Date,
): Decision {
  return decider(terms, at, known)(person, events)
}

/** A flow's terms at an instant, worked out once, ready to decide person after person. */
export function decider(terms: Partial<FlowTerms>, at: Date, known?: Date): (person: Person, events: readonly ChoiceEvent[]) => Decision {
  const { terms: flow, effect, reasons: flowReasons } = flowStandingAt(terms, at)
  const now = momentOf(at)
  const knownBy = known === undefined ? null : momentOf(known)
  const sentences = new Map<string, string>()

  return (person, events) => {
    const out = new Set<ExcludingReason>(flowReasons)
    const flags = new Set<ChoiceFlag>()
    const number = numberReasons(person, flow, effect, out)
    const isNumberUsable = out.size === flowReasons.length
    let aside: ExemptionId | null = null
    if (!out.has('NHS_NUMBER_INVALID')) {
      choiceReasons(person, eventsKnownBy(events, knownBy), flow, effect, now, out, flags)
      personReasons(person, flow, now, knownBy, out)
      aside = effect.nationalOptOutSetAsideBy ?? (number === 'none' ? effect.noNumberRoute : rowForRange(number))
      if (aside === null && isNumberUsable) nationalReasons(person.nationalChecks ?? [], flow, now, knownBy, out)
    }
    const decision = out.size === 0 ? 'INCLUDE' : 'EXCLUDE'
    const reasons: readonly Reason[] =
      decision === 'EXCLUDE' ? EXCLUDING_REASONS.filter((reason) => out.has(reason)) : includingReasons(aside, flow)
    const key = reasons.join(' ')
    const sentence = sentences.get(key) ?? decisionSentence(decision, reasons)
    sentences.set(key, sentence)
    return {
      decision, reasons, sentence,
      flags: flags.size === 0 ? [] : CHOICE_FLAGS.filter((flag) => flags.has(flag)),
      isFlowBlocked: flowReasons.length > 0,
    }
  }
}

function withSafeTerms(terms: Partial<FlowTerms>): FlowTerms {
  const given = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as Partial<FlowTerms>
  return { ...SAFE_TERMS, ...given }
}

/** All that a flow's terms and the instant bring into a decision, before anything about a person is read. */
export function flowStandingAt(terms: Partial<FlowTerms>, at: Date): { readonly terms: FlowTerms; readonly effect: FlowEffect; readonly reasons: readonly FlowReason[] } {
  const flow = withSafeTerms(terms)
  const day = londonDay(at)
  const effect = effectOn(flow, day)
  return { terms: flow, effect, reasons: flowReasonsOn(flow, effect, day) }
}

function includingReasons(aside: ExemptionId | null, flow: FlowTerms): IncludingReason[] {
  return [
    ...(aside === null ? [] : [`NDO_NOT_APPLICABLE:${aside}` as const]),
    ...(flow.notification === 'required' && flow.confidentiality !== 'consent' ? ['NO_OBJECTION' as const] : []),
  ]
}

function flowReasonsOn(flow: FlowTerms, effect: FlowEffect, on: Day): FlowReason[] {
  const reasons = new Set<FlowReason>(flow.blocked)
  if (!effect.lifts) reasons.add('NO_CONFIDENTIALITY_BASIS')
  const { support } = flow
  if (support !== null && flow.confidentiality === 'section-251') {
    const isCovered = support.covers === null || flow.datasets.every((dataset) => support.covers?.includes(dataset))
    const isInForce = support.finalLetter !== null && support.finalLetter <= on && (support.ends === null || on <= support.ends)
    if (!isInForce || !isCovered) reasons.add('NO_SUPPORT')
    const isOverdue = support.reviewDue !== null && support.reviewDue < on
    if (isOverdue && (support.overriddenUntil === null || support.overriddenUntil < on)) reasons.add('CONDITION_BREACH')
  }
  return [...reasons]
}

/** Adds what is wrong with the number; answers who issued it, or `none` for a record let in without one. */
function numberReasons(person: Person, flow: FlowTerms, effect: FlowEffect, out: Set<ExcludingReason>): NhsNumberRange | 'none' {
  const reading = readNhsNumber(person.nhsNumber)
  if (!reading.ok) {
    if (reading.fault !== 'blank' || effect.noNumberRoute === null) out.add('NHS_NUMBER_INVALID')
    return 'none'
  }
  const { range } = reading
  if (range === 'not-issued') out.add('NHS_NUMBER_INVALID')
  else if (range === 'test' && flow.live) out.add('TEST_RANGE')
  else if (range !== 'test' && range !== 'england' && flow.englandOnly) out.add('NHS_NUMBER_NOT_ENGLAND')
  if (person.invalidated) out.add('NHS_NUMBER_INVALIDATED')
  return range
}

function personReasons(person: Person, flow: FlowTerms, at: Moment, known: Moment | null, out: Set<ExcludingReason>): void {
  if (person.isDiscloserUnsigned) out.add('DISCLOSER_NOT_SIGNED')
  if (person.isLeftOutByDiscloser) out.add('DISCLOSER_LEFT_OUT')
  if (person.isDiscloserNotAssured) out.add('DISCLOSER_NOT_ASSURED')
  if (!person.onRegister) out.add('NOT_ON_REGISTER')
  if (person.died != null && person.died <= at.day && !flow.includeDeceased) out.add('DECEASED')
  const isMerged = person.supersededBy != null || (person.mergedFrom?.length ?? 0) > 0
  if (isMerged && person.mergeConfirmed !== true) out.add('AMBIGUOUS_MERGE')
  if (person.splitUnconfirmed) out.add('AMBIGUOUS_SPLIT')
  if (person.ambiguousMatch) out.add('AMBIGUOUS_MATCH')
  if (flow.notification === 'required' && !wasTold(person, at, known)) out.add('NOT_NOTIFIED')
}

function wasTold({ notification }: Person, at: Moment, known: Moment | null): boolean {
  const told = notification?.told ?? null
  if (told === null || told > at.ms || (known !== null && told > known.ms)) return false
  const returned = notification?.returned ?? null
  return returned === null || returned < told || (known !== null && returned > known.ms)
}

const DAY_MS = 86_400_000

function nationalReasons(
  answers: readonly NationalCheckAnswer[], flow: FlowTerms, at: Moment, known: Moment | null, out: Set<ExcludingReason>,
): void {
  const before = known === null ? at.ms : Math.min(at.ms, known.ms)
  let newest: NationalCheckAnswer | null = null
  let newestAsked = 0
  for (const answer of answers) {
    const asked = Math.min(answer.askedAt ?? answer.answeredAt, answer.answeredAt)
    if (answer.answeredAt > before || (newest !== null && asked < newestAsked)) continue
    if (newest === null || asked > newestAsked || !answer.cleared) [newest, newestAsked] = [answer, asked]
  }
  if (newest === null || newest.cleared !== true) out.add('NDO_NOT_CLEARED')
  const maxDays = Number.isFinite(flow.nationalCheckMaxAgeDays) ? Math.min(flow.nationalCheckMaxAgeDays, NATIONAL_CHECK_CEILING_DAYS) : 0
  // An age that is not a number is no age: it counts as too old.
  if (newest !== null && !(at.ms - newestAsked <= maxDays * DAY_MS)) out.add('NDO_STALE')
}

function choiceReasons(
  person: Person, events: readonly ChoiceEvent[], flow: FlowTerms, effect: FlowEffect, at: Moment,
  out: Set<ExcludingReason>, flags: Set<ChoiceFlag>,
): void {
  const take = (state: ChoiceState): ChoiceState => {
    for (const flag of state.flags) flags.add(flag)
    if (state.flags.includes('AMBIGUOUS_TIE')) out.add('AMBIGUOUS_TIE')
    return state
  }
  const isSurelyDenied = (state: ChoiceState): boolean => state.standing === 'DENIED' && !state.flags.includes('AMBIGUOUS_TIE')
  const consents = projectStates(events, 'project-consent', flow.project, at).map(take)
  if (flow.confidentiality === 'consent') {
    // Consent to no project in particular cannot be found, so a flow that names none has none.
    if (flow.project === null || consents[0]?.standing !== 'PERMITTED') out.add('NO_CONFIDENTIALITY_BASIS')
  }
  if (effect.projectOptOutApplies) {
    const refusals = flow.confidentiality === 'consent' || flow.confidentiality === 'none' ? [] : consents
    const optOuts = projectStates(events, 'project-opt-out', flow.project, at).map(take)
    if ([...optOuts, ...refusals].some(isSurelyDenied)) out.add('LOCAL')
  }
  if (!effect.type1Applies) return
  const type1 = events.filter((event) => streamOf(event) === 'type-1')
  if (type1.length === 0) return
  const everywhere = take(standingAt(type1, at))
  const own = recordHolders(person, type1, flow.discloser, at.day).map((holder) =>
    take(standingAt(type1.filter(({ source }) => source === holder), at)),
  )
  if (own.some(isSurelyDenied)) out.add('T1')
  else if (isSurelyDenied(everywhere)) out.add('T1_PRIOR_UNCONFIRMED')
}

/** The states of a project's choices; of every project's, when the flow does not say which project it is for. */
function projectStates(events: readonly ChoiceEvent[], stream: ChoiceStream, project: string | null, at: Moment): ChoiceState[] {
  const mine = events.filter((event) => streamOf(event) === stream && (project === null || event.project === project))
  const projects = [...new Set(mine.map((event) => event.project))]
  return projects.map((name) => standingAt(mine.filter((event) => event.project === name), at))
}

/**
 * Whose record the data would leave. Each practice answers for its own: the discloser where it holds the person's
 * record, else the practices the person is registered with; every source, when the terms do not say who discloses.
 */
function recordHolders(person: Person, type1: readonly ChoiceEvent[], discloser: string | null, on: Day): readonly string[] {
  if (discloser === null) return [...new Set(type1.map(({ source }) => source))]
  const isHolder = type1.some(({ source }) => source === discloser) || person.registrations.some(({ practice }) => practice === discloser)
  if (isHolder) return [discloser]
  return [...new Set(person.registrations.filter(({ from, to }) => from <= on && (to == null || on <= to)).map(({ practice }) => practice))]
}

/** The one reason a pipeline is given by default. It never shows whether someone objected, is unknown or has died. */
export function coarseReason({ decision, reasons, isFlowBlocked }: Pick<Decision, 'decision' | 'reasons' | 'isFlowBlocked'>): CoarseReason {
  if (decision === 'INCLUDE') return 'PERMITTED'
  if (reasons.some((reason) => reason.startsWith('NHS_NUMBER_') || reason === 'TEST_RANGE')) return 'NHS_NUMBER_INVALID'
  return isFlowBlocked ? 'FLOW_NOT_PERMITTED' : 'NOT_PERMITTED'
}
