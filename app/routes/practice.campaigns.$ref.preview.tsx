import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { campaignRefusalSentence } from '#app/letters/campaign.words.ts'
import { LetterAsText } from '#app/letters/letter-as-text.tsx'
import { readPreviewPage } from '#app/letters/preview-letter.server.ts'
import { isSampleKind, SAMPLE_KINDS, SAMPLE_WORDS } from '#app/letters/sample-recipients.rules.ts'
import { InsetText, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Look at the letter')

export const loader = pageLoader('campaigns.read', async ({ context, params, url }) => {
  const asked = url.searchParams.get('to')
  const kind = isSampleKind(asked) ? asked : 'adult'
  const page = await readPreviewPage(context, params.ref ?? '', kind)
  if (!page) throw notFound()
  return { ...page, kind }
})

export default function Preview() {
  const { campaign, kind, text, refusal, hasDates, pages } = useLoaderData<typeof loader>()
  const base = `/practice/campaigns/${campaign.ref}`
  return (
    <Page title="Look at the letter" caption={campaign.projectTitle} crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }]}>
      <p>The letter states the facts of the protocol and your surgery’s own details. To change a word of it, the facts of the project are changed.</p>
      <h2 className="nhsuk-heading-s" id="to-whom">Show the letter to</h2>
      <ul className="nhsuk-list" aria-labelledby="to-whom">
        {SAMPLE_KINDS.map((sample) => (
          <li key={sample}>{sample === kind ? <strong aria-current="true">{SAMPLE_WORDS[sample]}</strong> : <Link to={`?to=${sample}`}>{SAMPLE_WORDS[sample]}</Link>}</li>
        ))}
      </ul>
      {refusal ? <WarningCallout title="The letter cannot be shown yet"><p>{campaignRefusalSentence(refusal)}</p></WarningCallout> : null}
      {text && !refusal ? (
        <>
          {hasDates ? null : <InsetText><p>The dates are not set yet. Those shown here are what the protocol would give from today.</p></InsetText>}
          <p>On paper: {pages} pages on {pages / 2} {pages === 2 ? 'sheet' : 'sheets'}. <a href={`${base}/preview-letter.pdf?to=${kind}`}>Open it as it will be printed (PDF)</a></p>
          <LetterAsText text={text} />
        </>
      ) : null}
    </Page>
  )
}
