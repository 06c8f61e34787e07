import { apiProblems, BODY_PROBLEMS, listProblems, type ApiOperation } from '#app/identity/api-operation.schema.ts'
import { REFERENCE_MAX, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { z } from 'zod'
import { CHECK_PROBLEM_STATUS, CHECK_REFUSALS } from './check.rules.ts'
import { PRIVATE_PROBLEM_STATUS } from './private-check.rules.ts'
import { blindedSchema, evaluatedSchema, GROUP_SIZE, MOST_BLINDED, privateCheckSchema } from './private-check.schema.ts'
import { PRIVATE_PROBLEM_WORDS } from './private-check.words.ts'
import { CHECK_PROBLEM_WORDS } from './release.words.ts'

/** POST /api/v1/flows/{ref}/private-checks */
export const BEGIN_PRIVATE_CHECK = {
  id: 'beginPrivateCheck',
  method: 'POST',
  path: '/api/v1/flows/{ref}/private-checks',
  group: 'checks',
  summary: 'Begin a check that does not tell the portal whom it is about',
  description: [
    'Gives a tag for each person who may be included. To learn whether a number’s tag is among them, blind it, have it evaluated, and finish it (RFC 9497, verifiable mode).',
    'Slower than the plain check by orders of magnitude; `scripts/private-check.mjs` does it all. No receipt is made, for the portal cannot say what was asked.',
  ].join(' '),
  action: 'private-check',
  parameters: [{ in: 'path', name: 'ref', description: 'The reference of a flow.', schema: z.string().regex(REFERENCE_PATTERN).max(REFERENCE_MAX), example: 'oldham-gp-pilot-register' }],
  answers: { 200: { description: 'The tags.', content: { 'application/json': { schema: privateCheckSchema } } } },
  problems: [
    ...apiProblems('not-found'), ...listProblems(CHECK_REFUSALS, CHECK_PROBLEM_STATUS, CHECK_PROBLEM_WORDS),
    ...listProblems(['register-too-large'], PRIVATE_PROBLEM_STATUS, PRIVATE_PROBLEM_WORDS),
  ],
} as const satisfies ApiOperation

/** POST /api/v1/private-checks/{id}/evaluations */
export const EVALUATE_BLINDED = {
  id: 'evaluateBlinded',
  method: 'POST',
  path: '/api/v1/private-checks/{id}/evaluations',
  group: 'checks',
  summary: 'Have blinded numbers evaluated',
  description: `Up to ${MOST_BLINDED} elements in a call, answered in groups of ${GROUP_SIZE} with a proof each that the one key was used. For the key that began the check, until it ends.`,
  action: 'private-check',
  parameters: [{ in: 'path', name: 'id', description: 'The id of the private check.', schema: z.uuid() }],
  body: { description: 'The elements.', content: { 'application/json': { schema: blindedSchema, example: { blinded: ['863f330cc1a1259ed5a5998a23acfd37fb4351a793a5b3c090b642ddc439b945'] } } } },
  answers: { 200: { description: 'The evaluated elements.', content: { 'application/json': { schema: evaluatedSchema } } } },
  problems: [
    ...BODY_PROBLEMS, ...apiProblems('not-found'),
    ...listProblems(['private-check-over', 'element-not-valid', 'asked-too-much'], PRIVATE_PROBLEM_STATUS, PRIVATE_PROBLEM_WORDS),
  ],
} as const satisfies ApiOperation
