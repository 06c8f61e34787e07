import { and, asc, eq, inArray, max, sql } from 'drizzle-orm'
import type { Queryable } from '#app/platform/database.server.ts'
import {
  agendaItems, boardSittings, boardSubmissionPapers, boardSubmissions, documentVersions, itemInterests, itemOutcomes, itemVotes, projectParties, projects, sittingAttendance,
  sittingMinutes, users,
} from '#db/schema/index.ts'

export type SittingRow = typeof boardSittings.$inferSelect
export type MinutesRow = typeof sittingMinutes.$inferSelect

export async function addSitting(tx: Queryable, row: typeof boardSittings.$inferInsert): Promise<void> {
  await tx.insert(boardSittings).values(row)
}

export async function findSitting(db: Queryable, boardId: string, heldOn: string): Promise<SittingRow | null> {
  const [row] = await db.select().from(boardSittings).where(and(eq(boardSittings.boardId, boardId), eq(boardSittings.heldOn, heldOn)))
  return row ?? null
}

/** A sitting, held until the transaction ends: what is done at it is done one after the other. */
export async function holdSitting(tx: Queryable, boardId: string, heldOn: string): Promise<SittingRow | null> {
  const [row] = await tx.select().from(boardSittings).where(and(eq(boardSittings.boardId, boardId), eq(boardSittings.heldOn, heldOn))).for('update')
  return row ?? null
}

export async function changeSitting(tx: Queryable, sittingId: string, set: Partial<Pick<SittingRow, 'openedAt' | 'closedAt' | 'notes'>>): Promise<void> {
  await tx.update(boardSittings).set(set).where(eq(boardSittings.id, sittingId))
}

/** All that happened at a sitting. */
export async function readSittingRows(db: Queryable, sittingId: string) {
  const [items, attendance, interests, votes, outcomes, minutes] = await Promise.all([
    db.select({ item: agendaItems, submission: boardSubmissions, projectRef: projects.ref, title: projects.title, drafterCode: projects.organisationCode, submittedByName: users.name })
      .from(agendaItems).innerJoin(boardSubmissions, eq(boardSubmissions.id, agendaItems.submissionId)).innerJoin(projects, eq(projects.id, boardSubmissions.projectId)).innerJoin(users, eq(users.id, boardSubmissions.submittedBy))
      .where(eq(agendaItems.sittingId, sittingId)).orderBy(asc(agendaItems.number)),
    db.select().from(sittingAttendance).where(eq(sittingAttendance.sittingId, sittingId)),
    db.select().from(itemInterests).where(eq(itemInterests.sittingId, sittingId)).orderBy(asc(itemInterests.declaredAt)),
    db.select().from(itemVotes).where(eq(itemVotes.sittingId, sittingId)).orderBy(asc(itemVotes.place)),
    db.select({ outcome: itemOutcomes, decidedByName: users.name }).from(itemOutcomes).innerJoin(users, eq(users.id, itemOutcomes.decidedBy)).where(eq(itemOutcomes.sittingId, sittingId)),
    db.select({ minutes: sittingMinutes, approvedByName: users.name }).from(sittingMinutes).innerJoin(users, eq(users.id, sittingMinutes.approvedBy)).where(eq(sittingMinutes.sittingId, sittingId)),
  ])
  return {
    items, attendance, interests, votes, outcomes: outcomes.map(({ outcome, decidedByName }) => ({ ...outcome, decidedByName })),
    minutes: minutes[0] ? { ...minutes[0].minutes, approvedByName: minutes[0].approvedByName } : null,
  }
}

/** The codes of the organisations that have a part in each of these projects, its drafter among them, and who wrote the papers submitted. */
export async function readWhoseItems(db: Queryable, submissionIds: readonly string[]): Promise<{ readonly parties: ReadonlyMap<string, readonly string[]>; readonly authors: ReadonlyMap<string, readonly string[]> }> {
  if (submissionIds.length === 0) return { parties: new Map(), authors: new Map() }
  const [parties, authors] = await Promise.all([
    db.selectDistinct({ id: boardSubmissions.id, code: projectParties.organisationCode }).from(boardSubmissions).innerJoin(projectParties, eq(projectParties.projectId, boardSubmissions.projectId)).where(inArray(boardSubmissions.id, [...submissionIds])),
    db.selectDistinct({ id: boardSubmissionPapers.submissionId, userId: documentVersions.madeBy }).from(boardSubmissionPapers).innerJoin(documentVersions, eq(documentVersions.id, boardSubmissionPapers.documentVersionId)).where(inArray(boardSubmissionPapers.submissionId, [...submissionIds])),
  ])
  const gathered = <T extends { readonly id: string }>(rows: readonly T[], of: (row: T) => string) => {
    const map = new Map<string, string[]>()
    for (const row of rows) map.set(row.id, [...(map.get(row.id) ?? []), of(row)])
    return map
  }
  return { parties: gathered(parties, ({ code }) => code), authors: gathered(authors, ({ userId }) => userId) }
}

export async function nextItemNumber(tx: Queryable, sittingId: string): Promise<number> {
  const [row] = await tx.select({ last: max(agendaItems.number) }).from(agendaItems).where(eq(agendaItems.sittingId, sittingId))
  return (row?.last ?? 0) + 1
}

export async function addItem(tx: Queryable, row: typeof agendaItems.$inferInsert): Promise<void> {
  await tx.insert(agendaItems).values(row)
}

export async function changeItem(tx: Queryable, sittingId: string, number: number, set: Partial<Pick<typeof agendaItems.$inferSelect, 'notes' | 'withdrawnAt'>>): Promise<void> {
  await tx.update(agendaItems).set(set).where(and(eq(agendaItems.sittingId, sittingId), eq(agendaItems.number, number)))
}

export async function setAttendance(tx: Queryable, row: typeof sittingAttendance.$inferInsert): Promise<void> {
  await tx.insert(sittingAttendance).values(row)
    .onConflictDoUpdate({ target: [sittingAttendance.sittingId, sittingAttendance.seatId], set: { isPresent: sql`excluded.is_present`, markedAt: sql`excluded.marked_at` } })
}

/** An interest said again takes the place of what was said, and is to be ruled on again. */
export async function setInterest(tx: Queryable, row: typeof itemInterests.$inferInsert): Promise<void> {
  const { what, declaredAt } = row
  await tx.insert(itemInterests).values(row)
    .onConflictDoUpdate({ target: [itemInterests.sittingId, itemInterests.number, itemInterests.seatId], set: { what, declaredAt, ruling: null, ruledAt: null, ruledBy: null } })
}

export async function ruleOnInterest(tx: Queryable, at: { readonly sittingId: string; readonly number: number; readonly seatId: string }, set: Pick<typeof itemInterests.$inferSelect, 'ruling' | 'ruledAt' | 'ruledBy'>): Promise<void> {
  await tx.update(itemInterests).set(set).where(and(eq(itemInterests.sittingId, at.sittingId), eq(itemInterests.number, at.number), eq(itemInterests.seatId, at.seatId)))
}

export async function addVote(tx: Queryable, row: typeof itemVotes.$inferInsert): Promise<void> {
  await tx.insert(itemVotes).values(row)
}

export async function addOutcome(tx: Queryable, row: typeof itemOutcomes.$inferInsert): Promise<void> {
  await tx.insert(itemOutcomes).values(row)
}

export async function addMinutes(tx: Queryable, row: typeof sittingMinutes.$inferInsert): Promise<void> {
  await tx.insert(sittingMinutes).values(row)
}
