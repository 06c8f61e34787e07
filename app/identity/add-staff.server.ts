import { change } from '#app/audit/change.server.ts'
import type { Context } from '#app/platform/context.server.ts'
import { newId } from '#app/platform/secrets.server.ts'
import type { Organisation } from '#app/organisations/organisation.rules.ts'
import type { SystemActor } from './actor.rules.ts'
import { hashPassword } from './passwords.server.ts'
import type { Role } from './permissions.rules.ts'
import { addUser } from './users.store.server.ts'

export interface NewStaff {
  readonly email: string
  readonly name: string
  readonly jobTitle: string
  readonly role: Role
  readonly organisation: Pick<Organisation, 'code'>
}

/** Opens accounts that share one password. For setting up an installation, not for a page. */
export async function addStaff(context: Context<SystemActor>, staff: readonly NewStaff[], password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await change(context, async (tx, record) => {
    for (const { organisation, ...person } of staff) {
      const id = newId()
      await addUser(tx, { ...person, id, organisationCode: organisation.code, passwordHash, madeAt: context.now })
      record({ kind: 'account-opened', organisationCode: organisation.code, subject: `staff:${id}`, data: { role: person.role } })
    }
  })
}
