import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { IDENTITY_REFUSAL_WORDS } from '#app/identity/identity.words.ts'
import { listDemoSignIns } from '#app/identity/read-sign-in-page.server.ts'
import { clientAddress, publicAction, publicLoader, readActor } from '#app/identity/route-wrappers.server.ts'
import { signInSchema } from '#app/identity/sign-in.schema.ts'
import { signIn } from '#app/identity/sign-in.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { throttle } from '#app/platform/throttle.server.ts'
import { TextField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Sign in')

export const loader = publicLoader(async ({ context, request }) => {
  if (await readActor(context.runtime, request)) throw redirect('/desk')
  return { demo: await listDemoSignIns(context.runtime) }
})

export const action = publicAction(async ({ context, request, url }) => {
  const reading = readTyped(typedFromForm(await request.formData()), signInSchema)
  const typed = { email: reading.typed.email }
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  if ((await throttle('sign-in', clientAddress(request))) !== null) {
    return data({ problems: [{ field: '', message: IDENTITY_REFUSAL_WORDS['too-many-tries'] }], typed }, { status: 429 })
  }
  const signedIn = await signIn(context, reading.value)
  if (!signedIn.ok) {
    return data({ problems: [{ field: 'email', message: IDENTITY_REFUSAL_WORDS['sign-in-failed'] }], typed }, { status: 400 })
  }
  const next = url.searchParams.get('next') ?? ''
  throw redirect(/^\/(?![/\\])/.test(next) ? next : '/desk', { headers: { 'Set-Cookie': signedIn.value.cookie } })
})

export default function SignIn() {
  const { demo } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  return (
    <Page title="Sign in">
      <PortalForm schema={signInSchema} problems={result?.problems} typed={result?.typed}>
        <TextField name="email" label="Email address" type="email" inputMode="email" autoComplete="username" width={30} spellCheck={false} />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" width={20} />
        <SubmitButton>Sign in</SubmitButton>
      </PortalForm>
      {demo.length > 0 ? (
        <Details summary="Accounts of this demonstration">
          <p>They all have the password <span className="concordat-code">{demo[0]?.password}</span></p>
          <ul>
            {demo.map((account) => (
              <li key={account.email}><span className="concordat-code">{account.email}</span>: {account.role}, {account.organisation}</li>
            ))}
          </ul>
        </Details>
      ) : null}
    </Page>
  )
}
