import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { readBoards } from '#app/boards/read-boards.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { ButtonLink, StackedTable, SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Boards')

export const loader = pageLoader('boards.read', async ({ context }) => readBoards(context))

export default function Boards() {
  const { boards, mayMake } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  return (
    <Page title="Boards" crumbs={[{ href: '/desk', label: 'Your desk' }]} wide>
      {query.get('done') === 'made' ? <SuccessBanner>The board is set up. Open it and give people their seats.</SuccessBanner> : null}
      <p className="nhsuk-u-reading-width">A board is a group that decides together on what projects ask: who is on it, what is on its agenda, how each item was decided, and the minutes.</p>
      {boards.length === 0 ? <p>You are on no board, and your organisation has none.</p> : (
        <StackedTable caption="Boards of your organisation, and those you are on" head={['Board', 'Sits as', 'Of']}
          rows={boards.map((board) => [<Link key="name" to={`/boards/${board.ref}`}>{board.name}</Link>, board.body, board.organisation])} />
      )}
      {mayMake ? <ButtonLink to="/boards/new">Set up a board</ButtonLink> : null}
    </Page>
  )
}
