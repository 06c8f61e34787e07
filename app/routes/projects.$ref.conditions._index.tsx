import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { CONDITION_FORMS } from '#app/approvals/condition-forms.tsx'
import { CONDITION_DONE_WORDS, CONDITION_KIND_WORDS, CONDITION_STANDING_WORDS } from '#app/approvals/condition.words.ts'
import { KeptFileLinks } from '#app/approvals/kept-files.tsx'
import { readConditionsPage } from '#app/approvals/read-conditions.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { InsetText, SuccessBanner, Table, Tag, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Conditions and clocks')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readConditionsPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function Conditions() {
  const page = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const done = query.get('done')
  const at = `/projects/${page.ref}/conditions`
  const acts = [...(page.mayDraft ? ['set' as const, ...(page.hasClock ? ['clock' as const] : [])] : []), ...(page.mayAwaitDestruction ? ['destruction' as const] : []), ...(page.maySuspend ? ['suspend' as const] : [])]
  return (
    <Page title="Conditions and clocks" caption={page.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      {done && done in CONDITION_DONE_WORDS ? <SuccessBanner>{CONDITION_DONE_WORDS[done as keyof typeof CONDITION_DONE_WORDS]}</SuccessBanner> : null}
      {page.stopped.length > 0 ? (
        <WarningCallout title="Stopped now">
          <ul>{page.stopped.map(({ why, flows }) => <li key={`${why} ${flows}`}>{why} ({flows})</li>)}</ul>
        </WarningCallout>
      ) : <InsetText><p>No condition, clock or suspension stops anything now.</p></InsetText>}
      <h2 className="nhsuk-heading-m">What has to be done, and by when</h2>
      {page.conditions.length === 0 ? <p>Nothing has been set. Conditions come with the decisions of boards, or are set here.</p> : (
        <Table caption="Conditions" hideCaption head={['What', 'Who', 'By', 'For', 'State']} rows={page.conditions.map((condition) => [
          <span key="what"><strong>{CONDITION_KIND_WORDS[condition.kind]}:</strong> {condition.what}{condition.ended ? <><br />{condition.ended.proof}</> : null}{condition.files.length > 0 ? <KeptFileLinks files={condition.files} what={condition.kind === 'destruction' ? 'The certificate' : 'What shows it'} /> : null}</span>, condition.owner, formatDay(condition.dueOn),
          `${condition.flows}${condition.stops ? '' : '; stops nothing'}`,
          <span key="state"><Tag colour={CONDITION_STANDING_WORDS[condition.standing].colour}>{CONDITION_STANDING_WORDS[condition.standing].label}</Tag>
            {condition.mayEnd ? <><br /><Link to={`${at}/end?id=${condition.id}`}>Record that it is met<span className="nhsuk-u-visually-hidden">: {condition.what}</span></Link></> : null}
            {condition.mayProve ? <><br /><Link to={`${at}/prove?id=${condition.id}`}>Keep a certificate or another proof<span className="nhsuk-u-visually-hidden">: {condition.what}</span></Link></> : null}</span>,
        ])} />
      )}
      {page.destroyed.map(({ on, what, detail, end }) => <p key={on}><strong>{formatDay(on)}:</strong> {what}. {detail}. Then {end}.</p>)}
      {page.coming.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">What will stop flows unless something is done</h2>
          <Table caption="Days to come" hideCaption head={['From', 'What', 'Flows']} rows={page.coming.map((line) => [formatDay(line.on), line.kind === 'assurance-lapsed' ? `The security assurance of ${line.organisation} counts no more` : 'The yearly review of a decision is overdue', line.flows])} />
        </>
      ) : null}
      {page.suspensions.length > 0 ? (
        <>
          <h2 className="nhsuk-heading-m">Suspensions</h2>
          <Table caption="Suspensions" hideCaption head={['By', 'Why', 'Flows', 'Since', 'Until']} rows={page.suspensions.map((line) => [
            line.by, line.because, line.flows, formatInstant(line.from), line.ended ? `${formatInstant(line.ended.at)}: ${line.ended.because}` : line.mayResume ? <Link key="resume" to={`${at}/resume?id=${line.id}`}>Let them go on</Link> : 'Now',
          ])} />
        </>
      ) : null}
      <p><a href={`/projects/${page.ref}/calendar.ics`} download>Download the project’s dates for a calendar</a>, as they are now. <Link to="/account/calendar">Your calendar</Link> keeps itself up to date.</p>
      <ul className="nhsuk-list">{acts.map((act) => <li key={act}><Link to={`${at}/${act}`}>{CONDITION_FORMS[act].title}</Link></li>)}</ul>
    </Page>
  )
}
