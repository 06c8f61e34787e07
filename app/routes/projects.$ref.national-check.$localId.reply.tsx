import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { REPLY_FILE_WORDS } from '#app/national-check/national-check-page.words.ts'
import { takeInRefusalSentence } from '#app/national-check/national-check.words.ts'
import { readNationalCheckRunPage } from '#app/national-check/read-national-check-pages.server.ts'
import { uploadReply } from '#app/national-check/upload-reply.server.ts'
import { readListForm } from '#app/people/read-list-form.server.ts'
import { FileField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { InsetText } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Take in a reply')

export const loader = pageLoader('checks.ask', async ({ context, params }) => {
  const page = await readNationalCheckRunPage(context, params.ref ?? '', params.localId ?? '')
  if (!page) throw notFound()
  return page
})

export const action = pageAction('checks.ask', async ({ context, params, request }) => {
  const isForm = request.headers.get('Content-Type')?.startsWith('multipart/form-data')
  const sent = isForm ? await readListForm(request) : null
  const control = sent?.form.get('control')
  const taken = await uploadReply(context, params.ref ?? '', params.localId ?? '', { file: sent?.file ?? null, control: control instanceof File ? control : null })
  if (!taken) throw notFound()
  if (taken.ok) throw redirect(`/projects/${params.ref}/national-check/${params.localId}?done=taken`)
  const { kind } = taken.refusal
  const message = kind in REPLY_FILE_WORDS ? REPLY_FILE_WORDS[kind as keyof typeof REPLY_FILE_WORDS] : takeInRefusalSentence(taken.refusal)
  return data({ problems: [{ field: kind === 'control-not-text' ? 'control' : 'file', message }] }, { status: kind === 'file-too-large' ? 413 : 400 })
})

export default function TakeInReply() {
  const { project, run, mayTakeIn } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const [base, page] = [`/projects/${project.ref}`, `/projects/${project.ref}/national-check/${run.localId}`]
  return (
    <Page title="Take in a reply" caption={`National check ${run.localId}`} crumbs={[
      { href: '/projects', label: 'Projects' }, { href: base, label: project.title }, { href: `${base}/national-check`, label: 'National check' }, { href: page, label: run.flowName },
    ]}>
      {mayTakeIn ? (
        <>
          <p>The portal fetches replies from the mailbox by itself. Do this only for a reply that reached you another way, such as through the MESH web pages.</p>
          <PortalForm problems={result?.problems} encType="multipart/form-data">
            <FileField name="file" label="The file that came" hint="A receipt, a report, an error or the list of numbers (.dat), up to 25 MB" />
            <FileField name="control" label="The control file that came with it (.ctl)" hint="Leave this out if there is none. A list without anyone in it is taken in only with its control file." />
            <SubmitButton>Take it in</SubmitButton>
          </PortalForm>
          <p>It is held against what was asked before anything changes. If it is refused, nothing changes, and the reason is kept on the page of the check.</p>
        </>
      ) : (
        <InsetText>
          <p>This check waits for no reply. <Link to={page}>See what became of it</Link>, or ask again.</p>
          {result?.problems.map(({ message }) => <p key={message}>{message}</p>)}
        </InsetText>
      )}
    </Page>
  )
}
