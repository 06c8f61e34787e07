import { readPiaDownload } from '#app/documents/dpia/read-pia.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** The assessment as a file of the CNIL's PIA software, for those who may read the project. The same assessment gives the same bytes. */
export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const ref = params.ref ?? ''
  const text = await readPiaDownload(context, ref)
  if (text === null) throw notFound()
  return new Response(text, {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': `attachment; filename="${ref}-pia.json"`, 'Cache-Control': 'private, no-store' },
  })
})
