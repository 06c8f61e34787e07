import { Readable } from 'node:stream'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { campaignRefusalSentence } from '#app/letters/campaign.words.ts'
import { downloadPrintFile } from '#app/letters/download-letters.server.ts'

/** Every letter of a campaign, to be printed on both sides of the paper. Made as it is downloaded; kept nowhere. */
export const loader = pageLoader('campaigns.manage', async ({ context, params }) => {
  const file = await downloadPrintFile(context, params.ref ?? '')
  if (file.ok) {
    return new Response(Readable.toWeb(file.value) as ReadableStream<Uint8Array>, {
      headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${params.ref}.pdf"`, 'Cache-Control': 'no-store' },
    })
  }
  if (file.refusal.kind === 'not-found') throw notFound()
  return new Response(campaignRefusalSentence(file.refusal), { status: 409, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
})
