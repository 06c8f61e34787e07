import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { MEMBER_ACTS } from '#app/documents/member-standing.rules.ts'
import { DOCUMENT_KINDS } from '#app/documents/document.rules.ts'
import type { Schedule } from '#app/documents/schedule.rules.ts'
import type { ProjectFacts } from '#app/projects/facts.rules.ts'
import { organisations, users } from './identity.ts'
import { projects } from './projects.ts'
import { instant, tsvector } from './columns.ts'
import { oneOf } from './one-of.ts'

export const documents = pgTable(
  'documents',
  {
    id: uuid('id').primaryKey(),
    ref: text('ref').notNull().unique(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    kind: text('kind', { enum: DOCUMENT_KINDS }).notNull(),
    /** The flow or the processor that it is about; empty for the whole project. */
    about: text('about').notNull().default(''),
  },
  (table) => [check('documents_kind', oneOf(table.kind, DOCUMENT_KINDS)), unique('documents_project_kind_about').on(table.projectId, table.kind, table.about)],
)

/** One immutable state of a paper: the words, the facts they were drafted from, and the hash that signatures are bound to. */
export const documentVersions = pgTable(
  'document_versions',
  {
    id: uuid('id').primaryKey(),
    documentId: uuid('document_id').notNull().references(() => documents.id),
    number: integer('number').notNull(),
    factsVersion: integer('facts_version').notNull(),
    facts: jsonb('facts').$type<ProjectFacts>().notNull(),
    template: text('template').notNull(),
    content: text('content').notNull(),
    contentHash: text('content_hash').notNull(),
    changes: jsonb('changes').$type<readonly string[]>().notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by').notNull().references(() => users.id),
    /** For searching: the words without their markup. PostgreSQL makes it, and refuses more than a megabyte of it, hence the cut. */
    lexemes: tsvector('lexemes').generatedAlwaysAs(sql`to_tsvector('english', left(regexp_replace(content, '<[^>]*>', ' ', 'g'), 250000))`),
  },
  (table) => [unique('document_versions_number').on(table.documentId, table.number), index('document_versions_lexemes').using('gin', table.lexemes)],
)

/** A later state of the facts that a version states word for word: a change of other facts leaves it as it was. Rows are added, never changed. */
export const documentRestatements = pgTable(
  'document_restatements',
  {
    documentVersionId: uuid('document_version_id').notNull().references(() => documentVersions.id),
    factsVersion: integer('facts_version').notNull(),
    statedAt: instant('stated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.documentVersionId, table.factsVersion] })],
)

/** When a member of staff last had a version open, so that they can be shown what changed since their own last look. */
export const documentLooks = pgTable(
  'document_looks',
  {
    userId: uuid('user_id').notNull().references(() => users.id),
    documentVersionId: uuid('document_version_id').notNull().references(() => documentVersions.id),
    lookedAt: instant('looked_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.documentVersionId] })],
)

export const signatures = pgTable(
  'signatures',
  {
    id: uuid('id').primaryKey(),
    documentVersionId: uuid('document_version_id').notNull().references(() => documentVersions.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    userId: uuid('user_id').notNull().references(() => users.id),
    name: text('name').notNull(),
    jobTitle: text('job_title').notNull(),
    role: text('role').notNull(),
    /** Who had let them sign, as it was then; empty for one whose own role signs. */
    authorisedBy: text('authorised_by').notNull().default(''),
    contentHash: text('content_hash').notNull(),
    signedAt: instant('signed_at').notNull(),
  },
  (table) => [unique('signatures_one_a_party').on(table.documentVersionId, table.organisationCode)],
)

/** What a signatory varied for itself: a row with its signature, or later in the place of the one before. Rows are added, never changed. */
export const signatureSchedules = pgTable(
  'signature_schedules',
  {
    id: uuid('id').primaryKey(),
    signatureId: uuid('signature_id').notNull().references(() => signatures.id),
    schedule: jsonb('schedule').$type<Schedule>().notNull(),
    /** Of the schedule with whose it is and the words that it is signed with. */
    scheduleHash: text('schedule_hash').notNull(),
    userId: uuid('user_id').notNull().references(() => users.id),
    name: text('name').notNull(),
    jobTitle: text('job_title').notNull(),
    role: text('role').notNull(),
    authorisedBy: text('authorised_by').notNull().default(''),
    signedAt: instant('signed_at').notNull(),
  },
  (table) => [index('signature_schedules_signature').on(table.signatureId)],
)

/** What a member of a group said, or what became of it, beside its signature. Rows are added, never changed. */
export const memberActs = pgTable(
  'member_acts',
  {
    id: uuid('id').primaryKey(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    /** The version that was the newest then. */
    documentVersionId: uuid('document_version_id').notNull().references(() => documentVersions.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    kind: text('kind', { enum: MEMBER_ACTS }).notNull(),
    contentHash: text('content_hash').notNull(),
    /** Why; empty where nothing needs saying. */
    reason: text('reason').notNull().default(''),
    successorCode: text('successor_code').references(() => organisations.code),
    effectiveAt: instant('effective_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull().references(() => users.id),
  },
  (table) => [
    check('member_acts_kind', oneOf(table.kind, MEMBER_ACTS)),
    check('member_acts_successor', sql`(${table.successorCode} is not null) = (${table.kind} = 'merged')`),
    index('member_acts_project').on(table.projectId, table.recordedAt),
  ],
)

/** Where whoever signs for a member of a project's group can be reached who has no account here. */
export const memberContacts = pgTable(
  'member_contacts',
  {
    projectId: uuid('project_id').notNull().references(() => projects.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    email: text('email').notNull(),
    givenAt: instant('given_at').notNull(),
    givenBy: uuid('given_by').notNull().references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.organisationCode] })],
)

/** That somebody may sign for their organisation between two days, on the word of one whose own role does. */
export const signingDelegations = pgTable(
  'signing_delegations',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    userId: uuid('user_id').notNull().references(() => users.id),
    fromDay: date('from_day', { mode: 'string' }).notNull(),
    /** The last Europe/London day. */
    untilDay: date('until_day', { mode: 'string' }).notNull(),
    givenBy: uuid('given_by').notNull().references(() => users.id),
    givenAt: instant('given_at').notNull(),
    endedAt: instant('ended_at'),
    endedBy: uuid('ended_by').references(() => users.id),
  },
  (table) => [check('signing_delegations_days', sql`${table.fromDay} <= ${table.untilDay}`), index('signing_delegations_organisation').on(table.organisationCode, table.userId)],
)
