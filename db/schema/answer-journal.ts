import { index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './columns.ts'

/**
 * What every number of a register was told by a flow, as it stood at one moment. The same answers are kept once, however
 * often and wherever they were worked out. All of it sealed.
 */
export const answerBases = pgTable(
  'answer_bases',
  {
    id: uuid('id').primaryKey(),
    flowRef: text('flow_ref').notNull(),
    /** A keyed hash of all that it says. */
    digest: bytea('digest').notNull(),
    /** What is told to those of whom nothing is known but the number. */
    strangers: bytea('strangers').notNull(),
    keptAt: instant('kept_at').notNull(),
  },
  (table) => [index('answer_bases_digest').on(table.flowRef, table.digest)],
)

export const answerBaseParts = pgTable(
  'answer_base_parts',
  {
    id: uuid('id').primaryKey(),
    baseId: uuid('base_id').notNull().references(() => answerBases.id, { onDelete: 'cascade' }),
    part: integer('part').notNull(),
    answers: bytea('answers').notNull(),
  },
  (table) => [unique('answer_base_parts_in_order').on(table.baseId, table.part)],
)

/** One process's answers about a flow from one base on: checks name it, and how many of its changes they were answered with. */
export const answerJournals = pgTable(
  'answer_journals',
  {
    id: uuid('id').primaryKey(),
    baseId: uuid('base_id').notNull().references(() => answerBases.id),
    begunAt: instant('begun_at').notNull(),
  },
  (table) => [index('answer_journals_base').on(table.baseId)],
)

/** Changes of a journal, numbered from 1 without gaps. Sealed. */
export const answerChanges = pgTable(
  'answer_changes',
  {
    id: uuid('id').primaryKey(),
    journalId: uuid('journal_id').notNull().references(() => answerJournals.id, { onDelete: 'cascade' }),
    number: integer('number').notNull(),
    answers: bytea('answers').notNull(),
  },
  (table) => [unique('answer_changes_in_order').on(table.journalId, table.number)],
)
