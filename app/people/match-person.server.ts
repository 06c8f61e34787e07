import { readTypedNhsNumber } from '#app/kernel/nhs-number.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { findPeopleByLocalId, findPersonByNhsNumber } from './people.store.server.ts'
import type { Person } from './person.rules.ts'

export type PersonMatch =
  | { readonly ok: true; readonly person: Person }
  | { readonly ok: false; readonly fault: 'nhs-number' | 'unknown' | 'several' | 'differ' }

/** The one person whom a row of a list names, by NHS number, by the practice's own number, or by both when they agree. */
export async function matchPerson(
  { db, secrets }: Pick<Runtime, 'secrets' | 'db'>, organisationCode: string, row: { readonly nhsNumber: string; readonly localId: string },
): Promise<PersonMatch> {
  const byLocalId = row.localId ? await findPeopleByLocalId(db, secrets, organisationCode, row.localId) : null
  if (!row.nhsNumber) {
    if (!byLocalId?.length) return { ok: false, fault: 'unknown' }
    return byLocalId.length > 1 ? { ok: false, fault: 'several' } : { ok: true, person: byLocalId[0] as Person }
  }
  const reading = readTypedNhsNumber(row.nhsNumber)
  if (!reading.ok) return { ok: false, fault: 'nhs-number' }
  const person = await findPersonByNhsNumber(db, secrets, organisationCode, reading.nhsNumber)
  if (!person) return { ok: false, fault: 'unknown' }
  return byLocalId && !byLocalId.some(({ id }) => id === person.id) ? { ok: false, fault: 'differ' } : { ok: true, person }
}
