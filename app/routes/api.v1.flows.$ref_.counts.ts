import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { apiAction, apiLoader, apiProblem } from '#app/identity/api-wrappers.server.ts'
import { answerCounts } from '#app/releases/answer-counts.server.ts'
import { readCountCall } from '#app/releases/count-answer.rules.ts'
import { countsProblem } from '#app/releases/counts-problem.server.ts'
import { COUNT_PEOPLE } from '#app/releases/counts.operation.ts'

/** POST /api/v1/flows/{ref}/counts: about how many of a list may go on, and never who. */
export const action = apiAction(COUNT_PEOPLE, async ({ context, request, params, givenRequestId }) => {
  const how = readCountCall((name) => request.headers.get(name))
  const answered = await answerCounts(context, { flowRef: params.ref ?? '', how, requestId: givenRequestId, list: request.body }, (counts) =>
    counts.ok ? jsonAnswer(COUNT_PEOPLE, counts.value) : countsProblem(counts.refusal))
  if (answered.ok) return answered.value
  const { refusal } = answered
  return refusal.kind === 'request-id-reused' || refusal.kind === 'request-in-progress' ? apiProblem(refusal.kind) : countsProblem(refusal as Parameters<typeof countsProblem>[0])
})

export const loader = apiLoader(COUNT_PEOPLE)
