import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay, type Day } from '#app/kernel/uk-date.ts'
import { postedSchema, setAsideSchema } from '#app/letters/campaign.schema.ts'
import { campaignRefusalSentence, REFUSAL_FIELDS } from '#app/letters/campaign.words.ts'
import { readPostedPage } from '#app/letters/read-campaign-page.server.ts'
import { recordLettersPosted } from '#app/letters/record-letters-posted.server.ts'
import { setLettersAside } from '#app/letters/set-letters-aside.server.ts'
import { DateField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details, InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Print and post the letters')

export const loader = pageLoader('campaigns.manage', async ({ context, params }) => {
  const page = await readPostedPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('campaigns.manage', async ({ context, params, request }) => {
  const ref = params.ref ?? ''
  const typed = typedFromForm(await request.formData())
  const isAside = typed.act === 'aside'
  const reading = readTyped(typed, isAside ? setAsideSchema : postedSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const value: { revision: number; postedOn?: Day } = reading.value
  const changed = value.postedOn
    ? await recordLettersPosted(context, { ref, revision: value.revision, postedOn: value.postedOn })
    : await setLettersAside(context, { ref, revision: value.revision })
  if (changed.ok) throw redirect(`/practice/campaigns/${ref}?done=${isAside ? 'aside' : 'posted'}`)
  if (changed.refusal.kind === 'not-found') throw notFound()
  const field = REFUSAL_FIELDS[changed.refusal.kind]
  return data({ problems: [{ field: field ?? '', message: campaignRefusalSentence(changed.refusal) }], typed }, { status: field ? 400 : 409 })
})

export default function Posted() {
  const { campaign, today } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  const isMade = campaign.state === 'made' || campaign.state === 'posted'
  return (
    <Page title="Print and post the letters" caption={campaign.projectTitle} crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }]}>
      {isMade ? (
        <>
          <h2 className="nhsuk-heading-m">Print</h2>
          <p>Print on both sides of A4, as it is (100%). Each letter begins on a fresh sheet. The address stands where a window envelope shows it.</p>
          <ul>
            <li><a href={`${base}/print-file.pdf`} download>Download all the letters (PDF)</a>. A few thousand letters take about half a minute.</li>
            <li><a href={`${base}/manifest.csv`} download>Download the manifest (CSV)</a>: which pages belong to which letter. It names nobody.</li>
          </ul>
          <InsetText><p>The letters hold names, addresses and reply codes. Keep the file where only those who print can open it, and delete it when the letters have gone. Every download is recorded.</p></InsetText>
        </>
      ) : <p>The letters have not been made yet. When they have, they can be downloaded here.</p>}
      {campaign.state === 'posted' && campaign.postedOn ? <p>The letters were posted on {formatDay(campaign.postedOn)}.</p> : null}
      {campaign.state === 'made' ? (
        <>
          <h2 className="nhsuk-heading-m">Post</h2>
          <PortalForm schema={postedSchema} problems={result?.problems} typed={result?.typed ?? { postedOn: partsOfDay(today) }}>
            <HiddenField name="revision" value={campaign.revision} />
            <DateField name="postedOn" label="When were the letters posted?" hint="The time for replies begins on this day. This cannot be undone." />
            <SubmitButton>Record that they were posted</SubmitButton>
          </PortalForm>
          <Details summary="Something is wrong with the letters">
            <p>Until they are posted, you can set them aside, change the closing date or the people list, and make them again. Destroy any that were printed: their reply codes stop working.</p>
            <PortalForm>
              <input type="hidden" name="revision" value={campaign.revision} />
              <SubmitButton name="act" value="aside" warning>Set the letters aside</SubmitButton>
            </PortalForm>
          </Details>
        </>
      ) : null}
    </Page>
  )
}
