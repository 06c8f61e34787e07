import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { answerCheck } from '#app/releases/answer-check.server.ts'
import { MEDIA_TYPES, readCheckCall } from '#app/releases/check-formats.rules.ts'
import { checkProblem } from '#app/releases/check-problem.server.ts'
import { ASK_GATE } from '#app/releases/gate.operation.ts'

/** POST /api/v1/flows/{ref}/checks: the gate. */
export const action = apiAction(ASK_GATE, async ({ context, request, url, params, givenRequestId }) => {
  const how = readCheckCall({ header: (name) => request.headers.get(name), query: (name) => url.searchParams.get(name) })
  const answered = await answerCheck(context, { flowRef: params.ref ?? '', how, requestId: givenRequestId, list: request.body })
  if (!answered.ok) return checkProblem(answered.refusal)
  const { answer, asked, coding, checkId } = answered.value
  return new Response(answer, {
    headers: {
      'Content-Type': `${MEDIA_TYPES[asked]}; charset=utf-8`, Vary: 'Accept, Accept-Encoding',
      ...(checkId === null ? {} : { 'Concordat-Check-Id': checkId }),
      ...(coding === 'gzip' ? { 'Content-Encoding': coding } : {}),
    },
  })
})

export const loader = apiLoader(ASK_GATE)
