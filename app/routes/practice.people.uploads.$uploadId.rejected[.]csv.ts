import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { readRejectedRowsCsv } from '#app/people/read-people-page.server.ts'

/** The rows of a list that could not be used, to mend and send again. */
export const loader = pageLoader('people.upload', async ({ context, params }) => {
  const csv = isId(params.uploadId) ? await readRejectedRowsCsv(context, params.uploadId) : null
  if (csv === null) throw notFound()
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="rejected-rows.csv"', 'Cache-Control': 'no-store' },
  })
})
