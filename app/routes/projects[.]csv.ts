import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { projectsAsked } from '#app/work/project-list.rules.ts'
import { readProjectListCsv } from '#app/work/read-project-list.server.ts'

/** `?state=paused&sort=since` as on the page; every page of it. */
export const loader = pageLoader('projects.read', async ({ context, url }) => new Response(await readProjectListCsv(context, projectsAsked(url.searchParams)), {
  headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="projects.csv"', 'Cache-Control': 'no-store' },
}))
