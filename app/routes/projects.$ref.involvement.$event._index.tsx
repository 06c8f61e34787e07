import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { EventView } from '#app/involvement/event-view.tsx'
import { EVENT_KIND_WORDS, EVENT_PART_WORDS, LOG_DONE_WORDS } from '#app/involvement/involvement.words.ts'
import { readEventPage } from '#app/involvement/read-log.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { InsetText, SuccessBanner, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ event: { day: string } }>((page) => (page ? `Event of ${formatDay(page.event.day)}` : 'Event'))

/** `?version=2` shows an earlier version. */
export const loader = pageLoader('projects.read', async ({ context, params, url }) => {
  const asked = url.searchParams.get('version')
  const page = await readEventPage(context, params.ref ?? '', params.event ?? '', asked === null ? null : Number(asked))
  if (!page) throw notFound()
  return page
})

export default function Event() {
  const page = useLoaderData<typeof loader>()
  const done = LOG_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const at = `/projects/${page.ref}/involvement/${page.id}`
  const { shown } = page
  return (
    <Page title={`${EVENT_KIND_WORDS[shown.event.kind]} of ${formatDay(shown.event.day)}`} caption={page.title} crumbs={[{ href: `/projects/${page.ref}`, label: page.title }, { href: `/projects/${page.ref}/involvement`, label: 'Involvement log' }]}
      tag={page.withdrawnBecause === null ? undefined : <Tag colour="grey">Withdrawn</Tag>}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      {page.withdrawnBecause === null ? null : <InsetText><p>This event was withdrawn and counts no more: {page.withdrawnBecause}</p></InsetText>}
      {shown.isNewest ? null : <InsetText><p>This is version {shown.version}, which was corrected later. <Link to={at}>Read the newest version</Link></p></InsetText>}
      <EventView event={shown.event} projectRef={page.ref} answerAt={page.mayWrite && shown.isNewest && shown.event.state === 'held' ? (point) => `${at}/points/${point + 1}` : undefined} />
      {page.mayWrite ? (
        <ul className="nhsuk-list">
          <li><Link to={`${at}/correct`}>{page.event.state === 'planned' ? 'Correct it, or say what came of it' : 'Correct or add to it'}</Link></li>
          <li><Link to={`${at}/withdraw`}>Withdraw it</Link></li>
        </ul>
      ) : null}
      <Table caption="History" head={['Version', 'When', 'Who', 'What']} rows={page.history.map((line) => [
        line.number === shown.version ? String(line.number) : <Link key="number" to={`${at}?version=${line.number}`}>{line.number}</Link>, formatInstant(new Date(line.savedAt)), line.savedByName,
        line.withdrawnBecause !== null ? 'Withdrawn' : line.number === 1 ? 'Entered' : `Changed: ${line.changed.map((part) => EVENT_PART_WORDS[part]).join('; ')}`,
      ])} />
    </Page>
  )
}
