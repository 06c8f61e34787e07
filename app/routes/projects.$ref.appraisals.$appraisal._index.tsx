import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { AppraisalTable } from '#app/involvement/appraisal-table.tsx'
import { APPRAISAL_ACT_WORDS, APPRAISAL_ACTS, APPRAISAL_UNCHANGED } from '#app/involvement/appraisal.words.ts'
import { readAppraisalPage } from '#app/involvement/read-appraisals.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { InsetText, SuccessBanner, Table, Tag, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ shown: { appraisal: { title: string } } }>((page) => page?.shown.appraisal.title ?? 'Options appraisal')

/** `?version=2` shows an earlier version. */
export const loader = pageLoader('projects.read', async ({ context, params, url }) => {
  const asked = url.searchParams.get('version')
  const page = await readAppraisalPage(context, params.ref ?? '', params.appraisal ?? '', asked === null ? null : Number(asked))
  if (!page) throw notFound()
  return page
})

export default function AppraisalPage() {
  const page = useLoaderData<typeof loader>()
  const done = useSearchParams()[0].get('done') ?? ''
  const act = APPRAISAL_ACTS.find((each) => each === done)
  const at = `/projects/${page.ref}/appraisals/${page.id}`
  const { shown } = page
  const version = shown.isNewest ? '' : `?version=${shown.version}`
  return (
    <Page title={shown.appraisal.title} caption={page.projectTitle} wide crumbs={[{ href: `/projects/${page.ref}`, label: page.projectTitle }, { href: `/projects/${page.ref}/appraisals`, label: 'Options appraisals' }]}
      tag={shown.decided ? <Tag colour="green">Decided</Tag> : <Tag colour="grey">Not decided</Tag>}>
      {act || done === 'unchanged' ? <SuccessBanner>{act ? APPRAISAL_ACT_WORDS[act].done : APPRAISAL_UNCHANGED}</SuccessBanner> : null}
      {shown.isNewest ? null : <InsetText><p>This is version {shown.version}. <Link to={at}>Read the newest version</Link></p></InsetText>}
      {shown.isNewest && shown.warning ? <WarningCallout title="Look at the choice again"><p>{shown.warning}</p></WarningCallout> : null}
      {page.mayWrite && shown.isNewest ? <ul className="nhsuk-list">{APPRAISAL_ACTS.map((each) => <li key={each}><Link to={`${at}/${each}`}>{APPRAISAL_ACT_WORDS[each].title}</Link></li>)}</ul> : null}
      <AppraisalTable appraisal={shown.appraisal} decided={shown.decided} />
      <ul className="nhsuk-list">
        <li><a href={`${at}.pdf${version}`}>This version as a PDF</a></li>
        <li><a href={`${at}.csv${version}`}>This version as CSV</a></li>
      </ul>
      <Table caption="Versions" head={['Version', 'When', 'Who', 'Decided']} rows={page.history.map((line) => [
        line.number === shown.version ? String(line.number) : <Link key="number" to={`${at}?version=${line.number}`}>{line.number}</Link>, formatInstant(new Date(line.savedAt)), line.savedByName,
        line.decided ? `${formatDay(line.decided.on)}, by ${line.decided.by}` : 'No',
      ])} />
    </Page>
  )
}
