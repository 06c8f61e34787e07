import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readTimelineCsv } from '#app/work/read-timeline.server.ts'

export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const csv = await readTimelineCsv(context, params.ref ?? '')
  if (csv === null) throw notFound()
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${params.ref}-timeline.csv"`, 'Cache-Control': 'private, no-store' },
  })
})
