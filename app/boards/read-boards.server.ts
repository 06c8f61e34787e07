import { bodyOn, BODIES } from '#app/approvals/bodies.rules.ts'
import { routeOn } from '#app/approvals/in-force.rules.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { readProject } from '#app/projects/read-project.server.ts'
import { mayBeAsked, mayRunBoard } from './board.rules.ts'
import { findBoardFor, listBoardsFor, listBoardsOfBodies, listSeats, listSittingsOf, listSubmissions } from './boards.store.server.ts'
import { SEAT_WORDS } from './boards.words.ts'
import { isInOffice, SEATS } from './sitting.rules.ts'

/** The boards that the actor may read. */
export async function readBoards(context: Context<StaffActor>) {
  const { actor, now, runtime } = context
  const rows = await listBoardsFor(runtime.db, actor, londonDay(now))
  return {
    mayMake: mayRole(actor.role, 'boards.make'),
    boards: rows.map(({ ref, name, bodyId, organisationName }) => ({ ref, name, body: bodyOn(bodyId, londonDay(now)).name, organisation: organisationName })),
  }
}

/** The bodies that a board can act as, by the names they have on the day. */
export function bodiesToActAs(now: Date) {
  return BODIES.map(({ id }) => ({ value: id, label: bodyOn(id, londonDay(now)).name }))
}

/** A board: who sits on it, when it sits, and what waits for it. Null when the actor may not read it. */
export async function readBoard(context: Context<StaffActor>, ref: string) {
  const { actor, now, runtime } = context
  const board = await findBoardFor(runtime.db, actor, ref, londonDay(now))
  if (!board) return null
  const today = londonDay(now)
  const [seats, sittings, submissions] = await Promise.all([listSeats(runtime.db, board.id), listSittingsOf(runtime.db, board.id), listSubmissions(runtime.db, { boardId: board.id })])
  return {
    ref: board.ref, name: board.name, body: bodyOn(board.bodyId, today).name, quorum: { members: board.quorumMembers, lay: board.quorumLay },
    mayRun: mayRunBoard({ organisationCode: board.organisationCode, seats }, actor, today),
    seats: [...seats].sort((a, b) => SEATS.indexOf(a.kind) - SEATS.indexOf(b.kind)).map((seat) => ({
      id: seat.id, name: seat.name, jobTitle: seat.jobTitle, organisation: seat.organisationName, seat: SEAT_WORDS[seat.kind], isLay: seat.isLay, from: seat.from, to: seat.to,
      isNow: isInOffice(seat, today), isOver: seat.to !== null && seat.to < today,
    })),
    sittings: sittings.map(({ heldOn, kind, place, openedAt, closedAt }) => ({ heldOn, kind, place, isOpen: openedAt !== null && closedAt === null, isClosed: closedAt !== null, isToCome: heldOn >= today && openedAt === null })),
    waiting: submissions.filter(({ withdrawnAt, isListed }) => withdrawnAt === null && !isListed)
      .map(({ id, title, projectRef, question, submittedAt, submittedByName }) => ({ id, title, projectRef, question, submittedAt, submittedByName })),
  }
}

/** What a project can ask of boards, and what it has asked. Null when the actor's organisation has no part in the project. */
export async function readSubmissions(context: Context<StaffActor>, projectRef: string) {
  const { actor, now, runtime } = context
  const project = await readProject(context, projectRef)
  if (!project) return null
  const today = londonDay(now)
  const steps = routeOn(project.facts, today, 0).steps.filter(({ kind, bodyId }) => kind === 'outside-approval' && bodyId !== null)
  const [boards, submissions] = await Promise.all([listBoardsOfBodies(runtime.db, steps.flatMap(({ bodyId }) => bodyId ?? [])), listSubmissions(runtime.db, { projectId: project.id })])
  return {
    ref: project.ref, title: project.title, maySubmit: project.isDrafter && mayRole(actor.role, 'projects.draft') && project.endedAt === null,
    boards: boards.filter((board) => mayBeAsked(board, project.organisationCode).ok).map(({ ref, name, bodyId }) => ({ ref, name, body: bodyOn(bodyId, today).name, steps: steps.filter((step) => step.bodyId === bodyId).map(({ id }) => id) })),
    submissions: submissions.map(({ id, boardName, boardRef, stepId, question, submittedAt, submittedByName, withdrawnAt, isListed, isDecided, heldOn, item }) =>
      ({ id, boardName, boardRef, stepId, question, submittedAt, submittedByName, isWithdrawn: withdrawnAt !== null, isListed, isDecided, heldOn, item })),
  }
}
