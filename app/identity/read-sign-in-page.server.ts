import type { Runtime } from '#app/platform/runtime.server.ts'
import { readOrganisations } from '#app/organisations/read-organisations.server.ts'
import { DEMO_PASSWORD } from './demo-password.rules.ts'
import { ROLE_WORDS } from './permissions.rules.ts'
import { listUsers } from './users.store.server.ts'

/** The accounts that the sign-in page lists: in a demonstration all of them, elsewhere none. */
export async function listDemoSignIns(
  runtime: Runtime,
): Promise<{ readonly email: string; readonly password: string; readonly role: string; readonly organisation: string }[]> {
  if (!runtime.env.CONCORDAT_DEMO) return []
  const names = new Map((await readOrganisations(runtime.db)).map((organisation) => [organisation.code, organisation.name]))
  return (await listUsers(runtime.db)).map((user) => ({
    email: user.email,
    password: DEMO_PASSWORD,
    role: ROLE_WORDS[user.role],
    organisation: names.get(user.organisationCode) ?? user.organisationCode,
  }))
}
