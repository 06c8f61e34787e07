import { Link, useLoaderData } from '@remix-run/react'
import { readAppraisals } from '#app/involvement/read-appraisals.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { ButtonLink, InsetText, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Options appraisals')

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readAppraisals(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function Appraisals() {
  const page = useLoaderData<typeof loader>()
  const at = `/projects/${page.ref}/appraisals`
  return (
    <Page title="Options appraisals" caption={page.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${page.ref}`, label: page.title }]}>
      <p>Where one of several ways had to be chosen: the options, what was weighed and how, what came of it, and who decided.</p>
      {page.mayWrite ? <p><ButtonLink to={`${at}/new`}>Begin an appraisal</ButtonLink></p> : null}
      {page.lines.length === 0 ? (
        <InsetText><p>Each choice between options will be here as a table with its weights, scores and reasons. {page.mayWrite ? 'Begin with a question, such as which haven is to hold the data, and two options.' : 'The organisation that drafts the project enters it.'}</p></InsetText>
      ) : (
        <Table caption="Appraisals" hideCaption head={['Appraisal', 'What the table says', 'Chosen', 'Decided']} rows={page.lines.map((line) => [
          <Link key="title" to={`${at}/${line.id}`}>{line.title}</Link>, line.result, line.chosen ?? 'Nothing yet', line.decided ? `${formatDay(line.decided.on)}, by ${line.decided.by}` : 'Not yet',
        ])} />
      )}
    </Page>
  )
}
