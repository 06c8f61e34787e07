import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { LEAST_REPLY_DAYS, MOST_REPLY_DAYS } from '#app/letters/campaign.rules.ts'
import { closingDateSchema } from '#app/letters/campaign.schema.ts'
import { campaignRefusalSentence, REFUSAL_FIELDS } from '#app/letters/campaign.words.ts'
import { readDatesPage } from '#app/letters/read-campaign-page.server.ts'
import { setClosingDate } from '#app/letters/set-closing-date.server.ts'
import { DateField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Set the closing date')

export const loader = pageLoader('campaigns.manage', async ({ context, params }) => {
  const page = await readDatesPage(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('campaigns.manage', async ({ context, params, request }) => {
  const ref = params.ref ?? ''
  const reading = readTyped(typedFromForm(await request.formData()), closingDateSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const set = await setClosingDate(context, { ref, ...reading.value })
  if (set.ok) throw redirect(`/practice/campaigns/${ref}?done=dates`)
  if (set.refusal.kind === 'not-found') throw notFound()
  const field = REFUSAL_FIELDS[set.refusal.kind]
  return data({ problems: [{ field: field ?? '', message: campaignRefusalSentence(set.refusal) }], typed: reading.typed }, { status: field ? 400 : 409 })
})

export default function ClosingDate() {
  const { campaign, promisedDays, letterDate, closingDate } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  const crumbs = [{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }]
  if (campaign.state !== 'draft') {
    return (
      <Page title="Closing date" caption={campaign.projectTitle} crumbs={crumbs}>
        <p>The letters are dated {formatDay(letterDate)}, and ask for replies by {formatDay(closingDate)}. They have been made, so the dates stand as they are printed.</p>
      </Page>
    )
  }
  return (
    <Page title="Set the closing date" caption={campaign.projectTitle} crumbs={crumbs}>
      <p>Both dates are printed on every letter. Nothing is shared before the end of the closing date. A reply that comes later counts too, from the day it comes.</p>
      <InsetText>
        <p>The protocol says that people have {promisedDays} days to reply. The closing date must be {Math.max(promisedDays, LEAST_REPLY_DAYS)} to {MOST_REPLY_DAYS} days after the date on the letters.</p>
      </InsetText>
      {result && campaign.closingDate ? <p>Saved now: letters dated {formatDay(campaign.letterDate ?? letterDate)}, replies by {formatDay(campaign.closingDate)}.</p> : null}
      <PortalForm schema={closingDateSchema} problems={result?.problems} typed={result?.typed ?? { letterDate: partsOfDay(letterDate), closingDate: partsOfDay(closingDate) }}>
        <HiddenField name="revision" value={campaign.revision} />
        <DateField name="letterDate" label="Date on the letters" hint="The day you mean to post them. Someone who is under 13 on this date is written to through a parent or carer." />
        <DateField name="closingDate" label="Closing date for replies" hint="The last day, counted in." />
        <SubmitButton>Save the dates</SubmitButton>
      </PortalForm>
    </Page>
  )
}
