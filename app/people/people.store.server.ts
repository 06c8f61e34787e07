import { and, asc, eq, gt, inArray, isNull, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { isOneOfIds, type Queryable } from '#app/platform/database.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import { nhsNumbers, organisations, people, personLocalIds } from '#db/schema/index.ts'
import { findNumberIds } from './nhs-numbers.server.ts'
import { PRACTICE_SYSTEM, type Person } from './person.rules.ts'

/** Ids of numbers begin at 1. */
const NOBODYS_NUMBER = 0

/** A practice's people with their number, and the number that the practice's system has for them now. */
const register = (db: Queryable) => db.select({ row: people, numberSealed: nhsNumbers.sealed, localIdSealed: personLocalIds.sealed }).from(people)
  .leftJoin(nhsNumbers, eq(nhsNumbers.id, people.numberId))
  .leftJoin(personLocalIds, and(eq(personLocalIds.personId, people.id), eq(personLocalIds.source, PRACTICE_SYSTEM), isNull(personLocalIds.endedAt)))

type PersonRow = Awaited<ReturnType<typeof register>>[number]

function personFromRow(secrets: Secrets, { row, numberSealed, localIdSealed }: PersonRow): Person {
  return {
    id: row.id,
    organisationCode: row.organisationCode,
    numberId: row.numberId,
    nhsNumber: numberSealed && secrets.open('nhs-number', numberSealed),
    localId: localIdSealed ? secrets.open('local-id', localIdSealed) : '',
    givenName: row.givenName,
    familyName: row.familyName,
    dateOfBirth: row.dateOfBirth,
    gender: row.gender,
    addressLines: row.addressLines,
    postcode: row.postcode,
    language: row.language,
    format: row.format,
    isDeceased: row.isDeceased,
    isRestricted: row.isRestricted,
    householdKey: row.householdKey,
    registeredFrom: row.registeredFrom,
    leftAt: row.leftAt,
  }
}

/** Everyone on a practice's register, a page at a time, so that memory does not grow with the list. */
export async function* eachPersonOfPractice(db: Queryable, secrets: Secrets, organisationCode: string, personIds?: readonly string[], pageSize = 1000): AsyncGenerator<Person> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await register(db)
      .where(and(eq(people.organisationCode, organisationCode), gt(people.id, after), personIds && isOneOfIds(people.id, personIds)))
      .orderBy(asc(people.id)).limit(pageSize)
    for (const row of rows) yield personFromRow(secrets, row)
    const last = rows[rows.length - 1]
    if (!last || rows.length < pageSize) return
    after = last.row.id
  }
}

export async function findPerson(db: Queryable, secrets: Secrets, organisationCode: string, personId: string): Promise<Person | null> {
  const [row] = await register(db).where(and(eq(people.organisationCode, organisationCode), eq(people.id, personId)))
  return row ? personFromRow(secrets, row) : null
}

export async function findPeopleByIds(db: Queryable, secrets: Secrets, organisationCode: string, ids: readonly string[]): Promise<Person[]> {
  if (ids.length === 0) return []
  const rows = await register(db).where(and(eq(people.organisationCode, organisationCode), inArray(people.id, [...ids])))
  return rows.map((row) => personFromRow(secrets, row))
}

/** The work is the same for a number that nobody has, so that how long it takes says nothing. */
export async function findPersonByNhsNumber(db: Queryable, secrets: Secrets, organisationCode: string, nhsNumber: string): Promise<Person | null> {
  const numberId = (await findNumberIds(db, secrets, [nhsNumber])).get(nhsNumber) ?? NOBODYS_NUMBER
  const [row] = await register(db).where(and(eq(people.organisationCode, organisationCode), eq(people.numberId, numberId)))
  return row ? personFromRow(secrets, row) : null
}

/** By any number that a system or an organisation knows them by now. */
export async function findPeopleByLocalId(db: Queryable, secrets: Secrets, organisationCode: string, localId: string): Promise<Person[]> {
  const known = db.select({ personId: personLocalIds.personId }).from(personLocalIds).where(and(
    eq(personLocalIds.organisationCode, organisationCode), inArray(personLocalIds.lookup, [...secrets.lookups('local-id', localId)]), isNull(personLocalIds.endedAt),
  ))
  const rows = await register(db).where(and(eq(people.organisationCode, organisationCode), inArray(people.id, known)))
  return rows.map((row) => personFromRow(secrets, row))
}

/** By family name and date of birth, as a receptionist would ask. Both must be given: a name alone finds too many. */
export async function findPeopleByNameAndBirth(db: Queryable, secrets: Secrets, organisationCode: string, familyName: string, dateOfBirth: string): Promise<Person[]> {
  const rows = await register(db)
    .where(and(eq(people.organisationCode, organisationCode), sql`lower(${people.familyName}) = lower(${familyName})`, eq(people.dateOfBirth, dateOfBirth)))
    .orderBy(asc(people.givenName)).limit(50)
  return rows.map((row) => personFromRow(secrets, row))
}

export async function countPeople(db: Queryable, organisationCode: string): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(people)
    .where(and(eq(people.organisationCode, organisationCode), isNull(people.leftAt)))
  return row?.count ?? 0
}

export async function hasPeople(db: Queryable, organisationCode: string): Promise<boolean> {
  const rows = await db.select({ one: sql`1` }).from(people).where(and(eq(people.organisationCode, organisationCode), isNull(people.leftAt))).limit(1)
  return rows.length > 0
}

/** Of the people registered now, how many have no NHS number. */
export async function countUnnumbered(db: Queryable, organisationCode: string): Promise<number> {
  return db.$count(people, and(eq(people.organisationCode, organisationCode), isNull(people.leftAt), isNull(people.numberId)))
}

/** A practice's people in the order of a print file: neighbours and households together. Ids only, so that the list stays small. */
export async function personIdsInPrintOrder(db: Queryable, organisationCode: string): Promise<string[]> {
  const rows = await db.select({ id: people.id }).from(people).where(eq(people.organisationCode, organisationCode))
    .orderBy(asc(people.postcode), asc(people.addressLines), asc(people.familyName), asc(people.dateOfBirth), asc(people.givenName), asc(people.id))
  return rows.map((row) => row.id)
}

/** Where the people of one list stand on the lists of other GP surgeries of this installation, by the person of the one list. */
export async function registrationsElsewhere(
  db: Queryable, organisationCode: string, personIds?: readonly string[],
): Promise<{ personId: string; practice: string; registeredFrom: Date; leftAt: Date | null }[]> {
  const other = alias(people, 'other')
  return db.select({ personId: people.id, practice: other.organisationCode, registeredFrom: other.registeredFrom, leftAt: other.leftAt }).from(people)
    .innerJoin(other, and(eq(other.numberId, people.numberId), ne(other.organisationCode, people.organisationCode)))
    .innerJoin(organisations, and(eq(organisations.code, other.organisationCode), eq(organisations.kind, 'gp-practice')))
    .where(and(eq(people.organisationCode, organisationCode), personIds && isOneOfIds(people.id, personIds)))
}
