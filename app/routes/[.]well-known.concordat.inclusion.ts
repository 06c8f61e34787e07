import { inclusionCallSchema, readQuery } from '#app/audit/proof.schema.ts'
import { readInclusion } from '#app/audit/read-proofs.server.ts'
import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { proofProblem, published, tooManyProofs } from '#app/releases/proof-answer.server.ts'
import { READ_INCLUSION } from '#app/releases/proof.operation.ts'

/** GET /.well-known/concordat/inclusion. */
export const loader = publicLoader(async ({ context, request, url }) => {
  const wait = await tooManyProofs(request)
  if (wait) return wait
  const call = readQuery(url, inclusionCallSchema, ['entry', 'size'])
  if (!call) return proofProblem({ kind: 'proof-call-malformed' })
  const proof = await readInclusion(context.runtime.db, call.entry, call.size ?? null)
  return proof.ok ? published(jsonAnswer(READ_INCLUSION, proof.value), 60) : proofProblem(proof.refusal)
})
