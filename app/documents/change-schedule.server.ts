import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { confirmPassword } from '#app/identity/confirm-password.server.ts'
import { canonicalJson, type Json } from '#app/kernel/canonical-json.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Queryable } from '#app/platform/database.server.ts'
import { holdFacts } from '#app/projects/hold-project.server.ts'
import { isSameName, maySignSchedule, type SignRefusal } from './document.rules.ts'
import { findNewestVersionFor, listSignatures } from './documents.store.server.ts'
import { flowsToVary, maySchedule, scheduleAt, type Schedule } from './schedule.rules.ts'
import { mayVary, signSchedule } from './sign-document.server.ts'
import { readSigner } from './read-signer.server.ts'
import { signingState } from './signing-state.server.ts'

/** The schedule of the actor's organisation on a protocol's newest version, and what it may vary; null where it signs no such paper. */
export async function readSchedulePage(context: Context<StaffActor>, documentRef: string) {
  const read = await readOwn(context, context.runtime.db, documentRef)
  if (!read) return null
  const { version, state, signature } = read
  const may = maySignSchedule(state, await readSigner(context.runtime.db, context.actor, context.now))
  return {
    paper: { ref: version.documentRef, kind: version.kind, number: version.number, projectRef: version.projectRef, title: version.facts.title },
    flows: flowsToVary(state.facts, context.actor.organisationCode).map(({ ref, name }) => ({ ref, name })),
    startDate: version.facts.purpose?.startDate ?? null,
    schedule: scheduleAt(signature?.schedules ?? [], context.now),
    history: (signature?.schedules ?? []).map(({ schedule, scheduleHash, name, jobTitle, signedAt }) => ({ schedule, scheduleHash, by: `${name}, ${jobTitle}`, signedAt })),
    mayNot: may.ok ? null : may.refusal.kind,
  }
}

/**
 * Signs another schedule for the actor's organisation, which counts from now on in the place of the one before. Like the first it
 * can only be narrower than the protocol. Null when the organisation signs no such paper.
 */
export async function changeSchedule(
  context: Context<StaffActor>, documentRef: string, given: { readonly schedule: Schedule; readonly fullName: string; readonly password: string },
): Promise<Result<null, SignRefusal> | null> {
  const { actor, now, runtime } = context
  const early = await readOwn(context, runtime.db, documentRef)
  if (!early) return null
  const may = maySignSchedule(early.state, await readSigner(runtime.db, actor, now))
  if (!may.ok) return may
  const varied = maySchedule(early.state.facts, actor.organisationCode, given.schedule)
  if (!varied.ok) return varied
  if (!isSameName(given.fullName, actor.name)) return refuse('name-does-not-match')
  if (!(await confirmPassword(context, given.password))) return refuse('password-wrong')
  return change(context, async (tx, record) => {
    await holdFacts(tx, early.version.projectId)
    const read = await readOwn(context, tx, documentRef)
    if (!read) return refuse('not-a-party')
    const signer = await readSigner(tx, actor, now)
    const still = maySignSchedule(read.state, signer)
    if (!still.ok) return still
    if (read.version.id !== early.version.id || !read.signature) return refuse('not-the-newest-version')
    const schedule = mayVary(read.version, read.state.facts, actor.organisationCode, varied.value)
    if (!schedule.ok) return schedule
    const text = (one: Schedule) => canonicalJson(one as unknown as Json)
    if (text(schedule.value) === text(scheduleAt(read.signature.schedules, now))) return refuse('schedule-unchanged')
    await signSchedule(context, tx, record, { version: read.version, schedule: schedule.value }, { signatureId: read.signature.id, authorisedBy: signer.standsInFor ?? '' })
    return ok(null)
  })
}

async function readOwn({ actor }: Context<StaffActor>, db: Queryable, documentRef: string) {
  const version = await findNewestVersionFor(db, actor.organisationCode, documentRef)
  if (version?.kind !== 'protocol') return null
  const [state, signatures] = await Promise.all([signingState(db, version), listSignatures(db, version.id)])
  const signature = signatures.find(({ organisationCode }) => organisationCode === actor.organisationCode) ?? null
  return signature || state.signers.length > 0 ? { version, state, signature } : null
}
