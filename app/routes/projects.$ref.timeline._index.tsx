import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { Day, StackedTable, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { readTimelinePage } from '#app/work/read-timeline.server.ts'
import { TIMELINE_KIND_WORDS } from '#app/work/timeline.words.ts'
import type { TimelineEvent } from '#app/work/timeline.rules.ts'

export const meta = titled('Timeline')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readTimelinePage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

type Told = Omit<TimelineEvent, 'at'>

/** More flows than this that go together are not named one by one; the file names each. */
const MOST_NAMED = 4

export default function Timeline() {
  const { ref, title, today, coming, past, bars, figure } = useLoaderData<typeof loader>()
  return (
    <Page title="Timeline" caption={title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${ref}`, label: title }]}>
      <div className="concordat-timeline">
        <section className="concordat-timeline__list" aria-label="As tables">
          <h2 className="nhsuk-heading-m">To come ({coming.length})</h2>
          {coming.length === 0 ? <p>No date is set. Dates that something is due, is reviewed or ends will be here.</p> : <Events caption="Dates to come" events={coming} />}
          <h2 className="nhsuk-heading-m">What happened ({past.length})</h2>
          <Events caption="What happened, newest first" events={past} />
          <h2 className="nhsuk-heading-m">When data could flow</h2>
          {bars.length === 0 ? <p>No flow has been in force yet. When one is, the days will be here.</p> : (
            <StackedTable caption="When data could flow" head={['Flow', 'State', 'From', 'To']} rows={bars.flatMap(({ name, names, isWaiting, bars: stretches }) => stretches.map(({ isOpen, from, to }) => [
              !isWaiting && names.length > 1 && names.length <= MOST_NAMED ? names.join('; ') : name, <span key="state"><Tag colour={isOpen ? 'green' : 'red'}>{isOpen ? 'In force' : 'Stopped'}</Tag>{isOpen && isWaiting && from <= today && (!to || to >= today) ? <><br />Waits for the national check: nothing goes before its answer</> : null}</span>, <Day day={from} key="from" />, to ? <Day day={to} key="to" /> : 'No end is known',
            ]))} />
          )}
          <p><Link to={`/projects/${ref}/timeline.csv`} reloadDocument>Download the tables as CSV</Link></p>
        </section>
        <section className="concordat-timeline__picture" aria-label="As a picture">
          <div className="concordat-flow-map" role="region" aria-label="Picture of the timeline" tabIndex={0} dangerouslySetInnerHTML={{ __html: figure }} />
          <p>
            A solid green bar is when agreement and approvals let data flow, a pale one when they will by what is known now, and a red line when it was stopped after it had flowed.
            {' '}<Link to={`/projects/${ref}/timeline.svg`} reloadDocument>Download the picture</Link>
          </p>
        </section>
      </div>
    </Page>
  )
}

function Events({ caption, events }: { readonly caption: string; readonly events: readonly Told[] }) {
  return (
    <StackedTable caption={caption} head={['Day', 'What', 'More']} rows={events.map((event) => [
      <Day day={event.day} key="day" />,
      <>{event.what.startsWith(TIMELINE_KIND_WORDS[event.kind]) ? null : <><strong>{TIMELINE_KIND_WORDS[event.kind]}</strong><br /></>}{event.isLate ? <><Tag colour="red">Late</Tag> </> : null}{event.href ? <Link to={event.href}>{event.what}</Link> : event.what}</>,
      event.detail,
    ])} />
  )
}
