import type { KeyActor } from '#app/identity/actor.rules.ts'
import { API_PROBLEM_STATUS } from '#app/identity/api-problem.rules.ts'
import { API_PROBLEM_WORDS } from '#app/identity/api.words.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { answerCheck } from './answer-check.server.ts'
import type { SummaryJson } from './check-answer.schema.ts'
import { CHECK_REFUSALS, type CheckProblem, type CheckRefusal } from './check.rules.ts'
import { evaluationSchema, isOneQuestion, type EvaluationAnswer, type EvaluationAsked, type EvaluationsAsked, type EvaluationSemantic } from './evaluation.schema.ts'
import { checkProblemWords } from './release.words.ts'

type Refused = Refusal<CheckProblem | 'not-found' | 'not-allowed'>

/** One question (AuthZEN 1.0, section 6), answered by the gate and put on record as a check. */
export async function answerEvaluation(context: Context<KeyActor>, asked: EvaluationAsked): Promise<Result<EvaluationAnswer, Refused>> {
  const answered = await answerInFlow(context, asked.resource.id, [asked])
  return answered.ok ? ok(answered.value[0] as EvaluationAnswer) : answered
}

/**
 * Several questions (section 7), with one check for each flow they name. One that cannot be asked is not permitted, and says
 * so in its place. The key must be allowed every reason if any question wants them.
 */
export async function answerEvaluations(
  context: Context<KeyActor>, asked: EvaluationsAsked,
): Promise<Result<EvaluationAnswer | { readonly evaluations: EvaluationAnswer[] }, Refused>> {
  if (isOneQuestion(asked)) return answerEvaluation(context, evaluationSchema.parse(asked))
  const questions = (asked.evaluations ?? []).map((one) => evaluationSchema.safeParse(withDefaults(one, asked)))
  const whole = questions.map((question) => (question.success ? question.data : null))
  if (whole.some((question) => question?.context?.detail === 'full') && !context.actor.actions.includes('check-detail')) return refuse('detail-not-allowed')
  const answers = questions.map(({ error }): EvaluationAnswer | null => {
    const issue = error?.issues[0]
    return issue ? wrong(400, 'body-wrong', `/${issue.path.map(String).join('/')}: ${issue.message}`) : null
  })
  for (const flowRef of new Set(whole.flatMap((question) => (question ? [question.resource.id] : [])))) {
    const places = whole.flatMap((question, place) => (question?.resource.id === flowRef ? [place] : []))
    const answered = await answerInFlow(context, flowRef, places.map((place) => whole[place] as EvaluationAsked))
    if (!answered.ok && !isOfFlowAlone(answered.refusal)) return answered
    for (const [index, place] of places.entries()) answers[place] = answered.ok ? (answered.value[index] as EvaluationAnswer) : notAsked(answered.refusal)
  }
  return ok({ evaluations: upTo(answers as EvaluationAnswer[], asked.options?.evaluations_semantic ?? 'execute_all') })
}

/** What a question leaves out stands at the top; what it has takes its place whole (section 7.1.1). */
export function withDefaults(one: Omit<EvaluationsAsked, 'evaluations' | 'options'>, top: EvaluationsAsked): Record<string, unknown> {
  return Object.fromEntries(['subject', 'action', 'resource', 'context'].flatMap((part) => {
    const value = one[part] ?? top[part]
    return value === undefined ? [] : [[part, value]]
  }))
}

/** The answers as far as they are wanted: to the end, or to the first denial or permission (section 7.1.2). */
function upTo(answers: readonly EvaluationAnswer[], semantic: EvaluationSemantic): EvaluationAnswer[] {
  if (semantic === 'execute_all') return [...answers]
  const last = answers.findIndex(({ decision }) => decision === (semantic === 'permit_on_first_permit'))
  return last < 0 ? [...answers] : answers.slice(0, last + 1)
}

/** One check of one flow. That nothing in it may go on at present is an answer: `false`, and why. */
async function answerInFlow(context: Context<KeyActor>, flowRef: string, asked: readonly EvaluationAsked[]): Promise<Result<EvaluationAnswer[], Refused>> {
  const detail = asked.some((question) => question.context?.detail === 'full') ? 'full' : 'coarse'
  const list = asked.map(({ subject }) => `${JSON.stringify({ nhs_number: subject.id })}\n`).join('')
  const checked = await answerCheck(context, { flowRef, how: ok({ given: 'ndjson', asked: 'ndjson', detail, extract: null, stage: null, past: null, listCoding: 'identity', answerCoding: 'identity' }), requestId: null, list: new Response(list).body })
  if (!checked.ok) return isWholeFlowRefusal(checked.refusal) ? ok(asked.map(() => flowMayNotRun(checked.refusal as Refusal<CheckRefusal>))) : checked
  const lines = (await new Response(checked.value.answer).text()).trimEnd().split('\n').map((line) => JSON.parse(line) as Line)
  const summary = lines.pop()?.summary
  if (!summary || lines.length !== asked.length) throw new Error('The gate did not answer each question')
  return ok(asked.map((question, place) => {
    const { decision, reason, reasons } = lines[place] as Line
    return {
      decision: decision === 'INCLUDE',
      context: {
        reason, ...(question.context?.detail === 'full' ? { reasons } : {}), check: summary.check, as_at: summary.as_at, version: summary.version, rules_version: summary.rules_version,
      },
    }
  }))
}

interface Line {
  readonly decision: 'INCLUDE' | 'EXCLUDE'
  readonly reason: 'PERMITTED' | 'NOT_PERMITTED' | 'NHS_NUMBER_INVALID' | 'FLOW_NOT_PERMITTED'
  readonly reasons?: string[]
  readonly summary?: SummaryJson
}

const isWholeFlowRefusal = (refusal: Refused): refusal is Refusal<CheckRefusal> => (CHECK_REFUSALS as readonly string[]).includes(refusal.kind)

function flowMayNotRun(refusal: Refusal<CheckRefusal>): EvaluationAnswer {
  return { decision: false, context: { reason: 'FLOW_NOT_PERMITTED', because: { code: refusal.kind, detail: checkProblemWords(refusal).detail } } }
}

/** The gate may also be busy: then nothing is answered, and the whole call may be sent again. */
const isOfFlowAlone = (refusal: Refused): refusal is Refusal<'not-found' | 'not-allowed'> => refusal.kind === 'not-found' || refusal.kind === 'not-allowed'

function notAsked(refusal: Refused): EvaluationAnswer {
  const { kind } = refusal as Refusal<'not-found' | 'not-allowed'>
  return wrong(API_PROBLEM_STATUS[kind], kind, API_PROBLEM_WORDS[kind].title)
}

function wrong(status: number, code: string, message: string): EvaluationAnswer {
  return { decision: false, context: { error: { status, code, message } } }
}
