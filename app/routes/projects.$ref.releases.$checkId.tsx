import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { CheckFigures } from '#app/releases/check-figures.tsx'
import { CheckStateTag } from '#app/releases/check-state-tag.tsx'
import { readCheckPage } from '#app/releases/read-releases-page.server.ts'
import { CHECK_STATE_WORDS, FORMAT_WORDS, UNDER_WAY_WORDS, WHY_WORDS, whyNotWords } from '#app/releases/release.words.ts'
import { InsetText, SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled<{ flowName: string }>((data) => `Check of ${data?.flowName ?? 'a flow'}`)

export const loader = pageLoader('checks.read', async ({ context, params }) => {
  const page = await readCheckPage(context, params.ref ?? '', params.checkId ?? '')
  if (!page) throw notFound()
  return page
})

export default function Check() {
  const { project, flowName, check, protocol } = useLoaderData<typeof loader>()
  const says = check.isUnderWay ? UNDER_WAY_WORDS.says : CHECK_STATE_WORDS[check.state].says
  return (
    <Page title={flowName} caption={<>Check of {formatInstant(new Date(check.beganAt))}</>} wide
      tag={<CheckStateTag state={check.state} isUnderWay={check.isUnderWay} />}
      crumbs={[{ href: '/projects', label: 'Projects' }, { href: `/projects/${project.ref}`, label: project.title }, { href: `/projects/${project.ref}/releases`, label: 'Checks' }]}>
      <InsetText><p>{check.because ? `${whyNotWords(check.because)}. ` : ''}{says}</p></InsetText>
      {check.hasReceipt ? <p><Link to={`/projects/${project.ref}/releases/${check.id}/receipt`}>Receipt of this check</Link></p> : null}
      {check.mayExplain ? <p><Link to={`/projects/${project.ref}/releases/${check.id}/why`}>{WHY_WORDS.link}</Link></p> : null}
      {check.state === 'complete' ? <CheckFigures check={check} /> : null}
      <h2 className="nhsuk-heading-m">What it was answered from</h2>
      <SummaryList rows={[
        { key: 'Asked by', value: check.askedBy },
        { key: 'Began', value: formatInstant(new Date(check.beganAt)) },
        { key: 'Ended', value: check.endedAt ? formatInstant(new Date(check.endedAt)) : 'Not yet' },
        ...(check.state === 'refused' ? [] : [
          { key: 'Up to audit entry', value: <>{check.version.toLocaleString('en-GB')}. Every choice acknowledged by then is in the answer.</> },
        ]),
        ...(protocol ? [{ key: 'Protocol', value: <Link to={`/documents/${protocol.documentRef}/v${protocol.number}`}>Version {protocol.number}</Link> }] : []),
        ...(check.nationalCheckAskedAt ? [{ key: 'National check', value: `Asked ${formatInstant(new Date(check.nationalCheckAskedAt))}` }] : []),
        { key: 'Rules', value: `Version ${check.rulesVersion}` },
        ...(check.pseudonymKeyVersion ? [{ key: 'People named by', value: `Pseudonyms, under version ${check.pseudonymKeyVersion} of the project’s key` }] : []),
        { key: 'List sent as', value: FORMAT_WORDS[check.given as keyof typeof FORMAT_WORDS] },
        { key: 'Answer asked for as', value: FORMAT_WORDS[check.asked as keyof typeof FORMAT_WORDS] },
        ...(check.requestId ? [{ key: 'Request id', value: <span className="concordat-hash">{check.requestId}</span> }] : []),
        ...(check.extract && check.stage ? [{ key: 'Extract', value: <><span className="concordat-code">{check.extract}</span>, before {check.stage}</> }] : []),
        { key: 'Check id', value: <span className="concordat-hash">{check.id}</span> },
        ...(check.digestIn ? [{ key: 'SHA-256 of the list', value: <span className="concordat-hash">{check.digestIn}</span> }] : []),
        ...(check.digestOut ? [{ key: 'SHA-256 of the answer', value: <span className="concordat-hash">{check.digestOut}</span> }] : []),
      ]} />
    </Page>
  )
}
