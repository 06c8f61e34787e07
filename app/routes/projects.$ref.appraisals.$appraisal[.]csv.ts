import { readAppraisalCsv } from '#app/involvement/read-appraisals.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** `?version=2` gives an earlier version. */
export const loader = pageLoader('projects.read', async ({ context, params, url }) => {
  const asked = url.searchParams.get('version')
  const csv = await readAppraisalCsv(context, params.ref ?? '', params.appraisal ?? '', asked === null ? null : Number(asked))
  if (csv === null) throw notFound()
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${params.ref}-appraisal.csv"`, 'Cache-Control': 'no-store' },
  })
})
