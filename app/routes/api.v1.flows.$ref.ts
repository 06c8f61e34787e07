import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { READ_FLOW } from '#app/releases/arrangements.operation.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'
import { readFlowForProgram } from '#app/releases/read-for-programs.server.ts'

/** GET /api/v1/flows/{ref}: a flow as it is enforced now. */
export const loader = apiLoader(READ_FLOW, async ({ context, params }) => {
  const found = await readFlowForProgram(context, params.ref ?? '')
  return found.ok ? jsonAnswer(READ_FLOW, found.value) : checkProblem(found.refusal)
})

export const action = apiAction(READ_FLOW)
