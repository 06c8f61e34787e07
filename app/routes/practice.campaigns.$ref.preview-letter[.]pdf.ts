import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { campaignRefusalSentence } from '#app/letters/campaign.words.ts'
import { previewPdf } from '#app/letters/preview-letter.server.ts'
import { isSampleKind } from '#app/letters/sample-recipients.rules.ts'

/** A letter to an invented person, as it will be printed. */
export const loader = pageLoader('campaigns.read', async ({ context, params, url }) => {
  const asked = url.searchParams.get('to')
  const pdf = await previewPdf(context, params.ref ?? '', isSampleKind(asked) ? asked : 'adult')
  if (pdf.ok) return new Response(new Uint8Array(pdf.value), { headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="preview.pdf"', 'Cache-Control': 'no-store' } })
  if (pdf.refusal.kind === 'not-found') throw notFound()
  return new Response(campaignRefusalSentence(pdf.refusal), { status: 409, headers: { 'Content-Type': 'text/plain; charset=utf-8' } })
})
