import { answerOnce } from '#app/identity/answer-once.server.ts'
import { bodyProblem, readBodyText } from '#app/identity/api-body.server.ts'
import { apiAction, apiLoader, apiProblem } from '#app/identity/api-wrappers.server.ts'
import { CONSENT_SEARCH_MAX_BYTES, readConsentSearch, takesFhirJson } from '#app/choices/consent-search.rules.ts'
import { consentSearchProblem, fhirAnswer } from '#app/choices/fhir-answer.server.ts'
import { SEARCH_CONSENTS } from '#app/choices/consents.operation.ts'
import { recordConsentsSeenAgain, searchConsents } from '#app/choices/search-consents.server.ts'

/** POST /fhir/R4/Consent/_search: a person's recorded choices. */
export const action = apiAction(SEARCH_CONSENTS, async ({ context, request, url, givenRequestId }) => {
  if (!takesFhirJson(request.headers.get('Accept'))) return apiProblem('answer-type-not-offered')
  const body = await readBodyText(request, 'application/x-www-form-urlencoded', CONSENT_SEARCH_MAX_BYTES)
  if (!body.ok) return bodyProblem(body)
  const reading = readConsentSearch(new URLSearchParams(body.value), url.searchParams, (name) => request.headers.get(name))
  if (!reading.ok) return consentSearchProblem(reading)
  const { search } = reading
  const answered = await answerOnce(
    context, { requestId: givenRequestId, question: [SEARCH_CONSENTS.id, url.search, body.value], again: () => recordConsentsSeenAgain(context, search) },
    async () => fhirAnswer(SEARCH_CONSENTS, await searchConsents(context, search)),
  )
  return answered.ok ? answered.value : apiProblem(answered.refusal.kind)
})

export const loader = apiLoader(SEARCH_CONSENTS)
