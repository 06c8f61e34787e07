import { inForce, type Standing } from '#app/approvals/in-force.rules.ts'
import { standingForFlow } from '#app/approvals/read-standing.server.ts'
import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { decider, type Decision, type FlowTerms, type Person as PersonToDecide } from '#app/choices/decision.rules.ts'
import type { Discloser, FlowInForce } from '#app/documents/agreement.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { optOutWindow } from '#app/letters/campaign.rules.ts'
import { readTellings, type Telling } from '#app/letters/read-notification.server.ts'
import { nationalCheckMaxAgeFor, readRunsOfFlow, usableAnswersFor, type RunRow, type UsableAnswers } from '#app/national-check/read-national-answers.server.ts'
import { whoHaveRegisters } from '#app/people/read-register.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { datasetOfFlow } from '#app/projects/facts.rules.ts'
import { isSentByGroup, sendersOf } from '#app/projects/groups.rules.ts'
import { mayAskAboutPeople, nationalCheckRefusal, type CheckRefusal } from './check.rules.ts'
import { termsOfFlow } from './flow-terms.rules.ts'

/** All that is recorded of a flow as a whole, out of one state. Whether it may be checked follows from it, at any instant. */
export interface FlowFacts {
  readonly standing: Standing | null
  /** How the people of each of those it comes from are told; those who have not begun to tell them, or need not, are not in it. */
  readonly tellings: ReadonlyMap<string, Telling>
  /** Those whose register has anyone on it. */
  readonly withPeople: ReadonlySet<string>
  readonly runs: readonly RunRow[]
}

/** One of those whose people's data a flow carries, and what is needed to decide about them. */
export interface OpenDiscloser extends Discloser {
  /** How its people are told; null where nobody need be, and where they have not been or still have time: then they count as not told. */
  readonly telling: Telling | null
  /** The answers of the national check that may be used, none where there is none; null where the flow's terms set the national opt-out aside. */
  readonly national: UsableAnswers | null
}

/** A flow that may be checked: at least one of those it comes from has signed, and their people may be asked about. */
export interface OpenFlow {
  readonly inForce: FlowInForce
  readonly projectRef: string
  /** Whether the flow comes from a group, whose members may have the same person on their lists. */
  readonly isFromGroup: boolean
  readonly disclosers: readonly OpenDiscloser[]
  /** How old an answer of the national check may be, in days; undefined where the flow needs none. */
  readonly nationalCheckMaxAgeDays: number | undefined
}

export async function readFlowFacts(db: Queryable, flowRef: string): Promise<FlowFacts> {
  const standing = await standingForFlow(db, flowRef)
  const facts = standing?.agreement.version?.facts
  const flow = facts?.flows.find((candidate) => candidate.ref === flowRef)
  if (!standing || !facts || !flow) return { standing, tellings: new Map(), withPeople: new Set(), runs: [] }
  const senders = sendersOf(facts, flow)
  return {
    standing,
    tellings: flow.projectOptOut ? await readTellings(db, standing.agreement.projectId, senders) : new Map(),
    withPeople: await whoHaveRegisters(db, senders),
    runs: await readRunsOfFlow(db, flow.ref, senders),
  }
}

/**
 * Whether a flow may be checked at an instant: in force, its people listed, told, given the time they were promised, and asked
 * about where the national opt-out applies. `known` leaves out approvals, conditions and suspensions that were recorded later than that.
 */
export function openFlowAt(
  runtime: Pick<Runtime, 'env' | 'allowTestNumbers'>, { standing, tellings, withPeople, runs }: FlowFacts, flowRef: string, at: Date, known: Date | null = null,
): Result<OpenFlow, Refusal<CheckRefusal>> {
  if (!standing) return refuse('protocol-not-drafted')
  const open = inForce(standing, flowRef, at, known)
  if (!open.ok) return open
  const { flow, facts } = open.value
  const maxAgeDays = nationalCheckMaxAgeFor(runtime, flow, at)
  const each = open.value.disclosers.map((discloser): { readonly one: OpenDiscloser; readonly refused: Refusal<CheckRefusal> | null } => {
    const { code } = discloser
    const telling = tellings.get(code) ?? null
    const may = mayAskAboutPeople({ mustBeTold: flow.projectOptOut, hasPeople: withPeople.has(code) }, telling && { window: optOutWindow(telling, at), closingDate: telling.closingDate, tellsOfFlow: telling.flowsTold?.includes(flow.ref) ?? true })
    const national = usableAnswersFor(runtime, flow, runs.filter(({ organisationCode }) => organisationCode === code), at)
    const refused = !may.ok ? may.refusal : !national.ok ? nationalCheckRefusal(national.refusal).refusal : null
    return { one: { ...discloser, telling: may.ok ? telling : null, national: national.ok ? national.value : { maxAgeDays: maxAgeDays ?? 0, runs: [] } }, refused }
  })
  // Who has signed and may not be asked about is withheld with the reason; the flow waits where that is all of them.
  const signed = each.filter(({ one }) => one.withheld === null)
  if (signed.every(({ refused }) => refused !== null)) return { ok: false, refusal: (signed.find(({ one }) => withPeople.has(one.code)) ?? signed[0])?.refused as Refusal<CheckRefusal> }
  return ok({
    inForce: open.value, projectRef: standing.agreement.projectRef, isFromGroup: isSentByGroup(facts, flow), disclosers: each.map(({ one }) => one),
    nationalCheckMaxAgeDays: maxAgeDays,
  })
}

export async function readOpenFlow(runtime: Runtime, db: Queryable, flowRef: string, at: Date, known: Date | null = null): Promise<Result<OpenFlow, Refusal<CheckRefusal>>> {
  return openFlowAt(runtime, await readFlowFacts(db, flowRef), flowRef, at, known)
}

/** The terms by which an open flow decides about people. */
export function termsOfOpenFlow({ inForce: { facts, flow }, projectRef, nationalCheckMaxAgeDays }: OpenFlow, allowTestNumbers: boolean): Partial<FlowTerms> {
  return { ...termsOfFlow(flow, datasetOfFlow(facts, flow), projectRef, allowTestNumbers), nationalCheckMaxAgeDays }
}

/** What an open flow answers about a person of a list, at an instant. */
export type DecideOfList = (person: PersonToDecide, events: readonly ChoiceEvent[], discloser?: string) => Decision

/**
 * What an open flow answers about a person, at an instant; `known` leaves out what was recorded later. `discloser` is whose
 * list the person is read from; left out, nobody's in particular.
 */
export function deciderOf(open: OpenFlow, allowTestNumbers: boolean, at: Date, known?: Date): DecideOfList {
  const terms = termsOfOpenFlow(open, allowTestNumbers)
  const anybody = decider(terms, at, known)
  if (!open.isFromGroup) return anybody
  const ofEach = new Map<string, typeof anybody>()
  return (person, events, discloser) => {
    if (discloser === undefined) return anybody(person, events)
    const own = ofEach.get(discloser) ?? decider({ ...terms, discloser }, at, known)
    ofEach.set(discloser, own)
    return own(person, events)
  }
}
