import { agreementAt, papersAt, type PaperHistory } from '#app/documents/paper-history.rules.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { addDays, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'
import { metUntil, type Assurance } from '#app/projects/assurance.rules.ts'
import { isGroup, membersOf } from '#app/projects/groups.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { holdsFrom, type Condition, type Suspension } from './condition.rules.ts'
import type { Decision } from './decision.rules.ts'
import { inForce, stepOfRoute, type FlowClosedKind, type Standing } from './in-force.rules.ts'
import { STEP_RULES } from './route-rules.rules.ts'

/** All that happened in a project that bears on whether its flows might run. */
export interface StandingHistory {
  readonly project: {
    readonly id: string
    readonly ref: string
    readonly endedAt: Date | null
    readonly factsSaved: readonly { readonly version: number; readonly savedAt: Date }[]
    readonly factsAt: ReadonlyMap<number, ProjectFacts>
  }
  readonly papers: PaperHistory
  readonly decisions: readonly Decision[]
  readonly conditions: readonly Condition[]
  readonly suspensions: readonly Suspension[]
}

/** The versions of the facts that some protocol stated at some time: only those are needed to say whether a flow might run. */
export function factsStated({ versions, restatements }: PaperHistory): number[] {
  const protocols = versions.filter(({ kind, about }) => kind === 'protocol' && about === '')
  const ids = new Set(protocols.map(({ versionId }) => versionId))
  return [...new Set([...protocols.map(({ factsVersion }) => factsVersion), ...restatements.filter(({ versionId }) => ids.has(versionId)).map(({ factsVersion }) => factsVersion)])]
}

/** All that decided at an instant whether data might flow, as it was known then. */
export function standingAt(history: StandingHistory, at: Date): Standing {
  const papers = papersAt(history.papers, at)
  const agreement = agreementAt(history.project, history.papers, papers, at)
  const facts = agreement.version?.facts ?? null
  const decisions = history.decisions.filter(({ recordedAt }) => recordedAt <= at)
  const stepOn = (stepId: string, day: Day) => stepOfRoute(facts, stepId, day, agreement.risksToConsultOn)
  return { agreement, papers, decisions, holds: holdsFrom({ conditions: history.conditions.filter(({ madeAt }) => madeAt <= at), suspensions: history.suspensions, decisions, stepOn, papers, facts }) }
}

/** A stretch of time in which a flow might run, or might not and why. */
export interface FlowPeriod {
  readonly from: Date
  /** The first instant after it; null where nothing that is known ends it. */
  readonly until: Date | null
  /** Null while it might run. */
  readonly why: Refusal<FlowClosedKind> | null
}

export interface FlowHistory {
  readonly ref: string
  readonly name: string
  /** From the first draft of a protocol that names it, without gaps. */
  readonly periods: readonly FlowPeriod[]
}

/**
 * When each flow might run and when not, from the first protocol on and, by what is known now, into the future. Nothing
 * of it is stored: it is `inForce` at each instant at which what it depends on changes. Between two changes of words, facts or
 * assessment one standing serves, so that the work grows with what happened and not with the time that passed.
 */
export function flowHistories(history: StandingHistory, now: Date): FlowHistory[] {
  const { versions } = history.papers
  const first = versions.find(({ kind, about }) => kind === 'protocol' && about === '')?.madeAt
  if (!first) return []
  const made = [
    ...versions.map(({ madeAt }) => madeAt), ...history.papers.restatements.map(({ statedAt }) => statedAt), ...history.project.factsSaved.map(({ savedAt }) => savedAt),
    ...history.papers.stops.map(({ savedAt }) => savedAt), ...history.decisions.map(({ recordedAt }) => recordedAt), ...history.conditions.map(({ madeAt }) => madeAt),
  ]
  const epochs = sorted([first, ...made.filter((at) => at > first && at <= now)])
  const found = new Map<string, { name: string; periods: FlowPeriod[] }>()
  epochs.forEach((from, index) => {
    const until = epochs[index + 1] ?? null
    const standing = standingAt(history, from)
    const instants = sorted([from, ...changesOf(standing).filter((at) => at > from && (until === null || at < until))])
    for (const { ref, name } of standing.agreement.version?.facts.flows ?? []) if (!found.has(ref)) found.set(ref, { name, periods: [] })
    instants.forEach((at, place) => {
      const next = instants[place + 1] ?? until
      for (const [ref, flow] of found) add(flow.periods, { from: at, until: next, why: whyClosed(standing, ref, at) })
    })
  })
  return [...found].map(([ref, flow]) => ({ ref, ...flow }))
}

