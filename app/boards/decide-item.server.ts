import { bodyOn } from '#app/approvals/bodies.rules.ts'
import { partsDecidedOn, type ChosenPaper } from '#app/approvals/covering.rules.ts'
import { isGrant } from '#app/approvals/decision.rules.ts'
import { stepOfRoute } from '#app/approvals/in-force.rules.ts'
import { writeCondition } from '#app/approvals/keep-conditions.server.ts'
import { writeSubmissionEnd } from '#app/approvals/track-submission.server.ts'
import { writeDecision } from '#app/approvals/write-decision.server.ts'
import { readPaperAt } from '#app/documents/read-newest-papers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdFacts } from '#app/projects/hold-project.server.ts'
import { readProjectAsItStands } from '#app/projects/read-project.server.ts'
import { atSitting, type AtSitting } from './at-sitting.server.ts'
import { mayBeAsked, type BoardRefusal } from './board.rules.ts'
import { ABSTAIN, itemOpen, mayRecordOutcome, mayRule, mayVoteOn, type Ruling, type SittingRefusal } from './sitting.rules.ts'
import { addOutcome, addVote, ruleOnInterest, setInterest } from './sittings.store.server.ts'

type Done<R extends Refusal = never> = Promise<Result<null, SittingRefusal | R> | null>

/** Says that the actor has an interest in an item. Until the chair says what follows from it, the actor has no vote on it. */
export function declareInterest(context: Context<StaffActor>, where: AtSitting, given: { readonly number: number; readonly what: string }): Done {
  return atSitting(context, where, 'declare-interest', async ({ tx, record, board, row, sitting, seat }) => {
    const item = itemOpen(sitting, given.number)
    if (!item.ok) return item
    await setInterest(tx, { sittingId: row.id, number: given.number, seatId: seat.id, what: given.what, declaredAt: context.now })
    record({ kind: 'interest-declared', subject: `board:${board.ref}`, data: { sitting: row.heldOn, item: given.number } })
    return ok(null)
  })
}

export function ruleOnAnInterest(context: Context<StaffActor>, where: AtSitting, given: { readonly number: number; readonly seatId: string; readonly ruling: Ruling }): Done {
  return atSitting(context, where, 'rule-on-interest', async ({ tx, record, board, row, sitting, seat }) => {
    const item = itemOpen(sitting, given.number)
    if (!item.ok) return item
    const may = mayRule(item.value, seat, given.seatId)
    if (!may.ok) return may
    await ruleOnInterest(tx, { sittingId: row.id, number: given.number, seatId: given.seatId }, { ruling: given.ruling, ruledAt: context.now, ruledBy: context.actor.userId })
    record({ kind: 'interest-ruled-on', subject: `board:${board.ref}`, data: { sitting: row.heldOn, item: given.number, ruling: given.ruling } })
    return ok(null)
  })
}

/** One whole vote. Given again, the last counts; the audit says that a vote was given, and not which. */
export function voteOnItem(context: Context<StaffActor>, where: AtSitting, given: { readonly number: number; readonly outcome: string; readonly said: string }): Done {
  return atSitting(context, where, 'vote', async ({ tx, record, board, row, sitting, seat }) => {
    const item = itemOpen(sitting, given.number)
    if (!item.ok) return item
    if (given.outcome !== ABSTAIN && !bodyOn(board.bodyId, row.heldOn).outcomes.some(({ id }) => id === given.outcome)) return refuse('outcome-unknown')
    const may = mayVoteOn(sitting, item.value, seat)
    if (!may.ok) return may
    await addVote(tx, { sittingId: row.id, number: given.number, seatId: seat.id, outcome: given.outcome, said: given.said, castAt: context.now })
    record({ kind: 'board-vote-given', subject: `board:${board.ref}`, data: { sitting: row.heldOn, item: given.number } })
    return ok(null)
  })
}

