import type { KeyActor } from '#app/identity/actor.rules.ts'
import type { Refusal, Result } from '#app/kernel/result.ts'
import { ok, refuse } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { zipped } from '#app/platform/gzip.server.ts'
import { readProjectForProgram, type ProjectRecord } from '#app/projects/read-project-for-program.server.ts'
import { ListFault, ListReader } from './answer-stream.server.ts'
import { beginCheck } from './begin-check.server.ts'
import type { CallRefusal, CheckCallRead, ListCoding, ListFormat } from './check-formats.rules.ts'
import type { CheckProblem } from './check.rules.ts'
import { repeatCheck } from './repeat-check.server.ts'
import { runCheck } from './run-check.server.ts'

export interface CheckCall {
  readonly flowRef: string
  /** How it is asked for. What is wrong with that is said only to who may ask about the flow. */
  readonly how: Result<CheckCallRead, Refusal<CallRefusal>>
  /** The caller's own id for the request; null where they gave none. */
  readonly requestId: string | null
  readonly list: ReadableStream<Uint8Array> | null
}

export interface CheckAnswer {
  readonly checkId: string
  readonly asked: ListFormat
  readonly coding: ListCoding
  readonly answer: ReadableStream<Uint8Array>
}

/** The gate: a list of numbers in, and what may be done with each of its rows out. */
export async function answerCheck(
  context: Context<KeyActor>, call: CheckCall,
): Promise<Result<CheckAnswer, Refusal<CheckProblem | 'not-found' | 'not-allowed'>>> {
  const project = await readFlowProject(context, call.flowRef)
  if (!project.ok) return project
  if (!call.how.ok) return call.how
  const { asked, detail, listCoding, answerCoding } = call.how.value
  if (detail === 'full' && !context.actor.actions.includes('check-detail')) return refuse('detail-not-allowed')
  const question = { flowRef: call.flowRef, requestId: call.requestId, ...call.how.value, projectId: project.value.id, projectRef: project.value.ref }
  const list = new ListReader(call.list, listCoding)
  const sent = (checkId: string, answer: ReadableStream<Uint8Array>): Result<CheckAnswer, never> =>
    ok({ checkId, asked, coding: answerCoding, answer: answerCoding === 'gzip' ? zipped(answer) : answer })
  try {
    const begun = await beginCheck(context, question)
    if (!begun.ok) return begun
    if (begun.value.kind === 'answered-before') {
      const { earlier } = begun.value
      const repeated = await repeatCheck(context, question, earlier, list)
      return repeated.ok ? sent(earlier.id, repeated.value) : repeated
    }
    const { checkId, snapshot } = begun.value
    return sent(checkId, await runCheck(context, question, checkId, snapshot, list))
  } catch (error) {
    if (error instanceof ListFault) return { ok: false, refusal: error.refusal }
    throw error
  }
}

/** The project of a flow that the key names. What its organisation has no part in looks the same as what is not there. */
export async function readFlowProject(context: Context<KeyActor>, flowRef: string): Promise<Result<ProjectRecord, Refusal<'not-found' | 'not-allowed'>>> {
  const project = await readProjectForProgram(context.runtime.db, context.actor.organisationCode, { flowRef })
  if (!project) return refuse('not-found')
  return context.actor.flowRefs.includes(flowRef) ? ok(project) : refuse('not-allowed')
}
