import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { readNewestPapers, readPaperAt } from '#app/documents/read-newest-papers.server.ts'
import { refuse, type Result } from '#app/kernel/result.ts'
import { londonDay, startOfLondonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import { bodyOn } from './bodies.rules.ts'
import { kindsOfStep, papersOfStep, partsChosen, type ChosenPaper } from './covering.rules.ts'
import { keepFile } from './keep-file.server.ts'
import type { KeptFile } from './kept-file.rules.ts'
import { isGrant } from './decision.rules.ts'
import type { DecisionRefusal } from './decision.words.ts'
import { isBoardsToDecide, isOpen, eventOfDecision } from './submission.rules.ts'
import { listStepSubmissions } from './submissions.store.server.ts'
import { outsideStep, writeSubmissionEnd } from './track-submission.server.ts'
import { writeDecision } from './write-decision.server.ts'

export interface OutsideDecision {
  readonly projectRef: string
  readonly stepId: string
  /** The id of one of the outcomes that the body had on the day it decided. */
  readonly outcomeId: string
  /** The day on its letter. */
  readonly decidedOn: Day
  readonly effectiveFrom: Day
  readonly endsOn: Day | null
  readonly reviewDueOn: Day | null
  readonly reference: string
  readonly note: string
  /** The versions that the letter is about, by the paper's reference; the newest of every paper of the step where it is left out. */
  readonly versions?: readonly { readonly documentRef: string; readonly number: number }[]
  /** What of those it covers; all of it where it is left out, and nothing of a paper that is not named. */
  readonly covers?: readonly ChosenPaper[] | null
  /** The letter itself. */
  readonly file?: KeptFile | null
}

/**
 * Writes down what a body that decides elsewhere has decided, for the organisation that drafts the project; the submission
 * that was open comes to its end with it. Refused as `not-found` when the actor's organisation has no such project or the
 * route has no such step, and as `decided-by-a-board-here` while a board of this portal has the step, or has decided it.
 */
export async function recordDecision(context: Context<StaffActor>, command: OutsideDecision): Promise<Result<{ readonly id: string }, DecisionRefusal>> {
  const { actor, now } = context
  if (!mayRole(actor.role, 'projects.draft')) return refuse('not-allowed')
  return change(context, async (tx, record) => {
    const held = await holdProject(tx, actor, command.projectRef)
    if (!held.ok) return held
    const project = held.value
    const found = outsideStep(project, command.stepId, now)
    if (!found.ok) return found
    const step = found.value
    const submissions = (await listStepSubmissions(tx, project.id)).filter(({ stepId }) => stepId === step.id)
    if (isBoardsToDecide(submissions)) return refuse('decided-by-a-board-here')
    const outcome = bodyOn(step.bodyId, command.decidedOn).outcomes.find(({ id }) => id === command.outcomeId)
    if (!outcome) return refuse('outcome-unknown')
    if (command.decidedOn > londonDay(now)) return refuse('not-decided-yet')
    if (isGrant(outcome.meaning) && command.effectiveFrom < command.decidedOn) return refuse('effective-before-decided')
    if ((command.endsOn ?? command.effectiveFrom) < command.effectiveFrom || (command.reviewDueOn ?? command.effectiveFrom) < command.effectiveFrom) return refuse('days-in-wrong-order')
    const papers = papersOfStep(step, await readNewestPapers(tx, project.id), project.facts)
    const versions = command.versions ?? papers.map(({ documentRef, number }) => ({ documentRef, number }))
    const read = await Promise.all(versions.map(({ documentRef, number }) => readPaperAt(tx, project.id, documentRef, number)))
    const before = read.filter((paper) => paper !== null)
    if (before.length < read.length) return refuse('paper-not-found')
    const chosen = partsChosen(before, command.covers ?? null)
    if (!chosen.ok && isGrant(outcome.meaning)) return chosen
    const on = chosen.ok ? chosen.value : before.map(({ documentRef, number }) => ({ documentRef, number, clauses: null }))
    const isCovered = (kind: string) => papers.some((paper) => paper.kind === kind && on.some(({ documentRef, clauses }) => documentRef === paper.documentRef && clauses?.length !== 0))
    if (isGrant(outcome.meaning) && !kindsOfStep(step).every(isCovered)) return refuse(command.covers ? 'too-little-covered' : 'nothing-to-decide-on')
    const written = await writeDecision(tx, record, context, project, step, {
      outcome: outcome.word, meaning: outcome.meaning, decidedAt: startOfLondonDay(command.decidedOn), effectiveFrom: command.effectiveFrom,
      endsOn: command.endsOn, reviewDueOn: command.reviewDueOn, reference: command.reference, note: command.note,
      on,
    })
    if (!written.ok) return written
    if (command.file) await keepFile(tx, record, context, project, command.file, { decisionId: written.value.id })
    const open = submissions.find((submission) => isOpen(submission) && submission.submittedOn <= command.decidedOn)
    if (open) await writeSubmissionEnd(tx, context, open.id, { kind: eventOfDecision(outcome.meaning), onDay: command.decidedOn, decisionId: written.value.id, said: outcome.word })
    return written
  })
}
