import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readVersionName } from '#app/documents/document.rules.ts'
import { DOCUMENT_KIND_WORDS, SIGN_REFUSAL_FIELDS, SIGN_REFUSAL_WORDS } from '#app/documents/document.words.ts'
import { paperForPage } from '#app/documents/paper-page.rules.ts'
import { readDocumentPage } from '#app/documents/read-document.server.ts'
import { signDocument } from '#app/documents/sign-document.server.ts'
import { ScheduleFields } from '#app/documents/schedule-fields.tsx'
import { isWhole } from '#app/documents/schedule.rules.ts'
import { scheduleSaid, signSchema, typedFromSchedule } from '#app/documents/sign.schema.ts'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTyped, typedFromForm } from '#app/kernel/form-data.ts'
import { CheckboxField, TextField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details, InsetText, SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Sign a paper')

export const loader = pageLoader('documents.sign-for', async ({ context, params }) => {
  const number = readVersionName(params.version)
  const page = number === null ? null : await readDocumentPage(context, params.ref ?? '', number, { vary: true })
  if (!page) throw notFound()
  return { ...page, organisation: context.actor.organisationName }
})

export const action = pageAction('documents.sign-for', async ({ context, params, request }) => {
  const number = readVersionName(params.version)
  if (number === null) throw notFound()
  const reading = readTyped(typedFromForm(await request.formData()), signSchema)
  const { password: _password, contentHash: _shown, ...typed } = reading.typed
  if (!reading.ok) return data({ problems: reading.problems, typed }, { status: 400 })
  const signed = await signDocument(context, { documentRef: params.ref ?? '', number, ...reading.value, schedule: scheduleSaid(reading.value) })
  if (signed === null) throw notFound()
  if (signed.ok) throw redirect(`/documents/${params.ref}/v${number}?done=signed`)
  const { kind } = signed.refusal
  const field = SIGN_REFUSAL_FIELDS[kind] ?? ''
  return data({ problems: [{ field, message: SIGN_REFUSAL_WORDS[kind] }], typed }, { status: field ? 400 : kind === 'not-a-party' || kind === 'wrong-role' ? 403 : 409 })
})

export default function Sign() {
  const { paper, canSign, mayNotSign, organisation, vary } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const address = `/documents/${paper.documentRef}/v${paper.number}`
  return (
    <Page title={`Sign the ${DOCUMENT_KIND_WORDS[paper.kind].toLowerCase()}`} caption={paper.title} wide
      crumbs={[{ href: `/projects/${paper.projectRef}`, label: paper.title }, { href: address, label: `Version ${paper.number}` }]}>
      <SummaryList rows={[
        { key: 'What you sign', value: `${DOCUMENT_KIND_WORDS[paper.kind]}, ${paper.documentRef}, version ${paper.number}` },
        { key: 'For', value: organisation },
        { key: 'Digest of the words', value: <span className="concordat-hash">{paper.contentHash}</span> },
      ]} />
      {canSign ? <p><a href="#signing">Go to the signature</a></p> : <InsetText><p>{mayNotSign ? SIGN_REFUSAL_WORDS[mayNotSign] : ''}</p></InsetText>}
      <div className={`concordat-paper concordat-paper--${paper.standing.state}`} dangerouslySetInnerHTML={{ __html: paperForPage(paper.content) }} />
      {canSign || answer ? (
        <section id="signing" aria-labelledby="signing-title">
          <h2 className="nhsuk-heading-m" id="signing-title">Your signature</h2>
          <p>Your signature binds {organisation} to exactly the words above. It cannot be taken back; a change of any fact makes a new version, which you will be asked to sign again.</p>
          <PortalForm schema={signSchema} problems={answer?.problems} typed={answer?.typed ?? (vary ? typedFromSchedule(vary.schedule) : undefined)}>
            <HiddenField name="contentHash" value={paper.contentHash} />
            {vary ? (
              <Details summary={`${organisation} signs with a schedule of its own`} open={answer !== undefined || !isWhole(vary.schedule)}>
                <ScheduleFields organisation={organisation} flows={vary.flows} startDate={vary.startDate} />
              </Details>
            ) : null}
            <CheckboxField name="agree" label={`I have read version ${paper.number} of this paper, and I sign it for ${organisation}.`} />
            <TextField name="fullName" label="Your full name" width={30} autoComplete="name" spellCheck={false} />
            <TextField name="password" label="Your password" hint="To show that it is still you" type="password" width={20} autoComplete="current-password" />
            <SubmitButton>Sign version {paper.number}</SubmitButton>
          </PortalForm>
        </section>
      ) : null}
    </Page>
  )
}
