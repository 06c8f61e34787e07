import { problemResponse } from '#app/identity/api-wrappers.server.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { checkProblem } from './check-problem.server.ts'
import type { CheckProblem } from './check.rules.ts'
import { COUNT_PROBLEM_STATUS, COUNT_PROBLEMS, type CountProblem } from './count-answer.rules.ts'
import { countProblemWords } from './counts.words.ts'

const isOfCounts = (refusal: Refusal): refusal is Refusal<CountProblem> => (COUNT_PROBLEMS as readonly string[]).includes(refusal.kind)

/** A refusal of counts as the problem that its caller gets. */
export function countsProblem(refusal: Refusal<CheckProblem | CountProblem | 'not-found' | 'not-allowed'>): Response {
  if (!isOfCounts(refusal)) return checkProblem(refusal as Refusal<CheckProblem | 'not-found' | 'not-allowed'>)
  const { seconds } = refusal.details ?? {}
  return problemResponse({ code: refusal.kind, status: COUNT_PROBLEM_STATUS[refusal.kind], ...countProblemWords(refusal) }, seconds === undefined ? {} : { 'Retry-After': String(seconds) })
}
