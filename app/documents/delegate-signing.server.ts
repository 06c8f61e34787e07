import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { change } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import { confirmPassword } from '#app/identity/confirm-password.server.ts'
import { readStaffOf } from '#app/identity/read-staff.server.ts'
import { isId } from '#app/kernel/ids.ts'
import { ok, refuse, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import { delegationState, mayDelegate, type DelegationRefusal } from './delegation.rules.ts'
import type { delegationSchema } from './delegation.schema.ts'
import { addDelegation, endDelegationRow, listDelegations } from './delegations.store.server.ts'
import { signingRoles } from './document.rules.ts'

/** Who may sign for the actor's organisation, by their own role and by somebody's word, and whether the actor may give theirs. */
export async function readDelegations({ actor, now, runtime: { db } }: Context<StaffActor>) {
  const [staff, delegations] = await Promise.all([readStaffOf(db, actor.organisationCode), listDelegations(db, actor.organisationCode)])
  const names = new Map(staff.map((one) => [one.userId, one]))
  const gives = signingRoles(actor.organisationKind).includes(actor.role)
  return {
    officers: staff.filter(({ role }) => signingRoles(actor.organisationKind).includes(role)).map(({ name, jobTitle, role }) => ({ name, jobTitle, role })),
    delegations: delegations.map((one) => {
      const state = delegationState(one, now)
      const to = names.get(one.userId)
      return {
        id: one.id, state, fromDay: one.fromDay, untilDay: one.untilDay, to: to ? `${to.name}, ${to.jobTitle}` : 'Someone who has no account here any more', by: `${one.givenBy.name}, ${one.givenBy.jobTitle}`,
        mayEnd: gives && (state === 'now' || state === 'to-come'),
      }
    }),
    managers: staff.filter(({ role }) => role === 'practice-manager').map(({ userId, name, jobTitle }) => ({ userId, label: `${name}, ${jobTitle}` })),
    mayGive: gives && actor.organisationKind === 'gp-practice', isPractice: actor.organisationKind === 'gp-practice',
  }
}

/** Lets a practice manager of the actor's practice sign for it between two days. */
export async function delegateSigning(context: Context<StaffActor>, given: z.output<typeof delegationSchema>): Promise<Result<null, DelegationRefusal>> {
  const { actor, now, runtime } = context
  const colleague = (await readStaffOf(runtime.db, actor.organisationCode)).find(({ userId }) => userId === given.userId) ?? null
  const may = mayDelegate(actor, colleague, given, londonDay(now))
  if (!may.ok) return may
  if (!(await confirmPassword(context, given.password))) return refuse('password-wrong')
  return change(context, async (tx, record) => {
    await addDelegation(tx, { id: randomUUID(), organisationCode: actor.organisationCode, userId: given.userId, fromDay: given.from, untilDay: given.until, givenBy: actor.userId, givenAt: now })
    record({ kind: 'signing-delegated', subject: `staff:${given.userId}`, data: { from: given.from, until: given.until } })
    return ok(null)
  })
}

/** Ends what was given, from now on; what was signed stands. Null when the organisation has no such delegation. */
export async function endDelegation(context: Context<StaffActor>, id: string): Promise<Result<null, DelegationRefusal> | null> {
  const { actor, now, runtime } = context
  const found = isId(id) ? (await listDelegations(runtime.db, actor.organisationCode)).find((one) => one.id === id) : undefined
  if (!found) return null
  if (!signingRoles(actor.organisationKind).includes(actor.role)) return refuse('wrong-role')
  return change(context, async (tx, record) => {
    if (!(await endDelegationRow(tx, actor.organisationCode, id, { endedAt: now, endedBy: actor.userId }))) return refuse('ended-already')
    record({ kind: 'signing-delegation-ended', subject: `staff:${found.userId}`, data: {} })
    return ok(null)
  })
}
