import { ok, refuse, type Refusal, type Result } from '#app/kernel/result.ts'
import { londonDay } from '#app/kernel/uk-date.ts'
import type { Context } from '#app/platform/context.server.ts'
import type { Sql } from '#app/platform/database.server.ts'
import { keyChecks, keyNamesOfPortals } from '#app/platform/key-check.server.ts'
import { countLeft, turnKeys, type OnTurned } from '#app/platform/turn-keys.server.ts'
import { change } from './change.server.ts'
import type { RotationRefusal } from './rotate-keys.words.ts'

/** What is not under the new key yet, by table and column, or by what else it is. */
export interface Left {
  readonly where: string
  readonly count: number
}

/**
 * Puts everything that is encrypted or found by a keyed hash under IDENTIFIER_KEY, beside portals that go on working, and then looks for
 * what is left under the key before it. Only when there is nothing does the installation say that it is under the new key: from
 * then on the one before it is not needed. `owner` is a connection of the database's owner, who alone may say so. Stopped
 * anywhere, it is run again. Answers how many values it turned.
 */
export async function rotateKeys(context: Context, owner: Sql, onTurned?: OnTurned): Promise<Result<{ readonly values: number; readonly left: readonly Left[] }, Refusal<RotationRefusal>>> {
  const { secrets } = context.runtime
  const [to, from] = secrets.keyNames
  const [check, checkBefore] = keyChecks(secrets)
  if (!to || !check || !from || !checkBefore) return refuse('no-previous-key')
  const [row] = await owner<{ keyCheck: Buffer }[]>`select key_check as "keyCheck" from installation where id = 'here'`
  const isMoved = row?.keyCheck.equals(check) ?? false
  if (!isMoved && !row?.keyCheck.equals(checkBefore)) return refuse('wrong-keys')
  if (!isMoved) await change(context, async (_tx, record) => record({ kind: 'key-rotation-begun', data: { from, to } }))
  await forgetUnusedHashes(owner)
  const values = await turnKeys(owner, secrets, onTurned)
  const left = [...await countLeft(owner, secrets), ...await countOthersLeft(owner, to, context.now)]
  if (left.length > 0) return ok({ values, left })
  if (!isMoved || values > 0) {
    await owner.begin(async (tx) => {
      if (!isMoved) await tx`insert into installation (id, key_check) select ${`replaced ${from}`}, key_check from installation where id = 'here' on conflict (id) do nothing`
      await tx`update installation set key_check = ${check} where id = 'here'`
    })
    await change(context, async (_tx, record) => record({ kind: 'key-rotation-finished', data: { from, to, values } }))
  }
  return ok({ values, left })
}

/** A number of which only the hash was ever kept cannot be hashed again. Where nothing refers to it any more it says nothing. */
async function forgetUnusedHashes(owner: Sql): Promise<void> {
  const references = await owner<{ place: string; name: string }[]>`
    select conrelid::regclass::text as place, quote_ident(attname) as name from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'nhs_numbers'::regclass`
  const isUsed = references.map(({ place, name }) => `not exists (select from ${place} where ${place}.${name} = nhs_numbers.id)`)
  await owner.unsafe(`delete from nhs_numbers where sealed is null and ${isUsed.join(' and ')}`)
}

/** What no new key can be given to, because it is not stored, and portals that would add more. */
async function countOthersLeft(owner: Sql, to: string, now: Date): Promise<Left[]> {
  const [hashes] = await owner<{ count: number }[]>`select count(*)::int as count from nhs_numbers where sealed is null`
  const [keys] = await owner<{ count: number }[]>`
    select count(*)::int as count from api_keys where octet_length(key_hash) = 32 and revoked_at is null and (expires_on is null or expires_on >= ${londonDay(now)}::date)`
  const portals = (await keyNamesOfPortals(owner)).filter(([name]) => name !== to).length
  return [{ where: 'nhs_numbers.lookup', count: hashes?.count ?? 0 }, { where: 'api_keys.key_hash', count: keys?.count ?? 0 }, { where: 'portals', count: portals }].filter(({ count }) => count > 0)
}
