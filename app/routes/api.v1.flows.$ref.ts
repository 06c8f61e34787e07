import { apiAction, apiLoader, methodNotAllowed } from '#app/identity/api-wrappers.server.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'
import { readFlowForProgram } from '#app/releases/read-for-programs.server.ts'

/** GET /api/v1/flows/{ref}: a flow as it is enforced now. */
export const loader = apiLoader('flow-read', async ({ context, params }) => {
  const found = await readFlowForProgram(context, params.ref ?? '')
  return found.ok ? Response.json(found.value) : checkProblem(found.refusal)
})

export const action = apiAction('flow-read', methodNotAllowed('GET'))
