import { endorsementsIn } from '#app/approvals/read-endorsements.server.ts'
import { readVersionName } from '#app/documents/document.rules.ts'
import { readPaper } from '#app/documents/read-document.server.ts'
import { makePaperPdf } from '#app/documents/seal-papers.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** One version as a PDF, to keep or to print. Once somebody has signed it, it carries the portal's digital signature. */
export const loader = pageLoader('documents.read', async ({ context, params }) => {
  const number = readVersionName(params.version)
  const paper = number === null ? null : await readPaper(context, params.ref ?? '', number, endorsementsIn(context.runtime.db))
  if (!paper) throw notFound()
  const pdf = await makePaperPdf(context.runtime, paper)
  return new Response(new Uint8Array(pdf), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${paper.documentRef}-v${paper.number}.pdf"`, 'Cache-Control': 'private, no-store' },
  })
})
