import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { MEMBER_ACT_REFUSAL_FIELDS, MEMBER_ACT_REFUSAL_STATUS, MEMBER_ACT_REFUSAL_WORDS, MEMBER_STATE_WORDS } from '#app/documents/member.words.ts'
import { ownActSchema } from '#app/documents/member.schema.ts'
import { membersAsked, readMembersPage } from '#app/documents/read-members-page.server.ts'
import { sayAsMember } from '#app/documents/say-as-member.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { DateField, RadiosField, TextareaField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Your membership')

export const loader = pageLoader('documents.sign-for', async ({ context, params, url }) => {
  const page = await readMembersPage(context, params.ref ?? '', membersAsked(url.searchParams))
  if (!page?.own) throw notFound()
  return { paper: page.paper, own: page.own, organisation: context.actor.organisationName }
})

export const action = pageAction('documents.sign-for', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), ownActSchema)
  const { password: _password, ...typed } = reading.typed
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const said = await sayAsMember(context, params.ref ?? '', reading.value)
  if (said === null) throw notFound()
  if (said.ok) throw redirect(`/documents/${params.ref}/members?done=${reading.value.say}`)
  const { kind } = said.refusal
  return data({ problems: [{ field: MEMBER_ACT_REFUSAL_FIELDS[kind] ?? '', message: MEMBER_ACT_REFUSAL_WORDS[kind]() }], typed }, { status: MEMBER_ACT_REFUSAL_STATUS[kind] })
})

const CHOICES = {
  declined: { label: 'It declines these words', hint: 'Data of its people does not go. It may still sign later' },
  left: { label: 'It gives notice to leave', hint: 'Data of its people goes until the end of the last day you give, and not after' },
  returned: { label: 'It takes part again', hint: 'On the words that it signed, from now on' },
} as const

export default function Membership() {
  const { paper, own, organisation } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="Your membership" caption={paper.title} crumbs={[{ href: `/projects/${paper.projectRef}`, label: paper.title }, { href: `/documents/${paper.ref}/members`, label: 'Members' }]}>
      <p>{organisation} stands as: <strong>{MEMBER_STATE_WORDS[own.state].label}</strong>{own.note ? ` (${own.note})` : ''}, for version {paper.number}.</p>
      {own.maySay.length === 0 && !answer ? <InsetText><p>There is nothing to say here now.</p></InsetText> : (
        <PortalForm schema={ownActSchema} problems={answer?.problems} typed={answer?.typed}>
          <RadiosField name="say" label={`What does ${organisation} say?`} options={own.maySay.map((act) => ({ value: act, ...CHOICES[act] }))} />
          <TextareaField name="reason" label="Why?" rows={3} hint="The parties to the project can read this. Say nothing about a patient" />
          {own.maySay.includes('left') ? <DateField name="lastDay" label="The last day on which data may go" hint="For notice to leave" /> : null}
          <TextField name="password" label="Your password" hint="To show that it is still you" type="password" width={20} autoComplete="current-password" />
          <SubmitButton>Record this</SubmitButton>
        </PortalForm>
      )}
    </Page>
  )
}
