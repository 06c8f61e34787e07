import { openApiDocument } from '#app/identity/openapi.schema.ts'
import { publicLoader } from '#app/identity/route-wrappers.server.ts'
import { API_OPERATIONS } from '#app/releases/api-operations.ts'

/** GET /openapi.json: what programs can ask of this portal. */
export const loader = publicLoader(async ({ context }) =>
  Response.json(openApiDocument(API_OPERATIONS, context.runtime.publicUrl), { headers: { 'Cache-Control': 'public, max-age=300' } }))
