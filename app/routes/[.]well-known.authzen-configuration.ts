import { jsonAnswer } from '#app/identity/api-operation.schema.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { EVALUATE, EVALUATE_MANY, READ_AUTHZEN_CONFIGURATION } from '#app/releases/evaluations.operation.ts'

/** GET /.well-known/authzen-configuration: where the evaluation endpoints are. */
export const loader = publicLoader(async ({ context: { runtime } }) => jsonAnswer(READ_AUTHZEN_CONFIGURATION, {
  policy_decision_point: runtime.publicUrl,
  access_evaluation_endpoint: `${runtime.publicUrl}${EVALUATE.path}`,
  access_evaluations_endpoint: `${runtime.publicUrl}${EVALUATE_MANY.path}`,
}))
