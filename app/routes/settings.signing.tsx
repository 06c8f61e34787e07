import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { delegateSigning, endDelegation, readDelegations } from '#app/documents/delegate-signing.server.ts'
import { DELEGATION_DONE_WORDS, DELEGATION_REFUSAL_FIELDS, DELEGATION_REFUSAL_WORDS, DELEGATION_STATE_WORDS } from '#app/documents/delegation.words.ts'
import { delegationSchema } from '#app/documents/delegation.schema.ts'
import { ROLE_WORDS } from '#app/identity/permissions.rules.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatDay } from '#app/kernel/uk-date.ts'
import { DateField, SelectField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText, StackedTable, SuccessBanner, Tag } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Who signs')

export const loader = pageLoader('documents.sign-for', async ({ context }) => ({ ...(await readDelegations(context)), organisation: context.actor.organisationName }))

export const action = pageAction('documents.sign', async ({ context, request }) => {
  const { password, ...typed } = typedFromForm(await request.formData())
  if (typeof typed.end === 'string') {
    const ended = await endDelegation(context, typed.end)
    if (ended === null) throw notFound()
    if (ended.ok) throw redirect('/settings/signing?done=ended')
    return data({ problems: [{ field: '', message: DELEGATION_REFUSAL_WORDS[ended.refusal.kind] }], typed: {} }, { status: ended.refusal.kind === 'wrong-role' ? 403 : 409 })
  }
  const reading = readTyped({ ...typed, password }, delegationSchema)
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const given = await delegateSigning(context, reading.value)
  if (given.ok) throw redirect('/settings/signing?done=given')
  const { kind } = given.refusal
  const field = DELEGATION_REFUSAL_FIELDS[kind] ?? ''
  return data({ problems: [{ field, message: DELEGATION_REFUSAL_WORDS[kind] }], typed }, { status: field ? 400 : 403 })
})

export default function WhoSigns() {
  const { organisation, officers, delegations, managers, mayGive, isPractice } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const done = DELEGATION_DONE_WORDS[useSearchParams()[0].get('done') ?? '']
  return (
    <Page title="Who signs" caption={organisation} wide crumbs={[{ href: '/practice/agreements', label: 'Agreements' }]}>
      {done && !answer ? <SuccessBanner>{done}</SuccessBanner> : null}
      <h2 className="nhsuk-heading-m">By their own post</h2>
      {officers.length > 0 ? <ul>{officers.map(({ name, jobTitle, role }) => <li key={name}>{name}, {jobTitle} ({ROLE_WORDS[role]})</li>)}</ul> : <p>Nobody at {organisation} has an account with a post that signs.</p>}
      <h2 className="nhsuk-heading-m">On the word of one of them</h2>
      {delegations.length === 0 ? <InsetText><p>Nobody. {isPractice ? 'A practice manager may be let sign between two days, and will stand here.' : `${organisation} is bound by its officers alone.`}</p></InsetText> : (
        <StackedTable caption="Who may sign, and when" head={['Who', 'From', 'Until', 'State', 'On the word of', 'End']} rows={delegations.map((one) => [
          one.to, formatDay(one.fromDay), formatDay(one.untilDay), <Tag key="state" colour={DELEGATION_STATE_WORDS[one.state].colour}>{DELEGATION_STATE_WORDS[one.state].label}</Tag>, one.by,
          one.mayEnd ? <PortalForm key="end"><HiddenField name="end" value={one.id} /><SubmitButton secondary>End it now<span className="nhsuk-u-visually-hidden">: {one.to}</span></SubmitButton></PortalForm> : '',
        ])} />
      )}
      {mayGive || answer ? (
        <>
          <h2 className="nhsuk-heading-m">Let a practice manager sign</h2>
          <p>They sign, decline and leave for {organisation} between the two days. Your name stands beside theirs on what they sign, and the audit keeps who let whom.</p>
          {managers.length === 0 ? <InsetText><p>No practice manager of {organisation} has an account. Ask whoever runs this installation to open one.</p></InsetText> : (
            <PortalForm schema={delegationSchema} problems={answer?.problems} typed={answer?.typed}>
              <SelectField name="userId" label="Who may sign?" prompt="Select a practice manager" options={managers.map(({ userId, label }) => ({ value: userId, label }))} />
              <DateField name="from" label="The first day" />
              <DateField name="until" label="The last day" hint="Within a year of the first" />
              <TextField name="password" label="Your password" hint="To show that it is still you" type="password" width={20} autoComplete="current-password" />
              <SubmitButton>Let them sign</SubmitButton>
            </PortalForm>
          )}
        </>
      ) : null}
    </Page>
  )
}
