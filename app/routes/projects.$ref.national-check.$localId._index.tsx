import { useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { nationalCheckDoneWords, OVERDUE_WORDS } from '#app/national-check/national-check-page.words.ts'
import { RUN_ADVICE_WORDS } from '#app/national-check/national-check.words.ts'
import { readNationalCheckRunPage } from '#app/national-check/read-national-check-pages.server.ts'
import { RunTrack } from '#app/national-check/run-track.tsx'
import { RunStateTag } from '#app/national-check/run-state-tag.tsx'
import { ButtonLink, InsetText, SuccessBanner, SummaryList, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ run: { localId: string } }>((data) => `National check ${data?.run.localId ?? ''}`)

export const loader = pageLoader('checks.read', async ({ context, params, url }) => {
  const page = await readNationalCheckRunPage(context, params.ref ?? '', params.localId ?? '')
  if (!page) throw notFound()
  return { ...page, done: nationalCheckDoneWords(url.searchParams.get('done')) }
})

const figure = (count: number): string => count.toLocaleString('en-GB')

export default function NationalCheckRun() {
  const { project, run, timeline, track, mayAsk, mayTakeIn, done } = useLoaderData<typeof loader>()
  const notCleared = run.sent - (run.cleared ?? 0)
  return (
    <Page title={run.flowName} caption="National check" wide tag={<RunStateTag state={run.state} />} crumbs={[
      { href: '/projects', label: 'Projects' }, { href: `/projects/${project.ref}`, label: project.title }, { href: `/projects/${project.ref}/national-check`, label: 'National check' },
    ]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <RunTrack track={track} />
      <InsetText>
        <p>{run.stopped ? `${run.stopped} ` : ''}{RUN_ADVICE_WORDS[run.state]}</p>
        {run.isOverdue ? <p>{OVERDUE_WORDS}</p> : null}
      </InsetText>
      {mayAsk ? (
        <div className="concordat-button-row">
          {mayTakeIn ? <ButtonLink to={`/projects/${project.ref}/national-check/${run.localId}/reply`}>Take in a reply</ButtonLink> : null}
          <ButtonLink to={`/projects/${project.ref}/national-check/ask?flow=${run.flowRef}`} secondary={mayTakeIn || run.state === 'answered'}>Ask again</ButtonLink>
        </div>
      ) : null}
      <SummaryList rows={[
        { key: 'Asked about', value: `${figure(run.sent)} of ${figure(run.given)} on the register` },
        ...(run.cleared !== null ? [
          { key: 'Cleared', value: figure(run.cleared) },
          { key: 'Not cleared', value: notCleared === 0 ? 'Nobody' : `${figure(notCleared)}. The check does not say why: the service may not have found the number. They are left out.` },
        ] : []),
        { key: 'Age', value: `${run.age} since the file was written` },
        ...(run.usableUntil ? [{ key: 'Can be used until', value: formatInstant(new Date(run.usableUntil)) }] : []),
        { key: 'Numbers kept', value: run.numbersGoAfter ? `Which were asked about and which were cleared, until ${formatInstant(new Date(run.numbersGoAfter))}` : 'No: they have been deleted' },
        { key: 'Check', value: <span className="concordat-hash">{run.localId}</span> },
        { key: 'File', value: <span className="concordat-hash">{run.file}</span> },
        { key: 'Sent from', value: run.mailbox ?? 'By hand: no mailbox was set' },
        { key: 'SHA-256 of the file', value: <span className="concordat-hash">{run.digest}</span> },
      ]} />
      {run.leftOut.length > 0 ? (
        <Table caption="Numbers that were not asked about" figures={[1]} head={['Why', 'People']} rows={run.leftOut.map((reason) => [reason.why, figure(reason.count)])} />
      ) : null}
      <h2 className="nhsuk-heading-m">What happened</h2>
      <Table caption="What happened" hideCaption head={['When', 'What']} rows={timeline.map((entry) => [formatInstant(new Date(entry.at)), entry.what])} />
    </Page>
  )
}
