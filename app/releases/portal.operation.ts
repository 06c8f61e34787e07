import { z } from 'zod'
import type { ApiOperation } from '#app/identity/api-operation.schema.ts'

/** GET /openapi.json */
export const READ_OPENAPI = {
  id: 'readOpenApi',
  method: 'GET',
  path: '/openapi.json',
  group: 'portal',
  summary: 'Read this document',
  description: 'What programs can ask of the portal, written from the schemas that its endpoints use.',
  action: 'public',
  answers: { 200: { description: 'An OpenAPI 3.1 document.', content: { 'application/json': { schema: z.looseObject({ openapi: z.string() }) } } } },
} as const satisfies ApiOperation

const alive = (id: string, path: string, summary: string, description: string) => ({
  id, method: 'GET', path, group: 'portal', summary, description, action: 'public',
  answers: { 200: { description: summary, content: { 'text/plain': { schema: z.string() } } } },
}) as const satisfies ApiOperation

/** GET /healthz */
export const READ_HEALTH = alive('readHealth', '/healthz', 'The program is alive', 'For the machine that runs the portal.')

/** GET /readyz */
export const READ_READINESS = alive('readReadiness', '/readyz', 'The portal can serve', 'The database is reached and its migrations are done; 503 until then.')
