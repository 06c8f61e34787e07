import { and, asc, eq, isNotNull, lte, sql } from 'drizzle-orm'
import { isOneOfIds, type Queryable } from '#app/platform/database.server.ts'
import { personFacts } from '#db/schema/index.ts'
import type { EarlierNumber, NumberId } from './number-standing.rules.ts'
import type { PersonFacts } from './person-history.rules.ts'

/**
 * Adds what now decides about people, for those of whom something that decides has changed since it was last noted. Whoever
 * changes a person's row calls this in the same transaction, after it.
 */
export async function noteFacts(tx: Queryable, personIds: readonly string[], recordedAt: Date): Promise<void> {
  if (personIds.length === 0) return
  await tx.execute(sql`
    insert into person_facts (person_id, organisation_code, recorded_at, number_id, replaced_number_id, date_of_birth, is_deceased, died_on, is_restricted, registered_from, left_at, registration_kind)
    select person.id, person.organisation_code, greatest(${recordedAt.toISOString()}::timestamptz, newest.recorded_at), person.number_id,
      case when newest.number_id is distinct from person.number_id then newest.number_id end,
      person.date_of_birth, person.is_deceased, person.died_on, person.is_restricted, person.registered_from, person.left_at, person.registration_kind
    from unnest(string_to_array(${personIds.join(',')}, ',')::uuid[]) as changed (id) join people person on person.id = changed.id
    left join lateral (select * from person_facts known where known.person_id = person.id order by known.id desc limit 1) newest on true
    where newest.id is null
      or (newest.number_id, newest.date_of_birth, newest.is_deceased, newest.died_on, newest.is_restricted, newest.registered_from, newest.left_at, newest.registration_kind)
        is distinct from (person.number_id, person.date_of_birth, person.is_deceased, person.died_on, person.is_restricted, person.registered_from, person.left_at, person.registration_kind)
    order by person.id`)
}

/** Everything noted of one person, the first first. */
export async function listFactsOf(db: Queryable, organisationCode: string, personId: string): Promise<PersonFacts[]> {
  return db.select({
    numberId: personFacts.numberId, dateOfBirth: personFacts.dateOfBirth, isDeceased: personFacts.isDeceased, diedOn: personFacts.diedOn, isRestricted: personFacts.isRestricted,
    registeredFrom: personFacts.registeredFrom, leftAt: personFacts.leftAt, registrationKind: personFacts.registrationKind, recordedAt: personFacts.recordedAt, isCarriedOver: personFacts.isCarriedOver,
  }).from(personFacts).where(and(eq(personFacts.organisationCode, organisationCode), eq(personFacts.personId, personId))).orderBy(asc(personFacts.id))
}

/** The numbers that records of an organisation had and have no more, as noted by an instant, by person. */
export async function listEarlierNumbers(db: Queryable, organisationCode: string, known: Date | null, only?: { readonly personIds: readonly string[] }): Promise<ReadonlyMap<string, readonly EarlierNumber[]>> {
  const rows = await db.select({ personId: personFacts.personId, number: personFacts.replacedNumberId, recordedAt: personFacts.recordedAt }).from(personFacts)
    .where(and(eq(personFacts.organisationCode, organisationCode), isNotNull(personFacts.replacedNumberId), known ? lte(personFacts.recordedAt, known) : undefined, only && isOneOfIds(personFacts.personId, only.personIds)))
    .orderBy(asc(personFacts.id))
  const byPerson = new Map<string, EarlierNumber[]>()
  for (const { personId, number, recordedAt } of rows) byPerson.set(personId, [...(byPerson.get(personId) ?? []), { number: number as NumberId, until: recordedAt.getTime() }])
  return byPerson
}
