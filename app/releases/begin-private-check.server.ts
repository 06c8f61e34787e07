import { change } from '#app/audit/change.server.ts'
import { RULES_VERSION } from '#app/choices/exemptions.rules.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import { readFlowProject } from './answer-check.server.ts'
import type { CheckRefusal } from './check.rules.ts'
import { privateKeyOf, tagsOf } from './flow-tags.server.ts'
import { hexOf } from './oblivious-function.server.ts'
import { PRIVATE_CHECK_LASTS, type PrivateProblem } from './private-check.rules.ts'
import { PRIVATE_SUITE, TAG_BYTES, type PrivateCheckAnswer } from './private-check.schema.ts'
import { addPrivateCheck } from './private-checks.store.server.ts'
import { readSnapshot } from './read-snapshot.server.ts'

/**
 * Begins a check in which the portal does not learn whom it is about: gives a tag for each person who may be included, out
 * of the same state as any check begun now. Only who has a number evaluated can tell whether its tag is among them. That it
 * was begun, or refused, is on record before anything goes out.
 */
export async function beginPrivateCheck(context: Context<KeyActor>, flowRef: string): Promise<Result<PrivateCheckAnswer, Refusal<CheckRefusal | PrivateProblem | 'not-found' | 'not-allowed'>>> {
  const { runtime, actor, now } = context
  const project = await readFlowProject(context, flowRef)
  if (!project.ok) return project
  const { ref: projectRef } = project.value
  const refused = async <K extends string>(refusal: Refusal<K>) => {
    await change(context, async (_tx, record) => record({ kind: 'private-check-refused', projectRef, data: { flow: flowRef, reason: refusal.kind } }))
    return { ok: false, refusal } as const
  }
  const snapshot = await readSnapshot(runtime, flowRef)
  if (!snapshot.ok) return refused(snapshot.refusal)
  const { answers, auditSeq, asAt, inForce } = snapshot.value
  const day = londonDay(now)
  const tags = await tagsOf(runtime, flowRef, day, answers)
  if (tags === null) return refused(refuse('register-too-large').refusal)
  const check = {
    id: newId(), flowRef, projectRef, organisationCode: actor.organisationCode, apiKeyId: actor.keyId, keyDay: day, publicKey: hexOf(privateKeyOf(runtime, flowRef, day).publicKey),
    auditSeq, rulesVersion: RULES_VERSION, documentVersionId: inForce.documentVersionId, asAt, tags: tags.length / TAG_BYTES, beganAt: now,
    endsAt: new Date(now.getTime() + PRIVATE_CHECK_LASTS),
  }
  await change(context, async (tx, record) => {
    await addPrivateCheck(tx, check)
    record({ kind: 'private-check-begun', projectRef, subject: `private-check:${check.id}`, data: { flow: flowRef, version: auditSeq } })
  })
  return ok({
    id: check.id, flow: flowRef, suite: PRIVATE_SUITE, public_key: check.publicKey, tag_bytes: TAG_BYTES, tags: tags.toString('base64url'),
    version: auditSeq, as_at: asAt.toISOString(), rules_version: RULES_VERSION, ends_at: check.endsAt.toISOString(),
  })
}
