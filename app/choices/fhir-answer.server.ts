import type { z } from 'zod'
import { API_PROBLEM_STATUS } from '#app/identity/api-problem.rules.ts'
import { apiProblem, problemResponse } from '#app/identity/api-wrappers.server.ts'
import { FHIR_JSON } from '#app/identity/operation-outcome.server.ts'
import { CONSENT_SEARCH_STATUS, type SearchReading } from './consent-search.rules.ts'
import { CONSENT_SEARCH_WORDS, SEARCH_BY_POST } from './fhir-consent.words.ts'

/** A resource as its operation promises it. */
export function fhirAnswer<S extends z.ZodType>(
  operation: { readonly answers: { readonly 200: { readonly content: { readonly 'application/fhir+json': { readonly schema: S } } } } }, resource: z.input<S>,
): Response {
  const made = operation.answers[200].content['application/fhir+json'].schema.parse(resource)
  return new Response(JSON.stringify(made), { headers: { 'Content-Type': `${FHIR_JSON}; charset=utf-8` } })
}

/** What is wrong with a search, with the name of the parameter or header as FHIR points at it. */
export function consentSearchProblem({ problem, where }: Extract<SearchReading, { ok: false }>): Response {
  const words = CONSENT_SEARCH_WORDS[problem]
  return problemResponse({ code: problem, status: CONSENT_SEARCH_STATUS[problem], ...words, ...(where === null ? {} : { errors: [{ pointer: `http.${where}`, detail: words.detail }] }) })
}

/**
 * What is told at an address under /fhir that has no endpoint. Consents are there, but neither searched for by GET nor made: what
 * a type does not support is a 405 (FHIR R4, RESTful API), with an Allow that names no method (RFC 9110, section 10.2.1).
 */
export function nowhereInFhir(path: string): Response {
  if (!/^\/fhir\/R4\/Consent\/?$/.test(path)) return apiProblem('not-found')
  return problemResponse({ code: 'method-not-allowed', status: API_PROBLEM_STATUS['method-not-allowed'], ...SEARCH_BY_POST }, { Allow: '' })
}
