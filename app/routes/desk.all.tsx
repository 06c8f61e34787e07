import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { Page, titled } from '#app/ui/page.tsx'
import { DeskList, DueTable, WaitTable } from '#app/work/desk-parts.tsx'
import { DESK_GROUPS, type DeskGroup } from '#app/work/desk.rules.ts'
import { DESK_GROUP_WORDS } from '#app/work/desk.words.ts'
import { PageLinks } from '#app/work/view-links.tsx'
import { pageOf } from '#app/work/paging.rules.ts'
import { readDesk } from '#app/work/read-desk.server.ts'

type LoaderData = { group: DeskGroup }
export const meta = titled<LoaderData>((data) => (data ? DESK_GROUP_WORDS[data.group] : 'Desk'))

const A_PAGE = 25

/** Everything of one part of the desk: `/desk/all?part=to-do&of=ours&page=2`. */
export const loader = pageLoader('desk.open', async ({ context, url }) => {
  const group = DESK_GROUPS.find((one) => one === url.searchParams.get('part'))
  if (!group) throw notFound()
  const of = url.searchParams.get('of') === 'ours' ? 'ours' : 'mine'
  const { items, waiting, due } = await readDesk(context, of)
  const ofGroup = items.filter((item) => item.group === group)
  const all = [
    ...ofGroup.map((item) => ({ item, line: null, date: null })), ...(group === 'waiting' ? waiting : []).map((line) => ({ item: null, line, date: null })),
    ...(group === 'due-soon' ? due : []).map((date) => ({ item: null, line: null, date })),
  ]
  const { page, pages, shown } = pageOf(all, url.searchParams.get('page'), A_PAGE)
  return { group, of, page, pages, count: all.length, items: shown.flatMap(({ item }) => item ?? []), lines: shown.flatMap(({ line }) => line ?? []), dates: shown.flatMap(({ date }) => date ?? []) } as const
})

export default function DeskGroupPage() {
  const { group, of, page, pages, count, items, lines, dates } = useLoaderData<typeof loader>()
  const words = DESK_GROUP_WORDS[group]
  return (
    <Page title={`${words} (${count})`} crumbs={[{ href: '/desk', label: 'Your desk' }]} wide>
      {count === 0 ? <p>Nothing is here now. <Link to="/desk">Back to your desk</Link></p> : null}
      {items.length > 0 ? <DeskList items={items} id="desk" /> : null}
      {lines.length > 0 ? <WaitTable caption={words} lines={lines} /> : null}
      {dates.length > 0 ? <DueTable caption={words} lines={dates} /> : null}
      <PageLinks page={page} pages={pages} to={(number) => `/desk/all?part=${group}${of === 'ours' ? '&of=ours' : ''}&page=${number}`} />
    </Page>
  )
}
