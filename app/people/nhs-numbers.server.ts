import type { Queryable, Transaction } from '#app/platform/database.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import { addNumbers, fillNumbers, findNumbersByLookups, lockNewNumbers, type NumberFound } from './nhs-numbers.store.server.ts'

/**
 * Every NHS number is stored once, and everything else refers to it by id. These find the ids, for every room; a number is
 * always one that has been read and found valid.
 */

/** The ids of those of the numbers that are stored, by number. */
export async function findNumberIds(db: Queryable, secrets: Secrets, nhsNumbers: Iterable<string>): Promise<ReadonlyMap<string, number>> {
  const { found } = await find(db, secrets, [...new Set(nhsNumbers)])
  return new Map([...found].map(([nhsNumber, { id }]) => [nhsNumber, id]))
}

/** The ids of all the numbers, by number; those that are new are stored. */
export async function numberIdsOf(tx: Transaction, secrets: Secrets, nhsNumbers: Iterable<string>): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(nhsNumbers)]
  const { found, missing } = await find(tx, secrets, wanted)
  if (missing.length > 0) {
    await lockNewNumbers(tx)
    // What others have added since is found now.
    const late = await find(tx, secrets, missing)
    for (const [nhsNumber, number] of late.found) found.set(nhsNumber, number)
    const fresh = new Map(late.missing.map((nhsNumber) => [nhsNumber, sealedNumber(secrets, nhsNumber)]))
    const added = new Map((await addNumbers(tx, [...fresh.values()])).map((number) => [number.lookup, number]))
    for (const [nhsNumber, { lookup }] of fresh) found.set(nhsNumber, added.get(lookup) as NumberFound)
  }
  await fillNumbers(tx, [...found].flatMap(([nhsNumber, { id, isSealed }]) => (isSealed ? [] : [{ id, ...sealedNumber(secrets, nhsNumber) }])))
  return new Map(wanted.map((nhsNumber) => {
    const number = found.get(nhsNumber)
    if (!number) throw new Error('A number that was stored is not there')
    return [nhsNumber, number.id]
  }))
}

const sealedNumber = (secrets: Secrets, nhsNumber: string) => ({ lookup: secrets.lookup('nhs-number', nhsNumber).toString('hex'), sealed: secrets.seal('nhs-number', nhsNumber) })

async function find(db: Queryable, secrets: Secrets, wanted: readonly string[]): Promise<{ readonly found: Map<string, NumberFound>; readonly missing: string[] }> {
  const byLookup = new Map<string, string>()
  for (const nhsNumber of wanted) for (const lookup of secrets.lookups('nhs-number', nhsNumber)) byLookup.set(lookup.toString('hex'), nhsNumber)
  const found = new Map<string, NumberFound>()
  for (const number of await findNumbersByLookups(db, [...byLookup.keys()])) found.set(byLookup.get(number.lookup) as string, number)
  return { found, missing: wanted.filter((nhsNumber) => !found.has(nhsNumber)) }
}
