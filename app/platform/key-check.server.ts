import { EnvironmentFault } from './env.server.ts'
import type { Sql } from './database.server.ts'
import type { Runtime } from './runtime.server.ts'
import type { Secrets } from './secrets.server.ts'

const CHECKED = 'the key this installation was set up with'

/** What `installation` holds of a key: under each that is set, the one that is written under first. */
export function keyChecks(secrets: Pick<Secrets, 'lookups'>): readonly Buffer[] {
  return secrets.lookups('api-key', CHECKED)
}

const PORTAL = 'concordat'

/**
 * What a portal's connections are called: the names of its keys, the one it writes under first. So it can be told whether a
 * portal is running that could not read what is written under another key.
 */
export function connectionName({ keyNames }: Pick<Secrets, 'keyNames'>): string {
  return [PORTAL, ...keyNames].join(' ')
}

/** The names of the keys of every portal that is connected to the database: for each, the one it writes under first. */
export async function keyNamesOfPortals(sql: Sql): Promise<readonly (readonly string[])[]> {
  const rows = await sql<{ name: string }[]>`
    select distinct application_name as name from pg_stat_activity where datname = current_database() and (application_name = ${PORTAL} or application_name like ${`${PORTAL} %`})`
  return rows.map(({ name }) => name.split(' ').slice(1))
}

/**
 * Refuses an IDENTIFIER_KEY that is not the one the database was set up with: under another key nobody's number would be
 * found, and choices would be recorded where the gate does not look. The first start notes the key's check. A new key is
 * taken beside the one before, once every portal that is connected reads what is written under it. A key that has been replaced is
 * never taken again.
 */
export async function checkIdentifierKey(runtime: Pick<Runtime, 'secrets' | 'sql'>): Promise<void> {
  const { secrets, sql } = runtime
  const [check, other] = keyChecks(secrets)
  if (!check) throw new Error('There is no identifier key')
  await sql`insert into installation (id, key_check) values ('here', ${check}) on conflict (id) do nothing`
  const rows = await sql<{ id: string; keyCheck: Buffer }[]>`select id, key_check as "keyCheck" from installation`
  const row = rows.find(({ id }) => id === 'here')
  if (row?.keyCheck.equals(check)) return
  if (rows.some(({ keyCheck }) => keyCheck.equals(check))) {
    throw new EnvironmentFault(['IDENTIFIER_KEY is a key that another has taken the place of. Set it to the key that this database is under now; a key that was replaced is never written under again.'])
  }
  if (!other || !row?.keyCheck.equals(other)) {
    throw new EnvironmentFault([
      other
        ? 'Neither IDENTIFIER_KEY nor IDENTIFIER_KEY_PREVIOUS is the key that this database was set up with: nobody’s number would be found. Set IDENTIFIER_KEY_PREVIOUS to the key that was used before.'
        : 'IDENTIFIER_KEY is not the one that this database was set up with: nobody’s number would be found. Set it to the key that was used before. To change the key, set that one as IDENTIFIER_KEY_PREVIOUS.',
    ])
  }
  if ((await keyNamesOfPortals(sql)).some((names) => !names.includes(secrets.keyNames[0] as string))) {
    throw new EnvironmentFault([
      'A portal is connected to this database that cannot read what is written under the new IDENTIFIER_KEY. Stop it first; or start every portal once with IDENTIFIER_KEY as it was and the new key as IDENTIFIER_KEY_PREVIOUS, and then with the two the other way round.',
    ])
  }
}
