import { endorsementsIn } from '#app/approvals/read-endorsements.server.ts'
import { makeDocumentDocx } from '#app/documents/document-docx.server.ts'
import { readVersionName } from '#app/documents/document.rules.ts'
import { readPaper } from '#app/documents/read-document.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** One version as a Word file, to comment on. */
export const loader = pageLoader('documents.read', async ({ context, params }) => {
  const number = readVersionName(params.version)
  const paper = number === null ? null : await readPaper(context, params.ref ?? '', number, endorsementsIn(context.runtime.db))
  if (!paper) throw notFound()
  const docx = await makeDocumentDocx(paper)
  return new Response(new Uint8Array(docx), {
    headers: { 'Content-Type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Content-Disposition': `attachment; filename="${paper.documentRef}-v${paper.number}.docx"`, 'Cache-Control': 'private, no-store' },
  })
})
