import { apiAction, apiLoader, apiProblem } from '#app/identity/api-wrappers.server.ts'

/** Addresses under /api/v1 that are none. */
export const loader = apiLoader('any', async () => apiProblem('not-found'))
export const action = apiAction('any', async () => apiProblem('not-found'))
