import type { Record as RecordEntry } from '#app/audit/change.server.ts'
import { readPaperAt } from '#app/documents/read-newest-papers.server.ts'
import type { PaperVersion } from '#app/documents/version.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Transaction } from '#app/platform/database.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { OutcomeMeaning } from './bodies.rules.ts'
import type { LeftOut, PaperShown } from './covering.rules.ts'
import { isGrant } from './decision.rules.ts'
import { addDecision } from './decisions.store.server.ts'
import type { RouteStep } from './route-finder.rules.ts'

/** What was decided, as it is written down. Days are Europe/London days. */
export interface DecisionMade {
  readonly outcome: string
  readonly meaning: OutcomeMeaning
  readonly decidedAt: Date
  readonly effectiveFrom: Day
  readonly endsOn: Day | null
  readonly reviewDueOn: Day | null
  readonly reference: string
  readonly note: string
  /** The papers that were decided on, as they were shown. */
  readonly on: readonly PaperShown[]
}

/**
 * Writes a decision on a step with what it covers, inside the caller's transaction, which holds the project. A grant is refused when it
 * names a paper or a part that is not there, or covers nothing.
 */
export async function writeDecision(
  tx: Transaction, record: RecordEntry, context: Context<StaffActor>, project: { readonly id: string; readonly ref: string }, step: RouteStep, made: DecisionMade,
): Promise<Result<{ readonly id: string }, Refusal<'nothing-to-decide-on' | 'paper-not-found'>>> {
  const leftOut: LeftOut[] = []
  const clauses: { documentVersionId: string; clause: string; digest: string }[] = []
  for (const shown of made.on) {
    const paper = await readPaperAt(tx, project.id, shown.documentRef, shown.number)
    if (!paper) return refuse('paper-not-found', { paper: shown.documentRef })
    const parts = partsOf(paper, shown)
    if (!parts) return refuse('paper-not-found', { paper: shown.documentRef })
    clauses.push(...parts.map(({ name, digest }) => ({ documentVersionId: paper.versionId, clause: name, digest })))
    const left = paper.clauses.filter((clause) => !parts.includes(clause)).map(({ title, name }) => title || name)
    if (left.length > 0) leftOut.push({ documentRef: paper.documentRef, kind: paper.kind, number: paper.number, parts: left })
  }
  if (clauses.length === 0 && isGrant(made.meaning)) return refuse('nothing-to-decide-on')
  const { on: _, ...decision } = made
  const id = newId()
  await addDecision(tx, {
    ...decision, leftOut, id, projectId: project.id, stepId: step.id, bodyId: step.bodyId, organisationCode: step.organisationCode, post: step.post,
    recordedAt: context.now, recordedBy: context.actor.userId,
  }, clauses)
  await addJob(tx, 'tell-of-approvals', { projectRef: project.ref }, project.ref)
  record({
    kind: 'decision-recorded', projectRef: project.ref, subject: `decision:${id}`,
    data: { step: step.id, outcome: made.outcome, meaning: made.meaning, effectiveFrom: made.effectiveFrom, papers: made.on.filter(({ clauses: named }) => named?.length !== 0).map(({ documentRef, number }) => `${documentRef} v${number}`), parts: clauses.length, leftOut: leftOut.reduce((sum, { parts }) => sum + parts.length, 0) },
  })
  return ok({ id })
}

function partsOf({ clauses }: PaperVersion, { clauses: named }: PaperShown): PaperVersion['clauses'] | null {
  if (named === null) return clauses
  const parts = clauses.filter(({ name }) => named.includes(name))
  return parts.length === new Set(named).size ? parts : null
}
