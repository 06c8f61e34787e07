import { answerOnce } from '#app/identity/answer-once.server.ts'
import { bodyProblem, readJsonBody } from '#app/identity/api-body.server.ts'
import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { apiAction, apiLoader, apiProblem } from '#app/identity/api-wrappers.server.ts'
import { answerEvaluation } from '#app/releases/answer-evaluations.server.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'
import { EVALUATIONS_MAX_BYTES, evaluationSchema } from '#app/releases/evaluation.schema.ts'
import { EVALUATE } from '#app/releases/evaluations.operation.ts'

/** POST /access/v1/evaluation: one question to the gate, as AuthZEN has it. */
export const action = apiAction(EVALUATE, async ({ context, request, givenRequestId }) => {
  const body = await readJsonBody(request, evaluationSchema, EVALUATIONS_MAX_BYTES)
  if (!body.ok) return bodyProblem(body)
  const { value, text } = body.value
  const answered = await answerOnce(context, { requestId: givenRequestId, question: [EVALUATE.id, text] }, async () => {
    const decided = await answerEvaluation(context, value)
    return decided.ok ? jsonAnswer(EVALUATE, decided.value) : checkProblem(decided.refusal)
  })
  return answered.ok ? answered.value : apiProblem(answered.refusal.kind)
})

export const loader = apiLoader(EVALUATE)
