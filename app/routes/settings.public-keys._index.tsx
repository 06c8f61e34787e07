import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { PUBLIC_KEY_NAME_MAX, registerPublicKeySchema } from '#app/releases/pseudonym-keys.schema.ts'
import { pseudonymDoneWords, pseudonymKeyProblems } from '#app/releases/pseudonym.words.ts'
import { endPublicKey, readPublicKeys, registerPublicKey } from '#app/releases/register-public-key.server.ts'
import { TextareaField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { SuccessBanner, Table, Tag, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Public keys')

export const loader = pageLoader('keys.manage', async ({ context, url }) => {
  const keys = await readPublicKeys(context)
  return { keys, toRevoke: keys.find(({ id, revokedAt }) => id === url.searchParams.get('revoke') && !revokedAt) ?? null, done: pseudonymDoneWords(url.searchParams.get('done')), organisation: context.actor.organisationName }
})

export const action = pageAction('keys.manage', async ({ context, request }) => {
  const typed = typedFromForm(await request.formData())
  if (typeof typed.revoke === 'string') {
    const ended = await endPublicKey(context, typed.revoke)
    if (ended.ok) throw redirect('/settings/public-keys?done=revoked')
    return data({ problems: pseudonymKeyProblems(ended.refusal), typed: {} }, { status: ended.refusal.kind === 'not-found' ? 404 : 409 })
  }
  const reading = readTyped(typed, registerPublicKeySchema)
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const made = await registerPublicKey(context, reading.value)
  if (made.ok) throw redirect('/settings/public-keys?done=registered')
  // A private key is not sent back either.
  return data({ problems: pseudonymKeyProblems(made.refusal), typed: made.refusal.kind === 'private-key-given' ? { name: reading.value.name } : reading.typed }, { status: 400 })
})

export default function PublicKeys() {
  const { keys, toRevoke, done, organisation } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page title="Public keys" caption={organisation} wide crumbs={[{ href: '/settings/keys', label: 'Keys for programs' }]}>
      {done ? <SuccessBanner>{done}</SuccessBanner> : null}
      {toRevoke ? (
        <WarningCallout title={`Revoke ${toRevoke.name}?`}>
          <p>Nothing is given out under it any more, and it cannot be undone. What was given out before can still be opened with its private half: if someone else may have that, have the projects’ keys changed too.</p>
          <PortalForm problems={answer?.problems}>
            <HiddenField name="revoke" value={toRevoke.id} />
            <SubmitButton warning>Revoke the key</SubmitButton>
          </PortalForm>
          <p><Link to="/settings/public-keys">Keep it</Link></p>
        </WarningCallout>
      ) : null}
      <p className="nhsuk-u-reading-width">The key of a project’s pseudonyms is given to its controllers alone, encrypted so that only the holder of a private key can open it. Register the public half here; the private half stays with whoever makes the lists.</p>
      {keys.length === 0 ? <p>Your organisation has registered no public key yet. Each one will be listed here.</p> : (
        <Table caption="Public keys" hideCaption head={['Name', 'State', 'Curve', 'Thumbprint', 'Registered', 'Action']} rows={keys.map((key) => [
          key.name,
          <Tag key="state" colour={key.revokedAt ? 'grey' : 'green'}>{key.revokedAt ? 'Revoked' : 'In use'}</Tag>,
          key.curve,
          <span key="thumbprint" className="concordat-hash">{key.thumbprint}</span>,
          `${formatInstant(new Date(key.madeAt))} by ${key.madeBy}`,
          key.revokedAt ? '' : <Link key="revoke" to={`?revoke=${key.id}`}>Revoke<span className="nhsuk-u-visually-hidden"> {key.name}</span></Link>,
        ])} />
      )}
      {toRevoke ? null : (
        <div className="nhsuk-u-reading-width">
          <h2 className="nhsuk-heading-m">Register a key</h2>
          <p>On the machine where lists are made, <span className="concordat-code">node scripts/pseudonymise-list.mjs new-key</span> writes the two files private.jwk.json and public.jwk.json.</p>
          <PortalForm key={keys.length} schema={registerPublicKeySchema} problems={answer?.problems} typed={answer?.typed}>
            <TextField name="name" label="What is the key for?" hint="A name that tells it from others, such as “Extract server, 2026”" width={30} maxLength={PUBLIC_KEY_NAME_MAX} autoComplete="off" />
            <TextareaField name="jwk" label="The public key" hint="What is in public.jwk.json" rows={4} />
            <SubmitButton>Register the key</SubmitButton>
          </PortalForm>
        </div>
      )}
    </Page>
  )
}
