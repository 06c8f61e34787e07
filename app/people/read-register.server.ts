import type { Queryable } from '#app/platform/database.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import { countPeople, eachPersonOfPractice } from './people.store.server.ts'
import type { Person } from './person.rules.ts'

/** Everyone a practice's lists have ever named, those who have left among them. For the gate, which records its own look. */
export function eachPersonOfRegister(db: Queryable, secrets: Secrets, organisationCode: string): AsyncGenerator<Person> {
  return eachPersonOfPractice(db, secrets, organisationCode)
}

/** How many people are on a practice's register now. */
export function countRegister(db: Queryable, organisationCode: string): Promise<number> {
  return countPeople(db, organisationCode)
}
