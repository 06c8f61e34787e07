import { expiresAt, isFresh, isOverdue, usableRuns, type AnswersRefusal, type Run } from './national-check.rules.ts'
import { warningStep, type WarningStep } from './warnings.rules.ts'

/** A run with the days its answer may be used, as set when it was asked. */
export interface LimitedRun extends Run {
  readonly maxAgeDays: number
}

/** How one flow stands with its national checks at an instant. */
export interface FlowStanding {
  /** Why the flow is blocked; null while it has answers that may be used. */
  readonly refusal: AnswersRefusal | null
  /** The run whose answer lasts longest, or lasted longest; null where there was never an answer. */
  readonly lasting: { readonly localId: string; readonly until: Date } | null
  /** A later question waits for its answer. */
  readonly isAsking: boolean
  /** … and has waited for longer than the service takes. */
  readonly isOverdue: boolean
  /** What people who can act are told now; null where there is nothing to do. */
  readonly warning: WarningStep | null
}

/** Both limits hold: the one set now, and the one that was set when a run was asked. */
export function flowStanding(runs: readonly LimitedRun[], flow: string, at: Date, maxAgeDays: number): FlowStanding {
  const usable = usableRuns(runs, flow, at, maxAgeDays)
  const fresh = usable.ok ? usable.value.filter((run) => isFresh(run.exportedAt as Date, at, run.maxAgeDays)) : []
  const refusal = fresh.length > 0 ? null : usable.ok ? 'answers-stale' : usable.refusal.kind
  const answered = runs.filter((run) => run.flow === flow && run.exportedAt !== null && run.answeredAt !== null && run.answeredAt <= at)
  const lasting = answered.reduce<FlowStanding['lasting']>((best, run) => {
    const until = expiresAt(run.exportedAt as Date, Math.min(run.maxAgeDays, maxAgeDays))
    return best === null || until > best.until ? { localId: run.localId, until } : best
  }, null)
  const newest = [...runs].filter((run) => run.flow === flow && run.exportedAt !== null && run.exportedAt <= at)
    .sort((one, other) => (other.exportedAt as Date).getTime() - (one.exportedAt as Date).getTime())[0]
  const isAsking = newest?.state === 'exported' || newest?.state === 'receipted'
  const overdue = newest !== undefined && isOverdue(newest, at)
  return {
    refusal, lasting, isAsking, isOverdue: overdue,
    warning: lasting === null || (isAsking && !overdue) ? null : warningStep(lasting.until, maxAgeDays, at),
  }
}
