import { Link, useLoaderData } from '@remix-run/react'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { formatDay, formatInstant } from '#app/kernel/uk-date.ts'
import { QUERY_LETTER_WORDS } from '#app/letters/query-letter.words.ts'
import { readReplyQueries } from '#app/letters/read-reply-queries.server.ts'
import { QUERY_WORDS } from '#app/letters/reply.words.ts'
import { Table } from '#app/ui/furniture.tsx'
import { Page, titled } from '#app/ui/page.tsx'

export const meta = titled('Queries about replies')

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const page = await readReplyQueries(context, params.ref ?? '')
  if (!page) throw notFound()
  return page
})

export default function Queries() {
  const { campaign, queries } = useLoaderData<typeof loader>()
  const base = `/practice/campaigns/${campaign.ref}`
  return (
    <Page title="Queries about replies" caption={campaign.projectTitle} wide
      crumbs={[{ href: '/practice', label: 'Letters and replies' }, { href: base, label: campaign.projectTitle }, { href: `${base}/replies`, label: 'Reply desk' }]}>
      {queries.length === 0 ? (
        <p>No query waits. A slip without a signature, or one that may be from any of several patients, is kept here until someone has settled it.</p>
      ) : (
        <Table caption="Queries that wait, the oldest first" head={['Came', 'What it is', 'Recorded by', 'Asked by letter', 'Settle']} rows={queries.map((query) => [
          formatDay(query.receivedDay), query.queryKind ? QUERY_WORDS[query.queryKind] : '', query.by ?? '',
          query.askedAt ? formatInstant(new Date(query.askedAt)) : query.isToAsk ? QUERY_LETTER_WORDS.toWrite : '',
          <Link key={query.id} to={`${base}/replies/queries/${query.id}`}>Settle<span className="nhsuk-u-visually-hidden"> the query of {formatDay(query.receivedDay)}</span></Link>,
        ])} />
      )}
    </Page>
  )
}
