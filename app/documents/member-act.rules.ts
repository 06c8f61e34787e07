import type { Role } from '#app/identity/permissions.rules.ts'
import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import { isSigner } from './document.rules.ts'
import type { MemberStanding } from './member-standing.rules.ts'

/** What a member of a group may say of a paper for itself, beside signing it. */
export const OWN_ACTS = ['declined', 'left', 'returned'] as const
export type OwnAct = (typeof OWN_ACTS)[number]

export const MEMBER_ACT_REFUSALS = [
  'not-a-member', 'wrong-role', 'project-ended', 'signed-already', 'not-signed', 'said-already', 'not-left', 'day-has-passed', 'password-wrong',
  'not-the-drafter', 'no-such-member', 'no-such-successor', 'merged-already',
] as const
export type MemberActRefusalKind = (typeof MEMBER_ACT_REFUSALS)[number]
export type MemberActRefusal = Refusal<MemberActRefusalKind>

export interface WhoSays {
  readonly organisationKind: OrganisationKind
  readonly role: Role
  readonly standsInFor?: string | null
}

/** Whether someone may say this for their organisation now: who may sign for it may also refuse, leave and come back. `standing` is null for an organisation that is no member. */
export function maySay(kind: OwnAct, standing: MemberStanding | null, who: WhoSays, projectEnded: boolean): Result<null, MemberActRefusal> {
  if (!standing) return refuse('not-a-member')
  if (!isSigner(who)) return refuse('wrong-role')
  if (projectEnded) return refuse('project-ended')
  switch (kind) {
    case 'declined': return standing.state === 'declined' ? refuse('said-already') : standing.state === 'waiting' ? ok(null) : refuse('signed-already')
    case 'left': return standing.state === 'leaving' || standing.state === 'left' ? refuse('said-already') : standing.state === 'signed' ? ok(null) : refuse('not-signed')
    case 'returned': return ['leaving', 'left', 'merged', 'carried'].includes(standing.state) && standing.signedAt !== null ? ok(null) : refuse('not-left')
  }
}

/** Whether it can be recorded that one member merged with another: both are members, and neither the one nor the other is recorded so already. */
export function mayMerge(standings: readonly MemberStanding[], code: string, successorCode: string): Result<null, MemberActRefusal> {
  const [one, other] = [code, successorCode].map((wanted) => standings.find((standing) => standing.code === wanted))
  if (!one) return refuse('no-such-member')
  if (!other || other === one) return refuse('no-such-successor')
  return [one, other].some(({ successorCode: into }) => into !== null) ? refuse('merged-already') : ok(null)
}
