import type { ChoiceEvent } from '#app/choices/choice-event.rules.ts'
import { decider, type Decision, type Person as PersonToDecide } from '#app/choices/decision.rules.ts'
import { flowInForce, type FlowInForce } from '#app/documents/agreement.rules.ts'
import { readAgreementForFlow } from '#app/documents/read-agreement.server.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { readNotification, type Notification, type OnePersonAsKnown } from '#app/letters/read-notification.server.ts'
import { readUsableAnswers, type UsableAnswers } from '#app/national-check/read-national-answers.server.ts'
import { countRegister } from '#app/people/read-register.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { mayAskAboutPeople, nationalCheckRefusal, type CheckRefusal } from './check.rules.ts'
import { termsOfFlow } from './flow-terms.rules.ts'

/**
 * A flow that may be checked now, with what the campaign knows of who was told, null where nobody need be; and the answers
 * of the national check that may be used, null where the flow's terms set the national opt-out aside.
 */
export interface OpenFlow {
  readonly inForce: FlowInForce
  readonly projectRef: string
  readonly telling: Notification | null
  readonly national: UsableAnswers | null
}

/** Whether a flow may be checked at an instant: in force, its people listed, told, given the time they were promised, and asked about where the national opt-out applies. `only` reads what was told to one person alone. */
export async function readOpenFlow(runtime: Runtime, db: Queryable, flowRef: string, now: Date, only?: OnePersonAsKnown): Promise<Result<OpenFlow, Refusal<CheckRefusal>>> {
  const agreement = await readAgreementForFlow(db, flowRef)
  if (!agreement) return refuse('protocol-not-drafted')
  const standing = flowInForce(agreement, flowRef, now)
  if (!standing.ok) return standing
  const { flow } = standing.value
  const telling = flow.projectOptOut ? await readNotification(db, agreement.projectId, flow.fromCode, only) : null
  const may = mayAskAboutPeople(
    { mustBeTold: flow.projectOptOut, people: await countRegister(db, flow.fromCode) },
    telling && { window: telling.window(now), closingDate: telling.closingDate },
  )
  if (!may.ok) return may
  const national = await readUsableAnswers(runtime, db, flow, now)
  return national.ok
    ? ok({ inForce: standing.value, projectRef: agreement.projectRef, telling, national: national.value })
    : nationalCheckRefusal(national.refusal)
}

/** What an open flow answers about a person, at an instant; `known` leaves out what was recorded later. */
export function deciderOf({ inForce: { flow }, projectRef, national }: OpenFlow, allowTestNumbers: boolean, at: Date, known?: Date): (person: PersonToDecide, events: readonly ChoiceEvent[]) => Decision {
  return decider({ ...termsOfFlow(flow, projectRef, allowTestNumbers), nationalCheckMaxAgeDays: national?.maxAgeDays }, at, known)
}
