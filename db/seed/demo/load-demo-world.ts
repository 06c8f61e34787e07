import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { DEMO_PASSWORD } from '#app/identity/demo-password.rules.ts'
import { hashPassword } from '#app/identity/passwords.server.ts'
import { ROLE_WORDS } from '#app/identity/permissions.rules.ts'
import { addUser, listUsers } from '#app/identity/users.store.server.ts'
import { addOrganisation } from '#app/organisations/organisations.store.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { DEMO_STAFF, HILL_TOP, HOLTS_LANE, OLDHAM_COUNCIL } from './demo-organisations.ts'

/** What a person or a script needs to use the demo world. Kept in `demo/access.json`. */
export interface DemoAccess {
  readonly url: string
  readonly signIns: readonly { readonly email: string; readonly password: string; readonly role: string; readonly organisation: string }[]
  readonly apiKey: string
  readonly letterCode: { readonly code: string; readonly dateOfBirth: string }
}

/** Loads the demo world into an empty database, and does nothing to one that has it. Refuses a database that is not a demo's. */
export async function loadDemoWorld(
  runtime: Runtime,
  options: { readonly folder: string; readonly progress: (words: string) => void },
): Promise<DemoAccess> {
  if (!runtime.env.CONCORDAT_DEMO) throw new Error('The demo world is not loaded into a production database.')
  const place = path.join(options.folder, 'demo')
  const accessFile = path.join(place, 'access.json')
  mkdirSync(place, { recursive: true })
  if ((await listUsers(runtime.db)).length > 0 && existsSync(accessFile)) {
    const access = { ...(JSON.parse(readFileSync(accessFile, 'utf8')) as DemoAccess), url: runtime.publicUrl }
    writeFileSync(accessFile, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 })
    return access
  }
  options.progress('Loading the demo world…')
  await addWho(runtime)
  const access: DemoAccess = {
    url: runtime.publicUrl,
    signIns: DEMO_STAFF.map(({ email, role, organisation }) => ({ email, password: DEMO_PASSWORD, role: ROLE_WORDS[role], organisation: organisation.name })),
    apiKey: '',
    letterCode: { code: '', dateOfBirth: '' },
  }
  writeFileSync(accessFile, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 })
  return access
}

async function addWho(runtime: Runtime): Promise<void> {
  for (const organisation of [OLDHAM_COUNCIL, HILL_TOP, HOLTS_LANE]) await addOrganisation(runtime.db, organisation)
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const { organisation, ...staff } of DEMO_STAFF) {
    await addUser(runtime.db, { ...staff, id: randomUUID(), organisationCode: organisation.code, passwordHash, madeAt: runtime.clock() })
  }
}
