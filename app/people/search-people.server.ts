import { recordLook } from '#app/audit/change.server.ts'
import type { StaffActor } from '#app/identity/actor.rules.ts'
import type { Context } from '#app/platform/context.server.ts'
import { findPeopleByLocalId, findPeopleByNameAndBirth, findPersonByNhsNumber } from './people.store.server.ts'
import type { Person } from './person.rules.ts'
import type { PeopleSearch } from './people-search.schema.ts'

/** The people of the searcher's own practice who fit, and an audit entry that says how many, not who was looked for. */
export async function searchPeople(context: Context<StaffActor>, search: PeopleSearch): Promise<Person[]> {
  const { runtime: { db, secrets }, actor: { organisationCode } } = context
  const found =
    search.by === 'nhs-number' ? [await findPersonByNhsNumber(db, secrets, organisationCode, search.nhsNumber)].filter((person) => person !== null)
    : search.by === 'local-id' ? await findPeopleByLocalId(db, secrets, organisationCode, search.localId)
    : await findPeopleByNameAndBirth(db, secrets, organisationCode, search.familyName, search.dateOfBirth)
  await recordLook(context, { kind: 'people-searched', data: { by: search.by, found: found.length } })
  return found
}
