import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { revokeKeySchema } from '#app/identity/api-key.schema.ts'
import { KEY_REFUSAL_STATUS, keyProblems } from '#app/identity/api-key.words.ts'
import { readApiKey } from '#app/identity/read-api-keys.server.ts'
import { revokeKeyByName } from '#app/identity/revoke-api-key.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Revoke a key')

export const loader = pageLoader('keys.manage', async ({ context, params }) => {
  const key = await readApiKey(context, params.keyId ?? '')
  if (!key) throw notFound()
  return { id: key.id, name: key.name, isRevoked: key.state === 'revoked' }
})

export const action = pageAction('keys.manage', async ({ context, params, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), revokeKeySchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const revoked = await revokeKeyByName(context, { keyId: params.keyId ?? '', ...reading.value })
  if (revoked.ok) throw redirect('/settings/keys?done=revoked')
  if (revoked.refusal.kind === 'not-found') throw notFound()
  return data({ problems: keyProblems(revoked.refusal), typed: reading.typed }, { status: KEY_REFUSAL_STATUS[revoked.refusal.kind] })
})

export default function RevokeKey() {
  const { id, name, isRevoked } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="Revoke a key" caption={name} crumbs={[{ href: '/settings/keys', label: 'Keys for programs' }, { href: `/settings/keys/${id}`, label: name }]}>
      {isRevoked && !answer ? <p>This key was revoked before. It opens nothing.</p> : (
        <>
          <WarningCallout title="This cannot be undone">
            <p>From the moment it is revoked, every program that uses it is refused. A check under way is still answered to its end. What it asked before stays on record.</p>
          </WarningCallout>
          <PortalForm schema={revokeKeySchema} problems={answer?.problems} typed={answer?.typed}>
            <TextField name="typedName" label={<>Type the key’s name, <strong>{name}</strong>, to confirm</>} width={30} autoComplete="off" spellCheck={false} />
            <SubmitButton warning>Revoke the key</SubmitButton>
          </PortalForm>
        </>
      )}
    </Page>
  )
}
