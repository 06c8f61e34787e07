import { capabilityStatement } from '#app/choices/capability-statement.rules.ts'
import { READ_CAPABILITIES } from '#app/choices/consents.operation.ts'
import { fhirAnswer } from '#app/choices/fhir-answer.server.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'

/** GET /fhir/R4/metadata: what the FHIR endpoint can do. */
export const loader = publicLoader(async ({ context }) => fhirAnswer(READ_CAPABILITIES, capabilityStatement(context.runtime.publicUrl) as never))
