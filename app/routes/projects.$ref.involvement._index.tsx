import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { draftReport, readReportStanding } from '#app/documents/read-report-standing.server.ts'
import { DRAFT_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { readLogPage } from '#app/involvement/read-log.server.ts'
import { EVENT_KIND_WORDS, groupsLine, LOG_DONE_WORDS } from '#app/involvement/involvement.words.ts'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, InsetText, StackedTable, SuccessBanner, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Involvement log')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readLogPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return { ...page, report: await readReportStanding(context, page.ref) }
})

export const action = pageAction('projects.draft', async ({ context, params, request }) => {
  const drafted = await draftReport(context, params.ref ?? '', Number(typedFromForm(await request.formData()).factsVersion))
  if (drafted.ok) throw redirect(`/projects/${params.ref}/involvement?done=drafted`)
  if (drafted.refusal.kind === 'not-found') throw notFound()
  return data({ problems: [{ field: '', message: DRAFT_REFUSAL_WORDS[drafted.refusal.kind] }] }, { status: 409 })
})

const people = (count: number) => (count === 1 ? '1 person' : `${count.toLocaleString('en-GB')} people`)

export default function InvolvementLog() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const done = LOG_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const at = `/projects/${page.ref}/involvement`
  const { report } = page
  const lines = (events: typeof page.held) => events.map((event) => [
    <Link key="day" to={`${at}/${event.id}`}>{formatDay(event.day)}<span className="nhsuk-u-visually-hidden">: {EVENT_KIND_WORDS[event.kind]}, {event.place}</span></Link>, `${EVENT_KIND_WORDS[event.kind]}: ${event.place}`,
    groupsLine(event.groups),
    event.state === 'planned'
      ? (event.isOverdue ? <Tag key="state" colour="yellow">Say what came of it</Tag> : <Tag key="state" colour="blue">Planned</Tag>)
      : event.points.length === 0 ? 'Nothing written down yet' : <>{event.points.length} {event.points.length === 1 ? 'point' : 'points'}{event.open > 0 ? <><br /><Tag colour="yellow">{event.open} to answer</Tag></> : null}</>,
  ])
  return (
    <Page title="Involvement log" caption={page.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p>How patients and the public were asked about this project, what they said, and what changed because of it. The involvement report is drafted from this log. Nobody is named in it.</p>
      {page.mayWrite ? <p><ButtonLink to={`${at}/new`}>Enter an event</ButtonLink></p> : null}
      {page.held.length === 0 && page.planned.length === 0 ? (
        <InsetText><p>Each time that the public is asked will be here, with who took part in counts and groups, what was said and what came of it. {page.mayWrite ? 'Begin with the first meeting, survey or conversation, or with one that is planned.' : 'The organisation that drafts the project enters it.'}</p></InsetText>
      ) : (
        <p><strong>{people(page.publicPeople)}</strong> from the public took part in {page.held.length === 1 ? '1 event' : `${page.held.length} events`}, counted each time they came. They made <strong>{page.points === 1 ? '1 point' : `${page.points} points`}</strong>, of which {page.changed} changed something{page.open > 0 ? ` and ${page.open} ${page.open === 1 ? 'is' : 'are'} still to be answered` : ' and none is still to be answered'}.</p>
      )}
      {report ? (
        <>
          <h2 className="nhsuk-heading-m">The involvement report</h2>
          <p>{report.newest ? <><Link to={`/documents/${report.newest.ref}/v${report.newest.number}`}>Involvement report, version {report.newest.number}</Link> {report.newest.isCurrent ? <Tag colour="green">Says what the log says</Tag> : <Tag colour="yellow">Behind the log or the facts</Tag>}</> : 'The report is not drafted yet.'}{report.reportDue ? ` A report is asked for by ${formatDay(report.reportDue)}.` : ''}</p>
          {report.newest?.hasNewerTemplate && page.mayWrite ? <p>It is drafted with an earlier template, which leaves out some of the log. <Link to={`/documents/${report.newest.ref}/move`}>See what the newest template would change</Link></p> : null}
          {report.mayDraft ? <PortalForm problems={answer?.problems}><HiddenField key={report.factsVersion} name="factsVersion" value={report.factsVersion} /><SubmitButton secondary>Draft the report from the log</SubmitButton></PortalForm> : null}
        </>
      ) : null}
      {page.planned.length > 0 ? <><h2 className="nhsuk-heading-m">Planned</h2><StackedTable caption="Planned" head={['Day', 'How', 'Who is expected', 'State']} rows={lines(page.planned)} /></> : null}
      {page.held.length > 0 ? <><h2 className="nhsuk-heading-m">Held</h2><StackedTable caption="Held" head={['Day', 'How', 'Who took part', 'What was said']} rows={lines(page.held)} /></> : null}
      {page.withdrawn.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">Withdrawn</h2>
          <StackedTable caption="Withdrawn" head={['Day', 'How', 'Why']} rows={page.withdrawn.map(({ id, day, kind, because }) => [<Link key="day" to={`${at}/${id}`}>{formatDay(day)}</Link>, EVENT_KIND_WORDS[kind], because])} />
        </>
      ) : null}
      <ul className="nhsuk-list">
        {page.held.length + page.planned.length > 0 ? <li><a href={`/projects/${page.ref}/involvement.csv`}>The log as CSV</a>, with the counts as they are: for the parties, not for publishing</li> : null}
        <li><Link to={`/projects/${page.ref}/appraisals`}>Options appraisals</Link></li>
      </ul>
    </Page>
  )
}
