import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { readRejectedReplies } from '#app/letters/read-reply-files.server.ts'

export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const csv = isId(params.uploadId) ? await readRejectedReplies(context, params.ref ?? '', params.uploadId) : null
  if (csv === null) throw notFound()
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="opt-outs-to-mend.csv"', 'Cache-Control': 'no-store' },
  })
})
