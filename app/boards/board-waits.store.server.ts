import { and, asc, desc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { agendaItems, boards, boardSeats, boardSittings, boardSubmissions, itemOutcomes, itemVotes, sittingMinutes } from '#db/schema/index.ts'

/** What projects have asked of boards, taken back or not, newest first. */
export async function listSubmissionsOf(db: Queryable, projectIds: readonly string[]) {
  if (projectIds.length === 0) return []
  return db.select({
    id: boardSubmissions.id, projectId: boardSubmissions.projectId, stepId: boardSubmissions.stepId, question: boardSubmissions.question, submittedAt: boardSubmissions.submittedAt, withdrawnAt: boardSubmissions.withdrawnAt,
    boardName: boards.name, heldOn: boardSittings.heldOn, openedAt: boardSittings.openedAt, decidedAt: itemOutcomes.decidedAt, word: itemOutcomes.word, decisionId: itemOutcomes.decisionId,
  }).from(boardSubmissions).innerJoin(boards, eq(boards.id, boardSubmissions.boardId))
    .leftJoin(agendaItems, and(eq(agendaItems.submissionId, boardSubmissions.id), isNull(agendaItems.withdrawnAt)))
    .leftJoin(boardSittings, eq(boardSittings.id, agendaItems.sittingId))
    .leftJoin(itemOutcomes, and(eq(itemOutcomes.sittingId, agendaItems.sittingId), eq(itemOutcomes.number, agendaItems.number)))
    .where(inArray(boardSubmissions.projectId, [...projectIds])).orderBy(desc(boardSubmissions.submittedAt))
}
export type SubmissionOfProject = Awaited<ReturnType<typeof listSubmissionsOf>>[number]

/** Sittings without approved minutes of boards on which somebody has a seat today, with how much of each is left to do. */
export async function listSittingsOfSeats(db: Queryable, userId: string, today: Day) {
  const undecided = sql<number>`(select count(*)::int from ${agendaItems} item where item.sitting_id = ${boardSittings.id} and item.withdrawn_at is null
    and not exists (select 1 from ${itemOutcomes} outcome where outcome.sitting_id = item.sitting_id and outcome.number = item.number))`
  const voted = sql<number>`(select count(distinct item.number)::int from ${agendaItems} item join ${itemVotes} vote on vote.sitting_id = item.sitting_id and vote.number = item.number and vote.seat_id = ${boardSeats.id}
    where item.sitting_id = ${boardSittings.id} and item.withdrawn_at is null and not exists (select 1 from ${itemOutcomes} outcome where outcome.sitting_id = item.sitting_id and outcome.number = item.number))`
  return db.select({
    boardRef: boards.ref, boardName: boards.name, seat: boardSeats.kind, kind: boardSittings.kind, heldOn: boardSittings.heldOn, openedAt: boardSittings.openedAt, closedAt: boardSittings.closedAt, undecided, voted,
  }).from(boardSeats).innerJoin(boards, eq(boards.id, boardSeats.boardId)).innerJoin(boardSittings, eq(boardSittings.boardId, boards.id)).leftJoin(sittingMinutes, eq(sittingMinutes.sittingId, boardSittings.id))
    .where(and(inOffice(userId, today), isNull(sittingMinutes.sittingId))).orderBy(asc(boardSittings.heldOn), asc(boards.name))
}
export type SittingOfSeat = Awaited<ReturnType<typeof listSittingsOfSeats>>[number]

/** How many submissions stand on no agenda, of each board on which somebody has a seat today. */
export async function countUnlisted(db: Queryable, userId: string, today: Day) {
  return db.select({ boardRef: boards.ref, boardName: boards.name, seat: boardSeats.kind, count: sql<number>`count(*)::int`, since: sql<Date>`min(${boardSubmissions.submittedAt})`.mapWith(boardSubmissions.submittedAt) }).from(boardSeats)
    .innerJoin(boards, eq(boards.id, boardSeats.boardId)).innerJoin(boardSubmissions, eq(boardSubmissions.boardId, boards.id))
    .where(and(inOffice(userId, today), isNull(boardSubmissions.withdrawnAt), sql`not exists (select 1 from ${agendaItems} item where item.submission_id = ${boardSubmissions.id} and item.withdrawn_at is null)`))
    .groupBy(boards.ref, boards.name, boardSeats.kind)
}
export type Unlisted = Awaited<ReturnType<typeof countUnlisted>>[number]

const inOffice = (userId: string, today: Day) => and(eq(boardSeats.userId, userId), lte(boardSeats.fromDay, today), or(isNull(boardSeats.toDay), gte(boardSeats.toDay, today)))
