import { apiAction, apiLoader, methodNotAllowed } from '#app/identity/api-wrappers.server.ts'
import { answerCheck } from '#app/releases/answer-check.server.ts'
import { MEDIA_TYPES, readCheckCall } from '#app/releases/check-formats.rules.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'

/** POST /api/v1/flows/{ref}/checks: the gate. */
export const action = apiAction('check', async ({ context, request, url, params, givenRequestId }) => {
  const call = readCheckCall({ header: (name) => request.headers.get(name), query: (name) => url.searchParams.get(name) })
  if (!call.ok) return checkProblem(call.refusal)
  const answered = await answerCheck(context, { ...call.value, flowRef: params.ref ?? '', requestId: givenRequestId, list: request.body })
  if (!answered.ok) return checkProblem(answered.refusal)
  const { answer, asked, checkId } = answered.value
  return new Response(answer, { headers: { 'Content-Type': `${MEDIA_TYPES[asked]}; charset=utf-8`, 'Concordat-Check-Id': checkId } })
})

export const loader = apiLoader('check', methodNotAllowed('POST'))
