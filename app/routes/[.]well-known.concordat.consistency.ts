import { consistencyCallSchema, readQuery } from '#app/audit/proof.schema.ts'
import { readConsistency } from '#app/audit/read-proofs.server.ts'
import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { proofProblem, published, tooManyProofs } from '#app/releases/proof-answer.server.ts'
import { READ_CONSISTENCY } from '#app/releases/proof.operation.ts'

/** GET /.well-known/concordat/consistency. */
export const loader = publicLoader(async ({ context, request, url }) => {
  const wait = await tooManyProofs(request)
  if (wait) return wait
  const call = readQuery(url, consistencyCallSchema, ['from', 'to'])
  if (!call) return proofProblem({ kind: 'proof-call-malformed' })
  const proof = await readConsistency(context.runtime.db, call.from, call.to ?? null)
  return proof.ok ? published(jsonAnswer(READ_CONSISTENCY, proof.value), 60) : proofProblem(proof.refusal)
})
