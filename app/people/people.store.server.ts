import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, sql, type SQL } from 'drizzle-orm'
import { inWords, isOneOfIds, type Queryable } from '#app/platform/database.server.ts'
import type { Secrets } from '#app/platform/secrets.server.ts'
import { nhsNumbers, organisations, people, personFacts, personLocalIds, recordsAsKnown } from '#db/schema/index.ts'
import { findNumberIds } from './nhs-numbers.server.ts'
import type { NumberId } from './number-standing.rules.ts'
import { PRACTICE_SYSTEM, type ListedPerson, type Person } from './person.rules.ts'

/** Ids of numbers begin at 1. */
const NOBODYS_NUMBER = 0

const isLocalIdNow = and(eq(personLocalIds.personId, people.id), eq(personLocalIds.source, PRACTICE_SYSTEM), isNull(personLocalIds.endedAt))

/** A practice's people with their number, and the number that the practice's system has for them now. */
const register = (db: Queryable) => db.select({ row: people, numberSealed: nhsNumbers.sealed, localIdSealed: personLocalIds.sealed }).from(people)
  .leftJoin(nhsNumbers, eq(nhsNumbers.id, people.numberId)).leftJoin(personLocalIds, isLocalIdNow)

type PersonRow = Awaited<ReturnType<typeof register>>[number]

/** The same with what decides about them as it was known at an instant; who had not been listed by then is not among them. */
function registerAsKnown(db: Queryable, known: Date) {
  const then = db.select().from(personFacts).where(and(eq(personFacts.personId, people.id), lte(personFacts.recordedAt, known))).orderBy(desc(personFacts.id)).limit(1).as('facts_then')
  return db.select({
    row: people, numberSealed: nhsNumbers.sealed, localIdSealed: personLocalIds.sealed,
    facts: {
      numberId: then.numberId, dateOfBirth: then.dateOfBirth, isDeceased: then.isDeceased, diedOn: then.diedOn, isRestricted: then.isRestricted,
      registeredFrom: then.registeredFrom, leftAt: then.leftAt, registrationKind: then.registrationKind,
    },
  }).from(people).innerJoinLateral(then, sql`true`).leftJoin(nhsNumbers, eq(nhsNumbers.id, then.numberId)).leftJoin(personLocalIds, isLocalIdNow)
}

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
    diedOn: row.diedOn,
    isRestricted: row.isRestricted,
    registeredFrom: row.registeredFrom,
    leftAt: row.leftAt,
    registrationKind: row.registrationKind,
  }
}

/** Everyone on a practice's register, a page at a time, so that memory does not grow with the list; now, or as `known` at an instant. */
export async function* eachPersonOfPractice(
  db: Queryable, secrets: Secrets, organisationCode: string, personIds?: readonly string[], known: Date | null = null, pageSize = 1000,
): AsyncGenerator<Person> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const where = and(eq(people.organisationCode, organisationCode), gt(people.id, after), personIds && isOneOfIds(people.id, personIds))
    const rows = known === null
      ? await register(db).where(where).orderBy(asc(people.id)).limit(pageSize)
      : (await registerAsKnown(db, known).where(where).orderBy(asc(people.id)).limit(pageSize)).map(({ facts, row, ...rest }) => ({ ...rest, row: { ...row, ...facts } }))
    for (const row of rows) yield personFromRow(secrets, row)
    const last = rows[rows.length - 1]
    if (!last || rows.length < pageSize) return
    after = last.row.id
  }
}

interface DecidingRow {
  id: string; number_id: string | null; sealed: Buffer | null; date_of_birth: string; is_deceased: boolean; died_on: string | null; is_restricted: boolean
  registered_from: number; left_at: number | null; registration_kind: Person['registrationKind']
}

/** The same people with no more than decides about them, so many at a time. */
export async function* eachPageToDecide(
  db: Queryable, secrets: Secrets, organisationCode: string, personIds?: readonly string[], known: Date | null = null, pageSize = 2000,
): AsyncGenerator<readonly ListedPerson[]> {
  if (known !== null) {
    yield* inPages(eachPersonOfPractice(db, secrets, organisationCode, personIds, known), pageSize)
    return
  }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await inWords<DecidingRow>(db, `
      select person.id, person.number_id, number.sealed, person.date_of_birth, person.is_deceased, person.died_on, person.is_restricted, person.registration_kind,
        (extract(epoch from person.registered_from) * 1000)::float8 as registered_from, (extract(epoch from person.left_at) * 1000)::float8 as left_at
      from people person left join nhs_numbers number on number.id = person.number_id
      where person.organisation_code = $1 and person.id > $2 and ($3::text is null or person.id = any (string_to_array($3, ',')::uuid[]))
      order by person.id limit $4`, [organisationCode, after, personIds?.join(',') ?? null, pageSize])
    if (rows.length > 0) {
      yield rows.map((row): ListedPerson => ({
        id: row.id, organisationCode, numberId: row.number_id === null ? null : Number(row.number_id), nhsNumber: row.sealed && secrets.open('nhs-number', row.sealed),
        dateOfBirth: row.date_of_birth, isDeceased: row.is_deceased, diedOn: row.died_on, isRestricted: row.is_restricted, registrationKind: row.registration_kind,
        registeredFrom: new Date(row.registered_from), leftAt: row.left_at === null ? null : new Date(row.left_at),
      }))
    }
    const last = rows[rows.length - 1]
    if (!last || rows.length < pageSize) return
    after = last.id
  }
}

