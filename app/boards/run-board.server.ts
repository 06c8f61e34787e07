import { stepOfRoute } from '#app/approvals/in-force.rules.ts'
import { kindsOfStep, papersOfStep } from '#app/approvals/covering.rules.ts'
import { stepName } from '#app/approvals/route-finder.words.ts'
import { writeBoardSubmission, writeSubmissionEnd } from '#app/approvals/track-submission.server.ts'
import { change } from '#app/audit/change.server.ts'
import { readNewestPapers } from '#app/documents/read-newest-papers.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { findAccountByEmail } from '#app/identity/find-account.server.ts'
import { readAddressees, readAddresseesWho } from '#app/identity/read-staff.server.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import { writeMailTo } from '#app/letters/write-staff-mail.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation } from '#app/platform/database.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { holdProject } from '#app/projects/hold-project.server.ts'
import { mayBeAsked, mayCall, mayHaveQuorum, mayRunBoard, maySeat, whoIsTold, type BoardRefusal } from './board.rules.ts'
import {
  addBoard, addSeat, addSubmission, endSeat, findBoardByRef, findBoardFor, holdBoard, listBoardsOfBodies, listSeats, listSittingsOf, listSubmissions, withdrawSubmission, type BoardRow,
} from './boards.store.server.ts'
import { seatOf, type SeatKind, type SittingKind } from './sitting.rules.ts'
import { addSitting } from './sittings.store.server.ts'

type Done<T = null> = Promise<Result<T, BoardRefusal>>

export interface BoardGiven {
  readonly name: string
  readonly reference: string
  readonly bodyId: BoardRow['bodyId']
  readonly quorumMembers: number
  readonly quorumLay: number
  /** That another is wanted, where the organisation has one for this body. */
  readonly another?: boolean
}

