import type { LeftOut } from '#app/approvals/covering.rules.ts'
import { readLeftOut } from '#app/approvals/read-left-out.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { listPapersOf, listSeats, type BoardRow, type NamedSeat, type SubmittedPaper } from './boards.store.server.ts'
import { readSittingRows, readWhoseItems, type SittingRow } from './sittings.store.server.ts'
import type { Item, Sitting } from './sitting.rules.ts'

type Rows = Awaited<ReturnType<typeof readSittingRows>>

/** A sitting as the rules see it, with the rows and names behind it. */
export interface SittingRead {
  readonly board: BoardRow
  readonly row: SittingRow
  readonly seats: readonly NamedSeat[]
  readonly rows: Rows
  readonly papers: readonly SubmittedPaper[]
  readonly sitting: Sitting
  /** What the outcome of an item leaves out of its papers, by the id of its decision. */
  readonly leftOut: ReadonlyMap<string, readonly LeftOut[]>
}

/** The caller has asked whether the board may be read. */
export async function readSittingState(db: Queryable, board: BoardRow, row: SittingRow): Promise<SittingRead> {
  const [seats, rows] = await Promise.all([listSeats(db, board.id), readSittingRows(db, row.id)])
  const submissionIds = rows.items.map(({ submission }) => submission.id)
  const [whose, papers, leftOut] = await Promise.all([readWhoseItems(db, submissionIds), listPapersOf(db, submissionIds), readLeftOut(db, rows.outcomes.map(({ decisionId }) => decisionId))])
  const items = rows.items.map(({ item, submission, drafterCode }): Item => {
    const parties = [...new Set([drafterCode, ...(whose.parties.get(submission.id) ?? [])])]
    const ofItem = <T extends { readonly number: number }>(list: readonly T[]) => list.filter(({ number }) => number === item.number)
    return {
      number: item.number,
      // A party's own group decides for that party: its people have no interest by coming from it.
      partyCodes: parties.includes(board.organisationCode) ? [] : parties,
      authorIds: [...new Set([submission.submittedBy, ...(whose.authors.get(submission.id) ?? [])])],
      bars: item.bars, interests: ofItem(rows.interests), votes: ofItem(rows.votes), isWithdrawn: item.withdrawnAt !== null, hasOutcome: ofItem(rows.outcomes).length > 0,
    }
  })
  const sitting: Sitting = {
    kind: row.kind, heldOn: row.heldOn, quorum: { members: board.quorumMembers, lay: board.quorumLay }, seats, items,
    presentSeatIds: rows.attendance.filter(({ isPresent }) => isPresent).map(({ seatId }) => seatId),
    openedAt: row.openedAt, closedAt: row.closedAt, minutesApprovedAt: rows.minutes?.approvedAt ?? null,
  }
  return { board, row, seats, rows, papers, sitting, leftOut }
}
