import { data, redirect } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { readReplyDesk } from '#app/letters/read-reply-desk.server.ts'
import { replyListFaultWords } from '#app/letters/reply-list.words.ts'
import { uploadReplies } from '#app/letters/upload-replies.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { FileField } from '#app/ui/fields.tsx'
import { HiddenField, PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { Details, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Upload a list of opt-outs')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const desk = await readReplyDesk(context, params.ref ?? '', null)
  if (!desk) throw notFound()
  return { campaign: desk.campaign, uploads: desk.uploads, formId: newId() }
})

export const action = pageAction('replies.record', async ({ context, params, request }) => {
  const form = await request.formData()
  const [file, given] = [form.get('file'), form.get('formId')]
  const formId = typeof given === 'string' && isId(given) ? given : newId()
  const isFile = file instanceof File && !(file.size === 0 && file.name === '')
  const uploaded = await uploadReplies(context, params.ref ?? '', {
    formId, fileName: isFile ? file.name || 'opt-outs.csv' : '', content: isFile ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(),
  })
  if (!uploaded) throw notFound()
  if (!uploaded.ok) {
    return data({ problems: [{ field: 'file', message: replyListFaultWords(uploaded.refusal) }] }, { status: uploaded.refusal.kind === 'letters-not-made' ? 409 : 400 })
  }
  throw redirect(`/practice/campaigns/${params.ref}/replies/upload/${uploaded.value.uploadId}`)
})

export default function UploadReplies() {
  const { campaign, uploads, formId } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  return (
    <Page title="Upload a list of opt-outs" caption={campaign.projectTitle}
      crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }, { href: `${base}/replies`, label: 'Reply desk' }]}>
      <p>For opt-outs that you kept in a spreadsheet. Every row says that one patient does not want to share. Good rows are kept even if others cannot be used.</p>
      <PortalForm problems={result?.problems} encType="multipart/form-data">
        <HiddenField name="formId" value={formId} />
        <FileField name="file" label="CSV file" hint="Up to 5 MB and 5,000 rows" accept=".csv,text/csv" />
        <SubmitButton>Upload</SubmitButton>
      </PortalForm>
      <Details summary="What must stand in the file">
        <p>A first row with these headings, then one patient a row:</p>
        <ul>
          <li><code>nhs_number</code>, or <code>local_id</code> (the number your own system gives the patient), or <code>reply_code</code> (from the slip). Where two are given, they must be of the same patient</li>
          <li><code>channel</code>: slip, phone, desk, web or list</li>
          <li><code>received</code>: the day it came, such as 2026-03-27 or 27/03/2026</li>
          <li><code>signed</code>, if you like: “no” keeps a slip as a query</li>
        </ul>
        <p>Other columns are left alone. The same patient twice is one choice.</p>
      </Details>
      {uploads.length > 0 ? (
        <Table caption="Lists uploaded" figures={[2, 3, 4]} head={['File', 'When', 'New choices', 'Already there', 'Not used']} rows={uploads.map((upload) => [
          <Link key={upload.id} to={upload.id}>{upload.fileName}</Link>, formatInstant(new Date(upload.at)), upload.rowsKept, upload.rowsRepeated, upload.rowsRejected,
        ])} />
      ) : <p>No list has been uploaded yet. Each one you upload is listed here, with what came of it.</p>}
    </Page>
  )
}