/** Sets up a board of the actor's organisation. A second for the same body only where that is said. */
export async function makeBoard(context: Context<StaffActor>, given: BoardGiven): Done {
  const { actor, now } = context
  if (!mayRole(actor.role, 'boards.make')) return refuse('not-allowed')
  const may = mayHaveQuorum({ members: given.quorumMembers, lay: given.quorumLay })
  if (!may.ok) return may
  try {
    return await change(context, async (tx, record): Done => {
      const ofBody = await listBoardsOfBodies(tx, [given.bodyId])
      if (!given.another && ofBody.some(({ organisationCode }) => organisationCode === actor.organisationCode)) return refuse('body-has-a-board')
      await addBoard(tx, { id: newId(), ref: given.reference, organisationCode: actor.organisationCode, name: given.name, bodyId: given.bodyId, quorumMembers: given.quorumMembers, quorumLay: given.quorumLay, madeAt: now, madeBy: actor.userId })
      record({ kind: 'board-made', subject: `board:${given.reference}`, data: { body: given.bodyId, quorum: given.quorumMembers, lay: given.quorumLay } })
      return ok(null)
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('reference-taken')
    throw error
  }
}

/** Gives somebody with an account, of whatever organisation, a seat. */
export function giveSeat(context: Context<StaffActor>, ref: string, given: { readonly email: string; readonly kind: SeatKind; readonly isLay: boolean; readonly from: Day; readonly to: Day | null }): Done {
  return onBoard(context, ref, async (tx, record, board, seats) => {
    const account = await findAccountByEmail(tx, given.email)
    if (!account) return refuse('no-such-person')
    if (!mayRole(account.role, 'boards.read')) return refuse('cannot-open-boards')
    const may = maySeat(seats, { ...given, userId: account.userId })
    if (!may.ok) return may
    await addSeat(tx, { id: newId(), boardId: board.id, userId: account.userId, kind: given.kind, isLay: given.isLay && given.kind !== 'secretary', fromDay: given.from, toDay: given.to, givenAt: context.now, givenBy: context.actor.userId })
    record({ kind: 'board-seat-given', subject: `board:${board.ref}`, data: { seat: given.kind, lay: given.isLay, from: given.from } })
    return ok(null)
  })
}

export function endASeat(context: Context<StaffActor>, ref: string, given: { readonly seatId: string; readonly to: Day }): Done {
  return onBoard(context, ref, async (tx, record, board, seats) => {
    const seat = seats.find(({ id }) => id === given.seatId)
    if (!seat || (seat.to !== null && seat.to <= given.to)) return refuse('seat-not-found')
    if (given.to < seat.from) return refuse('days-in-wrong-order')
    await endSeat(tx, seat.id, given.to)
    record({ kind: 'board-seat-ended', subject: `board:${board.ref}`, data: { seat: seat.kind, to: given.to } })
    return ok(null)
  })
}

export function callSitting(context: Context<StaffActor>, ref: string, given: { readonly kind: SittingKind; readonly heldOn: Day; readonly place: string }): Done {
  return onBoard(context, ref, async (tx, record, board, seats) => {
    const days = (await listSittingsOf(tx, board.id)).map(({ heldOn }) => heldOn)
    const may = mayCall({ seats, days }, given.heldOn, londonDay(context.now))
    if (!may.ok) return may
    await addSitting(tx, { id: newId(), boardId: board.id, kind: given.kind, heldOn: given.heldOn, place: given.place, calledAt: context.now, calledBy: context.actor.userId })
    record({ kind: 'sitting-called', subject: `board:${board.ref}`, data: { sitting: given.heldOn, how: given.kind } })
    return ok(null)
  })
}

/** Does one thing with a board, in one transaction that holds it, for whoever looks after it. */
function onBoard(context: Context<StaffActor>, ref: string, work: (tx: Parameters<Parameters<typeof change<null>>[1]>[0], record: Parameters<Parameters<typeof change<null>>[1]>[1], board: BoardRow, seats: Awaited<ReturnType<typeof listSeats>>) => Done): Done {
  return change(context, async (tx, record): Done => {
    const board = await findBoardFor(tx, context.actor, ref, londonDay(context.now))
    if (!board) return refuse('not-found')
    await holdBoard(tx, board.id)
    const seats = await listSeats(tx, board.id)
    if (!mayRunBoard({ organisationCode: board.organisationCode, seats }, context.actor, londonDay(context.now))) return refuse('not-allowed')
    return work(tx, record, board, seats)
  })
}

/** Asks a board to decide on a step of a project's route, with its papers as they are now. For whoever drafts the project. */
export async function submitToBoard(context: Context<StaffActor>, projectRef: string, given: { readonly board: string; readonly stepId: string; readonly question: string }): Done {
  const { actor, now } = context
  if (!mayRole(actor.role, 'projects.draft')) return refuse('not-the-drafter')
  return change(context, async (tx, record): Done => {
    const held = await holdProject(tx, actor, projectRef)
    if (!held.ok) return held
    const project = held.value
    const board = await findBoardByRef(tx, given.board)
    const today = londonDay(now)
    const step = stepOfRoute(project.facts, given.stepId, today, 0)
    if (!board || !step || step.bodyId !== board.bodyId) return refuse('step-not-theirs')
    const asked = mayBeAsked(board, project.organisationCode)
    if (!asked.ok) return asked
    const seats = await listSeats(tx, board.id)
    if (seatOf(seats, actor.userId, today)) return refuse('author-has-a-seat')
    const newest = await readNewestPapers(tx, project.id)
    const papers = papersOfStep(step, newest, project.facts)
    if (kindsOfStep(step).some((kind) => !papers.some((paper) => paper.kind === kind))) return refuse('papers-missing')
    const id = newId()
    const tracked = await writeBoardSubmission(tx, context, project, { id, step: { id: step.id, bodyId: board.bodyId }, board, question: given.question, versionIds: papers.map(({ versionId }) => versionId) })
    if (!tracked.ok) return tracked
    await addSubmission(tx, { id, boardId: board.id, projectId: project.id, stepId: step.id, question: given.question, submittedAt: now, submittedBy: actor.userId }, papers.map(({ versionId }) => versionId))
    const told = whoIsTold(seats, today)
    await writeMailTo(context.runtime, tx, {
      people: told.length > 0 ? await readAddressees(tx, told) : await readAddresseesWho(tx, board.organisationCode, 'boards.make'), message: 'board-submission', now,
      data: { board: board.name, submitter: actor.organisationName, step: stepName(step.id), project: project.title, page: `${context.runtime.publicUrl}/boards/${board.ref}` },
    })
    record({ kind: 'submitted-to-board', projectRef: project.ref, subject: `board:${board.ref}`, data: { step: step.id, papers: papers.map(({ documentRef, number }) => `${documentRef} v${number}`) } })
    return ok(null)
  })
}

/** Takes a submission back that stands on no agenda. */
export async function takeSubmissionBack(context: Context<StaffActor>, projectRef: string, submissionId: string): Done {
  if (!mayRole(context.actor.role, 'projects.draft')) return refuse('not-the-drafter')
  return change(context, async (tx, record): Done => {
    const held = await holdProject(tx, context.actor, projectRef)
    if (!held.ok) return held
    const line = (await listSubmissions(tx, { projectId: held.value.id })).find(({ id }) => id === submissionId)
    if (!line || line.withdrawnAt !== null || line.isListed) return refuse('submission-gone')
    await withdrawSubmission(tx, line.id, context.now)
    await writeSubmissionEnd(tx, context, line.id, { kind: 'withdrawn', onDay: londonDay(context.now), decisionId: null })
    record({ kind: 'submission-taken-back', projectRef: held.value.ref, subject: `board:${line.boardRef}`, data: { step: line.stepId } })
    return ok(null)
  })
}

