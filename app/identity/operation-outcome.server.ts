import { API_PROBLEM_STATUS, problemJson } from './api-problem.rules.ts'
import { API_PROBLEM_WORDS } from './api.words.ts'
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

/** What is told at an address for programs when no endpoint was reached: a fault of ours, or what may not be asked from there. */
export function faultForPrograms(path: string, code: 'fault' | 'from-another-site' = 'fault'): { readonly type: string; readonly body: string } {
  const problem = { code, status: API_PROBLEM_STATUS[code], ...API_PROBLEM_WORDS[code] }
  return isFhirPath(path) ? { type: FHIR_JSON, body: JSON.stringify(operationOutcomeOf(problem)) } : { type: 'application/problem+json', body: problemJson(problem) }
}

export function isFhirPath(path: string): boolean {
  return /^\/fhir(?:\/|$)/.test(path)
}
