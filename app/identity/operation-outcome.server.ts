import { operationOutcomeOf } from './operation-outcome.schema.ts'

export const FHIR_JSON = 'application/fhir+json'

/** The same answer, with what is wrong said as FHIR says it. */
export async function asOperationOutcome(response: Response): Promise<Response> {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) return response
  const problem = (await response.json()) as Parameters<typeof operationOutcomeOf>[0]
  const headers = new Headers(response.headers)
  headers.set('Content-Type', `${FHIR_JSON}; charset=utf-8`)
  return new Response(JSON.stringify(operationOutcomeOf(problem)), { status: response.status, headers })
}
