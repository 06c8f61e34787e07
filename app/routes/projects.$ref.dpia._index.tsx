import { Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { dpiaCrumbs } from '#app/documents/dpia/dpia-frame.tsx'
import { DpiaActions, DpiaRisks, DpiaSignOff, OpenAnswers } from '#app/documents/dpia/dpia-overview.tsx'
import { DPIA_DONE_WORDS, DPIA_STATE_WORDS } from '#app/documents/dpia/dpia.words.ts'
import { readDpiaPage } from '#app/documents/dpia/read-dpia.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { ButtonLink, SuccessBanner, SummaryList, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Impact assessment')

export const loader = pageLoader('projects.read', readDpiaPage)

export default function Dpia() {
  const page = useLoaderData<typeof loader>()
  const done = DPIA_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  const state = DPIA_STATE_WORDS[page.state]
  const base = `/projects/${page.ref}/dpia`
  const { screening } = page.assessment
  return (
    <Page title="Impact assessment" caption={page.title} wide crumbs={dpiaCrumbs(page).slice(0, 2)} tag={<Tag colour={state.colour}>{state.label}</Tag>}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <p>The data protection impact assessment that Article 35 of the UK GDPR asks for. What the facts of the project say is read from them; each answer remembers the facts that it rests on, and opens again when one of them changes.</p>
      <SummaryList rows={[
        { key: 'Next', value: state.page ? <Link to={`${base}/${state.page}`}>{state.next}</Link> : state.next },
        ...(page.lastSave ? [{ key: 'Last saved', value: page.lastSave }] : []),
      ]} />
      <OpenAnswers open={page.open} risks={page.risks} base={base} />

      <h2 className="nhsuk-heading-m">Screening</h2>
      {screening ? (
        <p>{screening.isNeeded ? 'An assessment is needed' : 'No assessment is needed'}. Frozen on {formatDay(screening.on)} by {screening.by}, on version {screening.factsVersion} of the facts. <Link to={`${base}/screening`}>Read the reasons{page.mayDraft ? ', or screen again' : ''}</Link></p>
      ) : page.mayDraft ? <ButtonLink to={`${base}/screening`}>Screen the project</ButtonLink> : <p>The result of screening will be here, with its reasons.</p>}

      <DpiaRisks page={page} base={base} />
      <DpiaActions page={page} base={base} />
      <DpiaSignOff page={page} base={base} />

      <h2 className="nhsuk-heading-m">Other software</h2>
      <p><Link to={`${base}/pia-file`}>{page.hasPiaFile ? 'The file that was brought in, and the assessment as a file' : 'Bring in a file of the CNIL’s PIA software, or download the assessment as one'}</Link></p>
    </Page>
  )
}
