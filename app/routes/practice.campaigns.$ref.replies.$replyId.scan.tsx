import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notFound, pageAction, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { fileFromForm } from '#app/kernel/form-data.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { attachScan } from '#app/letters/keep-scan.server.ts'
import { readReplyWithScans } from '#app/letters/read-reply-desk.server.ts'
import { ScanField } from '#app/letters/reply-form.tsx'
import { ScanLinks } from '#app/letters/scan-links.tsx'
import { REPLY_REFUSAL_STATUS, replyRefusalWords } from '#app/letters/reply.words.ts'
import { PortalForm, SubmitButton } from '#app/ui/form.tsx'
import { SummaryList } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Attach a scan')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const page = isId(params.replyId) ? await readReplyWithScans(context, params.ref ?? '', params.replyId) : null
  if (!page) throw notFound()
  return page
})

export const action = pageAction('replies.record', async ({ context, params, request }) => {
  const content = await fileFromForm(await request.formData(), 'scan')
  const attached = isId(params.replyId) ? await attachScan(context, params.ref ?? '', params.replyId, content) : null
  if (!attached) throw notFound()
  if (!attached.ok) return data({ problems: [{ field: 'scan', message: replyRefusalWords(attached.refusal) }] }, { status: REPLY_REFUSAL_STATUS[attached.refusal.kind] })
  throw redirect(`/practice/campaigns/${params.ref}/replies?done=scan`)
})

export default function AttachScan() {
  const { campaign, reply } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const base = `/practice/campaigns/${campaign.ref}`
  return (
    <Page title="Attach a scan" caption={campaign.projectTitle} crumbs={[{ href: base, label: campaign.projectTitle }, { href: `${base}/replies`, label: 'Reply desk' }]}>
      <SummaryList rows={[
        { key: 'Came', value: formatDay(reply.receivedDay) },
        { key: 'Written down', value: `${formatInstant(new Date(reply.recordedAt))}${reply.by ? `, by ${reply.by}` : ''}` },
        ...(reply.reference ? [{ key: 'Reference', value: <span className="concordat-reference">{reply.reference}</span> }] : []),
        { key: 'Scans', value: reply.scans.length === 0 ? 'None yet' : <ScanLinks campaignRef={campaign.ref} scans={reply.scans} /> },
      ]} />
      <PortalForm problems={result?.problems} encType="multipart/form-data">
        <ScanField />
        <SubmitButton>Attach it</SubmitButton>
      </PortalForm>
    </Page>
  )
}
