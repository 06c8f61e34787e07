import { inForce, type Standing } from '#app/approvals/in-force.rules.ts'
import { standingForFlow } from '#app/approvals/read-standing.server.ts'
import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { decider, type Decision, type FlowTerms, type Person as PersonToDecide } from '#app/choices/decision.rules.ts'
import type { FlowInForce } from '#app/documents/agreement.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { optOutWindow } from '#app/letters/campaign.rules.ts'
import { readTelling, type Telling } from '#app/letters/read-notification.server.ts'
import { readRunsOfFlow, usableAnswersFor, type RunRow, type UsableAnswers } from '#app/national-check/read-national-answers.server.ts'
import { hasRegister } from '#app/people/read-register.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { mayAskAboutPeople, nationalCheckRefusal, type CheckRefusal } from './check.rules.ts'
import { termsOfFlow } from './flow-terms.rules.ts'

/** All that is recorded of a flow as a whole, out of one state. Whether it may be checked follows from it, at any instant. */
export interface FlowFacts {
  readonly standing: Standing | null
  /** How its people are told; null where they have not begun to be, or need not be. */
  readonly telling: Telling | null
  /** Whether anyone is on the discloser's register. */
  readonly hasPeople: boolean
  readonly runs: readonly RunRow[]
}

/**
 * A flow that may be checked, with how its people are told, null where nobody need be; and the answers of the national check
 * that may be used, null where the flow's terms set the national opt-out aside.
 */
export interface OpenFlow {
  readonly inForce: FlowInForce
  readonly projectRef: string
  readonly telling: Telling | null
  readonly national: UsableAnswers | null
}

export async function readFlowFacts(db: Queryable, flowRef: string): Promise<FlowFacts> {
  const standing = await standingForFlow(db, flowRef)
  const flow = standing?.agreement.version?.facts.flows.find((candidate) => candidate.ref === flowRef)
  if (!standing || !flow) return { standing, telling: null, hasPeople: false, runs: [] }
  return {
    standing,
    telling: flow.projectOptOut ? await readTelling(db, standing.agreement.projectId, flow.fromCode) : null,
    hasPeople: await hasRegister(db, flow.fromCode),
    runs: await readRunsOfFlow(db, flow),
  }
}

/**
 * Whether a flow may be checked at an instant: in force, its people listed, told, given the time they were promised, and asked
 * about where the national opt-out applies. `known` leaves out approvals that were recorded later than that.
 */
export function openFlowAt(
  runtime: Pick<Runtime, 'env' | 'allowTestNumbers'>, { standing, telling, hasPeople, runs }: FlowFacts, flowRef: string, at: Date, known: Date | null = null,
): Result<OpenFlow, Refusal<CheckRefusal>> {
  if (!standing) return refuse('protocol-not-drafted')
  const open = inForce(standing, flowRef, at, known)
  if (!open.ok) return open
  const { flow } = open.value
  const may = mayAskAboutPeople(
    { mustBeTold: flow.projectOptOut, hasPeople },
    telling && { window: optOutWindow(telling, at), closingDate: telling.closingDate },
  )
  if (!may.ok) return may
  const national = usableAnswersFor(runtime, flow, runs, at)
  return national.ok
    ? ok({ inForce: open.value, projectRef: standing.agreement.projectRef, telling, national: national.value })
    : nationalCheckRefusal(national.refusal)
}

export async function readOpenFlow(runtime: Runtime, db: Queryable, flowRef: string, at: Date, known: Date | null = null): Promise<Result<OpenFlow, Refusal<CheckRefusal>>> {
  return openFlowAt(runtime, await readFlowFacts(db, flowRef), flowRef, at, known)
}

/** The terms by which an open flow decides about people. */
export function termsOfOpenFlow({ inForce: { flow }, projectRef, national }: OpenFlow, allowTestNumbers: boolean): Partial<FlowTerms> {
  return { ...termsOfFlow(flow, projectRef, allowTestNumbers), nationalCheckMaxAgeDays: national?.maxAgeDays }
}

/** What an open flow answers about a person, at an instant; `known` leaves out what was recorded later. */
export function deciderOf(open: OpenFlow, allowTestNumbers: boolean, at: Date, known?: Date): (person: PersonToDecide, events: readonly ChoiceEvent[]) => Decision {
  return decider(termsOfOpenFlow(open, allowTestNumbers), at, known)
}
