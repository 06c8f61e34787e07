import { notFound, pageLoader } from '#app/identity/route-wrappers.server.ts'
import { factsFile } from '#app/projects/facts-json.schema.ts'
import { readProject } from '#app/projects/read-project.server.ts'

/** The facts of a project as a file, for those who may read them. The same facts give the same bytes. */
export const loader = pageLoader('projects.read', async ({ context, params }) => {
  const project = await readProject(context, params.ref ?? '')
  if (!project) throw notFound()
  return new Response(factsFile(project.ref, project.facts, project.factsVersion), {
    headers: { 'Content-Type': 'application/json; charset=utf-8', 'Content-Disposition': `attachment; filename="${project.ref}-facts.json"`, 'Cache-Control': 'private, no-store' },
  })
})
