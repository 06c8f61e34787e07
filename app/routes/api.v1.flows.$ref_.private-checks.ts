import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { beginPrivateCheck } from '#app/releases/begin-private-check.server.ts'
import { privateCheckProblem } from '#app/releases/private-check-problem.server.ts'
import { BEGIN_PRIVATE_CHECK } from '#app/releases/private-check.operation.ts'

/** POST /api/v1/flows/{ref}/private-checks: the gate, without telling it whom one asks about. */
export const action = apiAction(BEGIN_PRIVATE_CHECK, async ({ context, params }) => {
  const begun = await beginPrivateCheck(context, params.ref ?? '')
  return begun.ok ? jsonAnswer(BEGIN_PRIVATE_CHECK, begun.value) : privateCheckProblem(begun.refusal)
})

export const loader = apiLoader(BEGIN_PRIVATE_CHECK)
