import { readPaperHistory } from '#app/documents/read-paper-history.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { readFactsAtAll, readFactsSaved } from '#app/projects/read-project.server.ts'
import { listConditions, listSuspensions, type ConditionRecord, type SuspensionRecord } from './conditions.store.server.ts'
import { listDecisions, type DecisionRecord } from './decisions.store.server.ts'
import { factsStated, type StandingHistory } from './standing-history.rules.ts'

export interface HistoryRead extends StandingHistory {
  readonly decisions: readonly DecisionRecord[]
  readonly conditions: readonly ConditionRecord[]
  readonly suspensions: readonly SuspensionRecord[]
}

/** All that happened in a project that bears on whether its flows might run. The caller has found the project for whoever asks. A fixed number of queries. */
export async function readStandingHistory(
  db: Queryable, project: { readonly id: string; readonly ref: string; readonly endedAt: Date | null; readonly facts: ProjectFacts },
): Promise<HistoryRead> {
  const [papers, factsSaved, decisions, conditions, suspensions] = await Promise.all([
    readPaperHistory(db, project), readFactsSaved(db, project.id), listDecisions(db, project.id), listConditions(db, project.id), listSuspensions(db, project.id),
  ])
  const { id, ref, endedAt } = project
  return { project: { id, ref, endedAt, factsSaved, factsAt: await readFactsAtAll(db, id, factsStated(papers)) }, papers, decisions, conditions, suspensions }
}
