import type { Queryable } from '#app/platform/database.server.ts'
import type { Runtime } from '#app/platform/runtime.server.ts'
import { findPeopleAtPostcode, findPeopleByIds, findPerson } from './people.store.server.ts'
import { householdText } from './people-list.rules.ts'
import type { Person } from './person.rules.ts'

/**
 * People of a practice, for other rooms. Each takes the database or a transaction, the runtime's secrets and the code of the
 * organisation whose record it is; nobody of another organisation is ever found. Whoever shows a person records the look.
 */
export {
  countPeople,
  eachPersonOfPractice,
  findPeopleByIds,
  findPeopleByLocalId,
  findPeopleByNameAndBirth,
  findPerson,
  findPersonByNhsNumber,
  personIdsInPrintOrder,
} from './people.store.server.ts'

type WithSecrets = Pick<Runtime, 'secrets'>

/** One person of the practice by id; null when there is none, or when they are another practice's. */
export function readPerson(runtime: WithSecrets, db: Queryable, organisationCode: string, personId: string): Promise<Person | null> {
  return findPerson(db, runtime.secrets, organisationCode, personId)
}

/** Those of the practice among the ids, in no particular order. */
export function readPeople(runtime: WithSecrets, db: Queryable, organisationCode: string, personIds: readonly string[]): Promise<Person[]> {
  return findPeopleByIds(db, runtime.secrets, organisationCode, personIds)
}

/** Those registered now at a person's address, themselves among them. Nobody else for someone whose address is not kept. */
export async function readHousehold({ secrets }: WithSecrets, db: Queryable, person: Person): Promise<Person[]> {
  const home = householdText(person.addressLines, person.postcode)
  if (home === null) return [person]
  const near = await findPeopleAtPostcode(db, secrets, person.organisationCode, person.postcode)
  return near.filter(({ addressLines, postcode }) => householdText(addressLines, postcode) === home)
}