export interface OutcomeCommand {
  readonly number: number
  readonly outcome: string
  readonly reasons: string
  readonly precedent: string
  /** What of the papers it covers; all of it where it is left out. */
  readonly covers?: readonly ChosenPaper[] | null
  readonly effectiveFrom: Day
  readonly endsOn: Day | null
  readonly reviewDueOn: Day | null
  readonly conditions: readonly { readonly text: string; readonly dueOn: Day }[]
}

/**
 * Records the outcome of an item, which is at once a decision on the project's route, bound to the clauses of the papers submitted that
 * it covers: every one, unless some were left out. Whether that decision opens anything follows from whether those are still the newest words.
 */
export function recordOutcome(context: Context<StaffActor>, where: AtSitting, given: OutcomeCommand): Done<BoardRefusal> {
  return atSitting<null, SittingRefusal | BoardRefusal>(context, where, 'record-outcome', async ({ tx, record, board, row, sitting, seat, rows, papers }) => {
    const item = itemOpen(sitting, given.number)
    if (!item.ok) return item
    const outcomes = bodyOn(board.bodyId, row.heldOn).outcomes
    const may = mayRecordOutcome(sitting, item.value, seat, { ...given, conditions: given.conditions.length }, new Map(outcomes.map(({ id, meaning }) => [id, meaning])))
    if (!may.ok) return may
    const today = londonDay(context.now)
    if (given.effectiveFrom < today || [given.endsOn, given.reviewDueOn, ...given.conditions.map(({ dueOn }) => dueOn)].some((day) => day !== null && day < given.effectiveFrom)) return refuse('days-in-wrong-order')
    const listed = rows.items.find((candidate) => candidate.item.number === given.number)
    const project = listed && (await readProjectAsItStands(tx, { ref: listed.projectRef }))
    if (!listed || listed.submission.withdrawnAt !== null || !project) return refuse('submission-gone')
    if ((await holdFacts(tx, project.id)).endedAt !== null) return refuse('project-ended')
    const step = stepOfRoute(project.facts, listed.submission.stepId, today, 0)
    if (!step || step.bodyId !== board.bodyId) return refuse('step-not-theirs')
    const asked = mayBeAsked(board, listed.drafterCode)
    if (!asked.ok) return asked
    const word = outcomes.find(({ id }) => id === given.outcome)?.word ?? given.outcome
    const read = await Promise.all(papers.filter(({ submissionId }) => submissionId === listed.submission.id).map(({ documentRef, number }) => readPaperAt(tx, project.id, documentRef, number)))
    const before = read.filter((paper) => paper !== null)
    if (before.length < read.length) return refuse('papers-missing')
    const on = partsDecidedOn(before, given.covers ?? null, isGrant(may.value.meaning))
    if (!on.ok) return refuse('too-little-covered')
    const written = await writeDecision(tx, record, context, project, step, {
      outcome: word, meaning: may.value.meaning, decidedAt: context.now, effectiveFrom: given.effectiveFrom, endsOn: given.endsOn, reviewDueOn: given.reviewDueOn,
      reference: `${board.ref}/${row.heldOn}/${given.number}`, note: given.reasons,
      on: on.value,
    })
    if (!written.ok) return refuse('papers-missing')
    await writeSubmissionEnd(tx, context, listed.submission.id, { kind: 'decided', onDay: today, decisionId: written.value.id, said: word })
    for (const { text, dueOn } of given.conditions) {
      await writeCondition(tx, record, context, project, { kind: 'condition', decisionId: written.value.id, what: text, ownerCode: listed.drafterCode, dueOn, flowRefs: step.flows, stops: true })
    }
    await addOutcome(tx, {
      sittingId: row.id, number: given.number, outcome: given.outcome, word, meaning: may.value.meaning, way: may.value.way, tally: may.value.tally, reasons: given.reasons,
      precedent: given.precedent, conditions: given.conditions, decisionId: written.value.id, decidedAt: context.now, decidedBy: context.actor.userId,
    })
    record({ kind: 'board-outcome-recorded', projectRef: project.ref, subject: `board:${board.ref}`, data: { sitting: row.heldOn, item: given.number, outcome: word, way: may.value.way } })
    return ok(null)
  })
}
