import { change } from '#app/audit/change.server.ts'
import { RULES_VERSION } from '#app/choices/exemptions.rules.ts'
import type { KeyActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { CheckCallRead } from './check-formats.rules.ts'
import { BUSY_FOR, type CheckRefusal } from './check.rules.ts'
import { oneDiscloserOf } from './told-check.rules.ts'
import { addCheck, checksOfRequest, endCheck, letGoOfSilent, lockRequest, removeAnswers, setCheckState, type CheckRow, type CheckState } from './checks.store.server.ts'
import { readSnapshot, type Snapshot } from './read-snapshot.server.ts'

/** How a check is asked for. `requestId` is the caller's own, null where they gave none: then nothing can be repeated. */
export interface CheckQuestion extends CheckCallRead {
  readonly flowRef: string
  readonly projectId: string
  readonly projectRef: string
  readonly requestId: string | null
}

export interface CheckBegun {
  readonly kind: 'new'
  readonly checkId: string
  readonly snapshot: Snapshot
  /**
   * What the check is answered from, where the record does not say so yet: it must, before or as the check becomes complete.
   * Long checks have it noted while they go on, and nobody waits for it.
   */
  readonly toNote: () => Promise<CheckState | null>
}

export type Begun =
  | CheckBegun
  /** The same request was answered before, and is to be answered as it was then. */
  | { readonly kind: 'answered-before'; readonly earlier: CheckRow }

/**
 * Puts a check on record before a row is read, then works out its answers; or says why the whole flow may not run, which
 * is on record too. Two requests with one id are told apart under a lock: one is answered, the other is refused.
 */
export async function beginCheck(context: Context<KeyActor>, question: CheckQuestion): Promise<Result<Begun, Refusal<CheckRefusal | 'request-in-progress'>>> {
  const { runtime, now } = context
  const reserved = await reserve(context, question)
  if (!reserved.ok) return reserved
  if (reserved.value.kind === 'answered-before') return ok(reserved.value)
  const { checkId } = reserved.value
  try {
    const snapshot = await readSnapshot(runtime, question.flowRef)
    if (!snapshot.ok) {
      await change(context, async (tx, record) => {
        await endCheck(tx, checkId, { state: 'refused', refusal: snapshot.refusal.kind, endedAt: now })
        record({ kind: 'check-refused', projectRef: question.projectRef, subject: `check:${checkId}`, data: { flow: question.flowRef, reason: snapshot.refusal.kind } })
      })
      return snapshot
    }
    const { inForce, auditSeq, asAt, nationalCheckAskedAt, journal } = snapshot.value
    const toNote = notedAfterAWhile(context, checkId, {
      auditSeq, asAt, nationalCheckAskedAt, documentVersionId: inForce.documentVersionId, discloserCode: oneDiscloserOf(inForce),
      journalId: journal?.journalId ?? null, journalChanges: journal?.changes ?? null,
    })
    return ok({ kind: 'new', checkId, snapshot: snapshot.value, toNote })
  } catch (error) {
    await breakOff(context, checkId, 'fault')
    throw error
  }
}

/** Most checks are over sooner: theirs is noted as they become complete. In milliseconds. */
const A_WHILE = 50

function notedAfterAWhile({ runtime }: Context<KeyActor>, checkId: string, state: CheckState): () => Promise<CheckState | null> {
  let noting: Promise<boolean> | null = null
  const timer = setTimeout(() => {
    noting = setCheckState(runtime.db, checkId, state).then(() => true, () => false)
  }, A_WHILE).unref()
  return async () => {
    clearTimeout(timer)
    return (await noting) ? null : state
  }
}

type Reserved = { readonly kind: 'answered-before'; readonly earlier: CheckRow } | { readonly kind: 'new'; readonly checkId: string }

function reserve(context: Context<KeyActor>, question: CheckQuestion): Promise<Result<Reserved, Refusal<'request-in-progress'>>> {
  const { actor, now } = context
  return change(context, async (tx, record) => {
    if (question.requestId !== null) {
      await lockRequest(tx, actor.keyId, question.requestId)
      const before = await checksOfRequest(tx, actor.keyId, question.requestId)
      const earlier = before.find((check) => check.state === 'complete')
      if (earlier) return ok({ kind: 'answered-before', earlier })
      if (before.some((check) => check.state === 'incomplete' && check.busyUntil !== null && check.busyUntil > now)) return refuse('request-in-progress')
      await letGoOfSilent(tx, now, before.map((check) => check.id))
      await removeAnswers(tx, before.map((check) => check.id))
    }
    const checkId = newId()
    await addCheck(tx, {
      id: checkId, flowRef: question.flowRef, projectId: question.projectId, organisationCode: actor.organisationCode, apiKeyId: actor.keyId,
      requestId: question.requestId, contentType: question.given, accept: question.asked, detail: question.detail,
      extract: question.extract, stage: question.stage, pseudonymKeyVersion: question.pseudonyms?.version ?? null,
      rulesVersion: RULES_VERSION, beganAt: now, busyUntil: new Date(now.getTime() + BUSY_FOR),
    })
    record({ kind: 'check-begun', projectRef: question.projectRef, subject: `check:${checkId}`, data: { flow: question.flowRef } })
    return ok({ kind: 'new', checkId })
  })
}

/** Lets a check go that will not be finished: it stays incomplete, with the reason. Whether that can be written down or not. */
export async function breakOff(context: Context<KeyActor>, checkId: string, why: string): Promise<void> {
  const { runtime } = context
  try {
    await runtime.db.transaction(async (tx) => {
      const isOurs = await endCheck(tx, checkId, { refusal: why, endedAt: runtime.clock() })
      if (isOurs) await removeAnswers(tx, [checkId])
    })
  } catch (error) {
    runtime.log.warn({ checkId, fault: (error as Error).name }, 'a check that broke off could not be marked so')
  }
}
