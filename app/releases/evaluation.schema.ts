import { z } from 'zod'
import { COARSE_REASONS } from '#app/choices/exemptions.rules.ts'
import { REFERENCE_MAX, REFERENCE_PATTERN } from '#app/kernel/ids.ts'
import { DETAILS } from './check-formats.rules.ts'
import { CHECK_REFUSALS } from './check.rules.ts'

/** The gate's question and answer in the shape of the OpenID Authorization API 1.0 (AuthZEN), sections 5 to 8. */

/** What may be asked to be done with a person's data in a flow: the gate's one decision under the names that pipelines have for it. */
export const EVALUATION_ACTIONS = ['include', 'link', 'release'] as const

/** Evaluations in one call. Longer lists go to the gate, which has no limit. */
export const MOST_EVALUATIONS = 1000
/** Bytes that a call may have. */
export const EVALUATIONS_MAX_BYTES = 1024 * 1024

const needed = (what: string) => ({ error: (issue: { input: unknown }) => (issue.input === undefined ? `Give ${what}.` : `This must be ${what}.`) })
const properties = z.looseObject({}).optional().describe('Taken, and used for nothing.')

const subjectSchema = z.looseObject({
  type: z.literal('person', needed('"person"')),
  id: z.string(needed('an NHS number, as a text of ten digits')).max(64, 'This must be an NHS number, as a text of ten digits.')
    .describe('An NHS number. One that cannot be right is decided, not refused: the answer is `false`.'),
  properties,
}, needed('a subject')).describe('Whose data it is.')

const actionSchema = z.looseObject({ name: z.enum(EVALUATION_ACTIONS, needed(EVALUATION_ACTIONS.map((name) => `"${name}"`).join(', or '))), properties }, needed('an action'))

const resourceSchema = z.looseObject({
  type: z.literal('flow', needed('"flow"')),
  id: z.string(needed('the reference of a flow')).max(REFERENCE_MAX, 'This must be the reference of a flow.').regex(REFERENCE_PATTERN, 'This must be the reference of a flow.'),
  properties,
}, needed('a resource')).describe('The flow in which the data would go on.')

const contextSchema = z.looseObject({ detail: z.enum(DETAILS, needed('"coarse" or "full"')).optional().describe('`full` gives every reason, to keys with `check-detail` of the organisation whose people the flow is about.') }, needed('an object'))

/** One question, whole. */
export const evaluationSchema = z.looseObject({ subject: subjectSchema, action: actionSchema, resource: resourceSchema, context: contextSchema.optional() }, needed('an object')).meta({ id: 'EvaluationRequest' })
export type EvaluationAsked = z.output<typeof evaluationSchema>

export const EVALUATION_SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const
export type EvaluationSemantic = (typeof EVALUATION_SEMANTICS)[number]

const part = z.unknown()
/** Several questions, each with what it leaves out taken from the top. Whether each is whole is told in its own answer. */
export const evaluationsSchema = z.looseObject({
  subject: part.optional(),
  action: part.optional(),
  resource: part.optional(),
  context: part.optional(),
  evaluations: z.array(z.looseObject({ subject: part.optional(), action: part.optional(), resource: part.optional(), context: part.optional() }, needed('an object')), needed('a list'))
    .max(MOST_EVALUATIONS, `Send ${MOST_EVALUATIONS.toLocaleString('en-GB')} evaluations or fewer at once; longer lists go to /api/v1/flows/{ref}/checks.`)
    .optional().describe('Left out or empty: what stands at the top is one question, and is answered as one.'),
  options: z.looseObject({
    evaluations_semantic: z.enum(EVALUATION_SEMANTICS, needed(EVALUATION_SEMANTICS.map((name) => `"${name}"`).join(', or '))).optional()
      .describe('Answer every one; or stop after the first that is denied, or permitted.'),
  }, needed('an object')).optional(),
}, needed('an object')).superRefine((asked, found) => {
  if (!isOneQuestion(asked)) return
  for (const { path, message } of evaluationSchema.safeParse(asked).error?.issues ?? []) found.addIssue({ code: 'custom', path: [...path], message })
}).meta({ id: 'EvaluationsRequest' })
export type EvaluationsAsked = z.output<typeof evaluationsSchema>

/** Without a list of questions, what stands at the top is the one question (section 7.1). */
export function isOneQuestion(asked: { readonly evaluations?: readonly unknown[] }): boolean {
  return (asked.evaluations ?? []).length === 0
}

const decidedSchema = z.object({
  reason: z.enum(COARSE_REASONS).describe('Coarse: that someone objected is confidential.'),
  reasons: z.array(z.string()).optional().describe('Every reason, in a fixed order, where it was asked for.'),
  check: z.uuid().optional().describe('The check on record: GET /api/v1/checks/{id}.'),
  as_at: z.iso.datetime().optional(),
  version: z.int().nonnegative().optional(),
  rules_version: z.string().optional(),
  because: z.object({ code: z.enum(CHECK_REFUSALS), detail: z.string() }).optional().describe('Why nothing in the flow may go on at present.'),
})

const wrongSchema = z.object({ error: z.object({ status: z.int(), code: z.string(), message: z.string() }) }).describe('The question could not be asked, so it is not permitted.')

/** A decision. `false` for whatever could not be decided. */
export const evaluationAnswerSchema = z.object({ decision: z.boolean(), context: z.union([decidedSchema, wrongSchema]) }).meta({ id: 'EvaluationResponse' })
export type EvaluationAnswer = z.output<typeof evaluationAnswerSchema>

export const evaluationsAnswerSchema = z.object({ evaluations: z.array(evaluationAnswerSchema).describe('In the order of the questions.') }).meta({ id: 'EvaluationsResponse' })

/** Where everything is, for GET /.well-known/authzen-configuration (section 9). */
export const authzenConfigurationSchema = z.object({
  policy_decision_point: z.url(),
  access_evaluation_endpoint: z.url(),
  access_evaluations_endpoint: z.url(),
}).meta({ id: 'AuthzenConfiguration' })
