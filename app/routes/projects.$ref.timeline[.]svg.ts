import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { drawTimelineOf, readTimeline } from '#app/work/read-timeline.server.ts'

/** The picture of a project's time as one SVG file, to keep or to put in a paper of one's own. */
export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const timeline = await readTimeline(context, params.ref ?? '')
  if (!timeline) throw notFound()
  return new Response(drawTimelineOf(timeline), {
    headers: { 'Content-Type': 'image/svg+xml; charset=utf-8', 'Content-Disposition': `attachment; filename="${timeline.ref}-timeline.svg"`, 'Cache-Control': 'private, no-store' },
  })
})
