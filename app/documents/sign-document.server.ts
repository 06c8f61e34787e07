import { randomUUID } from 'node:crypto'
import { change, type Record as RecordEntry } from '#app/audit/change.server.ts'
import { confirmPassword } from '#app/identity/confirm-password.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { sha256Hex } from '#app/kernel/sha256.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { isUniqueViolation, type Transaction } from '#app/platform/database.server.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { holdFacts } from '#app/projects/hold-project.server.ts'
import { isSameName, maySign, type SignRefusal } from './document.rules.ts'
import { addSchedule, addSignature, listLastSigned, listVersionsFor, type VersionRecord } from './documents.store.server.ts'
import { carriedSchedule, isWhole, maySchedule, scheduleAt, scheduleText, WHOLE_PROTOCOL, type Schedule } from './schedule.rules.ts'
import { readSigner } from './read-signer.server.ts'
import { signingState } from './signing-state.server.ts'

export interface SignCommand {
  readonly documentRef: string
  readonly number: number
  /** The digest of the words that the person was shown. */
  readonly contentHash: string
  /** What the organisation varies for itself; left out, nothing. */
  readonly schedule?: Schedule
  readonly fullName: string
  readonly password: string
}

export interface SignManyCommand {
  readonly papers: readonly Pick<SignCommand, 'documentRef' | 'number' | 'contentHash'>[]
  readonly fullName: string
  readonly password: string
}

interface ToSign {
  readonly version: VersionRecord
  readonly schedule: Schedule
}

/**
 * Signs a version for the actor's organisation, binding the signature to the digest of exactly the words shown. Null when
 * the actor's organisation cannot see such a version. The same form sent twice is one signature, and the second is told so.
 */
export async function signDocument(context: Context<StaffActor>, command: SignCommand): Promise<Result<null, SignRefusal> | null> {
  const { actor, runtime } = context
  const versions = await listVersionsFor(runtime.db, actor.organisationCode, command.documentRef)
  const shown = versions.find((version) => version.number === command.number)
  if (!shown) return null
  // Asked before the password, so that someone who may not sign is not made to type it; and again below, once nothing can move.
  const state = await signingState(runtime.db, shown)
  const early = maySign(state, await readSigner(runtime.db, actor, context.now))
  if (!early.ok) return early
  if (shown.contentHash !== command.contentHash) return refuse('words-changed')
  const schedule = mayVary(shown, state.facts, actor.organisationCode, command.schedule ?? WHOLE_PROTOCOL)
  if (!schedule.ok) return schedule
  if (!isSameName(command.fullName, actor.name)) return refuse('name-does-not-match')
  if (!(await confirmPassword(context, command.password))) return refuse('password-wrong')
  return signAll(context, [{ version: shown, schedule: schedule.value }])
}

/**
 * Signs several papers at once with one password, each bound to the digest of exactly the words shown: all of them or none.
 * What the organisation varied when it signed a paper last, it varies again. A refusal names the paper it is about. Null when
 * the actor's organisation cannot see one of them.
 */
export async function signDocuments(context: Context<StaffActor>, command: SignManyCommand): Promise<Result<null, SignRefusal> | null> {
  const { actor, runtime } = context
  const signer = await readSigner(runtime.db, actor, context.now)
  const shown: { readonly version: VersionRecord; readonly facts: ProjectFacts }[] = []
  for (const { documentRef, number, contentHash } of command.papers) {
    const version = (await listVersionsFor(runtime.db, actor.organisationCode, documentRef)).find((candidate) => candidate.number === number)
    if (!version) return null
    const state = await signingState(runtime.db, version)
    const may = maySign(state, signer)
    if (!may.ok) return refuse(may.refusal.kind, { paper: documentRef })
    if (version.contentHash !== contentHash) return refuse('words-changed', { paper: documentRef })
    shown.push({ version, facts: state.facts })
  }
  if (!isSameName(command.fullName, actor.name)) return refuse('name-does-not-match')
  if (!(await confirmPassword(context, command.password))) return refuse('password-wrong')
  const before = new Map((await listLastSigned(runtime.db, actor.organisationCode, shown.map(({ version }) => version.documentId))).map((last) => [last.documentId, scheduleAt(last.schedules, context.now)]))
  return signAll(context, shown.map(({ version, facts }) => ({ version, schedule: carriedSchedule(before.get(version.documentId) ?? WHOLE_PROTOCOL, facts, actor.organisationCode) })))
}

