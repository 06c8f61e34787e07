import { makeMinutesPdf } from '#app/boards/minutes.server.ts'
import { readMinutesPage } from '#app/boards/read-sitting.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** The minutes as a PDF: as approved, or as a draft. */
export const loader = pageLoader('boards.read', async ({ context, params }) => {
  const page = await readMinutesPage(context, params.ref ?? '', params.date ?? '')
  if (!page) throw notFound()
  return new Response(new Uint8Array(await makeMinutesPdf(page)), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${page.board.ref}-${page.heldOn}-minutes.pdf"`, 'Cache-Control': 'private, no-store' },
  })
})
