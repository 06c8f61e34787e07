import { apiProblem, problemResponse } from '#app/identity/api-wrappers.server.ts'
import { clientAddress } from '#app/identity/route-wrappers.server.ts'
import type { Refusal } from '#app/kernel/result.ts'
import { throttle } from '#app/platform/throttle.server.ts'
import { PROOF_PROBLEM_STATUS, type ProofProblem } from './proof-problem.rules.ts'
import { proofProblemWords } from './receipt.words.ts'

/** A refusal as the problem that its caller gets. */
export function proofProblem(refusal: Refusal<ProofProblem | 'not-found' | 'not-allowed'>): Response {
  if (refusal.kind === 'not-found' || refusal.kind === 'not-allowed') return apiProblem(refusal.kind)
  const known = refusal as Refusal<ProofProblem>
  return problemResponse({ code: known.kind, status: PROOF_PROBLEM_STATUS[known.kind], ...proofProblemWords(known) })
}

/** What anyone may read, from any site. `seconds`: how long it may be kept before it is asked for again. */
export function published(response: Response, seconds: number): Response {
  response.headers.set('Cache-Control', `public, max-age=${seconds}`)
  response.headers.set('Access-Control-Allow-Origin', '*')
  return response
}

export const joseResponse = (jws: string): Response => new Response(jws, { headers: { 'Content-Type': 'application/jose' } })

/** A problem when one address asks for proofs too often; null when it may go on. */
export async function tooManyProofs(request: Request): Promise<Response | null> {
  const wait = await throttle('proofs', clientAddress(request))
  return wait === null ? null : apiProblem('too-many-requests', { headers: { 'Retry-After': String(wait) } })
}
