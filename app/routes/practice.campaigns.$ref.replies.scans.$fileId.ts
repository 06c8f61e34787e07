import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { openScan } from '#app/letters/open-scan.server.ts'

/** The scan of a reply, from the reply desk. */
export const loader = pageLoader('replies.record', async ({ context, params }) => {
  const scan = isId(params.fileId) ? await openScan(context, params.fileId, { campaignRef: params.ref ?? '' }) : null
  if (!scan) throw notFound()
  return scan
})
