import { readBoard } from '#app/boards/read-boards.server.ts'
import { approveMinutes } from '#app/boards/minutes.server.ts'
import { recordOutcome, voteOnItem } from '#app/boards/decide-item.server.ts'
import { readMinutesPage } from '#app/boards/read-sitting.server.ts'
import { callSitting, giveSeat, makeBoard, submitToBoard } from '#app/boards/run-board.server.ts'
import { addAgendaItem, closeSitting, markAttendance, openSitting, writeNotes } from '#app/boards/run-sitting.server.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import { granted, type Storyteller } from './demo-time.ts'
import type { WsdpDays } from './wsdp-days.ts'
import { WSDP_PROJECT_REF } from './wsdp-facts.ts'

export const TOGETHER_BOARD_REF = 'tower-hamlets-together-ig-group'
const LEAD = 'ig.lead@tower-hamlets-council.example'
const SECRETARY = 'secretary@tower-hamlets-council.example'
const CHAIR = 'caldicott.guardian@tower-hamlets-council.example'
const MEMBERS = ['caldicott.guardian@th-gp-care-group.example', 'siro@nel-data-haven.example', 'lay.member@tower-hamlets-council.example'] as const

/** The local group looks at the project in one meeting: called, held, voted on and minuted. */
export async function tellOfTheLocalGroup(story: Storyteller, days: WsdpDays): Promise<void> {
  const board = TOGETHER_BOARD_REF
  const where = { board, heldOn: days.boardSits }
  story.at(addDays(days.boardSits, -8), '10:00')
  granted('the board', await makeBoard(await story.as(LEAD), { name: 'Tower Hamlets Together information governance group', reference: board, bodyId: 'local-governance', quorumMembers: 3, quorumLay: 1 }))
  for (const [email, kind] of [[CHAIR, 'chair'], ...MEMBERS.map((member) => [member, 'member'] as const), [SECRETARY, 'secretary']] as const) {
    granted('a seat', await giveSeat(await story.as(LEAD), board, { email, kind, isLay: email.startsWith('lay.'), from: days.drafted, to: null }))
  }
  granted('the submission', await submitToBoard(await story.as(LEAD), WSDP_PROJECT_REF, {
    board, stepId: 'local-group-agrees', question: 'Does the group agree that the project’s records are linked in the haven as the protocol says, before national advice is asked for?',
  }))
  granted('the meeting', await callSitting(await story.as(SECRETARY), board, { kind: 'meeting', heldOn: days.boardSits, place: 'Room 4, Silkthrower House, and by video' }))
  const [waiting] = (await readBoard(await story.as(SECRETARY), board))?.waiting ?? []
  granted('the agenda', await addAgendaItem(await story.as(SECRETARY), where, { submissionId: waiting?.id ?? '', bars: [] }))
  story.at(days.boardSits, '14:00')
  const seats = (await readBoard(await story.as(SECRETARY), board))?.seats ?? []
  granted('the attendance', await markAttendance(await story.as(SECRETARY), where, seats.map(({ id }) => ({ seatId: id, isPresent: true }))))
  granted('the sitting', await openSitting(await story.as(SECRETARY), where))
  story.at(days.boardSits, '14:50')
  for (const email of [CHAIR, ...MEMBERS]) {
    granted('a vote', await voteOnItem(await story.as(email), where, { number: 1, outcome: 'agreed', said: email.startsWith('lay.') ? 'The notices must be up before anything moves, and in print.' : '' }))
  }
  granted('the notes', await writeNotes(await story.as(SECRETARY), where, {
    number: 1, notes: 'The lay member asked how people without the internet learn of it; notices go to surgeries, libraries and Idea Stores, and a telephone number is on each. The haven’s manager told how names and content are kept in two areas. Nobody had an interest to declare.',
  }))
  granted('the outcome', await recordOutcome(await story.as(CHAIR), where, {
    number: 1, outcome: 'agreed', reasons: 'Names are needed to link and are held for three months at most; people are told, and may say no, before anything moves.', precedent: '', effectiveFrom: days.boardSits, endsOn: null, reviewDueOn: null, conditions: [],
  }))
  granted('the end of the sitting', await closeSitting(await story.as(SECRETARY), where))
  story.at(addDays(days.boardSits, 4), '11:30')
  const minutes = await readMinutesPage(await story.as(CHAIR), board, days.boardSits)
  if (!minutes) throw new Error('The demo world could not go on: there are no minutes')
  granted('the minutes', await approveMinutes(await story.as(CHAIR), where, minutes))
}
