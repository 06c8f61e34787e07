import { apiProblem, problemResponse } from '#app/identity/api-wrappers.server.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { CHECK_PROBLEM_STATUS, type CheckProblem } from './check.rules.ts'
import { checkProblemWords } from './release.words.ts'

/** Seconds after which the same request may well be answered. */
const RETRY_AFTER: Partial<Record<CheckProblem, string>> = { 'request-in-progress': '30', 'gate-busy': '10' }

/** A refusal of the gate as the problem that its caller gets. */
export function checkProblem(refusal: Refusal<CheckProblem | 'not-found' | 'not-allowed'>): Response {
  if (refusal.kind === 'not-found' || refusal.kind === 'not-allowed') return apiProblem(refusal.kind)
  const known = refusal as Refusal<CheckProblem>
  const more = 'closingDate' in (known.details ?? {}) ? { closing_date: known.details?.closingDate ?? null } : undefined
  const wait = RETRY_AFTER[known.kind]
  return problemResponse({ code: known.kind, status: CHECK_PROBLEM_STATUS[known.kind], ...checkProblemWords(known), more }, wait ? { 'Retry-After': wait } : {})
}
