import { Link, useLoaderData } from '@remix-run/react'
import { FLAG_WORDS } from '#app/choices/choice.words.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { readChoicesToLookAt } from '#app/letters/read-choices-to-look-at.server.ts'
import { Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Choices to look at')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const page = await readChoicesToLookAt(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function ChoicesToLookAt() {
  const { campaign, choices } = useLoaderData<typeof loader>()
  const base = `/practice/campaigns/${campaign.ref}`
  return (
    <Page title="Choices to look at" caption={campaign.projectTitle} wide crumbs={[{ href: base, label: campaign.projectTitle }, { href: `${base}/replies`, label: 'Reply desk' }]}>
      <p className="nhsuk-u-reading-width">Where the record does not show what a patient or their parents want, the patient is left out of the sharing until someone has found out. Open the record, ask them, and record what they say, or take back what is wrong.</p>
      {choices.length === 0 ? <p>No choice is in doubt. One appears here when parents disagree, or when two entries cannot be put in order.</p> : (
        <Table caption="In doubt, the longest first" head={['Since', 'Why', 'Record']} rows={choices.map(({ personId, flags, since }) => [
          formatInstant(new Date(since)), flags.map((flag) => FLAG_WORDS[flag]).join(' '),
          <Link key="open" to={`/people/${personId}`}>Open the record<span className="nhsuk-u-visually-hidden"> in doubt since {formatInstant(new Date(since))}</span></Link>,
        ])} />
      )}
    </Page>
  )
}
