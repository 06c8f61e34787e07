import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { mapHeadings } from '#app/people/map-headings.server.ts'
import { readMappedColumns } from '#app/people/map-headings.rules.ts'
import { COLUMN_HELP, COLUMN_WORDS, listFaultSentence, PEOPLE_LIST_REFUSAL_WORDS, UPLOAD_STATE_WORDS } from '#app/people/people-list.words.ts'
import { readUploadPage, type UploadPage } from '#app/people/read-people-page.server.ts'
import { UploadResult } from '#app/people/upload-result.tsx'
import { UploadTag } from '#app/people/upload-tag.tsx'
import { SelectField } from '#app/ui/fields.tsx'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { ButtonLink, LookAgain, Progress, WarningCallout } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'
import { useLookAgain } from '#app/ui/use-look-again.ts'

export const meta = titled('People list sent')

export const loader = pageLoader('people.upload', async ({ context, params }) => {
  const page = isId(params.uploadId) ? await readUploadPage(context, params.uploadId) : null
  if (!page) throw notFound()
  return page
})

export const action = pageAction('people.upload', async ({ context, params, request }) => {
  const page = isId(params.uploadId) ? await readUploadPage(context, params.uploadId) : null
  if (!page || !params.uploadId) throw notFound()
  const form = await request.formData()
  const reading = readMappedColumns(page.waiting?.wanted ?? [], (name) => String(form.get(name) ?? ''))
  if (!reading.ok) return data({ problems: reading.problems, typed: reading.typed }, { status: 400 })
  const mapped = await mapHeadings(context, { uploadId: params.uploadId, columns: reading.value })
  if (!mapped.ok) return data({ problems: [{ field: '', message: PEOPLE_LIST_REFUSAL_WORDS[mapped.refusal.kind] }], typed: reading.typed }, { status: 409 })
  throw redirect(`/practice/people/uploads/${params.uploadId}`)
})

export default function UploadedList() {
  const { upload, rejects, waiting } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const isGoingOn = upload.state === 'received' || upload.state === 'reading'
  useLookAgain(isGoingOn)
  return (
    <Page title="People list" caption={upload.fileName} tag={<UploadTag state={upload.state} words={UPLOAD_STATE_WORDS[upload.state]} />} wide
      crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: '/practice/people', label: 'People list' }]}>
      <p>Sent {formatInstant(upload.startedAt)}.</p>
      {isGoingOn ? <Reading upload={upload} /> : null}
      {upload.state === 'failed' && upload.fault ? (
        <WarningCallout title="This file was not used">
          <p>{listFaultSentence(upload.fault)}</p>
          <p>Your people list is as it was before.</p>
        </WarningCallout>
      ) : null}
      {waiting ? <Mapping waiting={waiting} problems={result?.problems} typed={result?.typed} /> : null}
      {upload.state === 'done' ? <UploadResult upload={upload} rejects={rejects} /> : null}
      {isGoingOn ? null : <ButtonLink to="/practice/people" secondary>Send another list</ButtonLink>}
      {upload.state === 'done' ? <p><a href="/practice">Go on to your letters</a></p> : null}
    </Page>
  )
}

function Reading({ upload }: { readonly upload: UploadPage['upload'] }) {
  const settled = upload.rowsKept + upload.rowsRejected
  const isKeeping = settled > 0 || (upload.rowsRead > 0 && upload.bytesRead === upload.bytesTotal)
  const words = upload.state === 'received'
    ? 'Waiting to be read.'
    : isKeeping
      ? `${settled.toLocaleString('en-GB')} of ${upload.rowsRead.toLocaleString('en-GB')} rows have been gone through.`
      : `Looking through the file: ${upload.rowsRead.toLocaleString('en-GB')} rows so far.`
  return (
    <>
      <Progress words={words} done={isKeeping ? settled : upload.bytesRead} total={isKeeping ? upload.rowsRead : upload.bytesTotal} />
      <p>You can leave this page. The reading goes on, and the result will be here.</p>
      <LookAgain />
    </>
  )
}

function Mapping({ waiting, problems, typed }: { readonly waiting: NonNullable<UploadPage['waiting']>; readonly problems?: readonly { field: string; message: string }[]; readonly typed?: Record<string, string> }) {
  const options = waiting.free.map((place) => ({ value: String(place), label: waiting.headings[place] ?? '' }))
  return (
    <PortalForm problems={problems} typed={typed ?? {}}>
      <h2 className="nhsuk-heading-m">Say which column is which</h2>
      <p>The same file is then read again, and your answer is kept for the next list.</p>
      {waiting.wanted.map((column) => (
        <SelectField key={column} name={column} label={COLUMN_WORDS[column]} hint={COLUMN_HELP[column]} options={options} prompt="Choose one of your columns" />
      ))}
      <SubmitButton>Read the file again</SubmitButton>
    </PortalForm>
  )
}
