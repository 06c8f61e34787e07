import type { LeftOut } from '#app/approvals/covering.rules.ts'
import { leftOutWords, outcomeWords } from '#app/approvals/covering.words.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import type { BoardRefusalKind } from './board.rules.ts'
import type { PrecedentBar } from './precedent.rules.ts'
import type { Ruling, SeatKind, SittingCommand, SittingKind, SittingRefusalKind, SittingState, Way } from './sitting.rules.ts'

export const SEAT_WORDS = { chair: 'Chair', deputy: 'Deputy chair', member: 'Member', secretary: 'Secretary' } as const satisfies Record<SeatKind, string>

export const SITTING_KIND_WORDS = {
  meeting: 'Meeting', 'out-of-committee': 'Votes by correspondence', precedent: 'By precedent', chair: 'Chair’s decision',
} as const satisfies Record<SittingKind, string>

export const SITTING_KIND_HINTS = {
  meeting: 'People sit together on one day, in a room or by video',
  'out-of-committee': 'Members read and vote in their own time, up to the day',
  precedent: 'The chair or deputy with one other, where an earlier decision settles it',
  chair: 'The chair alone, where an earlier decision settles it',
} as const satisfies Record<SittingKind, string>

export const SITTING_STATE_WORDS = { called: 'Called', open: 'Open', closed: 'Closed', minuted: 'Minutes approved' } as const satisfies Record<SittingState, string>

export const RULING_WORDS = { stays: 'Stays, and votes', speaks: 'May speak, and does not vote', leaves: 'Leaves while it is decided' } as const satisfies Record<Ruling, string>

export const WAY_WORDS = {
  votes: 'by votes', 'casting-vote': 'by the chair’s casting vote', consensus: 'by agreement, without a vote', chair: 'by the chair alone',
} as const satisfies Record<Way, string>

/** An outcome in the body's own word, whether it is in part, and what of each paper it leaves out. */
export function outcomeSaid({ word, decisionId }: { readonly word: string; readonly decisionId: string }, leftOut: ReadonlyMap<string, readonly LeftOut[]>): { readonly word: string; readonly leftOut: readonly string[] } {
  const left = leftOut.get(decisionId) ?? []
  return { word: outcomeWords({ outcome: word, leftOut: left }), leftOut: left.map(leftOutWords) }
}

export const BAR_WORDS = {
  abuse: 'Abuse of children or adults', 'social-care': 'Social care records', prison: 'Prison or probation records', 'free-text': 'Free text written by staff',
  'national-database': 'A national database', 'collected-ahead': 'Information that is yet to be collected, without consent',
} as const satisfies Record<PrecedentBar, string>

export const COMMAND_WORDS = {
  'add-item': 'Put a submission on the agenda', 'withdraw-item': 'Take an item off the agenda', 'mark-attendance': 'Say who is there', open: 'Open the sitting',
  'declare-interest': 'Declare an interest', 'rule-on-interest': 'Rule on an interest', vote: 'Vote', 'record-outcome': 'Record the outcome', 'write-notes': 'Write notes for the minutes',
  close: 'Close the sitting', 'approve-minutes': 'Approve the minutes',
} as const satisfies Record<SittingCommand, string>

type Details = Refusal['details']
const count = (details: Details, key: string): number => Number(details?.[key] ?? 0)
const people = (number: number): string => (number === 1 ? '1 person' : `${number} people`)

