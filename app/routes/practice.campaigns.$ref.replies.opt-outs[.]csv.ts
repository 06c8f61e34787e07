import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { readOptOutFile } from '#app/letters/read-reply-files.server.ts'

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const csv = await readOptOutFile(context, params.ref ?? '')
  if (csv === null) throw notFound()
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${params.ref}-opt-outs.csv"`, 'Cache-Control': 'no-store' },
  })
})
