import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { AgreementsSigned, AgreementsToSign } from '#app/documents/agreements-list.tsx'
import { SIGN_REFUSAL_FIELDS, SIGN_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { signManySchema } from '#app/documents/member.schema.ts'
import { readAgreements } from '#app/documents/read-agreements.server.ts'
import { signDocuments } from '#app/documents/sign-document.server.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { SuccessBanner } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Agreements')

export const loader = pageLoader('documents.read', ({ context }) => readAgreements(context))

export const action = pageAction('documents.sign-for', async ({ context, request }) => {
  const reading = readTyped(typedFromForm(await request.formData()), signManySchema)
  const { password: _password, ...typed } = reading.typed
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const papers = reading.value.chosen.map((text) => {
    const [documentRef, number, contentHash] = text.split(' ') as [string, string, string]
    return { documentRef, number: Number(number), contentHash }
  })
  const signed = await signDocuments(context, { papers, fullName: reading.value.fullName, password: reading.value.password })
  if (signed === null) throw notFound()
  if (signed.ok) throw redirect('/practice/agreements?done=signed')
  const { kind, details } = signed.refusal
  const field = SIGN_REFUSAL_FIELDS[kind] ?? ''
  const about = typeof details?.paper === 'string' ? `${details.paper}: ` : ''
  return data({ problems: [{ field: field || 'chosen', message: `${about}${SIGN_REFUSAL_WORDS[kind]} Nothing was signed.` }], typed }, { status: field ? 400 : kind === 'not-a-party' || kind === 'wrong-role' ? 403 : 409 })
})

export default function Agreements() {
  const { papers, organisation, maySignAtAll, standsInFor, mayBeGiven } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const isDone = useSearchParams()[0].get('done') === 'signed'
  return (
    <Page title="Agreements" caption={organisation} crumbs={[{ href: '/desk', label: 'Your desk' }]} wide>
      {isDone ? <SuccessBanner>You have signed what you chose for your organisation.</SuccessBanner> : null}
      {standsInFor ? <p>You sign on the word of {standsInFor}, which stands beside your name on the paper.</p> : null}
      {mayBeGiven ? <p><Link to="/settings/signing">Who signs for {organisation}</Link></p> : null}
      <h2 className="nhsuk-heading-m">Waiting for your organisation’s signature</h2>
      <AgreementsToSign papers={papers.filter(({ isWaiting }) => isWaiting)} organisation={organisation} maySignAtAll={maySignAtAll} answer={answer} />
      <h2 className="nhsuk-heading-m">All others</h2>
      <AgreementsSigned papers={papers.filter(({ isWaiting }) => !isWaiting)} />
    </Page>
  )
}
