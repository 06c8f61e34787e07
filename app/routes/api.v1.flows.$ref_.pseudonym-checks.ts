import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { answerPseudonymCheck } from '#app/releases/answer-pseudonym-check.server.ts'
import { MEDIA_TYPES, readCheckCall } from '#app/releases/check-formats.rules.ts'
import { pseudonymCheckProblem } from '#app/releases/pseudonym-check-problem.server.ts'
import { ASK_BY_PSEUDONYM } from '#app/releases/pseudonym-check.operation.ts'
import { readKeyVersion } from '#app/releases/pseudonym.rules.ts'

/** POST /api/v1/flows/{ref}/pseudonym-checks: the gate, by project pseudonyms. */
export const action = apiAction(ASK_BY_PSEUDONYM, async ({ context, request, url, params, givenRequestId }) => {
  const how = readCheckCall({ header: (name) => request.headers.get(name), query: (name) => url.searchParams.get(name) })
  const keyVersion = readKeyVersion(url.searchParams.get('key_version'))
  const answered = await answerPseudonymCheck(context, { flowRef: params.ref ?? '', how, keyVersion, requestId: givenRequestId, list: request.body })
  if (!answered.ok) return pseudonymCheckProblem(answered.refusal)
  const { answer, asked, coding, checkId } = answered.value
  return new Response(answer, {
    headers: {
      'Content-Type': `${MEDIA_TYPES[asked]}; charset=utf-8`, Vary: 'Accept, Accept-Encoding', ...(checkId === null ? {} : { 'Concordat-Check-Id': checkId }),
      ...(coding === 'gzip' ? { 'Content-Encoding': coding } : {}),
    },
  })
})

export const loader = apiLoader(ASK_BY_PSEUDONYM)
