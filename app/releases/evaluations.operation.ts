import { apiProblems, BODY_PROBLEMS, listProblems, REPEAT_PROBLEMS, type ApiOperation } from '#app/identity/api-operation.schema.ts'
import { CHECK_PROBLEM_STATUS } from './check.rules.ts'
import { authzenConfigurationSchema, evaluationAnswerSchema, evaluationSchema, evaluationsAnswerSchema, evaluationsSchema, MOST_EVALUATIONS } from './evaluation.schema.ts'
import { CHECK_PROBLEM_WORDS } from './release.words.ts'
import { z } from 'zod'

const ASKED = {
  subject: { type: 'person', id: '9990000018' }, action: { name: 'include' }, resource: { type: 'flow', id: 'oldham-gp-pilot-register' },
}
const PERMITTED = {
  decision: true,
  context: { reason: 'PERMITTED', check: '0b9c1f86-5f0e-4a57-9c56-2f4a3a1f9d10', as_at: '2026-06-15T10:00:00.000Z', version: 212, rules_version: '1.0.0' },
}
const NOT_PERMITTED = { decision: false, context: { ...PERMITTED.context, reason: 'NOT_PERMITTED' } }

const PROBLEMS = [...BODY_PROBLEMS, ...REPEAT_PROBLEMS, ...apiProblems('not-found'), ...listProblems(['detail-not-allowed', 'gate-busy'], CHECK_PROBLEM_STATUS, CHECK_PROBLEM_WORDS)]

const ABOUT = [
  'The gate’s own decision, in the shape of the OpenID Authorization API 1.0 (AuthZEN). It is put on record as a check, whose digests are those of the same question',
  'put to the gate as `application/x-ndjson`, one `{"nhs_number":"…"}` a line.',
].join(' ')

/** POST /access/v1/evaluation */
export const EVALUATE = {
  id: 'evaluate',
  method: 'POST',
  path: '/access/v1/evaluation',
  group: 'evaluations',
  summary: 'Ask about one person',
  description: `${ABOUT} A denial is an answer (200), and so is a flow in which nothing may go on at present.`,
  action: 'check',
  repeats: true,
  body: { description: 'Whose data, what is to be done with it, and in which flow.', content: { 'application/json': { schema: evaluationSchema, example: ASKED } } },
  answers: { 200: { description: 'The decision.', content: { 'application/json': { schema: evaluationAnswerSchema, example: PERMITTED } } } },
  problems: PROBLEMS,
} as const satisfies ApiOperation

/** POST /access/v1/evaluations */
export const EVALUATE_MANY = {
  id: 'evaluateMany',
  method: 'POST',
  path: '/access/v1/evaluations',
  group: 'evaluations',
  summary: 'Ask about several people, or several flows',
  description: [
    `${ABOUT} Up to ${MOST_EVALUATIONS.toLocaleString('en-GB')} questions in a call; one check for each flow they name. A question that cannot be asked is answered \`false\` in its place, with the error.`,
    'Where answers stop at the first denial or permission, the check is still of all that was asked.',
  ].join(' '),
  action: 'check',
  repeats: true,
  body: {
    description: 'The questions. What one leaves out is taken from the top.',
    content: {
      'application/json': {
        schema: evaluationsSchema,
        example: { action: ASKED.action, resource: ASKED.resource, evaluations: [{ subject: ASKED.subject }, { subject: { type: 'person', id: '9990000026' } }], options: { evaluations_semantic: 'execute_all' } },
      },
    },
  },
  answers: {
    200: {
      description: 'The decisions, in the order of the questions; or, where there is no list of them, the one decision.',
      content: { 'application/json': { schema: z.union([evaluationsAnswerSchema, evaluationAnswerSchema]), example: { evaluations: [PERMITTED, NOT_PERMITTED] } } },
    },
  },
  problems: PROBLEMS,
} as const satisfies ApiOperation

/** GET /.well-known/authzen-configuration */
export const READ_AUTHZEN_CONFIGURATION = {
  id: 'readAuthzenConfiguration',
  method: 'GET',
  path: '/.well-known/authzen-configuration',
  group: 'evaluations',
  summary: 'Find the evaluation endpoints',
  description: 'What a policy enforcement point needs to find them (AuthZEN 1.0, section 9).',
  action: 'public',
  answers: { 200: { description: 'The endpoints.', content: { 'application/json': { schema: authzenConfigurationSchema } } } },
} as const satisfies ApiOperation