/** Whether a paper can be signed with a schedule: a protocol can, since it alone says what may flow. */
export function mayVary({ kind }: Pick<VersionRecord, 'kind'>, facts: ProjectFacts, organisationCode: string, schedule: Schedule): Result<Schedule, SignRefusal> {
  if (isWhole(schedule)) return ok(schedule)
  return kind === 'protocol' ? maySchedule(facts, organisationCode, schedule) : refuse('schedule-not-for-this-paper')
}

/** In one transaction, which holds every project it is about, in one order. */
async function signAll(context: Context<StaffActor>, given: readonly ToSign[]): Promise<Result<null, SignRefusal>> {
  const { actor, now } = context
  try {
    return await change(context, async (tx, record) => {
      for (const projectId of [...new Set(given.map(({ version }) => version.projectId))].sort()) await holdFacts(tx, projectId)
      const signer = await readSigner(tx, actor, now)
      const signed: ToSign[] = []
      for (const { version, schedule } of given) {
        const state = await signingState(tx, version)
        const may = maySign(state, signer)
        if (!may.ok) return refuse(may.refusal.kind, { paper: version.documentRef })
        const varied = mayVary(version, state.facts, actor.organisationCode, schedule)
        if (!varied.ok) return refuse(varied.refusal.kind, { ...varied.refusal.details, paper: version.documentRef })
        signed.push({ version, schedule: varied.value })
      }
      for (const { version, schedule } of signed) {
        const id = randomUUID()
        await addSignature(tx, {
          id, documentVersionId: version.id, organisationCode: actor.organisationCode, userId: actor.userId, name: actor.name,
          jobTitle: actor.jobTitle, role: actor.role, authorisedBy: signer.standsInFor ?? '', contentHash: version.contentHash, signedAt: now,
        })
        record({ kind: 'document-signed', projectRef: version.projectRef, subject: `document:${version.documentRef}`, data: { document: version.kind, number: version.number, contentHash: version.contentHash, ...(signer.standsInFor ? { standsIn: true } : {}) } })
        if (!isWhole(schedule)) await signSchedule(context, tx, record, { version, schedule }, { signatureId: id, authorisedBy: signer.standsInFor ?? '' })
      }
      return ok(null)
    })
  } catch (error) {
    if (isUniqueViolation(error)) return refuse('already-signed')
    throw error
  }
}

/** Adds a schedule to a signature of the actor's organisation, in the caller's transaction, which has asked whether it may. */
export async function signSchedule({ actor, now }: Context<StaffActor>, tx: Transaction, record: RecordEntry, { version, schedule }: ToSign, on: { readonly signatureId: string; readonly authorisedBy: string }): Promise<void> {
  const scheduleHash = sha256Hex(scheduleText(schedule, { organisationCode: actor.organisationCode, contentHash: version.contentHash }))
  await addSchedule(tx, { id: randomUUID(), ...on, schedule, scheduleHash, userId: actor.userId, name: actor.name, jobTitle: actor.jobTitle, role: actor.role, signedAt: now })
  record({
    kind: 'schedule-signed', projectRef: version.projectRef, subject: `document:${version.documentRef}`,
    data: { document: version.kind, number: version.number, scheduleHash, leavesOut: schedule.flowsLeftOut.length, startsOn: schedule.startsOn },
  })
}
