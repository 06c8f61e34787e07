import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { listCampaignsWithReplies } from '#app/letters/read-replies-of-person.server.ts'
import { recordUnclearReply } from '#app/letters/record-unclear-reply.server.ts'
import { PeopleFound } from '#app/letters/reply-people-found.tsx'
import { unclearReplySchema } from '#app/letters/reply.schema.ts'
import { REFUSAL_FIELD, REPLY_REFUSAL_STATUS, replyRefusalWords } from '#app/letters/reply.words.ts'
import { PeopleSearchFields } from '#app/people/people-search-fields.tsx'
import { peopleSearchSchema } from '#app/people/people-search.schema.ts'
import { searchPeople } from '#app/people/search-people.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { notFound } from '#app/identity/route-wrappers.server.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Find a patient')

export const loader = pageLoader('people.read', async ({ context }) => ({ campaigns: await listCampaignsWithReplies(context), formId: newId() }))

/** Sent by post, so that nothing about anyone stands in an address or a log. */
export const action = pageAction('people.read', async ({ context, request }) => {
  const typed = typedFromForm(await request.formData())
  if (typed.intent === 'unclear') {
    const reading = readTyped(typed, unclearReplySchema)
    if (!reading.ok) return data({ problems: reading.problems, typed: {}, found: null }, { status: 400 })
    const recorded = await recordUnclearReply(context, reading.value)
    if (!recorded) throw notFound()
    if (recorded.ok) throw redirect(`/practice/campaigns/${recorded.value.campaignRef}/replies/queries/${recorded.value.replyId}`)
    const { kind } = recorded.refusal
    return data({ problems: [{ field: REFUSAL_FIELD[kind], message: replyRefusalWords(recorded.refusal) }], typed: {}, found: null }, { status: REPLY_REFUSAL_STATUS[kind] })
  }
  const reading = readTyped(typed, peopleSearchSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed, found: null }, { status: 400 })
  const people = await searchPeople(context, reading.value)
  const found = people.map((person) => ({
    id: person.id, name: `${person.givenName} ${person.familyName}`, dateOfBirth: person.dateOfBirth, localId: person.localId, hasLeft: person.leftAt !== null,
    addressLine: person.isRestricted ? null : person.addressLines[0] ?? null, isDeceased: person.isDeceased,
  }))
  return data({ problems: [], typed, found })
})

export default function FindPatient() {
  const { campaigns, formId } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <Page title="Find a patient" wide>
      <div className="nhsuk-u-reading-width">
        <p>Searches only your own surgery’s list. Each search is kept in the audit: how you looked and how many were found, not who.</p>
        {result?.found ? <PeopleFound found={result.found} campaigns={campaigns} formId={formId} /> : null}
        <PortalForm schema={peopleSearchSchema} problems={result?.problems} typed={result?.typed ?? { by: 'name' }}>
          <PeopleSearchFields />
          <SubmitButton>Find</SubmitButton>
        </PortalForm>
      </div>
    </Page>
  )
}
