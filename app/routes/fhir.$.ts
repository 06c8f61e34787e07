import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'

/** Addresses under /fhir that are none. A search is a POST: a number of a person never stands in an address. */
export const loader = apiLoader(null)
export const action = apiAction(null)
