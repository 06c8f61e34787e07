import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { makeLettersSchema } from '#app/letters/campaign.schema.ts'
import { campaignRefusalSentence } from '#app/letters/campaign.words.ts'
import { ForecastFigures } from '#app/letters/letter-forecast.tsx'
import { makeLetters } from '#app/letters/make-letters.server.ts'
import { readLettersPage } from '#app/letters/read-campaign-page.server.ts'
import { CheckboxField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, InsetText, LookAgain, Progress, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { useLookAgain } from '#app/ui/use-look-again.ts'

export const meta = titled('Make the letters')

export const loader = pageLoader('campaigns.manage', async ({ context, params }) => {
  const page = await readLettersPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('campaigns.manage', async ({ context, params, request }) => {
  const ref = params.ref ?? ''
  const reading = readTyped(typedFromForm(await request.formData()), makeLettersSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const asked = await makeLetters(context, { ref, revision: reading.value.revision })
  if (asked.ok) throw redirect(`/practice/campaigns/${ref}/letters`)
  if (asked.refusal.kind === 'not-found') throw notFound()
  return data({ problems: [{ field: '', message: campaignRefusalSentence(asked.refusal) }], typed: {} }, { status: 409 })
})

export default function Letters() {
  const { campaign, notReady, forecast, letters } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  useLookAgain(campaign.state === 'making')
  const base = `/practice/campaigns/${campaign.ref}`
  const count = (number: number) => number.toLocaleString('en-GB')
  return (
    <Page title="Make the letters" caption={campaign.projectTitle} crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }]}>
      {campaign.state === 'draft' && notReady ? <WarningCallout title="The letters cannot be made yet"><p>{campaignRefusalSentence(notReady)}</p></WarningCallout> : null}
      {forecast ? (
        <>
          <p>Each person on your list gets a letter of their own, with a reply code that is theirs alone. Members of a household each get one, because each may choose differently.</p>
          <ForecastFigures forecast={forecast} />
          <PortalForm schema={makeLettersSchema} problems={result?.problems} typed={result?.typed ?? {}}>
            <HiddenField name="revision" value={campaign.revision} />
            <CheckboxField name="isSure" label={`I have looked at the letter, and ${count(forecast.letters)} letters may be made`} hint="The dates and the words are fixed from then on. Until they are posted, the letters can be set aside and made again." />
            <SubmitButton>Make the letters</SubmitButton>
          </PortalForm>
        </>
      ) : null}
      {campaign.state === 'making' ? (
        <>
          <Progress words={`${count(campaign.lettersDone)} of ${count(campaign.lettersTotal)} people have been gone through.`} done={campaign.lettersDone} total={campaign.lettersTotal} />
          {campaign.isInterrupted ? <InsetText><p>The work was interrupted. It goes on by itself in a while, where it stopped.</p></InsetText> : null}
          <p>You can leave this page. The work goes on, and nothing is made twice.</p>
          <LookAgain />
        </>
      ) : null}
      {letters && campaign.state !== 'making' ? (
        <>
          <p>{count(letters.printed)} letters have been made, on {count(letters.pages / 2)} sheets.</p>
          <ButtonLink to={`${base}/posted`}>Print and post them</ButtonLink>
        </>
      ) : null}
      <p><Link to={`${base}/preview`}>Look at the letter</Link></p>
    </Page>
  )
}
