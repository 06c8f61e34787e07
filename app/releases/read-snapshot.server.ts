import { readCanaryNumbers } from '#app/alarms/read-canaries.server.ts'
import { readAuditHead } from '#app/audit/read-audit.server.ts'
import type { FlowTerms } from '#app/choices/decision.rules.ts'
import type { FlowInForce } from '#app/documents/agreement.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { NumberPlaces, OutcomeList, StrangerPlaces, tableOf, type AnswerTable } from './answer-table.rules.ts'
import type { CheckRefusal } from './check.rules.ts'
import { stemOfText } from './number-stem.rules.ts'
import { deciderOf, readOpenFlow, termsOfOpenFlow } from './read-open-flow.server.ts'
import { readPeopleToDecide } from './read-people-to-decide.server.ts'

/** What a check answers from: one state of the database, and the answers it gives. */
export interface Snapshot {
  readonly inForce: FlowInForce
  /** The flow's terms as the answers were made by. */
  readonly terms: Partial<FlowTerms>
  /** The newest audit entry of that state: every choice acknowledged by then is in the answers. */
  readonly auditSeq: number
  readonly asAt: Date
  /** When the oldest answer of the national check that is used was asked for; null where none is. */
  readonly nationalCheckAskedAt: Date | null
  readonly answers: AnswerTable
}

/**
 * Whether a flow may run at an instant and, if so, the answer for everyone on the discloser's register. Read in one
 * transaction that sees one state, begun now: whatever was acknowledged before the call is in it.
 */
export async function readSnapshot(runtime: Runtime, flowRef: string, now: Date): Promise<Result<Snapshot, Refusal<CheckRefusal>>> {
  return runtime.db.transaction((tx) => snapshot(tx, runtime, flowRef, now), { isolationLevel: 'repeatable read', accessMode: 'read only' })
}

async function snapshot(tx: Transaction, runtime: Runtime, flowRef: string, now: Date): Promise<Result<Snapshot, Refusal<CheckRefusal>>> {
  const { seq } = await readAuditHead(tx)
  const open = await readOpenFlow(runtime, tx, flowRef, now)
  if (!open.ok) return open
  const { inForce } = open.value
  const { people, newestChoice, nationalCheckAskedAt } = await readPeopleToDecide(tx, runtime, open.value)
  const asAt = new Date(Math.max(now.getTime(), newestChoice))
  const decide = deciderOf(open.value, runtime.allowTestNumbers, asAt)
  // Canaries have test numbers. That a live installation lets none of those through must not hide a lost opt-out.
  const decideCanary = deciderOf(open.value, true, asAt)
  const canaries = await readCanaryNumbers(tx, runtime.secrets, inForce.flow)
  const outcomes = new OutcomeList()
  const strangers = new StrangerPlaces(outcomes, (nhsNumber) => decide({ nhsNumber, onRegister: false, registrations: [] }, []))
  const places = new NumberPlaces()
  for await (const { nhsNumber, person, events } of people) {
    if (nhsNumber === null) continue
    if (canaries.has(nhsNumber) && decideCanary(person, events).decision === 'INCLUDE') return refuse('canary-would-be-released')
    const stem = stemOfText(nhsNumber)
    if (stem >= 0) places.add(stem, outcomes.placeOf(decide(person, events)))
  }
  return ok({ inForce, terms: termsOfOpenFlow(open.value, runtime.allowTestNumbers), auditSeq: seq, asAt, nationalCheckAskedAt, answers: tableOf(outcomes, strangers, places) })
}
