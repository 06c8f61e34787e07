import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { downloadReceipt } from '#app/releases/read-receipt-page.server.ts'

/** The receipt of a check as a file. */
export const loader = pageLoader('checks.read', async ({ context, params }) => {
  const jws = await downloadReceipt(context, params.ref ?? '', params.checkId ?? '')
  if (!jws) throw notFound()
  return new Response(jws, {
    headers: { 'Content-Type': 'application/jose', 'Content-Disposition': `attachment; filename="${params.checkId}.jws"`, 'Cache-Control': 'private, no-store' },
  })
})
