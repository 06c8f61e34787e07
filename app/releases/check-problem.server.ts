import { apiProblem, problemResponse } from '#app/identity/api-wrappers.server.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { CHECK_PROBLEM_STATUS, type CheckProblem } from './check.rules.ts'
import { checkProblemWords } from './release.words.ts'

/** A refusal of the gate as the problem that its caller gets. */
export function checkProblem(refusal: Refusal<CheckProblem | 'not-found' | 'not-allowed'>): Response {
  if (refusal.kind === 'not-found' || refusal.kind === 'not-allowed') return apiProblem(refusal.kind)
  const known = refusal as Refusal<CheckProblem>
  const more = 'closingDate' in (known.details ?? {}) ? { closing_date: known.details?.closingDate ?? null } : undefined
  const headers: Record<string, string> = known.kind === 'request-in-progress' ? { 'Retry-After': '30' } : {}
  return problemResponse({ code: known.kind, status: CHECK_PROBLEM_STATUS[known.kind], ...checkProblemWords(known), more }, headers)
}
