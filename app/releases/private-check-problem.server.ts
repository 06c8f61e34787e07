import { problemResponse } from '#app/identity/api-wrappers.server.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { checkProblem } from './check-problem.server.ts'
import type { CheckRefusal } from './check.rules.ts'
import { PRIVATE_PROBLEM_STATUS, PRIVATE_PROBLEMS, type PrivateProblem } from './private-check.rules.ts'
import { privateProblemWords } from './private-check.words.ts'

const isPrivate = (refusal: Refusal): refusal is Refusal<PrivateProblem> => (PRIVATE_PROBLEMS as readonly string[]).includes(refusal.kind)

/** A refusal of a private check as the problem that its caller gets. */
export function privateCheckProblem(refusal: Refusal<CheckRefusal | PrivateProblem | 'not-found' | 'not-allowed'>): Response {
  if (!isPrivate(refusal)) return checkProblem(refusal as Refusal<CheckRefusal | 'not-found' | 'not-allowed'>)
  return problemResponse({ code: refusal.kind, status: PRIVATE_PROBLEM_STATUS[refusal.kind], ...privateProblemWords(refusal) })
}
