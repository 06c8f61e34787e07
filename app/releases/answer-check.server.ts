import type { KeyActor } from '#app/identity/actor.rules.ts'
import type { Refusal, Result } from '#app/kernel/result.ts'
import { ok, refuse } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { zipped } from '#app/platform/gzip.server.ts'
import { Places } from '#app/platform/places.server.ts'
import { readProjectForProgram, readProjectOfFlow, type ProjectRecord } from '#app/projects/read-project-for-program.server.ts'
import { ListFault, ListReader } from './answer-stream.server.ts'
import { beginCheck, breakOff, type CheckQuestion } from './begin-check.server.ts'
import type { CallRefusal, CheckCallRead, ListCoding, ListFormat, PastAsked } from './check-formats.rules.ts'
import type { CheckProblem } from './check.rules.ts'
import { answerPast } from './past-answers.server.ts'
import { repeatCheck } from './repeat-check.server.ts'
import { runCheck } from './run-check.server.ts'
import { mayBeToldReasons, oneDiscloserOf } from './told-check.rules.ts'

export interface CheckCall {
  readonly flowRef: string
  /** How it is asked for. What is wrong with that is said only to who may ask about the flow. */
  readonly how: Result<CheckCallRead, Refusal<CallRefusal>>
  /** The caller's own id for the request; null where they gave none. */
  readonly requestId: string | null
  readonly list: ReadableStream<Uint8Array> | null
}

export interface CheckAnswer {
  /** The check that was made, or replayed; null where another past was asked about. */
  readonly checkId: string | null
  readonly asked: ListFormat
  readonly coding: ListCoding
  readonly answer: ReadableStream<Uint8Array>
}

/**
 * How many checks are answered at once, here and for one key, and how long one waits for a place. Each may take some
 * megabytes, and up to 125 where its numbers are spread over all that there can be.
 */
const PLACES = new Places({ most: 24, mostOfOne: 12, patience: 5000, crowd: 200 })

/** The gate: a list of numbers in, and what may be done with each of its rows out. */
export async function answerCheck(
  context: Context<KeyActor>, call: CheckCall,
): Promise<Result<CheckAnswer, Refusal<CheckProblem | 'not-found' | 'not-allowed'>>> {
  const project = await readProjectOfFlow(context.runtime.db, context.actor.organisationCode, call.flowRef)
  if (!project) return refuse('not-found')
  if (!context.actor.flowRefs.includes(call.flowRef)) return refuse('not-allowed')
  if (!call.how.ok) return call.how
  const { asked, detail, listCoding, answerCoding } = call.how.value
  if (detail === 'full' && !context.actor.actions.includes('check-detail')) return refuse('detail-not-allowed')
  const question = { flowRef: call.flowRef, requestId: call.requestId, ...call.how.value, projectId: project.id, projectRef: project.ref }
  const { past } = call.how.value
  if (past && !context.actor.actions.includes('replay')) return refuse('replay-not-allowed')
  const over = await PLACES.take(context.actor.keyId)
  if (!over) return refuse('gate-busy')
  const list = new ListReader(call.list, listCoding)
  const answered = await (past ? answerOfPast(context, question, past, list, over) : answerQuestion(context, question, list, over)).catch((error: unknown): Result<never, Refusal<CheckProblem>> => {
    over()
    if (error instanceof ListFault) return { ok: false, refusal: error.refusal }
    throw error
  })
  if (!answered.ok) {
    over()
    return answered
  }
  const { checkId, answer } = answered.value
  return ok({ checkId, asked, coding: answerCoding, answer: answerCoding === 'gzip' ? zipped(answer) : answer })
}

async function answerOfPast(
  context: Context<KeyActor>, question: CheckQuestion, past: PastAsked, list: ListReader, over: () => void,
): Promise<Result<{ readonly checkId: string | null; readonly answer: ReadableStream<Uint8Array> }, Refusal<CheckProblem>>> {
  const answered = await answerPast(context, question, past, list, over)
  return answered.ok ? ok({ checkId: past.kind === 'replay' ? past.checkId : null, answer: answered.value }) : answered
}

/** `over` is called when the answer is over; where there is none, it is left to the caller. */
async function answerQuestion(
  context: Context<KeyActor>, question: CheckQuestion, list: ListReader, over: () => void,
): Promise<Result<{ readonly checkId: string; readonly answer: ReadableStream<Uint8Array> }, Refusal<CheckProblem>>> {
  const begun = await beginCheck(context, question)
  if (!begun.ok) return begun
  if (begun.value.kind === 'answered-before') {
    const { earlier } = begun.value
    if (question.detail === 'full' && !mayBeToldReasons(earlier, context.actor.organisationCode)) return refuse('detail-not-allowed')
    const repeated = await repeatCheck(context, question, earlier, list, over)
    return repeated.ok ? ok({ checkId: earlier.id, answer: repeated.value }) : repeated
  }
  const { checkId, snapshot } = begun.value
  if (question.detail === 'full' && !mayBeToldReasons({ discloserCode: oneDiscloserOf(snapshot.inForce) }, context.actor.organisationCode)) {
    await breakOff(context, checkId, 'detail-not-allowed')
    return refuse('detail-not-allowed')
  }
  return ok({ checkId, answer: await runCheck(context, question, begun.value, list, over) })
}

/** The project of a flow that the key names. What its organisation has no part in looks the same as what is not there. */
export async function readFlowProject(context: Context<KeyActor>, flowRef: string): Promise<Result<ProjectRecord, Refusal<'not-found' | 'not-allowed'>>> {
  const project = await readProjectForProgram(context.runtime.db, context.actor.organisationCode, { flowRef })
  if (!project) return refuse('not-found')
  return context.actor.flowRefs.includes(flowRef) ? ok(project) : refuse('not-allowed')
}
