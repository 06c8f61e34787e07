import { readFlowMapPage } from '#app/documents/read-flow-map.server.ts'
import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'

/** The picture of a project's flows as one SVG file, to keep or to put in a paper of one's own. */
export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const page = await readFlowMapPage(context, params.ref ?? '')
  if (!page || page.lines.length === 0) throw notFound()
  return new Response(page.figure, {
    headers: { 'Content-Type': 'image/svg+xml; charset=utf-8', 'Content-Disposition': `attachment; filename="${page.ref}-flow-map.svg"`, 'Cache-Control': 'private, no-store' },
  })
})
