import { and, desc, eq, lte, sql } from 'drizzle-orm'
import { bigint, boolean, check, date, index, pgTable, QueryBuilder, text, unique, uuid } from 'drizzle-orm/pg-core'
import { NUMBER_EVENT_KINDS, NUMBER_SOURCES } from '#app/people/number-standing.rules.ts'
import { REGISTRATION_KINDS } from '#app/people/person-history.rules.ts'
import { instant } from './columns.ts'
import { organisations, users } from './identity.ts'
import { oneOf } from './one-of.ts'
import { nhsNumbers, people } from './people.ts'

/** What is known of NHS numbers as such: entries, added and never changed. What stands is worked out from them. */
export const numberEvents = pgTable(
  'number_events',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind', { enum: NUMBER_EVENT_KINDS }).notNull(),
    /** The number it is about; of a supersession or a merge, the one given up. */
    numberId: bigint('number_id', { mode: 'number' }).notNull().references(() => nhsNumbers.id),
    otherNumberId: bigint('other_number_id', { mode: 'number' }).references(() => nhsNumbers.id),
    /** From when it holds: an instant, or a whole Europe/London day. */
    effectiveAt: instant('effective_at'),
    effectiveDay: date('effective_day', { mode: 'string' }),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').references(() => users.id),
    /** Whose word it is; null for the national register's own. */
    organisationCode: text('organisation_code').references(() => organisations.code),
    source: text('source', { enum: NUMBER_SOURCES }).notNull(),
    /** What whoever recorded it saw, in their words. */
    evidence: text('evidence').notNull(),
    /** Of an entry that takes another back, that one. */
    takesBack: uuid('takes_back'),
  },
  (table) => [
    check('number_events_kind', oneOf(table.kind, NUMBER_EVENT_KINDS)),
    check('number_events_source', oneOf(table.source, NUMBER_SOURCES)),
    check('number_events_one_time', sql`(${table.effectiveAt} is null) <> (${table.effectiveDay} is null)`),
    check('number_events_takes_back', sql`(${table.takesBack} is not null) = (${table.kind} = 'taken-back')`),
    unique('number_events_taken_back_once').on(table.takesBack),
    index('number_events_number').on(table.numberId),
    index('number_events_other_number').on(table.otherNumberId),
  ],
)

/**
 * What decides about a person, as a practice's record had it from one moment until the next: added whenever one of them
 * changes, never changed. The newest row says what the person's own row says.
 */
export const personFacts = pgTable(
  'person_facts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    personId: uuid('person_id').notNull().references(() => people.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    /** When this register came to know it: never before an older row of the same person. */
    recordedAt: instant('recorded_at').notNull(),
    numberId: bigint('number_id', { mode: 'number' }).references(() => nhsNumbers.id),
    /** The number that this row's took the place of. */
    replacedNumberId: bigint('replaced_number_id', { mode: 'number' }).references(() => nhsNumbers.id),
    dateOfBirth: date('date_of_birth', { mode: 'string' }).notNull(),
    isDeceased: boolean('is_deceased').notNull(),
    diedOn: date('died_on', { mode: 'string' }),
    isRestricted: boolean('is_restricted').notNull(),
    registeredFrom: instant('registered_from').notNull(),
    leftAt: instant('left_at'),
    registrationKind: text('registration_kind', { enum: REGISTRATION_KINDS }),
    /** Taken over from a time when changes were not kept. */
    isCarriedOver: boolean('is_carried_over').notNull().default(false),
  },
  (table) => [
    check('person_facts_registration_kind', oneOf(table.registrationKind, REGISTRATION_KINDS)),
    index('person_facts_person').on(table.personId, table.id),
    index('person_facts_replaced').on(table.organisationCode).where(sql`${table.replacedNumberId} is not null`),
  ],
)

/**
 * Whose record had which number, and stood how on the list, at an instant, as known by then: a table to join. Null means now.
 * Who had not been listed by then is not in it.
 */
export function recordsAsKnown(known: Date | null, name: string) {
  const query = new QueryBuilder()
  const of = { id: people.id, organisationCode: people.organisationCode }
  if (known === null) return query.select({ ...of, numberId: people.numberId, registeredFrom: people.registeredFrom, leftAt: people.leftAt }).from(people).as(name)
  const then = query.select({ numberId: personFacts.numberId, registeredFrom: personFacts.registeredFrom, leftAt: personFacts.leftAt }).from(personFacts)
    .where(and(eq(personFacts.personId, people.id), lte(personFacts.recordedAt, known))).orderBy(desc(personFacts.id)).limit(1).as('facts_then')
  return query.select({ ...of, numberId: then.numberId, registeredFrom: then.registeredFrom, leftAt: then.leftAt }).from(people).innerJoinLateral(then, sql`true`).as(name)
}
