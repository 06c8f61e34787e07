import type { FlowTerms } from '#app/choices/decision.rules.ts'
import type { FlowInForce } from '#app/documents/agreement.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { Turns } from '#app/platform/turns.ts'
import type { AnswerTable } from './answer-table.rules.ts'
import type { CheckRefusal } from './check.rules.ts'
import { FlowAnswers } from './flow-answers.server.ts'
import { numbersTouched, PEOPLE_SOURCES, readPosition, readPositionIn, tablesChanged, type Position, type TableChange } from './gate-changes.store.server.ts'
import type { JournalPlace } from './keep-answers.server.ts'
import { openFlowAt, readFlowFacts, type FlowFacts, type OpenFlow } from './read-open-flow.server.ts'

/** What a check answers from: one state of the database, and the answers it gives. It stays as it is while newer ones are made. */
export interface Snapshot {
  readonly inForce: FlowInForce
  /** The flow's terms as the answers were made by. */
  readonly terms: Partial<FlowTerms>
  /** The newest audit entry of that state: every choice acknowledged by then is in the answers. */
  readonly auditSeq: number
  readonly asAt: Date
  /** When the oldest answer of the national check that is used was asked for, or before then; null where none is. */
  readonly nationalCheckAskedAt: Date | null
  readonly answers: AnswerTable
  /** Where they are kept, so that they can be read again; null where they are not. */
  readonly journal: JournalPlace | null
}

type Answered = Result<Snapshot, Refusal<CheckRefusal>>

interface State {
  readonly position: Position
  readonly facts: FlowFacts
  /** Null while the flow may not be checked. */
  readonly answers: FlowAnswers | null
}

/**
 * The answers of one flow, kept in memory. Before each use they are brought forward to a state of the database that was
 * begun after they were asked for: whatever was acknowledged by then, anywhere, is in them. What changed is told by
 * `gate_changes`; where that cannot tell, all is read afresh. Any fault on the way drops what is kept, and gives no answer.
 */
export class FlowIndex {
  private state: State | null = null
  private readonly turns = new Turns(() => this.bringForward())

  constructor(private readonly runtime: Runtime, private readonly flowRef: string) {}

  /** Bytes of memory, about. */
  get bytes(): number {
    return this.state?.answers?.bytes ?? 0
  }

  /** Whether the flow may run now and, if so, its answers. Many who ask at once are served together. */
  current(): Promise<Answered> {
    return this.turns.next()
  }

  private async bringForward(): Promise<Answered> {
    try {
      return (await this.asItIs()) ?? (await this.runtime.db.transaction((tx) => this.readOn(tx), { isolationLevel: 'repeatable read', accessMode: 'read only' }))
    } catch (error) {
      this.state = null
      throw error
    }
  }

  /** Where nothing has changed, which one statement tells: the answers as they are. */
  private async asItIs(): Promise<Answered | null> {
    const { state } = this
    if (!state) return null
    const { position, hasChanged } = await readPosition(this.runtime.sql, state.position)
    if (hasChanged !== false) return null
    const now = this.runtime.clock()
    const open = openFlowAt(this.runtime, state.facts, this.flowRef, now)
    if (open.ok && !(state.answers && state.answers.holdsAt(open.value, now))) return null
    this.state = { ...state, position }
    if (!open.ok) return open
    state.answers?.moveTo(now)
    return snapshotOf(open.value, position, state.answers as FlowAnswers)
  }

  private async readOn(tx: Transaction): Promise<Answered> {
    const { position, hasChanged } = await readPositionIn(tx, this.state?.position ?? null)
    const before = hasChanged === null ? null : this.state
    const changes = before && hasChanged ? await tablesChanged(tx, before.position) : []
    const facts = before && !hasChanged ? before.facts : await readFlowFacts(tx, this.flowRef)
    const now = this.runtime.clock()
    const open = openFlowAt(this.runtime, facts, this.flowRef, now)
    if (!open.ok) {
      this.state = { position, facts, answers: null }
      return open
    }
    const kept = before?.answers && !before.answers.isAheadOf(now) && mayBeKept(changes, open.value) ? before.answers : null
    const isForward = kept && before && (await kept.bringForward(tx, open.value, await this.touched(tx, before.position, changes, open.value, kept.limit), now))
    const answers = isForward ? kept : await FlowAnswers.load(tx, this.runtime, open.value, now)
    this.state = { position, facts, answers }
    return snapshotOf(open.value, position, answers)
  }

  private async touched(tx: Transaction, before: Position, changes: readonly TableChange[], open: OpenFlow, limit: number): Promise<number[]> {
    if (!changes.some(({ source }) => isAboutPeople(source))) return []
    return numbersTouched(tx, before, {
      disclosers: open.disclosers.map(({ code }) => code), projectRef: open.projectRef, campaignIds: open.disclosers.flatMap(({ telling }) => telling?.campaignId ?? []),
    }, limit)
  }
}

const isAboutPeople = (source: string): boolean => (PEOPLE_SOURCES as readonly string[]).includes(source)
/** Tables out of which a flow's facts are made, and nothing else: they are read again, and tell whether the answers still hold. */
const FACT_SOURCES = new Set(['national_check_runs', 'campaigns', 'projects', 'project_facts', 'flows', 'documents', 'document_versions', 'document_restatements', 'dpia_assessments', 'signatures', 'signature_schedules', 'member_acts', 'approval_decisions', 'approval_decision_clauses', 'approval_conditions', 'condition_ends', 'flow_suspensions', 'suspension_ends'])

/** Whether all that changed is about single people, or tells by a flow's facts. Whatever is not known here is not. */
function mayBeKept(changes: readonly TableChange[], { disclosers }: OpenFlow): boolean {
  return changes.every(({ source, about }) =>
    isAboutPeople(source) || FACT_SOURCES.has(source) || (source === 'national_check_numbers' && !disclosers.some(({ national }) => national?.runs.some((run) => run.id === about))))
}

function snapshotOf(open: OpenFlow, { auditSeq }: Position, answers: FlowAnswers): Answered {
  if (answers.wouldReleaseCanary) return refuse('canary-would-be-released')
  return ok({
    inForce: open.inForce, terms: answers.terms, auditSeq, asAt: answers.at, nationalCheckAskedAt: answers.nationalCheckAskedAt, answers: answers.table,
    journal: answers.journal?.place ?? null,
  })
}
