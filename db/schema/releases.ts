import { sql } from 'drizzle-orm'
import { bigint, check, date, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { CHECK_STAGES } from '#app/releases/check-stages.rules.ts'
import { CHECK_STATES } from '#app/releases/check.rules.ts'
import { apiKeys, organisations } from './identity.ts'
import { projects } from './projects.ts'
import { bytea, instant } from './columns.ts'
import { oneOf } from './one-of.ts'

/** One question to the gate and its answer. Holds counts and digests, never a number of a person. */
export const checks = pgTable(
  'checks',
  {
    id: uuid('id').primaryKey(),
    flowRef: text('flow_ref').notNull(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    apiKeyId: uuid('api_key_id').references(() => apiKeys.id),
    requestId: uuid('request_id'),
    state: text('state', { enum: CHECK_STATES }).notNull(),
    refusal: text('refusal'),
    contentType: text('content_type').notNull(),
    accept: text('accept').notNull(),
    detail: text('detail').notNull(),
    /** The audit entry number the answer was made at: every choice acknowledged by then is in it. */
    auditSeq: bigint('audit_seq', { mode: 'number' }).notNull(),
    rulesVersion: text('rules_version').notNull(),
    documentVersionId: uuid('document_version_id'),
    /** The extract that was checked and at which stage, where the caller named them: one extract is checked before linkage and before release. */
    extract: text('extract'),
    stage: text('stage', { enum: CHECK_STAGES }),
    /** Whose data it is: the organisation that sees why rows were left out. */
    discloserCode: text('discloser_code'),
    asAt: instant('as_at').notNull(),
    /** Where the answers it was answered from are kept: a journal, and how many of its changes had been made by then. */
    journalId: uuid('journal_id'),
    journalChanges: integer('journal_changes'),
    /** The version of the project's key, where the list was of pseudonyms; null where it was of NHS numbers. */
    pseudonymKeyVersion: integer('pseudonym_key_version'),
    /** When the oldest answer of the national check that was used had been asked for; null where none was needed. */
    nationalCheckAskedAt: instant('national_check_asked_at'),
    rows: bigint('rows', { mode: 'number' }).notNull().default(0),
    repeatedRows: bigint('repeated_rows', { mode: 'number' }).notNull().default(0),
    /** Every kind of answer that was given, in the order that `check_answers` counts in. */
    outcomes: text('outcomes').array().notNull().default(sql`'{}'`),
    /** Rows under each of the outcomes. */
    counts: jsonb('counts').$type<Record<string, number>>().notNull().default({}),
    digestIn: text('digest_in'),
    digestOut: text('digest_out'),
    beganAt: instant('began_at').notNull(),
    endedAt: instant('ended_at'),
    /** While it is being answered: until when whoever answers it is believed to be alive. */
    busyUntil: instant('busy_until'),
  },
  (table) => [
    check('checks_state', oneOf(table.state, CHECK_STATES)),
    check('checks_stage', oneOf(table.stage, CHECK_STAGES)),
    check('checks_extract_and_stage', sql`(${table.extract} is null) = (${table.stage} is null)`),
    index('checks_flow').on(table.flowRef, table.beganAt),
    index('checks_project').on(table.projectId, table.beganAt),
    index('checks_extract').on(table.projectId, table.extract),
    index('checks_request').on(table.apiKeyId, table.requestId),
    uniqueIndex('checks_one_answer').on(table.apiKeyId, table.requestId).where(sql`${table.state} = 'complete'`),
  ],
)

/** The answers of a check row by row, two bytes each, deflated, so that the same request can be answered as the first time. */
export const checkAnswers = pgTable(
  'check_answers',
  {
    checkId: uuid('check_id').notNull().references(() => checks.id, { onDelete: 'cascade' }),
    part: integer('part').notNull(),
    answers: bytea('answers').notNull(),
  },
  (table) => [primaryKey({ columns: [table.checkId, table.part] })],
)

/** The signed record of a complete check, made with it in one transaction. Added and never changed. */
export const receipts = pgTable('receipts', {
  checkId: uuid('check_id').primaryKey().references(() => checks.id),
  /** The audit entry of the check's completion, which the receipt quotes. */
  entrySeq: bigint('entry_seq', { mode: 'number' }).notNull().unique(),
  signedAt: instant('signed_at').notNull(),
  kid: text('kid').notNull(),
  /** The compact JWS, as it is given out. */
  jws: text('jws').notNull(),
})

/** A check in which the portal does not learn whom it was about: who asked, at which state, and how many elements were evaluated. */
export const privateChecks = pgTable(
  'private_checks',
  {
    id: uuid('id').primaryKey(),
    flowRef: text('flow_ref').notNull(),
    projectRef: text('project_ref').notNull(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    apiKeyId: uuid('api_key_id').notNull().references(() => apiKeys.id),
    /** The Europe/London day whose key it is made with, and that key's public half in hexadecimal. */
    keyDay: date('key_day', { mode: 'string' }).notNull(),
    publicKey: text('public_key').notNull(),
    auditSeq: bigint('audit_seq', { mode: 'number' }).notNull(),
    rulesVersion: text('rules_version').notNull(),
    documentVersionId: uuid('document_version_id').notNull(),
    asAt: instant('as_at').notNull(),
    tags: integer('tags').notNull(),
    evaluated: integer('evaluated').notNull().default(0),
    beganAt: instant('began_at').notNull(),
    endsAt: instant('ends_at').notNull(),
  },
  (table) => [index('private_checks_flow').on(table.flowRef, table.beganAt)],
)

/**
 * Counts that were told to programs which may have counts alone. The same list is told the same until the month is over, and
 * what an organisation is told in a month is limited. Holds no number of a person.
 */
export const countAnswers = pgTable(
  'count_answers',
  {
    id: uuid('id').primaryKey(),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    flowRef: text('flow_ref').notNull(),
    /** The first day of the Europe/London month. */
    month: date('month', { mode: 'string' }).notNull(),
    /** A keyed hash of the set of numbers that was asked about. */
    question: bytea('question').notNull(),
    people: integer('people').notNull(),
    /** How many may go on, with noise: the true count is kept nowhere. */
    noisy: integer('noisy').notNull(),
    auditSeq: bigint('audit_seq', { mode: 'number' }).notNull(),
    asAt: instant('as_at').notNull(),
  },
  (table) => [uniqueIndex('count_answers_once').on(table.organisationCode, table.flowRef, table.month, table.question)],
)
