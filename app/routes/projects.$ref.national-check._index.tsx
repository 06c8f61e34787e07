import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { CONDITIONS_OF_USE_WORDS, exportCommand, IMPORT_COMMAND } from '#app/national-check/national-check-page.words.ts'
import { RUN_ADVICE_WORDS } from '#app/national-check/national-check.words.ts'
import { readNationalCheckPage } from '#app/national-check/read-national-check-pages.server.ts'
import { RunStateTag } from '#app/national-check/run-state-tag.tsx'
import { Details, InsetText, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ project: { title: string } }>((data) => `National check: ${data?.project.title ?? 'project'}`)

export const loader = pageLoader('checks.read', async ({ context, params }) => {
  const page = await readNationalCheckPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function NationalCheck() {
  const { project, flows, runs } = useLoaderData<typeof loader>()
  const toAsk = flows.find((flow) => !flow.mayBeUsed) ?? flows[0]
  return (
    <Page title="National check" caption={project.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${project.ref}`, label: project.title }]}>
      <p className="nhsuk-u-reading-width">
        Where the national data opt-out applies to a flow, the national service is asked which people may be included. Whoever it does not clear is left out.
      </p>
      <p className="nhsuk-u-reading-width">{CONDITIONS_OF_USE_WORDS}</p>
      {flows.length > 0 ? (
        <Table caption="Flows of your organisation’s data" head={['Flow', 'National check', 'Where it stands']} rows={flows.map((flow) => [
          <>{flow.name}<br /><span className="concordat-code">{flow.ref}</span></>,
          flow.isNeeded ? 'Needed' : 'Not needed',
          flow.mayBeUsed && flow.isNeeded ? <Tag colour="green" key="tag">Answers can be used</Tag> : flow.standing,
        ])} />
      ) : <InsetText><p>Your organisation sends no data in this project, so it has no checks to ask for. Those of other organisations are not shown.</p></InsetText>}
      <h2 className="nhsuk-heading-m">Checks so far</h2>
      {runs.length > 0 ? (
        <Table caption="Checks so far" hideCaption figures={[4, 5]} head={['Check', 'Flow', 'Age', 'State', 'Asked about', 'Cleared', 'Next step']} rows={runs.map((run) => [
          <Link to={`/projects/${project.ref}/national-check/${run.localId}`} key="run">{run.localId}</Link>,
          run.flowName,
          run.age,
          <>
            <RunStateTag state={run.state} />
            {run.usableUntil ? <><br />Can be used until {formatInstant(new Date(run.usableUntil))}</> : null}
            {run.isOverdue ? <><br />Overdue</> : null}
          </>,
          run.sent.toLocaleString('en-GB'),
          run.cleared?.toLocaleString('en-GB') ?? '–',
          RUN_ADVICE_WORDS[run.state],
        ])} />
      ) : <p>Every check your organisation asks for will be here, with its state and its age. It begins when the file for a flow is written.</p>}
      {toAsk ? (
        <Details summary="How to start a check">
          <p>Whoever runs the portal writes the file and takes the answers in on its machine:</p>
          <p className="concordat-code">{exportCommand(toAsk.ref)}</p>
          <p className="concordat-code">{IMPORT_COMMAND}</p>
        </Details>
      ) : null}
    </Page>
  )
}
