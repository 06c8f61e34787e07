import { apiAction, apiLoader } from '#app/identity/api-wrappers.server.ts'
import { joseResponse, proofProblem } from '#app/releases/proof-answer.server.ts'
import { READ_RECEIPT } from '#app/releases/proof.operation.ts'
import { readReceiptForProgram } from '#app/releases/read-receipt.server.ts'

/** GET /api/v1/checks/{id}/receipt: the signed record of a check. */
export const loader = apiLoader(READ_RECEIPT, async ({ context, params }) => {
  const found = await readReceiptForProgram(context, params.id ?? '')
  return found.ok ? joseResponse(found.value) : proofProblem(found.refusal)
})

export const action = apiAction(READ_RECEIPT)
