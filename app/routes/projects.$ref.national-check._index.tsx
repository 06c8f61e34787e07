import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { AskedChecks } from '#app/national-check/asked-checks.tsx'
import { CONDITIONS_OF_USE_WORDS, exportCommand, IMPORT_COMMAND, nationalCheckDoneWords } from '#app/national-check/national-check-page.words.ts'
import { RUN_ADVICE_WORDS } from '#app/national-check/national-check.words.ts'
import { readNationalCheckPage } from '#app/national-check/read-national-check-pages.server.ts'
import { RunStateTag } from '#app/national-check/run-state-tag.tsx'
import { Details, InsetText, SuccessBanner, Table, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { useLookAgain } from '#app/ui/use-look-again.ts'

export const meta = titled<{ project: { title: string } }>((data) => `National check: ${data?.project.title ?? 'project'}`)

export const loader = pageLoader('checks.read', async ({ context, params, url }) => {
  const page = await readNationalCheckPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return { ...page, done: nationalCheckDoneWords(url.searchParams.get('done')) }
})

export default function NationalCheck() {
  const { project, flows, runs, asks, mayAsk, done } = useLoaderData<typeof loader>()
  useLookAgain(asks.some(({ isGoingOn }) => isGoingOn))
  const toAsk = flows.find((flow) => !flow.mayBeUsed) ?? flows[0]
  return (
    <Page title="National check" caption={project.title} wide crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${project.ref}`, label: project.title }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <AskedChecks asks={asks} />
      <p className="nhsuk-u-reading-width">
        Where the national data opt-out applies to a flow, the national service is asked which people may be included. Whoever it does not clear is left out.
      </p>
      <p className="nhsuk-u-reading-width">{CONDITIONS_OF_USE_WORDS}</p>
      {flows.length > 0 ? (
        <Table caption="Flows of your organisation’s data" head={['Flow', 'National check', 'Where it stands', 'Ask']} rows={flows.map((flow) => [
          <>{flow.name}<br /><span className="concordat-code">{flow.ref}</span></>,
          flow.isNeeded ? 'Needed' : 'Not needed',
          flow.mayBeUsed && flow.isNeeded
            ? <><Tag colour="green" key="tag">Answers can be used</Tag>{flow.usableUntil ? <><br />Ask again by {formatInstant(new Date(flow.usableUntil))}</> : null}</>
            : flow.standing,
          flow.isNeeded && mayAsk ? <Link key="ask" to={`/projects/${project.ref}/national-check/ask?flow=${flow.ref}`} aria-label={`Ask the national check about ${flow.name}`}>{flow.isAsking || flow.mayBeUsed ? 'Ask again' : 'Ask now'}</Link> : '',
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
      ) : <p>Every check your organisation asks for will be here, with its state and its age. {mayAsk ? 'Begin with “Ask now” beside a flow that needs one.' : 'An information governance lead or the practice manager asks for one.'}</p>}
      {toAsk ? (
        <Details summary="From the portal’s machine">
          <p>Whoever runs the portal can also write the file and take answers in there:</p>
          <p className="concordat-code">{exportCommand(toAsk.ref)}</p>
          <p className="concordat-code">{IMPORT_COMMAND}</p>
        </Details>
      ) : null}
    </Page>
  )
}
