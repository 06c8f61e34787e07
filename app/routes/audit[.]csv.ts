import { readAuditCsv } from '#app/audit/read-audit.server.ts'
import { readActorNames } from '#app/identity/read-actor-names.server.ts'
import { pageLoader } from '#app/identity/route-wrappers.server.ts'
import { listProjects } from '#app/projects/read-project.server.ts'

export const loader = pageLoader('audit.read', async ({ context, url }) => {
  const asked = url.searchParams.get('project')
  const project = (await listProjects(context)).find(({ ref }) => ref === asked)
  const csv = await readAuditCsv(context, { projectRef: project?.ref }, (actors) => readActorNames(context.runtime.db, actors))
  return new Response(csv, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': 'attachment; filename="audit.csv"', 'Cache-Control': 'no-store' },
  })
})
