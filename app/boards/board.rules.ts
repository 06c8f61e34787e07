import { bodyById, type BodyId } from '#app/approvals/bodies.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Day } from '#app/kernel/uk-date.ts'
import { isInOffice, type Quorum, type Seat, type SeatKind } from './sitting.rules.ts'

export const BOARD_REFUSALS = [
  'not-found', 'not-allowed', 'reference-taken', 'body-has-a-board', 'quorum-more-lay-than-members', 'no-such-person', 'cannot-open-boards', 'seat-taken', 'has-a-seat', 'days-in-wrong-order', 'seat-not-found',
  'day-taken', 'day-past', 'no-chair', 'not-the-drafter', 'project-ended', 'step-not-theirs', 'papers-missing', 'already-submitted', 'submission-gone', 'author-has-a-seat', 'own-board', 'too-little-covered',
] as const
export type BoardRefusalKind = (typeof BOARD_REFUSALS)[number]
export type BoardRefusal = Refusal<BoardRefusalKind>

/** Lay members are among the members. */
export function mayHaveQuorum({ members, lay }: Quorum): Result<null, BoardRefusal> {
  return lay > members ? refuse('quorum-more-lay-than-members') : ok(null)
}

const overlap = (a: Pick<Seat, 'from' | 'to'>, b: Pick<Seat, 'from' | 'to'>): boolean => a.from <= (b.to ?? '9999-12-31') && b.from <= (a.to ?? '9999-12-31')

/** Whether somebody may be given a seat: one seat a person at a time, one chair at a time. */
export function maySeat(seats: readonly Seat[], given: { readonly userId: string; readonly kind: SeatKind; readonly from: Day; readonly to: Day | null }): Result<null, BoardRefusal> {
  if (given.to !== null && given.to < given.from) return refuse('days-in-wrong-order')
  if (seats.some((seat) => seat.userId === given.userId && overlap(seat, given))) return refuse('has-a-seat')
  if (given.kind === 'chair' && seats.some((seat) => seat.kind === 'chair' && overlap(seat, given))) return refuse('seat-taken')
  return ok(null)
}

/** Whether a board may be asked about a project by its body: a group of whoever drafts is a local one, and never decides in a national body's place. */
export function mayBeAsked(board: { readonly bodyId: BodyId; readonly organisationCode: string }, drafterCode: string): Result<null, BoardRefusal> {
  return bodyById(board.bodyId).kind === 'national' && board.organisationCode === drafterCode ? refuse('own-board') : ok(null)
}

/** Who looks after a board: its chair, deputy and secretary, and the information governance lead of the organisation that it belongs to. */
export function mayRunBoard(board: { readonly organisationCode: string; readonly seats: readonly Seat[] }, who: { readonly userId: string; readonly organisationCode: string; readonly role: string }, today: Day): boolean {
  if (who.organisationCode === board.organisationCode && who.role === 'ig-lead') return true
  return board.seats.some((seat) => seat.userId === who.userId && seat.kind !== 'member' && isInOffice(seat, today))
}

/** Who is told of what comes in on a day: the secretaries, or whoever presides where there is none. */
export function whoIsTold(seats: readonly Seat[], today: Day): readonly string[] {
  const inOffice = (kinds: readonly SeatKind[]) => seats.filter((seat) => kinds.includes(seat.kind) && isInOffice(seat, today)).map(({ userId }) => userId)
  const secretaries = inOffice(['secretary'])
  return secretaries.length > 0 ? secretaries : inOffice(['chair', 'deputy'])
}

/** Whether a sitting may be called: on a day to come, with somebody to preside. */
export function mayCall(board: { readonly seats: readonly Seat[]; readonly days: readonly Day[] }, heldOn: Day, today: Day): Result<null, BoardRefusal> {
  if (heldOn < today) return refuse('day-past')
  if (board.days.includes(heldOn)) return refuse('day-taken')
  return board.seats.some((seat) => seat.kind === 'chair' && isInOffice(seat, heldOn)) ? ok(null) : refuse('no-chair')
}
