import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { READ_PROJECT } from '#app/releases/arrangements.operation.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'
import { readProjectJson } from '#app/releases/read-for-programs.server.ts'

/** GET /api/v1/projects/{ref}: a project and where its papers stand. */
export const loader = apiLoader(READ_PROJECT, async ({ context, params }) => {
  const found = await readProjectJson(context, params.ref ?? '')
  return found.ok ? jsonAnswer(READ_PROJECT, found.value) : checkProblem(found.refusal)
})

export const action = apiAction(READ_PROJECT)
