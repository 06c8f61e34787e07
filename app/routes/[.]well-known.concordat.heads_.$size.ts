import { readSignedHead } from '#app/audit/signed-heads.server.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { joseResponse, proofProblem, published, tooManyProofs } from '#app/releases/proof-answer.server.ts'

/** GET /.well-known/concordat/heads/{size}: one signed head, of a size or the newest. */
export const loader = publicLoader(async ({ context, request, params }) => {
  const wait = await tooManyProofs(request)
  if (wait) return wait
  const asked = params.size === 'newest' ? 'newest' : /^\d{1,15}$/.test(params.size ?? '') ? Number(params.size) : null
  const head = asked === null ? null : await readSignedHead(context.runtime, asked)
  return head ? published(joseResponse(head.jws), asked === 'newest' ? 60 : 86_400) : proofProblem({ kind: 'no-such-head' })
})
