import { Form, Link, useLoaderData } from '@remix-run/react'
import { AuditChain } from '#app/audit/audit-chain.tsx'
import { subjectWords } from '#app/audit/audit.rules.ts'
import { readAuditPage } from '#app/audit/read-audit.server.ts'
import { isActorLabel, readActorNames } from '#app/identity/read-actor-names.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { listProjects } from '#app/projects/read-project.server.ts'
import { InsetText, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Audit')

export const loader = pageLoader('audit.read', async ({ context, url }) => {
  const projects = (await listProjects(context)).map(({ ref, title }) => ({ ref, title }))
  const project = projects.find(({ ref }) => ref === url.searchParams.get('project')) ?? null
  const before = Number(url.searchParams.get('before') ?? '') || undefined
  const page = await readAuditPage(context, { before, projectRef: project?.ref, check: url.searchParams.has('check') })
  const names = await readActorNames(context.runtime.db, page.lines.flatMap((line) => [line.actor, ...(isActorLabel(line.subject) ? [line.subject] : [])]))
  const lines = page.lines.map((line) => ({ ...line, who: names.get(line.actor) ?? line.actor, about: names.get(line.subject ?? '') ?? subjectWords(line.subject) }))
  return { ...page, lines, projects, project, isFirst: before === undefined }
})

const query = (values: Record<string, string | number | null | undefined>) => {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined).map(([name, value]) => [name, String(value)])
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : ''
}

export default function Audit() {
  const { lines, older, head, verdict, projects, project, isFirst } = useLoaderData<typeof loader>()
  return (
    <Page title="Audit" wide>
      <p className="nhsuk-u-reading-width">
        Every change, and every look at a person’s record: your organisation’s own, and what happened in the projects it takes part in. Nothing here can be changed or removed.
      </p>
      <AuditChain head={head} verdict={verdict} checkHref={`/audit${query({ project: project?.ref, check: 'yes' })}`} />
      {projects.length > 0 ? (
        <Form method="get" action="/audit">
          <div className="nhsuk-form-group">
            <label className="nhsuk-label" htmlFor="project">Show entries about</label>
            <select className="nhsuk-select" id="project" name="project" defaultValue={project?.ref ?? ''} key={project?.ref ?? ''}>
              <option value="">Everything</option>
              {projects.map(({ ref, title }) => <option key={ref} value={ref}>{title}</option>)}
            </select>
          </div>
          <div className="concordat-button-row">
            <button className="nhsuk-button nhsuk-button--secondary" type="submit">Show</button>
            <Link to={`/audit.csv${query({ project: project?.ref })}`} reloadDocument>Download as CSV</Link>
          </div>
        </Form>
      ) : <p><Link to="/audit.csv" reloadDocument>Download as CSV</Link></p>}
      {lines.length === 0 ? (
        <InsetText><p>{isFirst ? 'Here will be what happens, from the first thing that does.' : 'There is nothing older.'}</p></InsetText>
      ) : (
        <Table caption={project ? `Audit entries about ${project.title}` : 'Audit entries'} hideCaption head={['Entry', 'When', 'Who', 'What', 'About']} figures={[0]}
          rows={lines.map((line) => [
            line.seq.toLocaleString('en-GB'), formatInstant(new Date(line.at)), line.who, line.sentence,
            <>{line.about}{line.projectRef && !project ? <>{line.about ? <br /> : null}<span className="nhsuk-u-secondary-text-colour">{line.projectRef}</span></> : null}</>,
          ])} />
      )}
      {isFirst ? null : <p><Link to={`/audit${query({ project: project?.ref })}`}>Newest entries</Link></p>}
      {older ? <p><Link to={`/audit${query({ project: project?.ref, before: older })}`}>Older entries</Link></p> : null}
    </Page>
  )
}
