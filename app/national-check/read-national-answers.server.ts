import type { NationalCheckAnswer } from '#app/choices/decision.rules.ts'
import { flowChoices } from '#app/documents/flow-choices.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { Flow } from '#app/projects/facts.rules.ts'
import { isFresh, usableRuns, type AnswersRefusal, type Run } from './national-check.rules.ts'
import { eachAnswerOfRun, listRunsOfFlowFrom, runOf, type RunRow, type WhomAnswered } from './national-checks.store.server.ts'
import { nationalCheckSettings } from './read-settings.server.ts'

/** What the gate may use of the national check for one flow at one instant. */
export interface UsableAnswers {
  readonly maxAgeDays: number
  readonly runs: readonly UsableRun[]
}

export interface UsableRun extends Run {
  readonly id: string
  readonly organisationCode: string
}

export type { RunRow } from './national-checks.store.server.ts'

/**
 * Of a flow's runs, those whose answers it may use at an instant, newest first; null where the flow's terms set the national opt-out
 * aside. Refused where it applies and there is no answer, or none young enough: then nothing of the flow may go on.
 */
export function usableAnswersFor(
  runtime: Pick<Runtime, 'env' | 'allowTestNumbers'>, flow: Flow, runs: readonly RunRow[], at: Date,
): Result<UsableAnswers | null, Refusal<AnswersRefusal>> {
  if (!flowChoices(flow, londonDay(at)).national) return ok(null)
  return usableAnswersOf(runs, flow.ref, at, nationalCheckSettings(runtime, flow.fromCode).maxAgeDays)
}

/** How old an answer may be for a flow, in days, as it is set now; undefined where its terms need none at that instant. */
export function nationalCheckMaxAgeFor(runtime: Pick<Runtime, 'env' | 'allowTestNumbers'>, flow: Flow, at: Date): number | undefined {
  return flowChoices(flow, londonDay(at)).national ? nationalCheckSettings(runtime, flow.fromCode).maxAgeDays : undefined
}

/** Every run about a flow that those it comes from asked for, for `usableAnswersFor`: each uses its own alone. */
export function readRunsOfFlow(db: Queryable, flowRef: string, senders: readonly string[]): Promise<readonly RunRow[]> {
  return listRunsOfFlowFrom(db, senders, flowRef)
}

/** Both limits hold: the one set now, and the one that was set when a run was asked. */
export function usableAnswersOf(rows: readonly RunRow[], flowRef: string, at: Date, maxAgeDays: number): Result<UsableAnswers, Refusal<AnswersRefusal>> {
  const limits = new Map(rows.map((row) => [row.localId, row.maxAgeDays]))
  const usable = usableRuns(rows.map((row) => ({ ...runOf(row), id: row.id, organisationCode: row.organisationCode })), flowRef, at, maxAgeDays)
  if (!usable.ok) return usable
  const runs = usable.value.filter((run) => isFresh(run.exportedAt as Date, at, limits.get(run.localId)))
  return runs.length > 0 ? ok({ maxAgeDays, runs }) : refuse('answers-stale')
}

export interface PeopleAnswered {
  /** By person id: what the newest run that asked about them came to. Whoever is not in it was not asked about. */
  readonly byPerson: ReadonlyMap<string, NationalCheckAnswer>
  /** When the oldest of those answers was asked for; null where there is none. */
  readonly oldestAskedAt: Date | null
}

/** Everyone's, or some people's alone where they are named; by the number they have now, or had as known at an instant. */
export async function readPeopleAnswered(db: Queryable, { runs }: UsableAnswers, whom: WhomAnswered = {}): Promise<PeopleAnswered> {
  const byPerson = new Map<string, NationalCheckAnswer>()
  let oldestAskedAt: Date | null = null
  for (const run of runs) {
    const times = { askedAt: (run.exportedAt as Date).getTime(), answeredAt: (run.answeredAt as Date).getTime() }
    const answers = { yes: { ...times, cleared: true }, no: { ...times, cleared: false } }
    for await (const { personId, cleared } of eachAnswerOfRun(db, run.organisationCode, run.id, whom)) {
      if (byPerson.has(personId)) continue
      byPerson.set(personId, cleared ? answers.yes : answers.no)
      oldestAskedAt = run.exportedAt
    }
  }
  return { byPerson, oldestAskedAt }
}
