import { apiAction, apiLoader, methodNotAllowed } from '#app/identity/api-wrappers.server.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'
import { readCheckForProgram } from '#app/releases/read-for-programs.server.ts'

/** GET /api/v1/checks/{id}: what a check came to. */
export const loader = apiLoader('check', async ({ context, params }) => {
  const found = await readCheckForProgram(context, params.id ?? '')
  return found.ok ? Response.json(found.value) : checkProblem(found.refusal)
})

export const action = apiAction('check', methodNotAllowed('GET'))
