import { and, asc, desc, eq, exists, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Day } from '#app/kernel/uk-date.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import {
  agendaItems, boardSeats, boards, boardSittings, boardSubmissionPapers, boardSubmissions, documents, documentVersions, itemOutcomes, organisations, projects, users,
} from '#db/schema/index.ts'
import type { Seat } from './sitting.rules.ts'

export type BoardRow = typeof boards.$inferSelect

export interface NamedSeat extends Seat {
  readonly name: string
  readonly jobTitle: string
  readonly organisationName: string
}

interface Reader {
  readonly userId: string
  readonly organisationCode: string
}

/** A seat that has ended shows nothing more: what is submitted now is none of its business. */
const mayRead = (who: Reader, today: Day, db: Queryable) =>
  or(eq(boards.organisationCode, who.organisationCode), exists(db.select({ one: sql`1` }).from(boardSeats).where(and(eq(boardSeats.boardId, boards.id), eq(boardSeats.userId, who.userId), or(isNull(boardSeats.toDay), gte(boardSeats.toDay, today))))))

/** The boards of the actor's organisation, and those on which the actor has a seat, or is to have one. */
export async function listBoardsFor(db: Queryable, who: Reader, today: Day): Promise<(BoardRow & { readonly organisationName: string })[]> {
  const rows = await db.select({ board: boards, organisationName: organisations.name }).from(boards).innerJoin(organisations, eq(organisations.code, boards.organisationCode))
    .where(mayRead(who, today, db)).orderBy(asc(boards.name))
  return rows.map(({ board, organisationName }) => ({ ...board, organisationName }))
}

/** Null where there is none that the actor may read. */
export async function findBoardFor(db: Queryable, who: Reader, ref: string, today: Day): Promise<BoardRow | null> {
  const [row] = await db.select().from(boards).where(and(eq(boards.ref, ref), mayRead(who, today, db)))
  return row ?? null
}

/** Every board that acts as one of these bodies: for whoever looks for one to submit to. Names are no secret. */
export async function listBoardsOfBodies(db: Queryable, bodyIds: readonly BoardRow['bodyId'][]): Promise<BoardRow[]> {
  return bodyIds.length === 0 ? [] : db.select().from(boards).where(inArray(boards.bodyId, [...bodyIds])).orderBy(asc(boards.name))
}

export async function findBoardByRef(db: Queryable, ref: string): Promise<BoardRow | null> {
  const [row] = await db.select().from(boards).where(eq(boards.ref, ref))
  return row ?? null
}

/** Holds a board until the transaction ends, so that two changes to its seats or its sittings come one after the other. */
export async function holdBoard(tx: Queryable, boardId: string): Promise<void> {
  await tx.select({ id: boards.id }).from(boards).where(eq(boards.id, boardId)).for('update')
}

export async function addBoard(tx: Queryable, row: typeof boards.$inferInsert): Promise<void> {
  await tx.insert(boards).values(row)
}

export async function listSeats(db: Queryable, boardId: string): Promise<NamedSeat[]> {
  const rows = await db.select({ seat: boardSeats, name: users.name, jobTitle: users.jobTitle, organisationCode: users.organisationCode, organisationName: organisations.name })
    .from(boardSeats).innerJoin(users, eq(users.id, boardSeats.userId)).innerJoin(organisations, eq(organisations.code, users.organisationCode))
    .where(eq(boardSeats.boardId, boardId)).orderBy(asc(boardSeats.fromDay), asc(users.name))
  return rows.map(({ seat, name, jobTitle, organisationCode, organisationName }) => ({
    id: seat.id, userId: seat.userId, kind: seat.kind, isLay: seat.isLay, organisationCode, from: seat.fromDay, to: seat.toDay, name, jobTitle, organisationName,
  }))
}

export async function addSeat(tx: Queryable, row: typeof boardSeats.$inferInsert): Promise<void> {
  await tx.insert(boardSeats).values(row)
}

export async function endSeat(tx: Queryable, seatId: string, toDay: string): Promise<void> {
  await tx.update(boardSeats).set({ toDay }).where(eq(boardSeats.id, seatId))
}

export async function listSittingsOf(db: Queryable, boardId: string): Promise<(typeof boardSittings.$inferSelect)[]> {
  return db.select().from(boardSittings).where(eq(boardSittings.boardId, boardId)).orderBy(desc(boardSittings.heldOn))
}

