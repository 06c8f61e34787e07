import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { confirmPassword } from '#app/identity/confirm-password.server.ts'
import { mayRole } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { addDays, londonDay, startOfLondonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { holdFacts } from '#app/projects/hold-project.server.ts'
import { addMemberAct } from './member-acts.store.server.ts'
import { mayMerge, maySay, type MemberActRefusal, type OwnAct } from './member-act.rules.ts'
import type { mergerSchema, ownActSchema } from './member.schema.ts'
import { readSigner } from './read-signer.server.ts'
import { readMembership } from './read-membership.server.ts'

const RECORDED = { declined: 'member-declined', left: 'member-left', returned: 'member-returned' } as const satisfies Record<OwnAct, string>

/**
 * Declines a paper's newest words for the actor's organisation, gives its notice, or takes that back. A notice counts from the
 * end of its last day. Null when the organisation may not read such a paper.
 */
export async function sayAsMember(context: Context<StaffActor>, documentRef: string, said: z.output<typeof ownActSchema>): Promise<Result<null, MemberActRefusal> | null> {
  const { actor, now, runtime } = context
  const early = await readMembership(context, runtime.db, documentRef)
  if (!early) return null
  const may = maySay(said.say, early.own, await readSigner(runtime.db, actor, now), early.projectEnded)
  if (!may.ok) return may
  if (said.say === 'left' && said.lastDay < londonDay(now)) return refuse('day-has-passed')
  if (!(await confirmPassword(context, said.password))) return refuse('password-wrong')
  return change(context, async (tx, record) => {
    await holdFacts(tx, early.version.projectId)
    const membership = await readMembership(context, tx, documentRef)
    if (!membership) return refuse('not-a-member')
    const still = maySay(said.say, membership.own, await readSigner(tx, actor, now), membership.projectEnded)
    if (!still.ok) return still
    const { version } = membership
    await addMemberAct(tx, {
      id: randomUUID(), projectId: version.projectId, documentVersionId: version.id, organisationCode: actor.organisationCode, kind: said.say, contentHash: version.contentHash,
      reason: said.reason, effectiveAt: said.say === 'left' ? startOfLondonDay(addDays(said.lastDay, 1)) : now, recordedAt: now, recordedBy: actor.userId,
    })
    record({ kind: RECORDED[said.say], projectRef: version.projectRef, subject: `document:${documentRef}`, data: { document: version.kind, number: version.number, ...(said.say === 'left' ? { lastDay: said.lastDay } : {}) } })
    return ok(null)
  })
}

/** Records that one member merged with another, on the word of the organisation that drafts the project. From then on the one counts for its own list alone: see `memberStandings`. */
export async function recordMerger(context: Context<StaffActor>, documentRef: string, merger: z.output<typeof mergerSchema>): Promise<Result<null, MemberActRefusal> | null> {
  const { actor, now, runtime } = context
  const early = await readMembership(context, runtime.db, documentRef)
  if (!early) return null
  if (!early.isDrafter || !mayRole(actor.role, 'projects.draft')) return refuse('not-the-drafter')
  return change(context, async (tx, record) => {
    await holdFacts(tx, early.version.projectId)
    const membership = await readMembership(context, tx, documentRef)
    if (!membership?.isDrafter) return refuse('not-the-drafter')
    if (membership.projectEnded) return refuse('project-ended')
    const may = mayMerge(membership.members.map(({ standing }) => standing), merger.code, merger.successorCode)
    if (!may.ok) return may
    const { version } = membership
    await addMemberAct(tx, {
      id: randomUUID(), projectId: version.projectId, documentVersionId: version.id, organisationCode: merger.code, kind: 'merged', contentHash: version.contentHash,
      reason: merger.reason, successorCode: merger.successorCode, effectiveAt: startOfLondonDay(merger.from), recordedAt: now, recordedBy: actor.userId,
    })
    record({ kind: 'member-merged', projectRef: version.projectRef, subject: `document:${documentRef}`, data: { code: merger.code, into: merger.successorCode, from: merger.from } })
    return ok(null)
  })
}
