import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { campaignRefusalSentence } from '#app/letters/campaign.words.ts'
import { downloadManifest } from '#app/letters/download-letters.server.ts'

/** What the post room needs to know of each letter in the print file. It names nobody. */
export const loader = pageLoader('campaigns.manage', async ({ context, params }) => {
  const file = await downloadManifest(context, params.ref ?? '')
  if (file.ok) {
    return new Response(file.value, {
      headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${params.ref}-manifest.csv"`, 'Cache-Control': 'no-store' },
    })
  }
  if (file.refusal.kind === 'not-found') throw notFound()
  return new Response(campaignRefusalSentence(file.refusal), { status: 409, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
})
