import { headsCallSchema, readQuery } from '#app/audit/proof.schema.ts'
import { readHeads } from '#app/audit/signed-heads.server.ts'
import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { proofProblem, published, tooManyProofs } from '#app/releases/proof-answer.server.ts'
import { READ_HEADS } from '#app/releases/proof.operation.ts'

/** GET /.well-known/concordat/heads: signed heads of the audit record, newest first. */
export const loader = publicLoader(async ({ context, request, url }) => {
  const wait = await tooManyProofs(request)
  if (wait) return wait
  const call = readQuery(url, headsCallSchema, ['before'])
  if (!call) return proofProblem({ kind: 'proof-call-malformed' })
  const { heads, older } = await readHeads(context.runtime, call.before ?? null)
  return published(jsonAnswer(READ_HEADS, {
    heads: heads.map(({ size, root, signedAt, jws }) => ({ size, root, signed_at: signedAt.toISOString(), jws })),
    older: older === null ? null : `${context.runtime.publicUrl}/.well-known/concordat/heads?before=${older}`,
  }), 60)
})
