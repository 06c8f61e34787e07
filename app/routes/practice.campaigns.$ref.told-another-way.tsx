import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { returnedSchema, toldSchema } from '#app/letters/campaign.schema.ts'
import { CAMPAIGN_DONE_WORDS, campaignRefusalSentence, REFUSAL_FIELDS } from '#app/letters/campaign.words.ts'
import { ReturnedLetterForm, TellingForm, ToldTable } from '#app/letters/people-to-tell.tsx'
import { readPeopleToTell } from '#app/letters/read-people-to-tell.server.ts'
import { recordReturnedLetter } from '#app/letters/record-returned-letter.server.ts'
import { tellPersonAnotherWay } from '#app/letters/tell-person-another-way.server.ts'
import { InsetText, SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Tell people another way')

export const loader = pageLoader('campaigns.read', async ({ context, params, url }) => {
  const page = await readPeopleToTell(context, params.ref ?? '')
  if (!page) throw notFound()
  return { ...page, done: CAMPAIGN_DONE_WORDS[url.searchParams.get('done') ?? ''] ?? null }
})

export const action = pageAction('campaigns.manage', async ({ context, params, request }) => {
  const ref = params.ref ?? ''
  const typed = typedFromForm(await request.formData())
  const isReturn = typed.act === 'returned'
  const reading = isReturn ? readTyped(typed, returnedSchema) : readTyped(typed, toldSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed, isReturn }, { status: 400 })
  const changed = 'code' in reading.value
    ? await recordReturnedLetter(context, { ref, code: reading.value.code })
    : await tellPersonAnotherWay(context, { ref, ...reading.value })
  if (changed.ok) throw redirect(`/practice/campaigns/${ref}/told-another-way?done=${isReturn ? 'returned' : 'told'}`)
  if (changed.refusal.kind === 'not-found') throw notFound()
  const field = REFUSAL_FIELDS[changed.refusal.kind]
  return data({ problems: [{ field: field ?? '', message: campaignRefusalSentence(changed.refusal) }], typed, isReturn }, { status: field ? 400 : 409 })
})

export default function ToldAnotherWay() {
  const { campaign, lines, today, done, mayManage } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  const toTell = lines.filter((line) => !line.told)
  const told = lines.filter((line) => line.told)
  const isMade = campaign.state === 'made' || campaign.state === 'posted'
  return (
    <Page title="Tell people another way" caption={campaign.projectTitle} crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }]} wide>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      <div className="nhsuk-u-reading-width">
        <p>These people get no letter from us, or theirs came back. Tell them what the letter says in a way that reaches them. Someone restricted is told only in a way that you know to be safe.</p>
        {isMade ? null : <InsetText><p>When the letters have been made, the people whom they cannot reach are listed here.</p></InsetText>}
      </div>
      {isMade && mayManage && toTell.length > 0 ? <TellingForm lines={toTell} today={today} problems={result?.isReturn ? [] : result?.problems} typed={result?.isReturn ? undefined : result?.typed} /> : null}
      {isMade ? <ToldTable caption={`To be told (${toTell.length})`} lines={toTell} empty="Nobody waits to be told." /> : null}
      {told.length > 0 ? <ToldTable caption={`Told (${told.length})`} lines={told} empty="" /> : null}
      {campaign.state === 'posted' && mayManage ? <ReturnedLetterForm problems={result?.isReturn ? result.problems : []} typed={result?.isReturn ? result.typed : undefined} /> : null}
    </Page>
  )
}
