import type { Role } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { daysBetween, londonDay, type Day } from '#app/kernel/uk-date.ts'
import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import { signingRoles } from './document.rules.ts'

/** That somebody may sign for their organisation between two Europe/London days, both included. */
export interface Delegation {
  readonly userId: string
  readonly fromDay: Day
  readonly untilDay: Day
  readonly givenAt: Date
  readonly endedAt: Date | null
  readonly givenBy: { readonly name: string; readonly jobTitle: string; readonly role: Role }
}

/** In days, both included: a year and no more, so that somebody looks at it again. */
export const DELEGATION_MOST_DAYS = 366

export const DELEGATION_REFUSALS = ['wrong-role', 'not-a-practice', 'not-a-manager', 'days-wrong', 'too-long', 'password-wrong', 'ended-already'] as const
export type DelegationRefusalKind = (typeof DELEGATION_REFUSALS)[number]
export type DelegationRefusal = Refusal<DelegationRefusalKind>

/**
 * Whether someone may let a colleague sign. In a GP practice its Caldicott Guardian or senior information risk owner may let a practice
 * manager; any other body is bound by its officers alone. Whoever only stands in passes nothing on.
 */
export function mayDelegate(
  giver: { readonly role: Role; readonly organisationKind: OrganisationKind }, colleague: { readonly role: Role } | null, days: { readonly from: Day; readonly until: Day }, today: Day,
): Result<null, DelegationRefusal> {
  if (!signingRoles(giver.organisationKind).includes(giver.role)) return refuse('wrong-role')
  if (giver.organisationKind !== 'gp-practice') return refuse('not-a-practice')
  if (colleague?.role !== 'practice-manager') return refuse('not-a-manager')
  if (days.until < days.from || days.until < today) return refuse('days-wrong')
  return daysBetween(days.from, days.until) + 1 > DELEGATION_MOST_DAYS ? refuse('too-long') : ok(null)
}

export const DELEGATION_STATES = ['now', 'to-come', 'over', 'ended'] as const
export type DelegationState = (typeof DELEGATION_STATES)[number]

export function delegationState({ fromDay, untilDay, endedAt }: Delegation, at: Date): DelegationState {
  const today = londonDay(at)
  if (endedAt !== null && endedAt <= at) return 'ended'
  if (today > untilDay) return 'over'
  return today < fromDay ? 'to-come' : 'now'
}

/** By whose word someone may sign at an instant; null where by nobody's. Who has not a role that signs any more has no word to give. */
export function delegationFor(delegations: readonly Delegation[], userId: string, organisationKind: OrganisationKind, at: Date): Delegation | null {
  return delegations.find((one) => one.userId === userId && one.givenAt <= at && delegationState(one, at) === 'now' && signingRoles(organisationKind).includes(one.givenBy.role)) ?? null
}
