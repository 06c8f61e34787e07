import { makeAppraisalPdf } from '#app/documents/appraisal-pdf.server.ts'
import { readAppraisalPage } from '#app/involvement/read-appraisals.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** `?version=2` gives an earlier version. */
export const loader = pageLoader('projects.read', async ({ context, params, url }) => {
  const asked = url.searchParams.get('version')
  const page = await readAppraisalPage(context, params.ref ?? '', params.appraisal ?? '', asked === null ? null : Number(asked))
  if (!page) throw notFound()
  return new Response(new Uint8Array(await makeAppraisalPdf(page)), {
    headers: { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${page.ref}-appraisal-v${page.shown.version}.pdf"`, 'Cache-Control': 'private, no-store' },
  })
})
