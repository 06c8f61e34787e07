import { z } from 'zod'
import { apiProblems, type ApiOperation } from '#app/identity/api-operation.schema.ts'
import { REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { flowSchema, projectSchema } from './arrangement-answer.schema.ts'
import { FLOW_REF } from './gate.operation.ts'

/** GET /api/v1/flows/{ref} */
export const READ_FLOW = {
  id: 'readFlow',
  method: 'GET',
  path: '/api/v1/flows/{ref}',
  group: 'arrangements',
  summary: 'Read a flow as it is enforced now',
  description: 'Whether it is in force and may be checked, or why not; its parties, the fields it may carry, its legal bases, which choices apply, and its dates.',
  action: 'flow-read',
  parameters: [FLOW_REF],
  answers: { 200: { description: 'The flow.', content: { 'application/json': { schema: flowSchema } } } },
  problems: apiProblems('not-found'),
} as const satisfies ApiOperation

/** GET /api/v1/projects/{ref} */
export const READ_PROJECT = {
  id: 'readProject',
  method: 'GET',
  path: '/api/v1/projects/{ref}',
  group: 'arrangements',
  summary: 'Read a project and where its papers stand',
  description: 'Its parties and flows, the documents and approvals that its facts call for, each with the rule that asks for it, and where each stands.',
  action: 'project-read',
  parameters: [{ in: 'path', name: 'ref', description: 'The reference of a project with a flow that the key names.', schema: z.string().regex(REFERENCE_PATTERN), example: 'oldham-gp-pilot' }],
  answers: { 200: { description: 'The project.', content: { 'application/json': { schema: projectSchema } } } },
  problems: apiProblems('not-found'),
} as const satisfies ApiOperation
