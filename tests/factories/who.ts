import { randomUUID } from 'node:crypto'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Role } from '#app/identity/permissions.rules.ts'
import { addUser } from '#app/identity/users.store.server.ts'
import { addOrganisation } from '#app/organisations/organisations.store.server.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { TestPortal } from '#tests/setup/portal.ts'

/** Obviously invented organisations. `Y9…` codes are not given to anyone. */
export const PRACTICE: Organisation = {
  code: 'Y90001', name: 'Test Lane Surgery', kind: 'gp-practice',
  addressLines: ['Test Lane Surgery', '1 Test Lane', 'Oldham'], postcode: 'OL8 9ZZ', telephone: '0161 496 0000', email: 'office@test-lane.example',
}
export const OTHER_PRACTICE: Organisation = { ...PRACTICE, code: 'Y90002', name: 'Other Road Surgery', email: 'office@other-road.example' }
export const COUNCIL: Organisation = {
  code: 'Y9C', name: 'Testborough Council', kind: 'council',
  addressLines: ['Civic Centre', 'Testborough'], postcode: 'OL1 9ZZ', telephone: '0161 496 0001', email: 'ig@testborough.example',
}

export async function givenOrganisations(portal: TestPortal, ...organisations: readonly Organisation[]): Promise<void> {
  for (const organisation of organisations.length ? organisations : [PRACTICE, OTHER_PRACTICE, COUNCIL]) {
    await addOrganisation(portal.runtime.db, organisation)
  }
}

/** A member of staff, saved, as the actor they are. The password hash fits no password; use `givenUserWhoCanSignIn` for that. */
export async function givenStaff(portal: TestPortal, role: Role, organisation: Organisation): Promise<StaffActor> {
  const userId = randomUUID()
  const email = `${role}-${userId.slice(0, 6)}@${organisation.code.toLowerCase()}.example`
  await addUser(portal.runtime.db, {
    id: userId, email, name: `Test ${role}`, jobTitle: role, organisationCode: organisation.code, role, passwordHash: 'none', madeAt: portal.now,
  })
  return {
    kind: 'staff', label: `staff:${userId}`, organisationCode: organisation.code, userId, name: `Test ${role}`, email, jobTitle: role, role,
    organisationName: organisation.name, organisationKind: organisation.kind,
  }
}

export function contextOf<A extends Context['actor']>(portal: TestPortal, actor: A, now: Date = portal.now): Context<A> {
  return { runtime: portal.runtime, actor, now, requestId: randomUUID() }
}
