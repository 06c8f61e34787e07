import { makeBoard, callSitting, giveSeat, submitToBoard } from '#app/boards/run-board.server.ts'
import { addAgendaItem, markAttendance, openSitting } from '#app/boards/run-sitting.server.ts'
import { recordOutcome, voteOnItem } from '#app/boards/decide-item.server.ts'
import { readBoard } from '#app/boards/read-boards.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import { contextOf, COUNCIL, givenOrganisations, givenStaff } from '#tests/factories/who.ts'
import type { TestPortal } from '#tests/setup/portal.ts'

export const SUPPORT_BOARD = 'support-group'
const OFFICE = { ...COUNCIL, code: 'Y9N', name: 'Test Advice Office', email: 'office@advice.example' }

export interface SupportBoard {
  readonly chair: StaffActor
  readonly secretary: StaffActor
  readonly members: readonly StaffActor[]
}

/** A board of another organisation that acts as the body for section 251 support, with a meeting today. */
export async function givenSupportBoard(portal: TestPortal, ref = SUPPORT_BOARD): Promise<SupportBoard> {
  await givenOrganisations(portal, OFFICE)
  const owner = await givenStaff(portal, 'ig-lead', OFFICE)
  const [chair, secretary, ...members] = await Promise.all(['siro', 'ig-lead', 'ig-lead', 'ig-lead'].map((role) => givenStaff(portal, role as 'siro', OFFICE))) as [StaffActor, StaffActor, ...StaffActor[]]
  await done(makeBoard(contextOf(portal, owner), { name: 'Support Group', reference: ref, bodyId: 'confidentiality-advice', quorumMembers: 3, quorumLay: 1 }))
  for (const [person, kind] of [[chair, 'chair'], [secretary, 'secretary'], ...members.map((member) => [member, 'member'] as const)] as const) {
    await done(giveSeat(contextOf(portal, owner), ref, { email: person.email, kind, isLay: person === members[0], from: '2026-01-01', to: null }))
  }
  await done(callSitting(contextOf(portal, secretary), ref, { kind: 'meeting', heldOn: londonDay(portal.now), place: 'Here' }))
  return { chair, secretary, members }
}

export const asked = (portal: TestPortal, lead: StaffActor, projectRef: string, board = SUPPORT_BOARD) =>
  submitToBoard(contextOf(portal, lead), projectRef, { board, stepId: 'section-251-support', question: 'May the records be linked without consent?' })

/** The board's submission that waits, on the agenda of its meeting. */
export async function putOnAgenda(portal: TestPortal, { secretary }: SupportBoard, board = SUPPORT_BOARD) {
  const [waiting] = (await readBoard(contextOf(portal, secretary), board))!.waiting
  return addAgendaItem(contextOf(portal, secretary), { board, heldOn: londonDay(portal.now) }, { submissionId: waiting!.id, bars: [] })
}

/** Votes and the outcome, on the item that is on the agenda. */
export async function decidedByBoard(portal: TestPortal, { chair, secretary, members }: SupportBoard, outcome: string, board = SUPPORT_BOARD): Promise<void> {
  const where = { board, heldOn: londonDay(portal.now) }
  const seats = (await readBoard(contextOf(portal, secretary), board))!.seats
  await done(markAttendance(contextOf(portal, secretary), where, seats.map(({ id }) => ({ seatId: id, isPresent: true }))))
  await done(openSitting(contextOf(portal, secretary), where))
  for (const person of [chair, ...members]) await done(voteOnItem(contextOf(portal, person), where, { number: 1, outcome, said: '' }))
  await done(recordOutcome(contextOf(portal, chair), where, { number: 1, outcome, reasons: 'As the votes were.', precedent: '', effectiveFrom: londonDay(portal.now), endsOn: null, reviewDueOn: null, conditions: [] }))
}

async function done(answer: Promise<{ readonly ok: boolean; readonly refusal?: { readonly kind: string } } | null>): Promise<void> {
  const given = await answer
  if (!given?.ok) throw new Error(`Refused: ${given?.refusal?.kind ?? 'not found'}`)
}
