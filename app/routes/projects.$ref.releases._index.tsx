import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { CheckStateTag, Figure } from '#app/releases/check-state-tag.tsx'
import { ExtractTable } from '#app/releases/extract-table.tsx'
import { readReleasesPage } from '#app/releases/read-releases-page.server.ts'
import { whyNotWords } from '#app/releases/release.words.ts'
import { InsetText, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ project: { title: string } }>((data) => `Checks: ${data?.project.title ?? 'project'}`)

export const loader = pageLoader('checks.read', async ({ context, params, url }) => {
  const page = await readReleasesPage(context, params.ref ?? '', url.searchParams.get('before') ?? undefined)
  if (!page) throw notFound()
  return page
})

export default function Releases() {
  const { project, flows, checks, extracts, isFirst, older, maySeePseudonyms } = useLoaderData<typeof loader>()
  const names = new Map(flows.map((flow) => [flow.ref, flow.name]))
  return (
    <Page title="Checks" caption={project.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${project.ref}`, label: project.title }]}>
      <p className="nhsuk-u-reading-width">Each time a list was put to the gate before data left: what was asked, and what the answer came to.</p>
      {maySeePseudonyms ? <p><Link to={`/projects/${project.ref}/pseudonyms`}>Pseudonyms</Link>: put lists to the gate without NHS numbers</p> : null}
      {extracts.length > 0 ? <ExtractTable extracts={extracts} projectRef={project.ref} names={names} /> : null}
      {checks.length === 0 && isFirst ? (
        <InsetText>
          <p>
            Here will be every check of this project’s flows. The first appears when a program with a key sends a list
            {flows[0] ? <> to <span className="concordat-code">/api/v1/flows/{flows[0].ref}/checks</span></> : null}.
          </p>
        </InsetText>
      ) : (
        <Table caption="Checks of this project" hideCaption={extracts.length === 0} figures={[4, 5]} head={['When', 'Flow', 'Asked by', 'State', 'Rows', 'Included']}
          rows={checks.map((check) => [
            <Link to={`/projects/${project.ref}/releases/${check.id}`} key="when">{formatInstant(new Date(check.beganAt))}<span className="nhsuk-u-visually-hidden">: {check.flow}</span></Link>,
            names.get(check.flow) ?? check.flow,
            check.askedBy,
            <><CheckStateTag state={check.state} isUnderWay={check.isUnderWay} key="state" />{check.because ? <><br />{whyNotWords(check.because)}</> : null}</>,
            <Figure value={check.rows} key="rows" />,
            <Figure value={check.included} key="included" />,
          ])} />
      )}
      {isFirst ? null : <p><Link to={`/projects/${project.ref}/releases`}>Newest checks</Link></p>}
      {older ? <p><Link to={`/projects/${project.ref}/releases?before=${older}`}>Older checks</Link></p> : null}
    </Page>
  )
}
