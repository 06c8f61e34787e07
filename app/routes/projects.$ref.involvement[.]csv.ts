import { readLogCsv } from '#app/involvement/read-log.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** The log for a party's own use: counts stand in it as they are. */
export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const csv = await readLogCsv(context, params.ref ?? '')
  if (csv === null) throw notFound()
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${params.ref}-involvement.csv"`, 'Cache-Control': 'no-store' },
  })
})
