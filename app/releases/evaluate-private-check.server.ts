import { setImmediate } from 'node:timers/promises'
import { change } from '#app/audit/change.server.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { privateKeyOf } from './flow-tags.server.ts'
import { evaluateBlinded, hexOf } from './oblivious-function.server.ts'
import { mayEvaluate, type PrivateProblem } from './private-check.rules.ts'
import type { EvaluatedAnswer } from './private-check.schema.ts'
import { addEvaluated, lockPrivateCheck } from './private-checks.store.server.ts'

/**
 * Evaluates blinded elements with the key of a private check. Nothing about whom they stand for can be told from them. How
 * many there were is counted and on record before they are evaluated, so that no count is ever too low.
 */
export async function evaluatePrivateCheck(
  context: Context<KeyActor>, checkId: string, blinded: readonly string[],
): Promise<Result<EvaluatedAnswer, Refusal<PrivateProblem | 'not-found' | 'not-allowed'>>> {
  const { runtime, actor, now } = context
  const counted = await change(context, async (tx, record) => {
    const check = isId(checkId) ? await lockPrivateCheck(tx, actor.keyId, checkId) : null
    if (!check) return refuse('not-found')
    if (!actor.flowRefs.includes(check.flowRef)) return refuse('not-allowed')
    const may = mayEvaluate(check, blinded.length, now)
    if (!may.ok) return may
    await addEvaluated(tx, check.id, blinded.length)
    record({ kind: 'private-check-evaluated', projectRef: check.projectRef, subject: `private-check:${check.id}`, data: { flow: check.flowRef, elements: blinded.length } })
    return ok(check)
  })
  if (!counted.ok) return counted
  const { flowRef, keyDay, publicKey } = counted.value
  const key = privateKeyOf(runtime, flowRef, keyDay)
  // The portal's own key was changed meanwhile, and the tags were made with another.
  if (hexOf(key.publicKey) !== publicKey) return refuse('private-check-over')
  const groups = await evaluateBlinded(key, blinded, () => setImmediate())
  return groups === null ? refuse('element-not-valid') : ok({ groups })
}
