import type { Queryable } from '#app/platform/database.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import { readOrganisation } from '#app/organisations/read-organisations.server.ts'
import { londonDay, type Day } from '#app/kernel/uk-date.ts'
import { countPeople, eachPageToDecide, eachPersonOfPractice, registrationsElsewhere, whoHavePeople } from './people.store.server.ts'
import type { ListedPerson, Person } from './person.rules.ts'

/**
 * Everyone a practice's lists have ever named, those who have left among them; or some of them, where they are named. Now, or as
 * known at an instant. For the gate, which records its own look.
 */
export function eachPersonOfRegister(db: Queryable, secrets: Secrets, organisationCode: string, personIds?: readonly string[], known: Date | null = null): AsyncGenerator<Person> {
  return eachPersonOfPractice(db, secrets, organisationCode, personIds, known)
}

/** The same with no more than decides about them, so many at a time. */
export function eachPageOfRegister(
  db: Queryable, secrets: Secrets, organisationCode: string, personIds?: readonly string[], known: Date | null = null,
): AsyncGenerator<readonly ListedPerson[]> {
  return eachPageToDecide(db, secrets, organisationCode, personIds, known)
}

/** How many people are on a practice's register now. */
export function countRegister(db: Queryable, organisationCode: string): Promise<number> {
  return countPeople(db, organisationCode)
}

/** Which of these practices have anyone on their registers now. One query, however many they are. */
export function whoHaveRegisters(db: Queryable, organisationCodes: readonly string[]): Promise<ReadonlySet<string>> {
  return whoHavePeople(db, organisationCodes)
}

/** A GP surgery on whose list someone is or was. Days are Europe/London days. */
export interface PracticeRegistration {
  readonly practice: string
  readonly from: Day
  readonly to: Day | null
}

/** The surgeries that hold the GP records of the people on a list. */
export interface ListRegistrations {
  /** Whether the list is a GP surgery's: then being on it is a registration too. */
  readonly isPractice: boolean
  /** By person of the list, the other surgeries of this installation; those who have none are left out. */
  readonly elsewhere: ReadonlyMap<string, readonly PracticeRegistration[]>
}

/**
 * Everyone's registrations, or some people's alone; now, or as known at an instant. `others`: the numbers that are theirs too. For the
 * gate and for whoever explains it: it shows where else someone is registered.
 */
export async function readListRegistrations(
  db: Queryable, organisationCode: string, whom: { readonly personIds?: readonly string[]; readonly known?: Date | null; readonly others?: ReadonlyMap<string, readonly number[]> } = {},
): Promise<ListRegistrations> {
  const elsewhere = new Map<string, PracticeRegistration[]>()
  for (const row of await registrationsElsewhere(db, organisationCode, whom)) {
    const known = elsewhere.get(row.personId) ?? []
    known.push({ practice: row.practice, from: londonDay(row.registeredFrom), to: row.leftAt ? londonDay(row.leftAt) : null })
    elsewhere.set(row.personId, known)
  }
  return { isPractice: (await readOrganisation(db, organisationCode))?.kind === 'gp-practice', elsewhere }
}
