import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'
import { READ_CHECK } from '#app/releases/gate.operation.ts'
import { readCheckForProgram } from '#app/releases/read-for-programs.server.ts'

/** GET /api/v1/checks/{id}: what a check came to. */
export const loader = apiLoader(READ_CHECK, async ({ context, params }) => {
  const found = await readCheckForProgram(context, params.id ?? '')
  return found.ok ? jsonAnswer(READ_CHECK, found.value) : checkProblem(found.refusal)
})

export const action = apiAction(READ_CHECK)
