import type { OrganisationKind } from '#app/organisations/organisation.rules.ts'
import type { Role } from './permissions.rules.ts'

interface ActorBase {
  /** A kind and an id, as the audit names them; never a person's name. */
  readonly label: string
  /** The organisation whose rows they may touch; null for one who is tied to none. */
  readonly organisationCode: string | null
}

/** A signed-in member of staff. */
export interface StaffActor extends ActorBase {
  readonly kind: 'staff'
  readonly organisationCode: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly jobTitle: string
  readonly role: Role
  readonly organisationName: string
  readonly organisationKind: OrganisationKind
}

/** A program with a key. */
export interface KeyActor extends ActorBase {
  readonly kind: 'api-key'
  readonly organisationCode: string
  readonly keyId: string
  readonly flowRefs: readonly string[]
  readonly actions: readonly string[]
}

/** Someone who has given the code of their letter and their date of birth. */
export interface ResidentActor extends ActorBase {
  readonly kind: 'resident'
  readonly letterId: string
  /** The practice that wrote to them. */
  readonly organisationCode: string
}

/** The portal itself, at background work or set-up. */
export interface SystemActor extends ActorBase {
  readonly kind: 'system'
}

/** Someone who has not said who they are. */
export interface VisitorActor extends ActorBase {
  readonly kind: 'visitor'
  readonly organisationCode: null
}

export type Actor = StaffActor | KeyActor | ResidentActor | SystemActor | VisitorActor

export const VISITOR: VisitorActor = { kind: 'visitor', label: 'visitor', organisationCode: null }

export function systemActor(name: string, organisationCode: string | null = null): SystemActor {
  return { kind: 'system', label: `system:${name}`, organisationCode }
}