export const SITTING_REFUSAL_WORDS = {
  'no-seat': () => 'You have no seat on this board today.',
  'not-your-seat': () => 'Your seat on this board does not do that.',
  'not-in-this-state': (details) => `That cannot be done any more, or not yet: the sitting is ${SITTING_STATE_WORDS[(details?.state ?? 'called') as SittingState].toLowerCase()}.`,
  'not-on-its-day': (details) => `The meeting is on ${formatDay(String(details?.day))}. It cannot be opened before.`,
  'no-such-item': () => 'There is no such item on the agenda.',
  'item-withdrawn': () => 'The item was taken off the agenda.',
  'already-decided': () => 'The item has been decided. An outcome is not changed: submit it again to have it decided again.',
  'not-present': () => 'You are not marked as present. Ask the secretary to mark you.',
  'has-an-interest': () => 'You have an interest in this item, so you take no part in deciding it.',
  'own-interest': () => 'Nobody rules on an interest of their own. Ask the deputy or the chair.',
  'interest-not-ruled': () => 'An interest has been declared, and the chair has not said yet what follows from it.',
  'no-interest-declared': () => 'That person has declared no interest in this item.',
  'outcome-unknown': () => 'Select one of the outcomes that this body has.',
  'quorum-not-met': (details) =>
    `The board is not quorate for this item. ${people(count(details, 'there'))} can decide it, of whom ${count(details, 'lay')} lay; it takes ${people(count(details, 'members'))}, of whom ${count(details, 'layNeeded')} lay.`,
  'not-what-was-voted': () => 'That is not what most of the votes were for.',
  'grant-without-majority': () => 'Fewer than half of the votes were for it, so it cannot be granted.',
  'deputy-while-chair-may': () => 'The chair is there and has no interest, so the outcome is the chair’s to record.',
  'precedent-barred': () => 'This is not for a precedent or for the chair alone, because of what it is about. Put it to a meeting.',
  'reasons-missing': () => 'Say why, and, for a precedent, which earlier decision it follows.',
  'items-open': () => 'Something on the agenda has no outcome yet. Record it, or take the item off the agenda.',
  'conditions-missing': () => 'Enter at least one condition: this outcome has conditions.',
  'conditions-not-asked-for': () => 'This outcome has no conditions. Choose the one that has, or take them out.',
  'no-votes-here': () => 'Nobody votes where the chair decides alone.',
} as const satisfies Record<SittingRefusalKind, (details: Details) => string>

export const BOARD_REFUSAL_WORDS = {
  'not-found': 'There is no such board or project.',
  'not-allowed': 'Only the board’s chair, deputy or secretary, or the information governance lead of its organisation, does that.',
  'reference-taken': 'Another board has that reference. Choose another.',
  'body-has-a-board': 'Your organisation has a board that acts as this body. Projects would have to choose between the two. If another is wanted all the same, tick the box that says so.',
  'quorum-more-lay-than-members': 'The quorum cannot have more lay members than members.',
  'no-such-person': 'Nobody with that e-mail address has an account here.',
  'cannot-open-boards': 'With that account nobody can open boards, so a seat would be of no use to them. Ask for an account for them as a board member.',
  'seat-taken': 'The board has a chair in those days.',
  'has-a-seat': 'That person has a seat on the board in those days.',
  'days-in-wrong-order': 'A last day, a review or a condition is due before the first day, or the first day has passed.',
  'seat-not-found': 'There is no such seat on this board, or it has ended.',
  'day-taken': 'The board sits on that day already. Choose another day.',
  'day-past': 'That day has passed. Choose a day to come.',
  'no-chair': 'The board has no chair on that day. Appoint one first.',
  'not-the-drafter': 'Only the organisation that drafts the project submits it.',
  'project-ended': 'The project has ended.',
  'step-not-theirs': 'The project’s route does not ask this board’s body for anything now.',
  'papers-missing': 'A paper that the board needs has not been drafted yet. Draft it first.',
  'already-submitted': 'The same step is with this board, or with another body, already. Take that submission back first.',
  'submission-gone': 'That submission was taken back, or is on an agenda already.',
  'author-has-a-seat': 'You have a seat on this board, so somebody else has to submit your project to it.',
  'own-board': 'This board belongs to the organisation that drafts the project, and acts as a national body. Nobody decides on their own project in such a body’s place: submit it to that body, or write down what it decided.',
  'too-little-covered': 'Leave at least one part with words of its own ticked for each paper, and at least one paper of each kind. Without that, nothing says what was decided on.',
} as const satisfies Record<BoardRefusalKind, string>

export const BOARD_DONE_WORDS = { call: 'The sitting is called.', seat: 'The seat is given.', end: 'The seat ends on that day.' } as const

export const SITTING_DONE_WORDS = {
  opened: 'The sitting is open.', closed: 'The sitting is closed. The chair can approve the minutes.', add: 'It is on the agenda.', attendance: 'Who is there is saved.', notes: 'The notes are saved.',
  interest: 'Your interest is declared. You have no vote on the item unless the chair says that you stay.', rule: 'The ruling is saved.', vote: 'Your vote is counted. You may change it until the outcome is recorded.',
  outcome: 'The outcome is recorded. It is on the project’s approvals page.', withdraw: 'It is off the agenda.', approved: 'The minutes are approved.',
} as const
