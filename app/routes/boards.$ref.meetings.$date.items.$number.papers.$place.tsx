import { useLoaderData } from '@remix-run/react'
import { readPaperToDecideOn } from '#app/boards/read-sitting.server.ts'
import { paperForPage } from '#app/documents/paper-page.rules.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ name: string }>((page) => page?.name ?? 'A paper')

export const loader = pageLoader('boards.read', async ({ context, params }) => {
  const paper = await readPaperToDecideOn(context, params.ref ?? '', params.date ?? '', Number(params.number), Number(params.place))
  if (!paper) throw notFound()
  return paper
})

/** A paper as it was submitted, for those who decide on it: they need have no part in the project. */
export default function BoardPaper() {
  const { board, heldOn, number, title, name, version, isNewest, content } = useLoaderData<typeof loader>()
  const at = `/boards/${board.ref}/meetings/${heldOn}`
  return (
    <Page title={`${name}, version ${version}`} caption={`Item ${number}: ${title}`} crumbs={[{ href: `/boards/${board.ref}`, label: board.name }, { href: at, label: formatDay(heldOn) }]} wide>
      {isNewest ? null : <InsetText><p>There is a newer version of this paper. A decision on this one opens nothing: ask for the project to be submitted again.</p></InsetText>}
      <div className="concordat-paper" dangerouslySetInnerHTML={{ __html: paperForPage(content) }} />
    </Page>
  )
}
