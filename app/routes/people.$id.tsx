import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatNhsNumber } from '#app/kernel/nhs-number.ts'
import { londonDay, ageOn } from '#app/kernel/uk-date.ts'
import { readRepliesOfPerson } from '#app/letters/read-replies-of-person.server.ts'
import { PersonReplies } from '#app/letters/reply-person.tsx'
import { giveReason, isOurPerson, openPerson, reasonGiven } from '#app/people/open-person.server.ts'
import { OPEN_REASONS, OPEN_REASON_WORDS, openPersonSchema } from '#app/people/people-search.schema.ts'
import { RadiosField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('A patient’s record')

export const loader = pageLoader('people.read', async ({ context, params, request }) => {
  const { id } = params
  if (!isId(id) || !(await isOurPerson(context, id))) throw notFound()
  const reason = await reasonGiven(context, request, id)
  if (!reason) return { opened: null }
  const person = await openPerson(context, id, reason)
  if (!person) throw notFound()
  return {
    opened: {
      reason, mayRecord: mayRole(context.actor.role, 'replies.record'), replies: await readRepliesOfPerson(context, id),
      person: {
        id, name: `${person.givenName} ${person.familyName}`, nhsNumber: formatNhsNumber(person.nhsNumber), localId: person.localId, dateOfBirth: person.dateOfBirth,
        age: ageOn(person.dateOfBirth, londonDay(context.now)), isDeceased: person.isDeceased, isRestricted: person.isRestricted, hasLeft: person.leftAt !== null,
        address: person.isRestricted ? [] : [...person.addressLines, person.postcode].filter(Boolean),
      },
    },
  }
})

export const action = pageAction('people.read', async ({ context, params, request }) => {
  const { id } = params
  if (!isId(id) || !(await isOurPerson(context, id))) throw notFound()
  const reading = readTyped(typedFromForm(await request.formData()), openPersonSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  throw redirect(`/people/${id}`, { headers: { 'Set-Cookie': await giveReason(context, id, reading.value.reason) } })
})

export default function PersonPage() {
  const { opened } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const crumbs = [{ href: '/people', label: 'Find a patient' }]
  if (!opened) {
    return (
      <Page title="Why are you opening this record?" crumbs={crumbs} hideTitle>
        <PortalForm schema={openPersonSchema} problems={result?.problems} typed={result?.typed}>
          <RadiosField name="reason" isPageHeading label="Why are you opening this record?" hint="Your reason, your name and the time are kept in the audit."
            options={OPEN_REASONS.map((value) => ({ value, label: OPEN_REASON_WORDS[value] }))} />
          <SubmitButton>Open the record</SubmitButton>
        </PortalForm>
      </Page>
    )
  }
  return (
    <Page title={opened.person.name} caption="Patient" wide crumbs={crumbs}>
      <p className="nhsuk-u-reading-width">Opened because: {OPEN_REASON_WORDS[opened.reason].toLowerCase()}. The record closes by itself after 15 minutes.</p>
      <PersonReplies person={opened.person} replies={opened.replies} mayRecord={opened.mayRecord} />
    </Page>
  )
}
