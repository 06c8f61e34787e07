import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'

/** Addresses under /api that are none. */
export const loader = apiLoader(null)
export const action = apiAction(null)