async function* inPages(all: AsyncIterable<Person>, pageSize: number): AsyncGenerator<readonly Person[]> {
  let page: Person[] = []
  for await (const person of all) {
    page.push(person)
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
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

/** Those registered now under one postcode, the oldest first. */
export async function findPeopleAtPostcode(db: Queryable, secrets: Secrets, organisationCode: string, postcode: string): Promise<Person[]> {
  const rows = await register(db)
    .where(and(eq(people.organisationCode, organisationCode), sql`replace(${people.postcode}, ' ', '') = ${postcode.replace(/\s/g, '')}`, isNull(people.leftAt)))
    .orderBy(asc(people.dateOfBirth), asc(people.givenName), asc(people.id))
  return rows.map((row) => personFromRow(secrets, row))
}

export async function countPeople(db: Queryable, organisationCode: string): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(people)
    .where(and(eq(people.organisationCode, organisationCode), isNull(people.leftAt)))
  return row?.count ?? 0
}

/** Those of the organisations that have anyone on their lists now. */
export async function whoHavePeople(db: Queryable, organisationCodes: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await inWords<{ code: string }>(db, `
    select code from unnest(string_to_array($1, ',')) as wanted (code)
    where exists (select from people person where person.organisation_code = wanted.code and person.left_at is null)`, [organisationCodes.join(',')])
  return new Set(rows.map(({ code }) => code))
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

/**
 * Where the people of one list stand on the lists of other GP surgeries of this installation, by the person of the one list: under
 * their number, or under one of `others`, which are the same person's. Now, or as known at an instant.
 */
export async function registrationsElsewhere(
  db: Queryable, organisationCode: string, { personIds, known = null, others = new Map() }: {
    readonly personIds?: readonly string[]; readonly known?: Date | null; readonly others?: ReadonlyMap<string, readonly NumberId[]>
  } = {},
): Promise<{ personId: string; practice: string; registeredFrom: Date; leftAt: Date | null }[]> {
  const [mine, other] = [recordsAsKnown(known, 'mine'), recordsAsKnown(known, 'other')]
  const elsewhere = (isSame: SQL | undefined) => db.select({ personId: mine.id, practice: other.organisationCode, registeredFrom: other.registeredFrom, leftAt: other.leftAt }).from(mine)
    .innerJoin(other, and(isSame, ne(other.organisationCode, mine.organisationCode)))
    .innerJoin(organisations, and(eq(organisations.code, other.organisationCode), eq(organisations.kind, 'gp-practice')))
  const isOurs = and(eq(mine.organisationCode, organisationCode), personIds && isOneOfIds(mine.id, personIds))
  const pairs = [...others].flatMap(([personId, numbers]) => numbers.map((number) => ({ personId, number })))
  const isTied = sql`(${mine.id}, ${other.numberId}) in (select * from unnest(string_to_array(${pairs.map(({ personId }) => personId).join(',')}, ',')::uuid[], string_to_array(${pairs.map(({ number }) => number).join(',')}, ',')::bigint[]))`
  const [same, tied] = await Promise.all([elsewhere(eq(other.numberId, mine.numberId)).where(isOurs), pairs.length === 0 ? [] : elsewhere(isTied).where(isOurs)])
  return [...same, ...tied]
}

/** The sealed digits of numbers, by id. */
export async function findSealedNumbers(db: Queryable, numbers: readonly NumberId[]): Promise<ReadonlyMap<NumberId, Buffer | null>> {
  if (numbers.length === 0) return new Map()
  const rows = await db.select({ id: nhsNumbers.id, sealed: nhsNumbers.sealed }).from(nhsNumbers).where(inArray(nhsNumbers.id, [...numbers]))
  return new Map(rows.map(({ id, sealed }) => [id, sealed]))
}

/** Those of a few numbers that a record of any other organisation has, or had before. */
export async function whichAreHeldElsewhere(db: Queryable, organisationCode: string, numbers: readonly NumberId[]): Promise<ReadonlySet<NumberId>> {
  if (numbers.length === 0) return new Set()
  const [now, before] = await Promise.all([
    db.selectDistinct({ id: people.numberId }).from(people).where(and(ne(people.organisationCode, organisationCode), inArray(people.numberId, [...numbers]))),
    db.selectDistinct({ id: personFacts.replacedNumberId }).from(personFacts)
      .where(and(ne(personFacts.organisationCode, organisationCode), isNotNull(personFacts.replacedNumberId), inArray(personFacts.replacedNumberId, [...numbers]))),
  ])
  return new Set([...now, ...before].flatMap(({ id }) => id ?? []))
}
