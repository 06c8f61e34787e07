import type { Queryable } from '#app/platform/database.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import { addHolder, findHolder, lockNewHolders } from './authorities.store.server.ts'
import { holderKey, type Authority } from './authority.rules.ts'

/** By which id whoever holds a right is known already; null where they are not, or were not named. */
export async function holderOf(db: Queryable, secrets: Secrets, authority: Authority | null | undefined): Promise<number | null> {
  const key = authority ? holderKey(authority.holderName) : null
  return key === null ? null : findHolder(db, secrets.lookups('holder-name', key))
}

/** The id of whoever holds a right, who is kept, with their name sealed, where they are new. */
export async function keepHolder(tx: Queryable, secrets: Secrets, authority: Authority): Promise<number> {
  const key = holderKey(authority.holderName)
  if (key === null) throw new Error('A right whose holder cannot be told from others')
  const known = await holderOf(tx, secrets, authority)
  if (known !== null) return known
  await lockNewHolders(tx)
  const late = await holderOf(tx, secrets, authority)
  if (late !== null) return late
  await addHolder(tx, { lookup: secrets.lookup('holder-name', key), nameSealed: secrets.seal('holder-name', authority.holderName) })
  const added = await holderOf(tx, secrets, authority)
  if (added === null) throw new Error('Someone who was just kept is not there')
  return added
}
