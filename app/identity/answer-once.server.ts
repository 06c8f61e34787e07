import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { addJob } from '#app/platform/jobs.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import type { KeyActor } from './actor.rules.ts'
import { addApiRequest, dropUnanswered, holdApiRequest, removeApiRequestsBefore, setApiRequest } from './api-requests.store.server.ts'

/** How long an answer is kept to be given again, in milliseconds. */
export const ANSWERS_KEPT_FOR = 24 * 3_600_000
/** A request that has been under way for longer than this, in milliseconds, is taken to have stopped. */
const BUSY_FOR = 60_000

export interface AskedOnce {
  /** The caller's own id; where they gave none, every request is a new one. */
  readonly requestId: string | null
  /** All that makes it this question and no other: the operation, and the body as it came. Only its digest is kept, sealed. */
  readonly question: readonly string[]
  /** Done when an answer is given again, for what must be on record every time. */
  readonly again?: () => Promise<void>
}

/**
 * Answers a request, or gives the answer that the same request got the first time. For calls whose whole answer fits in
 * memory; the gate keeps its own. An answer that says what is wrong is not kept: the request may be sent again.
 */
export async function answerOnce(
  context: Context<KeyActor>, asked: AskedOnce, work: () => Promise<Response>,
): Promise<Result<Response, Refusal<'request-id-reused' | 'request-in-progress'>>> {
  const { runtime, actor, now } = context
  const { requestId } = asked
  if (requestId === null) return ok(await work())
  const digest = sha256Hex(JSON.stringify(asked.question))
  const question = runtime.secrets.seal('api-question', digest)
  const claim = await runtime.db.transaction(async (tx) => {
    const busyUntil = new Date(now.getTime() + BUSY_FOR)
    if (await addApiRequest(tx, { apiKeyId: actor.keyId, requestId, question, beganAt: now, busyUntil })) return ok(null)
    const earlier = await holdApiRequest(tx, actor.keyId, requestId)
    if (earlier && runtime.secrets.open('api-question', earlier.question) !== digest) return refuse('request-id-reused')
    if (earlier?.answerSealed) return ok(earlier.answerSealed)
    if (!earlier || earlier.busyUntil > now) return refuse('request-in-progress')
    await setApiRequest(tx, actor.keyId, requestId, { busyUntil })
    return ok(null)
  })
  if (!claim.ok) return claim
  if (claim.value) {
    await asked.again?.()
    return ok(openAnswer(runtime, claim.value))
  }
  try {
    const response = await work()
    if (!response.ok) {
      await dropUnanswered(runtime.db, actor.keyId, requestId)
      return ok(response)
    }
    const answer = { status: response.status, headers: [...response.headers], body: await response.text() }
    await runtime.db.transaction(async (tx) => {
      await setApiRequest(tx, actor.keyId, requestId, { answerSealed: runtime.secrets.seal('api-answer', JSON.stringify(answer)) })
      const forgetAt = new Date(now.getTime() + ANSWERS_KEPT_FOR + 3_600_000)
      await addJob(tx, 'forget-api-answers', {}, forgetAt.toISOString().slice(0, 13), forgetAt)
    })
    return ok(new Response(answer.body, answer))
  } catch (error) {
    await dropUnanswered(runtime.db, actor.keyId, requestId).catch(() => {})
    throw error
  }
}

function openAnswer(runtime: Runtime, sealed: Buffer): Response {
  const { body, ...rest } = JSON.parse(runtime.secrets.open('api-answer', sealed)) as { status: number; headers: [string, string][]; body: string }
  return new Response(body, rest)
}

/** Deletes the answers that have been kept for long enough. */
export async function forgetApiAnswers(runtime: Runtime): Promise<void> {
  await removeApiRequestsBefore(runtime.db, new Date(runtime.clock().getTime() - ANSWERS_KEPT_FOR))
}
