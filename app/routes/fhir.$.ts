import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { nowhereInFhir } from '#app/choices/fhir-answer.server.ts'

/** Addresses under /fhir that are none. A search is a POST: a number of a person never stands in an address. */
export const loader = apiLoader(null, async ({ url }) => nowhereInFhir(url.pathname))
export const action = apiAction(null, async ({ url }) => nowhereInFhir(url.pathname))
