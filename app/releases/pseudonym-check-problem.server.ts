import { problemResponse } from '#app/identity/api-wrappers.server.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { checkProblem } from './check-problem.server.ts'
import type { CheckProblem } from './check.rules.ts'
import { PSEUDONYM_PROBLEM_STATUS, PSEUDONYM_PROBLEMS, type PseudonymProblem } from './pseudonym.rules.ts'
import { pseudonymProblemWords } from './pseudonym.words.ts'

const isOfKey = (refusal: Refusal): refusal is Refusal<PseudonymProblem> => (PSEUDONYM_PROBLEMS as readonly string[]).includes(refusal.kind)

/** A refusal of a check by pseudonyms as the problem that its caller gets. */
export function pseudonymCheckProblem(refusal: Refusal<CheckProblem | PseudonymProblem | 'not-found' | 'not-allowed'>): Response {
  if (!isOfKey(refusal)) return checkProblem(refusal as Refusal<CheckProblem | 'not-found' | 'not-allowed'>)
  return problemResponse({ code: refusal.kind, status: PSEUDONYM_PROBLEM_STATUS[refusal.kind], ...pseudonymProblemWords(refusal), more: refusal.details })
}
