import { apiAction, apiLoader, methodNotAllowed } from '#app/identity/api-wrappers.server.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'
import { readProjectJson } from '#app/releases/read-for-programs.server.ts'

/** GET /api/v1/projects/{ref}: a project and where its papers stand. */
export const loader = apiLoader('project-read', async ({ context, params }) => {
  const found = await readProjectJson(context, params.ref ?? '')
  return found.ok ? Response.json(found.value) : checkProblem(found.refusal)
})

export const action = apiAction('project-read', methodNotAllowed('GET'))
