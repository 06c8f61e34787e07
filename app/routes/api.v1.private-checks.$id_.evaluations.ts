import { bodyProblem, readJsonBody } from '#app/identity/api-body.server.ts'
import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { evaluatePrivateCheck } from '#app/releases/evaluate-private-check.server.ts'
import { privateCheckProblem } from '#app/releases/private-check-problem.server.ts'
import { EVALUATE_BLINDED } from '#app/releases/private-check.operation.ts'
import { BLINDED_MAX_BYTES, blindedSchema } from '#app/releases/private-check.schema.ts'

/** POST /api/v1/private-checks/{id}/evaluations: blinded numbers, evaluated. */
export const action = apiAction(EVALUATE_BLINDED, async ({ context, request, params }) => {
  const body = await readJsonBody(request, blindedSchema, BLINDED_MAX_BYTES)
  if (!body.ok) return bodyProblem(body)
  const evaluated = await evaluatePrivateCheck(context, params.id ?? '', body.value.value.blinded)
  return evaluated.ok ? jsonAnswer(EVALUATE_BLINDED, evaluated.value) : privateCheckProblem(evaluated.refusal)
})

export const loader = apiLoader(EVALUATE_BLINDED)
