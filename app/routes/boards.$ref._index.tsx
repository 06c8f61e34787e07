import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { BOARD_ACTS, BOARD_FORMS } from '#app/boards/board-forms.tsx'
import { BOARD_DONE_WORDS, SITTING_KIND_WORDS } from '#app/boards/boards.words.ts'
import { readBoard } from '#app/boards/read-boards.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, londonDay } from '#app/kernel/uk-date.ts'
import { Day, Details, StackedTable, SuccessBanner, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ name: string }>((page) => page?.name ?? 'A board')

export const loader = pageLoader('boards.read', async ({ context, params }) => {
  const board = await readBoard(context, params.ref ?? '')
  if (!board) throw notFound()
  return board
})

export default function Board() {
  const board = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const done = query.get('done')
  const seats = board.seats.filter(({ isOver }) => !isOver)
  const past = board.seats.filter(({ isOver }) => isOver)
  const seatRows = (list: typeof seats) => list.map((seat) => [seat.name, `${seat.seat}${seat.isLay ? ', lay' : ''}`, `${seat.jobTitle}, ${seat.organisation}`, <Day day={seat.from} key="from" />, seat.to ? <Day day={seat.to} key="to" /> : 'No end'])
  return (
    <Page title={board.name} caption={board.body} crumbs={[{ href: '/boards', label: 'Boards' }]} wide>
      {done && done in BOARD_DONE_WORDS ? <SuccessBanner>{BOARD_DONE_WORDS[done as keyof typeof BOARD_DONE_WORDS]}</SuccessBanner> : null}
      <p>It takes {board.quorum.members} people to decide, of whom {board.quorum.lay} lay.</p>
      <h2 className="nhsuk-heading-m">When it sits</h2>
      {board.sittings.length === 0 ? <p>No sitting has been called yet.</p> : (
        <StackedTable caption="Sittings" head={['On', 'How', 'Where', 'State']} rows={board.sittings.map((sitting) => [
          <Link key="on" to={`/boards/${board.ref}/meetings/${sitting.heldOn}`}>{formatDay(sitting.heldOn)}</Link>, SITTING_KIND_WORDS[sitting.kind], sitting.place || '–',
          sitting.isOpen ? <Tag key="state" colour="green">Open</Tag> : sitting.isClosed ? <Tag key="state" colour="grey">Closed</Tag> : <Tag key="state" colour={sitting.isToCome ? 'blue' : 'orange'}>{sitting.isToCome ? 'Called' : 'Not opened'}</Tag>,
        ])} />
      )}
      <h2 className="nhsuk-heading-m">What waits for an agenda</h2>
      {board.waiting.length === 0 ? <p>Nothing waits. Projects are submitted from their approvals page.</p> : (
        <StackedTable caption="Submissions that stand on no agenda" head={['Project', 'What it asks', 'Submitted']} rows={board.waiting.map((line) => [line.title, line.question, `${formatDay(londonDay(line.submittedAt))} by ${line.submittedByName}`])} />
      )}
      <h2 className="nhsuk-heading-m">Who is on it</h2>
      {seats.length === 0 ? <p>Nobody has a seat yet.</p> : <StackedTable caption="Seats now and to come" head={['Name', 'Seat', 'From where', 'From', 'To']} rows={seatRows(seats)} />}
      {past.length > 0 ? (
        <Details summary="Seats that have ended"><StackedTable caption="Seats that have ended" head={['Name', 'Seat', 'From where', 'From', 'To']} rows={seatRows(past)} /></Details>
      ) : null}
      {board.mayRun ? <ul className="nhsuk-list">{BOARD_ACTS.map((act) => <li key={act}><Link to={`/boards/${board.ref}/change/${act}`}>{BOARD_FORMS[act].title}</Link></li>)}</ul> : null}
    </Page>
  )
}