/** The sittings from a day on of the boards on which somebody has a seat on that day of the sitting. */
export async function listSittingsOfSeats(db: Queryable, userId: string, from: Day) {
  return db.selectDistinct({ id: boardSittings.id, boardRef: boards.ref, board: boards.name, kind: boardSittings.kind, place: boardSittings.place, heldOn: boardSittings.heldOn, calledAt: boardSittings.calledAt })
    .from(boardSittings).innerJoin(boards, eq(boards.id, boardSittings.boardId)).innerJoin(boardSeats, eq(boardSeats.boardId, boards.id))
    .where(and(eq(boardSeats.userId, userId), gte(boardSittings.heldOn, from), lte(boardSeats.fromDay, boardSittings.heldOn), or(isNull(boardSeats.toDay), gte(boardSeats.toDay, boardSittings.heldOn))))
    .orderBy(asc(boardSittings.heldOn), asc(boards.ref))
}

export interface SubmissionLine {
  readonly id: string
  readonly boardId: string
  readonly boardRef: string
  readonly boardName: string
  readonly projectId: string
  readonly projectRef: string
  readonly title: string
  readonly stepId: string
  readonly question: string
  readonly submittedAt: Date
  readonly submittedByName: string
  readonly withdrawnAt: Date | null
  /** Whether it stands on an agenda, and has not been taken off it. */
  readonly isListed: boolean
  readonly isDecided: boolean
  /** The sitting on whose agenda it stands, and its number there. */
  readonly heldOn: string | null
  readonly item: number | null
}

/** Submissions to a board, or of a project, newest first. */
export async function listSubmissions(db: Queryable, by: { readonly boardId: string } | { readonly projectId: string }): Promise<SubmissionLine[]> {
  const rows = await db.select({
    submission: boardSubmissions, boardRef: boards.ref, boardName: boards.name, projectRef: projects.ref, title: projects.title, submittedByName: users.name,
    heldOn: boardSittings.heldOn, item: agendaItems.number, outcome: itemOutcomes.outcome,
  }).from(boardSubmissions).innerJoin(boards, eq(boards.id, boardSubmissions.boardId)).innerJoin(projects, eq(projects.id, boardSubmissions.projectId)).innerJoin(users, eq(users.id, boardSubmissions.submittedBy))
    .leftJoin(agendaItems, and(eq(agendaItems.submissionId, boardSubmissions.id), isNull(agendaItems.withdrawnAt)))
    .leftJoin(boardSittings, eq(boardSittings.id, agendaItems.sittingId))
    .leftJoin(itemOutcomes, and(eq(itemOutcomes.sittingId, agendaItems.sittingId), eq(itemOutcomes.number, agendaItems.number)))
    .where('boardId' in by ? eq(boardSubmissions.boardId, by.boardId) : eq(boardSubmissions.projectId, by.projectId)).orderBy(desc(boardSubmissions.submittedAt))
  return rows.map(({ submission, outcome, ...names }) => ({ ...submission, ...names, isListed: names.item !== null, isDecided: outcome !== null }))
}

export async function addSubmission(tx: Queryable, row: typeof boardSubmissions.$inferInsert, versionIds: readonly string[]): Promise<void> {
  await tx.insert(boardSubmissions).values(row)
  if (versionIds.length > 0) await tx.insert(boardSubmissionPapers).values(versionIds.map((documentVersionId, place) => ({ submissionId: row.id, place: place + 1, documentVersionId })))
}

export async function withdrawSubmission(tx: Queryable, id: string, at: Date): Promise<void> {
  await tx.update(boardSubmissions).set({ withdrawnAt: at }).where(eq(boardSubmissions.id, id))
}

export interface SubmittedPaper {
  readonly submissionId: string
  readonly place: number
  readonly documentRef: string
  readonly kind: typeof documents.$inferSelect['kind']
  readonly number: number
  readonly newestNumber: number
}

export async function listPapersOf(db: Queryable, submissionIds: readonly string[]): Promise<SubmittedPaper[]> {
  if (submissionIds.length === 0) return []
  return db.select({
    submissionId: boardSubmissionPapers.submissionId, place: boardSubmissionPapers.place, documentRef: documents.ref, kind: documents.kind, number: documentVersions.number,
    newestNumber: sql<number>`(select max(newer.number) from ${documentVersions} newer where newer.document_id = ${documents.id})`,
  }).from(boardSubmissionPapers).innerJoin(documentVersions, eq(documentVersions.id, boardSubmissionPapers.documentVersionId)).innerJoin(documents, eq(documents.id, documentVersions.documentId))
    .where(inArray(boardSubmissionPapers.submissionId, [...submissionIds])).orderBy(asc(boardSubmissionPapers.submissionId), asc(boardSubmissionPapers.place))
}
