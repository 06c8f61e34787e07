import { sql } from 'drizzle-orm'
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { GENDERS, LETTER_FORMATS, PRACTICE_SYSTEM, UPLOAD_STATES } from '#app/people/person.rules.ts'
import { REGISTRATION_KINDS } from '#app/people/person-history.rules.ts'
import { organisations, users } from './identity.ts'
import { bytea, instant } from './columns.ts'
import { oneOf } from './one-of.ts'

/**
 * NHS numbers, each once: sealed, and found by keyed hash. Everything else names a number by its id, so that a join needs no
 * hash and a new key has one place to change.
 */
export const nhsNumbers = pgTable('nhs_numbers', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  lookup: bytea('lookup').notNull().unique(),
  /** Null where a hash alone was kept before numbers had a place of their own; filled when the number is next met. */
  sealed: bytea('sealed'),
})

/** A person as one practice's record has them, with or without an NHS number. */
export const people = pgTable(
  'people',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    /** Null while the practice knows none: then nothing can be asked about the person nationally, nor released. */
    numberId: bigint('number_id', { mode: 'number' }).references(() => nhsNumbers.id),
    givenName: text('given_name').notNull(),
    familyName: text('family_name').notNull(),
    dateOfBirth: date('date_of_birth', { mode: 'string' }).notNull(),
    gender: text('gender', { enum: GENDERS }).notNull(),
    /** Empty for a restricted person: their address is never kept. */
    addressLines: text('address_lines').array().notNull(),
    postcode: text('postcode').notNull(),
    language: text('language').notNull(),
    format: text('format', { enum: LETTER_FORMATS }).notNull(),
    isDeceased: boolean('is_deceased').notNull(),
    /** The day of death, where a list gives it. */
    diedOn: date('died_on', { mode: 'string' }),
    isRestricted: boolean('is_restricted').notNull(),
    /** When the newest registration began: the list that first named the person, or that named them again after they had left. */
    registeredFrom: instant('registered_from').notNull(),
    /** Set when a newer list no longer names the person. */
    leftAt: instant('left_at'),
    /** Null where the list does not say. */
    registrationKind: text('registration_kind', { enum: REGISTRATION_KINDS }),
    updatedAt: instant('updated_at').notNull(),
    listUploadId: uuid('list_upload_id').notNull().references(() => peopleListUploads.id),
  },
  (table) => [
    unique('people_one_a_number').on(table.organisationCode, table.numberId),
    index('people_number').on(table.numberId),
    index('people_of_organisation').on(table.organisationCode, table.id),
    index('people_name').on(table.organisationCode, sql`lower(${table.familyName})`, table.dateOfBirth),
    check('people_gender', oneOf(table.gender, GENDERS)),
    check('people_format', oneOf(table.format, LETTER_FORMATS)),
    check('people_registration_kind', oneOf(table.registrationKind, REGISTRATION_KINDS)),
  ],
)

/**
 * The numbers by which systems and organisations know a person, sealed, and found by keyed hash. One ends when its source
 * gives the person another.
 */
export const personLocalIds = pgTable(
  'person_local_ids',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    personId: uuid('person_id').notNull().references(() => people.id),
    /** Which system or organisation gave it. */
    source: text('source').notNull().default(PRACTICE_SYSTEM),
    lookup: bytea('lookup').notNull(),
    sealed: bytea('sealed').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('person_local_ids_one_a_source').on(table.personId, table.source).where(sql`${table.endedAt} is null`),
    index('person_local_ids_lookup').on(table.organisationCode, table.lookup),
  ],
)

/** Files as they came, sealed. */
export const storedFiles = pgTable('stored_files', {
  id: uuid('id').primaryKey(),
  organisationCode: text('organisation_code').notNull().references(() => organisations.code),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  size: integer('size').notNull(),
  digest: text('digest').notNull(),
  content: bytea('content').notNull(),
  storedAt: instant('stored_at').notNull(),
  storedBy: uuid('stored_by').references(() => users.id),
})

export const peopleListUploads = pgTable(
  'people_list_uploads',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    fileId: uuid('file_id').notNull().references(() => storedFiles.id),
    state: text('state', { enum: UPLOAD_STATES }).notNull(),
    /** Why a file as a whole could not be used: a refusal kind, with its details. */
    fault: jsonb('fault').$type<{ kind: string; details?: Record<string, string | number | boolean | null> }>(),
    /** Which of the file's headings stands for which of ours, where the sender mapped any. */
    headings: jsonb('headings').$type<Record<string, string>>().notNull().default({}),
    ignoredColumns: text('ignored_columns').array().notNull().default(sql`'{}'`),
    /** How the bytes were read: UTF-8, or Windows-1252 where they were not that. */
    encoding: text('encoding'),
    /** The sender said that the file names everyone on the practice's list, so who is missing has left. */
    isWholeList: boolean('is_whole_list').notNull().default(false),
    /** People marked as having left; null while or where nobody was looked for. */
    peopleLeft: integer('people_left'),
    bytesTotal: bigint('bytes_total', { mode: 'number' }).notNull(),
    bytesRead: bigint('bytes_read', { mode: 'number' }).notNull().default(0),
    rowsRead: integer('rows_read').notNull().default(0),
    rowsKept: integer('rows_kept').notNull().default(0),
    rowsNew: integer('rows_new').notNull().default(0),
    rowsChanged: integer('rows_changed').notNull().default(0),
    /** Of the rows kept, those about people whose NHS number is not known. */
    rowsUnnumbered: integer('rows_unnumbered').notNull().default(0),
    rowsRejected: integer('rows_rejected').notNull().default(0),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
    startedBy: uuid('started_by').references(() => users.id),
  },
  (table) => [check('people_list_uploads_state', oneOf(table.state, UPLOAD_STATES)), index('people_list_uploads_organisation').on(table.organisationCode, table.startedAt)],
)

/** Rows that could not be used, sealed as they came, with the reasons. */
export const peopleListRejects = pgTable(
  'people_list_rejects',
  {
    id: uuid('id').primaryKey(),
    uploadId: uuid('upload_id').notNull().references(() => peopleListUploads.id, { onDelete: 'cascade' }),
    rowNumber: integer('row_number').notNull(),
    rowSealed: bytea('row_sealed').notNull(),
    reasons: jsonb('reasons').$type<readonly { field: string; message: string }[]>().notNull(),
  },
  (table) => [unique('people_list_rejects_row').on(table.uploadId, table.rowNumber)],
)
