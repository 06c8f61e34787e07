import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { DpiaAssessment } from '#app/documents/dpia/dpia-assessment.rules.ts'
import { instant } from './columns.ts'
import { users } from './identity.ts'
import { projects } from './projects.ts'

/** Every state that a project's data protection impact assessment has been in. Rows are added, never changed. */
export const dpiaAssessments = pgTable(
  'dpia_assessments',
  {
    projectId: uuid('project_id').notNull().references(() => projects.id),
    version: integer('version').notNull(),
    assessment: jsonb('assessment').$type<DpiaAssessment>().notNull(),
    assessmentHash: text('assessment_hash').notNull(),
    /** The version of the facts that the person who saved it had before them. */
    factsVersion: integer('facts_version').notNull(),
    /** How many high risks are left that the Information Commissioner has not let pass: while there are any, no flow is in force. */
    risksToConsultOn: integer('risks_to_consult_on').notNull(),
    /** How many actions are open that nothing may flow before: while there are any, no flow is in force. */
    openBlockingActions: integer('open_blocking_actions').notNull().default(0),
    part: text('part').notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: uuid('saved_by').notNull().references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.version] })],
)

/** Files of the CNIL's PIA software that were brought in, each kept as it came, so that what was not changed goes out unchanged. */
export const piaFiles = pgTable(
  'pia_files',
  {
    projectId: uuid('project_id').notNull().references(() => projects.id),
    /** Of the bytes in UTF-8. */
    sha256: text('sha256').notNull(),
    content: text('content').notNull(),
    broughtInAt: instant('brought_in_at').notNull(),
    broughtInBy: uuid('brought_in_by').notNull().references(() => users.id),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.sha256] })],
)

/** Who was reminded of an open action, at which distance from the day it is due: once for each, and again when that day is moved. */
export const actionReminders = pgTable(
  'action_reminders',
  {
    projectId: uuid('project_id').notNull().references(() => projects.id),
    actionId: text('action_id').notNull(),
    due: text('due').notNull(),
    step: text('step').notNull(),
    remindedAt: instant('reminded_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.actionId, table.due, table.step] })],
)
