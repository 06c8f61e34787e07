import { membersAsked, readMembersCsv } from '#app/documents/read-members-page.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** `?state=waiting&find=green` as on the page. */
export const loader = pageLoader('documents.read', async ({ context, params, url }) => {
  const csv = await readMembersCsv(context, params.ref ?? '', membersAsked(url.searchParams))
  if (csv === null) throw notFound()
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${params.ref}-members.csv"`, 'Cache-Control': 'no-store' },
  })
})