const sorted = (instants: readonly Date[]): Date[] => [...new Set(instants.map((at) => at.getTime()))].sort((a, b) => a - b).map((time) => new Date(time))

function whyClosed(standing: Standing, flowRef: string, at: Date): Refusal<FlowClosedKind> | null {
  const open = inForce(standing, flowRef, at)
  return open.ok ? null : open.refusal
}

/** Adds a period, or makes the last one longer where nothing is different. */
function add(periods: FlowPeriod[], period: FlowPeriod): void {
  const last = periods[periods.length - 1]
  if (last && last.why?.kind === period.why?.kind) periods[periods.length - 1] = { ...last, until: period.until }
  else periods.push(period)
}

/** Every instant at which what `inForce` says of a standing could change. */
function changesOf(standing: Standing): Date[] {
  const { agreement, decisions, holds } = standing
  const purpose = agreement.version?.facts.purpose
  return [
    ...signingInstants(standing),
    ...decisions.flatMap(({ decidedAt, effectiveFrom, endsOn }) => [decidedAt, startOfLondonDay(effectiveFrom), ...(endsOn ? [dayAfter(endsOn)] : [])]),
    ...holds.flatMap(({ from, until }) => [from, ...(until ? [until] : [])]),
    ...(purpose ? [startOfLondonDay(purpose.startDate), dayAfter(purpose.reviewDate), dayAfter(purpose.endDate)] : []),
    ...(agreement.projectEndedAt ? [agreement.projectEndedAt] : []),
    ...STEP_RULES.flatMap(({ from, to }) => [...(from ? [startOfLondonDay(from)] : []), ...(to ? [dayAfter(to)] : [])]),
  ]
}

const dayAfter = (day: Day): Date => startOfLondonDay(addDays(day, 1))

/** The first instant at which what is said of a member's security assurance does not count; null where nothing was said. */
function countsUntil(assurance: Assurance | undefined): Date | null {
  if (!assurance || assurance.status === 'not-said') return null
  const until = metUntil(assurance)
  return until === null ? new Date(0) : dayAfter(until)
}

/**
 * When signatures, schedules and what members said may open or close a flow. Once a member has signed the whole that never says anything else, those
 * of its group who sign after it change whose people may flow, not whether, while its security assurance counts: of a county, few instants are left.
 */
function signingInstants({ agreement }: Standing): Date[] {
  const { signatures, memberActs, version } = agreement
  const groups = version?.facts.parties.filter(isGroup) ?? []
  const saying = new Set([...memberActs, ...signatures.filter(({ schedules }) => schedules.length > 0)].map(({ organisationCode }) => organisationCode))
  const late = new Set<string>()
  for (const group of groups) {
    const assuranceOf = new Map(membersOf(group).map(({ code, assurance }) => [code, assurance]))
    const codes = new Set(membersOf(group).map(({ code }) => code))
    const ours = signatures.filter(({ organisationCode }) => codes.has(organisationCode)).sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime())
    const settles = ours.findIndex(({ organisationCode }) => !saying.has(organisationCode))
    const until = settles >= 0 ? countsUntil(assuranceOf.get(ours[settles]!.organisationCode)) : null
    if (settles >= 0) for (const { organisationCode, signedAt } of ours.slice(settles + 1)) if (until === null || signedAt < until) late.add(organisationCode)
  }
  return [
    ...signatures.filter(({ organisationCode }) => !late.has(organisationCode)).map(({ signedAt }) => signedAt),
    ...groups.flatMap((group) => membersOf(group).flatMap(({ assurance }) => countsUntil(assurance) ?? [])),
    ...memberActs.flatMap(({ recordedAt, effectiveAt }) => [recordedAt, effectiveAt]),
    ...signatures.flatMap(({ schedules }) => schedules.flatMap(({ schedule, signedAt }) => [signedAt, ...(schedule.startsOn ? [startOfLondonDay(schedule.startsOn)] : [])])),
  ]
}
