import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { fileFromForm, readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { HouseholdPerson } from '#app/letters/household-form.tsx'
import { addToHouseholdSchema, householdSchema } from '#app/letters/household.schema.ts'
import { HOUSEHOLD_WORDS } from '#app/letters/household.words.ts'
import { findForHousehold, readHouseholdForm } from '#app/letters/read-household.server.ts'
import { recordHousehold } from '#app/letters/record-household.server.ts'
import { ScanField } from '#app/letters/reply-form.tsx'
import { newId } from '#app/platform/secrets.server.ts'
import { DateField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled(HOUSEHOLD_WORDS.title)

const addedTo = (url: URL): string[] => url.searchParams.getAll('also').filter(isId)

export const loader = pageLoader('replies.record', async ({ context, params, url }) => {
  const page = isId(params.personId) ? await readHouseholdForm(context, params.ref ?? '', params.personId, addedTo(url)) : null
  if (!page) throw notFound()
  return { ...page, formId: newId() }
})

export const action = pageAction('replies.record', async ({ context, params, request, url }) => {
  const form = await request.formData()
  const typed = typedFromForm(form)
  if (typed.intent === 'add') {
    const reading = readTyped(typed, addToHouseholdSchema)
    if (!reading.ok) return data({ problems: [], typed: {}, adding: { problems: reading.problems, typed: reading.typed } }, { status: 400 })
    const found = await findForHousehold(context, params.ref ?? '', reading.value.who)
    if (!found) throw notFound()
    if (!found.personId) return data({ problems: [], typed: {}, adding: { problems: [{ field: 'who', message: HOUSEHOLD_WORDS.notFound }], typed: reading.typed } }, { status: 400 })
    const also = [...new Set([...addedTo(url), found.personId])].map((id) => `also=${id}`).join('&')
    throw redirect(`/practice/campaigns/${params.ref}/replies/household/${params.personId}?${also}`)
  }
  const reading = readTyped(typed, householdSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed, adding: null }, { status: 400 })
  const done = isId(params.personId) ? await recordHousehold(context, params.ref ?? '', reading.value, await fileFromForm(form, 'scan')) : null
  if (!done) throw notFound()
  if (!done.ok) return data({ problems: done.problems, typed: reading.typed, adding: null }, { status: done.status })
  const { receipts } = done
  const queries = receipts.filter(({ outcome }) => outcome === 'query').length
  const repeated = receipts.filter((receipt) => receipt.outcome !== 'query' && receipt.repeated).length
  throw redirect(`/practice/campaigns/${params.ref}/replies?done=household&recorded=${receipts.length - queries - repeated}&repeated=${repeated}&queries=${queries}`)
})

export default function Household() {
  const { campaign, people, today, isCommunal, formId } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  const isAnswered = result && result.adding === null
  const typed = isAnswered ? result.typed : { received: partsOfDay(today) }
  return (
    <Page title={HOUSEHOLD_WORDS.title} caption={campaign.projectTitle}
      crumbs={[{ href: base, label: campaign.projectTitle }, { href: `${base}/replies`, label: 'Reply desk' }]}>
      <p>{HOUSEHOLD_WORDS.intro}</p>
      <InsetText><p>{isCommunal ? HOUSEHOLD_WORDS.communal : HOUSEHOLD_WORDS.otherSpeaker}</p></InsetText>
      <PortalForm schema={addToHouseholdSchema} problems={result?.adding?.problems} typed={result?.adding?.typed}>
        <HiddenField name="intent" value="add" />
        <TextField name="who" label="Is someone else on the form?" hint="Add them first: reply code, NHS number or the surgery’s own number" width={20} code autoComplete="off" spellCheck={false} />
        <SubmitButton secondary>Add this person</SubmitButton>
      </PortalForm>
      <PortalForm schema={householdSchema} problems={isAnswered ? result.problems : undefined} typed={typed} encType="multipart/form-data">
        <HiddenField name="formId" value={isAnswered && typeof result.typed.formId === 'string' ? result.typed.formId : formId} />
        {people.map((person, index) => <HouseholdPerson key={person.id} person={person} index={index} />)}
        <DateField name="received" label="When did it reach the surgery?" hint="For example, 27 3 2026" />
        <ScanField />
        <SubmitButton>Record this form</SubmitButton>
      </PortalForm>
      <p><Link to={`${base}/replies`}>Go back to the reply desk</Link></p>
    </Page>
  )
}
