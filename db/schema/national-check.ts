import { sql } from 'drizzle-orm'
import { bigint, boolean, check, index, integer, jsonb, pgTable, primaryKey, real, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { LeftOutReason } from '#app/national-check/dat-file.rules.ts'
import { MESSAGE_KINDS, RUN_STATES } from '#app/national-check/national-check.rules.ts'
import { WARNING_STEPS } from '#app/national-check/warnings.rules.ts'
import { organisations, users } from './identity.ts'
import { nhsNumbers } from './people.ts'
import { projects } from './projects.ts'
import { instant } from './columns.ts'
import { oneOf } from './one-of.ts'

/** A question to the national service about the people of one flow. It belongs to the organisation that asked, which is controller of the answer. */
export const nationalCheckRuns = pgTable(
  'national_check_runs',
  {
    id: uuid('id').primaryKey(),
    flowRef: text('flow_ref').notNull(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    /** The mailbox it is sent from; null where none was set, and the file is sent by hand. */
    mailbox: text('mailbox'),
    /** What the file's name begins with and the sequence is counted under: the mailbox, or the organisation's code where there is none. */
    sender: text('sender').notNull(),
    sequence: integer('sequence').notNull(),
    localId: text('local_id').notNull().unique(),
    subject: text('subject').notNull().unique(),
    state: text('state', { enum: RUN_STATES }).notNull(),
    /** Rows of the register that were looked at, and of those the lines of the file. */
    given: integer('given').notNull(),
    sent: integer('sent').notNull(),
    leftOut: jsonb('left_out').$type<Readonly<Partial<Record<LeftOutReason, number>>>>().notNull(),
    cleared: integer('cleared').notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** SHA-256 of the file as it was sent. */
    digest: text('digest').notNull(),
    /** Days its answer may be used, as set when it was asked; a shorter setting since then holds too. */
    maxAgeDays: real('max_age_days').notNull(),
    /** Why it was stopped or its answer rejected. */
    refusal: text('refusal'),
    draftedAt: instant('drafted_at').notNull(),
    exportedAt: instant('exported_at'),
    receiptedAt: instant('receipted_at'),
    answeredAt: instant('answered_at'),
    /** When it was stopped, or its answer rejected. */
    stoppedAt: instant('stopped_at'),
    expiredAt: instant('expired_at'),
    purgedAt: instant('purged_at'),
  },
  (table) => [
    check('national_check_runs_state', oneOf(table.state, RUN_STATES)),
    unique('national_check_runs_sequence').on(table.sender, table.sequence),
    index('national_check_runs_flow').on(table.flowRef, table.exportedAt),
    index('national_check_runs_project').on(table.projectId, table.organisationCode),
  ],
)

/** A check that a member of staff asked for on a page: how far its file is, and what came of it. */
export const nationalCheckAsks = pgTable(
  'national_check_asks',
  {
    id: uuid('id').primaryKey(),
    flowRef: text('flow_ref').notNull(),
    projectId: uuid('project_id').notNull().references(() => projects.id),
    organisationCode: text('organisation_code').notNull().references(() => organisations.code),
    askedAt: instant('asked_at').notNull(),
    askedBy: uuid('asked_by').notNull().references(() => users.id),
    /** People of the register gone through, of all. */
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    /** The run, once its file is written. */
    runId: uuid('run_id').references(() => nationalCheckRuns.id),
    /** Why there is none. */
    refusal: text('refusal'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('national_check_asks_one_at_a_time').on(table.organisationCode, table.flowRef).where(sql`${table.endedAt} is null`),
    index('national_check_asks_project').on(table.projectId, table.organisationCode),
  ],
)

/** When people were told that a run's answers run out: once for each distance. Added, never changed. */
export const nationalCheckWarnings = pgTable(
  'national_check_warnings',
  {
    runId: uuid('run_id').notNull().references(() => nationalCheckRuns.id),
    step: text('step', { enum: WARNING_STEPS }).notNull(),
    warnedAt: instant('warned_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.step] }), check('national_check_warnings_step', oneOf(table.step, WARNING_STEPS))],
)

/** The numbers of a run, by id alone. They go at the ceiling of 21 days at the latest. */
export const nationalCheckNumbers = pgTable(
  'national_check_numbers',
  {
    runId: uuid('run_id').notNull().references(() => nationalCheckRuns.id, { onDelete: 'cascade' }),
    numberId: bigint('number_id', { mode: 'number' }).notNull().references(() => nhsNumbers.id),
    /** The line of the file, from 1. */
    line: integer('line').notNull(),
    cleared: boolean('cleared').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.runId, table.numberId] })],
)

/** What came back, one row a message, whether it was of use or not. Added and never changed; never a number of a person. */
export const nationalCheckMessages = pgTable(
  'national_check_messages',
  {
    id: uuid('id').primaryKey(),
    /** Null where it belongs to no run of ours. */
    runId: uuid('run_id').references(() => nationalCheckRuns.id),
    receivedAt: instant('received_at').notNull(),
    kind: text('kind', { enum: MESSAGE_KINDS }).notNull(),
    /** `taken-in`, or the refusal's kind. */
    verdict: text('verdict').notNull(),
    /** The state that the run was in afterwards. */
    state: text('state', { enum: RUN_STATES }),
    digest: text('digest').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    /** Numbers of a list that were asked about, and that were not. */
    cleared: integer('cleared'),
    foreign: integer('foreign_numbers'),
    /** A report's code, and what a report or an error says, with the digits of anything like a number of a person masked. */
    code: text('code'),
    says: text('says'),
  },
  (table) => [check('national_check_messages_kind', oneOf(table.kind, MESSAGE_KINDS)), index('national_check_messages_run').on(table.runId, table.receivedAt)],
)
