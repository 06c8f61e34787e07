import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { KEY_NAME_MAX } from '#app/identity/api-key.rules.ts'
import { makeKeySchema } from '#app/identity/api-key.schema.ts'
import { ACTION_WORDS, KEY_REFUSAL_STATUS, keyProblems } from '#app/identity/api-key.words.ts'
import { API_ACTIONS } from '#app/identity/api-problem.rules.ts'
import { carryNewKey } from '#app/identity/new-key-cookie.server.ts'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { partsOfDay } from '#app/kernel/fields.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { makeKey, readNewKeyPage } from '#app/releases/make-key.server.ts'
import { CheckboxesField, DateField, TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Make a key')

export const loader = pageLoader('keys.manage', ({ context }) => readNewKeyPage(context))

export const action = pageAction('keys.manage', async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), makeKeySchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const made = await makeKey(context, reading.value)
  if (!made.ok) return data({ problems: keyProblems(made.refusal), typed: reading.typed }, { status: KEY_REFUSAL_STATUS[made.refusal.kind] })
  throw redirect(`/settings/keys/${made.value.id}`, { headers: { 'Set-Cookie': await carryNewKey(context.runtime, made.value) } })
})

export default function NewKey() {
  const { flows, usualEnd } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="Make a key" crumbs={[{ href: '/settings/keys', label: 'Keys for programs' }]}>
      {flows.length === 0 ? <p>Your organisation takes part in no project with a flow of data. When it does, a key can be made for that flow.</p> : (
        <>
          <p>Give a key no more than its program needs. It cannot be changed afterwards: make another, and revoke this one.</p>
          <PortalForm schema={makeKeySchema} problems={answer?.problems} typed={answer?.typed ?? { expiresOn: partsOfDay(usualEnd) }}>
            <TextField name="name" label="What is the key for?" hint="A name that tells it from others, such as “Linkage pipeline, live”" width={30} maxLength={KEY_NAME_MAX} autoComplete="off" />
            <CheckboxesField name="flowRefs" label="Which flows is it for?" options={flows.map(({ ref, name, projectTitle }) => ({ value: ref, label: name, hint: `${ref}, for ${projectTitle}` }))} />
            <CheckboxesField name="actions" label="What may it do?" options={API_ACTIONS.map((action) => ({ value: action, ...ACTION_WORDS[action] }))} />
            <DateField name="expiresOn" label="What is its last day?" hint="It works to the end of that day, in at most two years" />
            <SubmitButton>Make the key</SubmitButton>
          </PortalForm>
        </>
      )}
    </Page>
  )
}
