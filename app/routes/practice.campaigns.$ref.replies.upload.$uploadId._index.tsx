import { useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { formatInstant } from '#app/kernel/uk-date.ts'
import { readReplyUpload } from '#app/letters/read-reply-files.server.ts'
import { ButtonLink, SummaryList, Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('List of opt-outs')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const page = isId(params.uploadId) ? await readReplyUpload(context, params.ref ?? '', params.uploadId) : null
  if (!page) throw notFound()
  return page
})

export default function ReplyUpload() {
  const { campaign, upload, rejects } = useLoaderData<typeof loader>()
  const base = `/practice/campaigns/${campaign.ref}/replies`
  return (
    <Page title={upload.fileName} caption="List of opt-outs" crumbs={[{ href: base, label: 'Reply desk' }, { href: `${base}/upload`, label: 'Upload a list' }]}>
      <SummaryList rows={[
        { key: 'Uploaded', value: formatInstant(new Date(upload.at)) },
        { key: 'Rows read', value: upload.rowsRead.toLocaleString('en-GB') },
        { key: 'New choices and queries', value: upload.rowsKept.toLocaleString('en-GB') },
        { key: 'Already recorded', value: `${upload.rowsRepeated.toLocaleString('en-GB')} (the same choice stands already, so nothing was added)` },
        { key: 'Not used', value: rejects.length.toLocaleString('en-GB') },
      ]} />
      {rejects.length > 0 ? (
        <>
          <p>Nothing in these rows was recorded. Download them, put them right, and upload that file.</p>
          <p><a className="nhsuk-button nhsuk-button--secondary" href={`${base}/upload/${upload.id}/rejected.csv`} download>Download the rows to mend</a></p>
          <Table caption="Rows that could not be used" figures={[0]} head={['Row', 'What to mend']} rows={rejects.map(({ row, reasons }) => [row, reasons.join(' ')])} />
        </>
      ) : null}
      <ButtonLink to={base}>Back to the reply desk</ButtonLink>
    </Page>
  )
}
