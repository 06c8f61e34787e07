import { readBoard } from '#app/boards/read-boards.server.ts'
import { callSitting, giveSeat, makeBoard, submitToBoard } from '#app/boards/run-board.server.ts'
import { addAgendaItem } from '#app/boards/run-sitting.server.ts'
import { addDays } from '#app/kernel/uk-date.ts'
import { granted, type DemoDays, type Storyteller } from './demo-time.ts'
import { NEIGHBOURHOOD_PROJECT_REF } from './neighbourhood-facts.ts'

export const DATA_BOARD_REF = 'oldham-commissioning-data-group'
const [LEAD, CHAIR, SECRETARY] = ['ig.lead@oldham-council.example', 'siro@oldham-council.example', 'secretary@oldham-council.example'] as const

/** A board of Oldham's commissioners with one project on the agenda of its next meeting. */
export async function tellOfTheBoard(story: Storyteller, days: DemoDays): Promise<void> {
  story.at(days.closing, '15:00')
  granted('the board', await makeBoard(await story.as(LEAD), { name: 'Oldham commissioning data group', reference: DATA_BOARD_REF, bodyId: 'commissioner-governance', quorumMembers: 3, quorumLay: 1 }))
  for (const [email, kind] of [[CHAIR, 'chair'], ['caldicott@hill-top-surgery.example', 'member'], ['lay.member@oldham-council.example', 'member'], [SECRETARY, 'secretary']] as const) {
    granted('a seat', await giveSeat(await story.as(LEAD), DATA_BOARD_REF, { email, kind, isLay: email.startsWith('lay.'), from: days.drafted, to: null }))
  }
  granted('the submission', await submitToBoard(await story.as(LEAD), NEIGHBOURHOOD_PROJECT_REF, {
    board: DATA_BOARD_REF, stepId: 'commissioner-agrees-counts', question: 'Do the commissioners agree to counts of demand by neighbourhood being given to the council each year, with none below five?',
  }))
  const heldOn = addDays(days.today, 9)
  granted('the meeting', await callSitting(await story.as(SECRETARY), DATA_BOARD_REF, { kind: 'meeting', heldOn, place: 'Committee room 2, Civic Centre, and by video' }))
  const [waiting] = (await readBoard(await story.as(SECRETARY), DATA_BOARD_REF))?.waiting ?? []
  const added = waiting && (await addAgendaItem(await story.as(SECRETARY), { board: DATA_BOARD_REF, heldOn }, { submissionId: waiting.id, bars: [] }))
  if (!added) throw new Error('The board of the demo world has nothing to put on its agenda')
  granted('the agenda', added)
}
