import { EnvironmentFault } from './env.server.ts'
import type { Runtime } from './runtime.server.ts'

/**
 * Refuses an IDENTIFIER_KEY that is not the one the database was set up with: under another key nobody's number would be
 * found, and choices would be recorded where the gate does not look. The first start notes the key's check.
 */
export async function checkIdentifierKey(runtime: Runtime): Promise<void> {
  const check = runtime.secrets.lookup('api-key', 'the key this installation was set up with')
  const { sql } = runtime
  await sql`insert into installation (id, key_check) values ('here', ${check}) on conflict (id) do nothing`
  const [row] = await sql<{ isSame: boolean }[]>`select key_check = ${check} as "isSame" from installation where id = 'here'`
  if (row?.isSame !== true) {
    throw new EnvironmentFault(['IDENTIFIER_KEY is not the one that this database was set up with: nobody’s number would be found. Set it to the key that was used before.'])
  }
}
