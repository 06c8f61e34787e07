import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'

/** Addresses under /access that are none. */
export const loader = apiLoader(null)
export const action = apiAction(null)
